package lint

import (
	"fmt"
	"hash/maphash"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/prose"
)

// actions finds items that do not say what to do, or say two things.
func actions(d Document) []diag.Problem {
	if !isEnglish(d.Guide) {
		return nil
	}
	var out []diag.Problem
	for i := range d.Checklist {
		text := d.Checklist[i].Text
		words := withoutMarks(text.Value)
		if prose.LacksVerb(words) {
			what := "begins with no verb"
			if strings.HasSuffix(words, "?") {
				what = "is a question"
			}
			out = append(out, diag.NoVerb.At(text.In(d.File),
				fmt.Sprintf("the action %q %s", diag.Truncate(words), what),
				"begin with what the reader does, such as Read, Write or Ask"))
		}
		if verb := prose.SecondAction(words); verb != "" {
			out = append(out, diag.TwoActions.At(text.In(d.File),
				fmt.Sprintf("the item holds two actions: the second begins with %q", verb),
				"make it two items, or say the second in detail:"))
		}
	}
	return out
}

var linkMarks = regexp.MustCompile(`\]\([^()]*\)|[*_` + "`" + `\[\]]`)

// withoutMarks returns a text of one paragraph without its marks of Markdown, roughly.
func withoutMarks(text string) string {
	if !strings.ContainsAny(text, "*_`[") {
		return text
	}
	return linkMarks.ReplaceAllString(text, "")
}

// twins finds texts that are the same after they were normalized.
type twins struct {
	seed      maphash.Seed
	first     map[uint64]guide.ItemRef
	buffer    []byte
	normalize func(to []byte, ref guide.ItemRef) []byte
}

func newTwins(normalize func(to []byte, ref guide.ItemRef) []byte) *twins {
	return &twins{seed: maphash.MakeSeed(), first: map[uint64]guide.ItemRef{}, normalize: normalize}
}

// of returns the first item or resource that is the same as ref. ok is false if ref is the first itself.
func (t *twins) of(ref guide.ItemRef) (first guide.ItemRef, ok bool) {
	t.buffer = t.normalize(t.buffer[:0], ref)
	if len(t.buffer) == 0 {
		return first, false
	}
	key := maphash.Bytes(t.seed, t.buffer)
	if first, ok = t.first[key]; !ok {
		t.first[key] = ref
	}
	return first, ok && string(t.normalize(nil, first)) == string(t.buffer)
}

// duplicateItems finds items with the same text. Those for different audiences have different readers.
func duplicateItems(g *guide.Guide) []diag.Problem {
	var out []diag.Problem
	t := newTwins(func(to []byte, ref guide.ItemRef) []byte { return appendWords(to, ref.Item().Text.Value) })
	for _, d := range g.Docs() {
		for i := range d.Checklist {
			first, ok := t.of(guide.ItemRef{Doc: d, Index: int32(i)})
			if !ok || !shareReaders(first.Item().For, d.Checklist[i].For) {
				continue
			}
			text := d.Checklist[i].Text
			out = append(out, diag.DuplicateItem.At(text.In(d.File),
				fmt.Sprintf("the action %q is already at %s", diag.Truncate(text.Value), place(first)),
				"delete one of them, or say how they differ"))
		}
	}
	return out
}

func shareReaders(a, b []frontmatter.Text) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x frontmatter.Text) bool {
		return slices.ContainsFunc(b, func(y frontmatter.Text) bool { return x.Value == y.Value })
	})
}

// place returns the file and line of an item or resource.
func place(ref guide.ItemRef) string {
	if i := ref.Item(); i != nil {
		return fmt.Sprintf("%s:%d", ref.Doc.File, i.Text.Line)
	}
	return fmt.Sprintf("%s:%d", ref.Doc.File, ref.Doc.Resources[ref.Index].URL.Line)
}

// appendWords appends the letters and digits of a text in lower case.
func appendWords(to []byte, text string) []byte {
	space := false
	for _, r := range withoutMarks(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("+#%£$€", r) {
			space = true
			continue
		}
		if space && len(to) > 0 {
			to = append(to, ' ')
		}
		to, space = append(to, string(unicode.ToLower(r))...), false
	}
	return to
}

// duplicateResources finds resources with the same address.
func duplicateResources(g *guide.Guide) []diag.Problem {
	var out []diag.Problem
	t := newTwins(func(to []byte, ref guide.ItemRef) []byte {
		return appendAddress(to, ref.Doc.Resources[ref.Index].URL.Value)
	})
	for _, d := range g.Docs() {
		for i := range d.Resources {
			first, ok := t.of(guide.ItemRef{Doc: d, Index: int32(i), Resource: true})
			if !ok {
				continue
			}
			out = append(out, diag.DuplicateResource.At(d.Resources[i].URL.In(d.File),
				fmt.Sprintf("this is also the address of the resource %q at %s", first.ID().Value, place(first)),
				fmt.Sprintf("keep one of them; a text can link to it: [%s](%s#%s)",
					diag.Truncate(first.Doc.Resources[first.Index].Title.Value), first.Doc.Address, first.ID().Value)))
		}
	}
	return out
}

// appendAddress appends a web address without what two addresses of one page may differ in: scheme, www., default port,
// the last slash and what only counts visitors.
func appendAddress(to []byte, address string) []byte {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return append(to, address...) // tel:, or none
	}
	rest, query, hasQuery := strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
	to = append(append(append(to, host...), '/'), strings.TrimSuffix(path, "/")...)
	if !hasQuery {
		return to
	}
	query, fragment, hasFragment := strings.Cut(query, "#")
	mark := byte('?')
	for pair := range strings.SplitSeq(query, "&") {
		if !strings.HasPrefix(pair, "utm_") && pair != "" {
			to, mark = append(append(to, mark), pair...), '&'
		}
	}
	if hasFragment {
		to = append(append(to, '#'), fragment...)
	}
	return to
}
