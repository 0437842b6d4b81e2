package guide

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// canonicalPage returns the content of a page in a form that is equal for sources whose pages look equal; data is the
// content of its file. Order matters. Line endings, a byte order mark, comments, trailing white space, empty lines
// beyond the first, and what YAML leaves to taste (quotes, the order of keys) do not. Nor do keys that concern editors
// alone: ids, was, aliases, draft, publishOn, reviewed, reviewEvery, owner and checked.
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
		c.Checklist = append(c.Checklist, canonicalItem(i))
	}
	for _, r := range p.Resources {
		c.Resources = append(c.Resources, canonicalItem(r))
	}
	return mustJSON(c)
}

type pageContent struct {
	Title     string            `json:"title,omitempty"`
	Summary   string            `json:"summary,omitempty"`
	Outcomes  []string          `json:"outcomes,omitempty"`
	Needs     []string          `json:"needs,omitempty"`
	Checklist []json.RawMessage `json:"checklist,omitempty"`
	Resources []json.RawMessage `json:"resources,omitempty"`
	Text      string            `json:"body,omitempty"`
}

// canonicalItem is to an item or a resource what canonicalPage is to a page. It has all their keys, in the order of the
// fields, that are not empty and not for editors alone.
func canonicalItem[T frontmatter.Item | frontmatter.Resource](i T) []byte {
	var b bytes.Buffer
	for field, v := range reflect.ValueOf(i).Fields() {
		isEmpty := v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
		if slices.Contains([]string{"ID", "Was", "Checked", "Read"}, field.Name) || isEmpty {
			continue
		}
		value := v.Interface()
		switch x := value.(type) {
		case string:
			value = collapseSpace(x)
		case []frontmatter.Text:
			value = collapseSpaces(x)
		case frontmatter.Span:
			value = canonicalSpan(x)
		case frontmatter.Text:
			value = collapseSpace(x.Value)
			if slices.Contains([]string{"Detail", "Why"}, field.Name) {
				value = markdown.Normalize(x.Value)
			}
		}
		if value != "" {
			fmt.Fprintf(&b, ",%q:%s", strings.ToLower(field.Name), mustJSON(value))
		}
	}
	return append(append([]byte("{"), bytes.TrimPrefix(b.Bytes(), []byte(","))...), '}')
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
