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
	optional("promise", listOf(plainText), func(h *Home) *[]Text { return &h.Promise },
		"the heading, in short lines", "[Find your mentee., Help them grow., Let go in time.]"),
	optional("doors", listOf(mappingOf(doorSchema)), func(h *Home) *[]Door { return &h.Doors },
		"where each of your readers begins", ""),
	optional("start", listOf(idText), func(h *Home) *[]Text { return &h.Start },
		"the actions of the first week", "[offer-to-mentor]"),
	optional("sample", mappingOf(sampleSchema), func(h *Home) *Sample { return &h.Sample },
		"one thing before and after the guide", ""),
	optional("reasons", listOf(mappingOf(reasonSchema)), func(h *Home) *[]Reason { return &h.Reasons },
		"why to trust it", ""),
}, keyHints: map[string]string{
	"title":   "the heading of the home page is its promise:, or title: above home:",
	"summary": "summary: stands above home:, not in it",
}}

var doorSchema = schema[Door]{label: "a door", plural: "doors", fields: []field[Door]{
	required("for", audienceText, func(d *Door) *Text { return &d.For },
		"whom it is for", "new"),
	required("to", anyText, func(d *Door) *Text { return &d.To },
		"the page behind it", "steps/1-mentor-others/index.md"),
}, keyHints: map[string]string{
	"title": "a door has the name of its audience, which for: names, and the title of the page, which to: names",
	"url":   "the page behind a door is its to:",
}}

var sampleSchema = schema[Sample]{label: "the sample", fields: []field[Sample]{
	required("title", plainText, func(s *Sample) *Text { return &s.Title },
		"what it shows", "A first meeting, before and after step 1"),
	required("before", markdownText, func(s *Sample) *Text { return &s.Before },
		"the thing before", `"> How are things?"`),
	required("after", markdownText, func(s *Sample) *Text { return &s.After },
		"the thing after", `"> What would make this hour worth it?"`),
}, keyHints: map[string]string{
	"link": "link from before: or after: with [words](address)",
	"to":   "link from before: or after: with [words](address)",
}}

var reasonSchema = schema[Reason]{label: "a reason", plural: "reasons", fields: []field[Reason]{
	required("title", plainText, func(r *Reason) *Text { return &r.Title },
		"the reason, in a few words", "Yours alone"),
	required("text", markdownText, func(r *Reason) *Text { return &r.Text },
		"more about it", "Your ticks stay in this browser."),
}}
