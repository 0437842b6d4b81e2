package guide

import (
	"encoding/json"
	"fmt"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// canonicalPage returns the content of a page in a form that is equal for sources whose pages look equal; data is the
// content of its file. Order matters. Line endings, a byte order mark, comments, trailing white space, empty lines
// beyond the first, and what YAML leaves to taste (quotes, the order of keys) do not. Nor do keys that concern editors
// alone: ids, was, aliases, draft, publishOn, reviewed and checked.
//
// content/published.yaml stores a hash of it: every key must be omitted when empty, so that a new key changes no old
// hash.
func canonicalPage(p *frontmatter.Page, data []byte) []byte {
	c := pageContent{
		Title: collapseSpace(p.Title.Value), Summary: collapseSpace(p.Summary.Value),
		Outcomes: collapseSpaces(p.Outcomes), Needs: collapseSpaces(p.Needs),
		Text: markdown.Normalize(string(data[min(p.BodyOffset, len(data)):])),
	}
	for _, i := range p.Checklist {
		c.Checklist = append(c.Checklist, contentOfItem(i))
	}
	for _, r := range p.Resources {
		c.Resources = append(c.Resources, contentOfResource(r))
	}
	return mustJSON(c)
}

// canonicalItem is to an item what canonicalPage is to a page.
func canonicalItem(i frontmatter.Item) []byte { return mustJSON(contentOfItem(i)) }

// canonicalResource is to a resource what canonicalPage is to a page.
func canonicalResource(r frontmatter.Resource) []byte { return mustJSON(contentOfResource(r)) }

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
	Title     string           `json:"title,omitempty"`
	URL       string           `json:"url,omitempty"`
	Type      string           `json:"type,omitempty"`
	Publisher string           `json:"publisher,omitempty"`
	Why       string           `json:"why,omitempty"`
	Cost      string           `json:"cost,omitempty"`
	Level     string           `json:"level,omitempty"`
	For       []string         `json:"for,omitempty"`
	Effort    string           `json:"effort,omitempty"`
	Language  string           `json:"language,omitempty"`
	Archive   string           `json:"archive,omitempty"`
	Gone      frontmatter.Date `json:"gone,omitempty"`
}

func contentOfItem(i frontmatter.Item) itemContent {
	return itemContent{
		Text: collapseSpace(i.Text.Value), Detail: markdown.Normalize(i.Detail.Value), Level: i.Level,
		For:    collapseSpaces(i.For),
		Effort: canonicalSpan(i.Effort), Takes: canonicalSpan(i.Takes), Milestone: i.Milestone,
	}
}

func contentOfResource(r frontmatter.Resource) resourceContent {
	return resourceContent{
		Title: collapseSpace(r.Title.Value), URL: r.URL.Value, Type: r.Type, Publisher: collapseSpace(r.Publisher),
		Why: markdown.Normalize(r.Why.Value), Cost: r.Cost, Level: r.Level, For: collapseSpaces(r.For),
		Effort: canonicalSpan(r.Effort), Language: r.Language, Archive: r.Archive, Gone: r.Gone,
	}
}

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil { // strings can always be encoded
		panic("guide: " + err.Error())
	}
	return data
}

func canonicalSpan(s frontmatter.Span) string {
	if s.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d%s-%d%s", s.Min.Value, s.Min.Unit, s.Max.Value, s.Max.Unit)
}

// collapseSpace returns a text of one paragraph as a browser shows it.
func collapseSpace(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), " ")
}

func collapseSpaces(texts []frontmatter.Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, collapseSpace(t.Value))
	}
	return out
}
