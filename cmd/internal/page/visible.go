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

// Visible returns what readers see of the page whose file holds data, in a form that two sources share if
// readers cannot tell them apart. Order counts. Line endings, a byte order mark, comments, trailing white
// space, blank lines beyond the first, and everything that YAML leaves to taste (quotes, the order of keys)
// do not. Nor do keys that concern the editors alone: ids, was, aliases, draft, publishOn, and the days of
// reviewed and checked, which say that a text still holds.
//
// The record keeps a hash of it for years: a key that is not used must leave no trace, so that one that is
// added to the program later changes the hash of no page that does without it.
func (p *Page) Visible(data []byte) []byte {
	v := visiblePage{
		Title: oneSpace(p.Title.Value), Summary: oneSpace(p.Summary.Value), Outcomes: eachOneSpace(p.Outcomes),
		Needs: eachOneSpace(p.Needs), Text: visibleMarkdown(string(data[min(p.Body, len(data)):])),
	}
	for i := range p.Checklist {
		v.Checklist = append(v.Checklist, p.Checklist[i].visible())
	}
	for i := range p.Resources {
		v.Resources = append(v.Resources, p.Resources[i].visible())
	}
	return encode(v)
}

// Visible is to an item what Page.Visible is to a page.
func (i *Item) Visible() []byte { return encode(i.visible()) }

// Visible is to a resource what Page.Visible is to a page.
func (r *Resource) Visible() []byte { return encode(r.visible()) }

type visiblePage struct {
	Title     string            `json:"title,omitempty"`
	Summary   string            `json:"summary,omitempty"`
	Outcomes  []string          `json:"outcomes,omitempty"`
	Needs     []string          `json:"needs,omitempty"`
	Checklist []visibleItem     `json:"checklist,omitempty"`
	Resources []visibleResource `json:"resources,omitempty"`
	Text      string            `json:"body,omitempty"`
}

type visibleItem struct {
	Text      string   `json:"text,omitempty"`
	Detail    string   `json:"detail,omitempty"`
	Level     string   `json:"level,omitempty"`
	For       []string `json:"for,omitempty"`
	Effort    string   `json:"effort,omitempty"`
	Takes     string   `json:"takes,omitempty"`
	Milestone bool     `json:"milestone,omitempty"`
}

type visibleResource struct {
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

func (i *Item) visible() visibleItem {
	return visibleItem{
		Text: oneSpace(i.Text.Value), Detail: visibleMarkdown(i.Detail.Value), Level: i.Level, For: eachOneSpace(i.For),
		Effort: visibleSpan(i.Effort), Takes: visibleSpan(i.Takes), Milestone: i.Milestone,
	}
}

func (r *Resource) visible() visibleResource {
	return visibleResource{
		Title: oneSpace(r.Title.Value), URL: r.URL.Value, Type: r.Type, Publisher: oneSpace(r.Publisher),
		Why: visibleMarkdown(r.Why.Value), Cost: r.Cost, Level: r.Level, For: eachOneSpace(r.For),
		Effort: visibleSpan(r.Effort), Language: r.Language, Archive: r.Archive, Gone: r.Gone,
	}
}

func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil { // strings can always be encoded
		panic("page: " + err.Error())
	}
	return data
}

func visibleSpan(s Span) string {
	if s.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d%s-%d%s", s.Min.N, s.Min.Unit, s.Max.N, s.Max.Unit)
}

// oneSpace writes a text of one paragraph as a browser shows it.
func oneSpace(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), " ")
}

func eachOneSpace(texts []Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, oneSpace(t.Value))
	}
	return out
}

// visibleMarkdown takes from Markdown what leaves no trace on the page. Two spaces that break a line stay.
func visibleMarkdown(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(text, "<!--") {
		text = withoutComments(text)
	}
	var out strings.Builder
	end := "" // of the line before
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		shown := strings.TrimRight(line, " \t")
		switch {
		case shown == "":
			if out.Len() > 0 {
				end = "\n\n"
			}
			continue
		case strings.HasSuffix(line, "  "):
			out.WriteString(end + shown)
			end = "  \n"
		default:
			out.WriteString(end + shown)
			end = "\n"
		}
	}
	return out.String()
}

// withoutComments takes HTML comments out of Markdown, but for those that are shown, in code.
func withoutComments(text string) string {
	src := []byte(text)
	if overLimit(src) != nil {
		return text
	}
	md := goldmark.New(goldmark.WithExtensions(extensions(table, extension.Footnote)...),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()))
	var cuts [][2]int
	_ = ast.Walk(md.Parser().Parse(gtext.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if block, ok := n.(*ast.HTMLBlock); ok && entering && block.HTMLBlockType == ast.HTMLBlockType2 {
			raw, at := blockSource(block, src)
			for from := 0; ; {
				from += len(raw[from:]) - len(trimStart(raw[from:]))
				found := comment.Find(raw[from:])
				if found == nil {
					break
				}
				cuts = append(cuts, [2]int{at + from, at + from + len(found)})
				from += len(found)
			}
		} else if html, ok := n.(*ast.RawHTML); ok && entering {
			raw, at := segmentsSource(html.Segments, src), html.Segments.At(0).Start
			if bytes.HasPrefix(raw, []byte("<!--")) {
				cuts = append(cuts, [2]int{at, at + len(raw)})
			}
		}
		return ast.WalkContinue, nil
	})
	return string(cut(src, cuts))
}

// cut removes ranges of bytes, and with each the second of the two spaces that it stood between.
func cut(src []byte, ranges [][2]int) []byte {
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
