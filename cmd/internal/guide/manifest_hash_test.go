package guide

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/frontmatter"
)

// A yamlStyle is a way to write a file. Readers see no difference.
type yamlStyle struct {
	*rand.Rand
	bom, crlf, comments bool
}

func randomStyle(r *rand.Rand) yamlStyle {
	return yamlStyle{r, r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0}
}

// value returns a text as YAML after a key. A text of several words may be a block.
func (s yamlStyle) value(indent, text string) string {
	styles := []string{strconv.Quote(text), "'" + text + "'", text}
	if strings.Contains(text, " ") {
		styles = append(styles, "|\n"+indent+"  "+text, ">-\n"+indent+"  "+text)
	}
	return styles[s.IntN(len(styles))]
}

// keys returns a mapping, in random order.
func (s yamlStyle) keys(indent string, keys map[string]string) string {
	out := ""
	for _, i := range s.Perm(len(keys)) {
		key := slices.Sorted(maps.Keys(keys))[i]
		if s.comments {
			out += indent + "# about " + key + "\n"
		}
		out += indent + key + ": " + s.value(indent, keys[key]) + strings.Repeat(" ", s.IntN(3)) + "\n"
	}
	return out
}

// list returns a list of mappings.
func (s yamlStyle) list(key string, entries []map[string]string) string {
	out := key + ":\n"
	for _, e := range entries {
		text := s.keys("    ", e)
		for s.comments && strings.HasPrefix(text, "    #") { // an entry begins with a key
			_, text, _ = strings.Cut(text, "\n")
		}
		out += "  - " + strings.TrimPrefix(text, "    ")
	}
	return out
}

// A testPage is a page. Readers see all of its texts except ids.
type testPage struct {
	front            map[string]string
	items, resources []map[string]string
	body             []string // paragraphs
}

func (w testPage) render(s yamlStyle) string {
	parts := []string{s.keys("", w.front), s.list("checklist", w.items), s.list("resources", w.resources)}
	s.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	out := "---\n" + strings.Join(parts, "") + "---\n"
	for _, paragraph := range w.body {
		if s.comments && s.IntN(2) == 0 {
			out += "<!-- for editors:\n\n--- -->\n"
		}
		out += paragraph + strings.Repeat(" ", s.IntN(2)) + "\n" + strings.Repeat("\n", 1+s.IntN(2))
	}
	if s.crlf {
		out = strings.ReplaceAll(out, "\n", "\r\n")
	}
	if s.bom {
		out = "\ufeff" + out
	}
	return out
}

// edits returns a function for each text that readers see. It changes one letter and returns the keys of the entries
// that it belongs to.
func (w testPage) edits(address string) (out []func() []string) {
	change := func(text string) string { return text[:len(text)-1] + string(text[len(text)-1]^1) }
	in := func(m map[string]string, keys ...string) {
		for _, key := range keys {
			out = append(out, func() []string {
				m[key] = change(m[key])
				if m["id"] == "" {
					return []string{address}
				}
				return []string{address, m["id"]}
			})
		}
	}
	in(w.front, "title", "summary")
	for _, i := range w.items {
		in(i, "text", "detail")
	}
	for _, r := range w.resources {
		in(r, "title", "why", "url")
	}
	for i := range w.body {
		out = append(out, func() []string { w.body[i] = change(w.body[i]); return []string{address} })
	}
	return out
}

func newTestPage(n int) testPage {
	id := func(what string) string { return fmt.Sprintf("%s-%d", what, n) }
	return testPage{
		front: map[string]string{"title": "Title " + id("t"), "summary": "What it is about"},
		items: []map[string]string{{"id": id("one"), "text": "Do one", "detail": "And *well*", "level": "stretch"},
			{"id": id("two"), "text": "Do two", "detail": "Soon"}},
		resources: []map[string]string{{"id": id("book"), "title": "A book", "url": "https://example.org/a",
			"type": "book", "why": "Because"}},
		body: []string{"## A heading", "Text with `<!-- code -->` in it", "- a list\n- of two",
			"```\n<!-- shown -->\n\n```\nThe end"},
	}
}

// The manifest does not depend on what readers cannot see. If a letter that they see changes, exactly the entries that
// it belongs to get a new date.
func TestManifestHashesVisibleText(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	pages := []testPage{newTestPage(0), newTestPage(1)}
	in := files{}.fs()
	write := func() {
		for i, w := range pages {
			in[fmt.Sprintf("content/steps/%d-s%d.md", i, i)] = &fstest.MapFile{Data: []byte(w.render(randomStyle(rnd)))}
		}
	}
	write()
	last := updateManifestOn(t, in, 0)
	rewritings, letters := 0, 0
	for day := 1; day <= 40; day++ {
		for range 5 {
			write()
			if again := updateManifestOn(t, in, day); again.changed {
				t.Fatalf("day %d: the manifest changed, although nothing that readers see did:\n%s", day,
					in["content/steps/0-s0.md"].Data)
			}
			rewritings++
		}
		n := rnd.IntN(len(pages))
		texts := pages[n].edits(fmt.Sprintf("/steps/s%d/", n))
		concerned := texts[rnd.IntN(len(texts))]()
		write()
		now := updateManifestOn(t, in, day)
		for _, on := range []struct {
			before, after map[string]frontmatter.ManifestEntry
		}{{last.idEntries, now.idEntries},
			{last.pageEntries, now.pageEntries}} {
			for key, e := range on.after {
				want := on.before[key]
				if slices.Contains(concerned, key) {
					want.Changed = frontmatter.Date(time.Date(2027, 1, 1+day, 0, 0, 0, 0,
						time.UTC).Format(time.DateOnly))
					want.Hash = e.Hash
					letters++
				}
				if e != want || slices.Contains(concerned, key) && e.Hash == on.before[key].Hash {
					t.Fatalf("day %d: a letter of %v changed: %s is %+v, want %+v", day, concerned, key, e, want)
				}
			}
		}
		last = now
	}
	t.Logf("%d rewritings, %d entries changed", rewritings, letters)
}
