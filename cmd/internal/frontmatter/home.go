package frontmatter

// Home is what the home page says before and after the list of steps. Each part may be missing.
type Home struct {
	Promise []Text // what the guide does for its readers, in short lines: the heading of the page
	Doors   []Door
	Start   []Text // ids of the actions to begin with
	Sample  Sample
	Reasons []Reason
}

// Door is where readers of one audience begin.
type Door struct {
	For Text // an audience
	To  Text // a link to a page of the guide
}

// Sample shows what the guide does, by one thing before and after it.
type Sample struct{ Title, Before, After Text } // Before and After are Markdown

// Reason is a reason to use the guide.
type Reason struct{ Title, Text Text } // Text is Markdown

// markdownTexts returns the values that hold Markdown.
func (h *Home) markdownTexts() []Text {
	texts := []Text{h.Sample.Before, h.Sample.After}
	for _, r := range h.Reasons {
		texts = append(texts, r.Text)
	}
	return texts
}

var homeSchema = schema[Home]{label: "home", fields: []field[Home]{
	optional("promise", listOf(plainText), func(h *Home) *[]Text { return &h.Promise }),
	optional("doors", listOf(mappingOf(doorSchema)), func(h *Home) *[]Door { return &h.Doors }),
	optional("start", listOf(idText), func(h *Home) *[]Text { return &h.Start }),
	optional("sample", mappingOf(sampleSchema), func(h *Home) *Sample { return &h.Sample }),
	optional("reasons", listOf(mappingOf(reasonSchema)), func(h *Home) *[]Reason { return &h.Reasons }),
}, keyHints: map[string]string{
	"title":   "the heading of the home page is its promise:, or title: above home:",
	"summary": "summary: stands above home:, not in it",
}}

var doorSchema = schema[Door]{label: "a door", fields: []field[Door]{
	required("for", anyText, func(d *Door) *Text { return &d.For }),
	required("to", anyText, func(d *Door) *Text { return &d.To }),
}, keyHints: map[string]string{
	"title": "a door has the name of its audience, which for: names, and the title of the page, which to: names",
	"url":   "the page behind a door is its to:",
}}

var sampleSchema = schema[Sample]{label: "the sample", fields: []field[Sample]{
	required("title", plainText, func(s *Sample) *Text { return &s.Title }),
	required("before", anyText, func(s *Sample) *Text { return &s.Before }),
	required("after", anyText, func(s *Sample) *Text { return &s.After }),
}, keyHints: map[string]string{
	"link": "link from before: or after: with [words](address)",
	"to":   "link from before: or after: with [words](address)",
}}

var reasonSchema = schema[Reason]{label: "a reason", fields: []field[Reason]{
	required("title", plainText, func(r *Reason) *Text { return &r.Title }),
	required("text", anyText, func(r *Reason) *Text { return &r.Text }),
}}
