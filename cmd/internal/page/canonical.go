package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
)

// Canonical returns what readers see of the page whose file holds data, in a form that two sources share if
// readers cannot tell them apart. Order counts. Line endings, a byte order mark, comments, trailing white
// space, blank lines beyond the first, and everything that YAML leaves to taste (quotes, the order of keys)
// do not. Nor do keys that concern the editors alone: ids, was, aliases, draft, publishOn, and the days of
// reviewed and checked, which say that a text still holds.
//
// The record keeps a hash of it for years: a key that is not used must leave no trace, so that one that is
// added to the program later changes the hash of no page that does without it.
func (p *Page) Canonical(data []byte) []byte {
	v := pageContent{
		Title: collapseSpace(p.Title.Value), Summary: collapseSpace(p.Summary.Value), Outcomes: collapseSpaces(p.Outcomes),
		Needs: collapseSpaces(p.Needs), Text: canonicalMarkdown(string(data[min(p.BodyOffset, len(data)):])),
	}
	for i := range p.Checklist {
		v.Checklist = append(v.Checklist, p.Checklist[i].canonicalItem())
	}
	for i := range p.Resources {
		v.Resources = append(v.Resources, p.Resources[i].canonicalResource())
	}
	return mustJSON(v)
}

// Canonical is to an item what Page.Visible is to a page.
func (i *Item) Canonical() []byte { return mustJSON(i.canonicalItem()) }

// Canonical is to a resource what Page.Visible is to a page.
func (r *Resource) Canonical() []byte { return mustJSON(r.canonicalResource()) }

type pageContent struct {
	Title     string            `json:"title,omitempty"`
	Summary   string            `json:"summary,omitempty"`
	Outcomes  []string          `json:"outcomes,omitempty"`
	Needs     []string          `json:"needs,omitempty"`
	Checklist []itemContent     `json:"checklist,omitempty"`
	Resources []resourceContent `json:"resources,omitempty"`
	Text      string            `json:"body,omitempty"`
}

type itemContent struct {
	Text      string   `json:"text,omitempty"`
	Detail    string   `json:"detail,omitempty"`
	Level     string   `json:"level,omitempty"`
	For       []string `json:"for,omitempty"`
	Effort    string   `json:"effort,omitempty"`
	Takes     string   `json:"takes,omitempty"`
	Milestone bool     `json:"milestone,omitempty"`
}

type resourceContent struct {
	Title     string   `json:"title,omitempty"`
	URL       string   `json:"url,omitempty"`
	Type      string   `json:"type,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Why       string   `json:"why,omitempty"`
	Cost      string   `json:"cost,omitempty"`
	Level     string   `json:"level,omitempty"`
	For       []string `json:"for,omitempty"`
	Effort    string   `json:"effort,omitempty"`
	Language  string   `json:"language,omitempty"`
	Archive   string   `json:"archive,omitempty"`
	Gone      Date     `json:"gone,omitempty"`
}

func (i *Item) canonicalItem() itemContent {
	return itemContent{
		Text: collapseSpace(i.Text.Value), Detail: canonicalMarkdown(i.Detail.Value), Level: i.Level, For: collapseSpaces(i.For),
		Effort: canonicalSpan(i.Effort), Takes: canonicalSpan(i.Takes), Milestone: i.Milestone,
	}
}

func (r *Resource) canonicalResource() resourceContent {
	return resourceContent{
		Title: collapseSpace(r.Title.Value), URL: r.URL.Value, Type: r.Type, Publisher: collapseSpace(r.Publisher),
		Why: canonicalMarkdown(r.Why.Value), Cost: r.Cost, Level: r.Level, For: collapseSpaces(r.For),
		Effort: canonicalSpan(r.Effort), Language: r.Language, Archive: r.Archive, Gone: r.Gone,
	}
}

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil { // strings can always be encoded
		panic("page: " + err.Error())
	}
	return data
}

func canonicalSpan(s Span) string {
	if s.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d%s-%d%s", s.Min.Value, s.Min.Unit, s.Max.Value, s.Max.Unit)
}

// collapseSpace writes a text of one paragraph as a browser shows it.
func collapseSpace(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), " ")
}

func collapseSpaces(texts []Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, collapseSpace(t.Value))
	}
	return out
}

// canonicalMarkdown takes from Markdown what leaves no trace on the page. Two spaces that break a line stay.
func canonicalMarkdown(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(text, "<!--") {
		text = stripComments(text)
	}
	var out strings.Builder
	lineBreak := "" // of the line before
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		trimmed := strings.TrimRight(line, " \t")
		switch {
		case trimmed == "":
			if out.Len() > 0 {
				lineBreak = "\n\n"
			}
			continue
		case strings.HasSuffix(line, "  "):
			out.WriteString(lineBreak + trimmed)
			lineBreak = "  \n"
		default:
			out.WriteString(lineBreak + trimmed)
			lineBreak = "\n"
		}
	}
	return out.String()
}

// stripComments takes HTML comments out of Markdown, but for those that are shown, in code.
func stripComments(text string) string {
	src := []byte(text)
	if checkLimits(src) != nil {
		return text
	}
	md := goldmark.New(goldmark.WithExtensions(extensions(tableExtension, extension.Footnote)...),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()))
	var ranges [][2]int
	_ = ast.Walk(md.Parser().Parse(gtext.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if block, ok := n.(*ast.HTMLBlock); ok && entering && block.HTMLBlockType == ast.HTMLBlockType2 {
			raw, offset := blockSource(block, src)
			for from := 0; ; {
				from += len(raw[from:]) - len(trimLeadingSpace(raw[from:]))
				m := commentPattern.Find(raw[from:])
				if m == nil {
					break
				}
				ranges = append(ranges, [2]int{offset + from, offset + from + len(m)})
				from += len(m)
			}
		} else if inline, ok := n.(*ast.RawHTML); ok && entering {
			raw, offset := segmentsSource(inline.Segments, src), inline.Segments.At(0).Start
			if bytes.HasPrefix(raw, []byte("<!--")) {
				ranges = append(ranges, [2]int{offset, offset + len(raw)})
			}
		}
		return ast.WalkContinue, nil
	})
	return string(removeRanges(src, ranges))
}

// removeRanges removes ranges of bytes, and with each the second of the two spaces that it stood between.
func removeRanges(src []byte, ranges [][2]int) []byte {
	slices.SortFunc(ranges, func(a, b [2]int) int { return a[0] - b[0] })
	var out []byte
	from := 0
	for _, r := range ranges {
		if r[0] < from {
			continue
		}
		out = append(out, src[from:r[0]]...)
		from = r[1]
		if bytes.HasSuffix(out, []byte(" ")) && bytes.HasPrefix(src[from:], []byte(" ")) {
			from++
		}
	}
	return append(out, src[from:]...)
}
