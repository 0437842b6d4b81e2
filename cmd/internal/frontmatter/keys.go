package frontmatter

import (
	"maps"
	"slices"
	"strings"
)

// Item is one action of a checklist.
type Item struct {
	ID        Text
	Text      Text // inline Markdown
	Detail    Text // Markdown
	Read      Text // the passage that helps: a link inside the guide, or the id of a heading of the page
	Level     string
	For       []Text
	Effort    Span // hands-on time
	Takes     Span // calendar time
	Milestone bool
	Was       []Text
}

// Passage returns the link that Read stands for: an id alone is that of a heading of the page.
func (i *Item) Passage() string {
	if strings.ContainsAny(i.Read.Value, "#./") {
		return i.Read.Value
	}
	return "#" + i.Read.Value
}

// Resource is one thing to read, take, join or use.
type Resource struct {
	ID        Text
	Title     Text
	URL       Text
	Type      string
	Publisher string
	Why       Text // Markdown
	Cost      string
	Level     string
	For       []Text
	Effort    Span
	Language  string
	Checked   Text // a date
	Archive   Text
	Gone      Text // a date
	Was       []Text
}

// Meta is the front matter of a step, a topic, a free page or the home page.
type Meta struct {
	Title     Text
	Summary   Text
	Outcomes  []Text // inline Markdown
	Checklist []Item
	Resources []Resource
	Needs     []Text
	Reviewed  Text // a date
	// ReviewEvery says after what time a review is too old; the zero Amount leaves that to others, see package guide.
	ReviewEvery Amount
	Owner       Text // who answers for the page
	Draft       bool
	PublishOn   Date
	Aliases     []Text
	Home        Home // of the home page
}

// MarkdownTexts returns the values that hold Markdown, in the order of the page.
func (m *Meta) MarkdownTexts() []Text {
	texts := slices.Clone(m.Outcomes)
	for _, i := range m.Checklist {
		texts = append(texts, i.Text, i.Detail)
	}
	for _, r := range m.Resources {
		texts = append(texts, r.Why)
	}
	return append(texts, m.Home.markdownTexts()...)
}

// Levels are those of an item or a resource; the first is the default.
var Levels = []string{"essential", "recommended", "stretch"}

// Costs are those of a resource.
var Costs = []string{"free", "freemium", "members", "paid"}

// ResourceTypes are the types of a resource that every guide has.
var ResourceTypes = []string{"apprenticeship", "article", "book", "certification", "community", "course", "event",
	"organisation", "podcast", "report", "standard", "template", "tool", "video"}

var itemSchema = schema[Item]{label: "a checklist item", plural: "checklist items", fields: []field[Item]{
	required("id", idText, func(i *Item) *Text { return &i.ID },
		"what readers' ticks are kept by: it never changes", "offer-to-mentor"),
	required("text", inlineText, func(i *Item) *Text { return &i.Text },
		"what to do; it begins with a verb", "Offer to mentor one person"),
	optional("detail", markdownText, func(i *Item) *Text { return &i.Detail },
		"how to do it, and when it is done", "Ask your manager who would **like** one."),
	optional("read", anyText, func(i *Item) *Text { return &i.Read },
		"the passage that helps: a heading of this page, or a page and a heading: topic.md#heading",
		"the-first-meeting"),
	optional("level", oneOf(Levels...), func(i *Item) *string { return &i.Level },
		"how much it matters", "recommended").withDefault(Levels[0]),
	optional("for", listOf(audienceText), func(i *Item) *[]Text { return &i.For },
		"whom it is for; without it, everyone", "[lead]"),
	optional("effort", effortSpan, func(i *Item) *Span { return &i.Effort },
		"hands-on time, in minutes and hours: 15m, 2h or 2h-4h", "1h-2h"),
	optional("takes", takesSpan, func(i *Item) *Span { return &i.Takes },
		"time that passes anyway, in days, weeks, months and years: 3d, 6w, 3mo-6mo or 1y", "2w"),
	optional("milestone", boolean, func(i *Item) *bool { return &i.Milestone },
		"whether to show it as a milestone", "true").withDefault("false"),
	optional("was", listOf(idText), func(i *Item) *[]Text { return &i.Was },
		"ids that it had before: their ticks become its own", "[find-a-mentee]"),
}, keyHints: map[string]string{
	"title": "the text of a checklist item is its text:",
	"url":   "link from text: or detail: with [words](address), or make it one of the resources:",
}}

var resourceSchema = schema[Resource]{label: "a resource", plural: "resources", fields: []field[Resource]{
	required("id", idText, func(r *Resource) *Text { return &r.ID },
		"what readers' ticks are kept by: it never changes", "mentoring-guide"),
	required("title", plainText, func(r *Resource) *Text { return &r.Title },
		"its title", "A guide to mentoring"),
	required("url", reachText, func(r *Resource) *Text { return &r.URL },
		"its address; for a helpline without a page tel:, sms: or mailto:, as in tel:+441234567890",
		"https://example.org/mentoring"),
	required("type", resourceType, func(r *Resource) *string { return &r.Type },
		"what it is", "article"),
	optional("publisher", withoutPosition(plainText), func(r *Resource) *string { return &r.Publisher },
		"who publishes it", "Example"),
	required("why", markdownText, func(r *Resource) *Text { return &r.Why },
		"what it gives the reader", "Shows how to agree on what you both want."),
	optional("cost", oneOf(Costs...), func(r *Resource) *string { return &r.Cost },
		"what it costs; without it, nothing is said", "free"),
	optional("level", oneOf(Levels...), func(r *Resource) *string { return &r.Level },
		"how much it matters", "recommended").withDefault(Levels[0]),
	optional("for", listOf(audienceText), func(r *Resource) *[]Text { return &r.For },
		"whom it is for; without it, everyone", "[new, lead]"),
	optional("effort", effortSpan, func(r *Resource) *Span { return &r.Effort },
		"how long it takes, in minutes and hours: 15m, 2h or 2h-4h", "30m"),
	optional("language", withoutPosition(languageText), func(r *Resource) *string { return &r.Language },
		"its language, if it is not that of the guide", "de"),
	optional("checked", dateText, func(r *Resource) *Text { return &r.Checked },
		"when somebody last opened it; without it, it is not yet checked", "2026-11-01"),
	optional("archive", urlText, func(r *Resource) *Text { return &r.Archive },
		"the address of a copy", "https://archive.example/mentoring"),
	optional("gone", dateText, func(r *Resource) *Text { return &r.Gone },
		"when its address was found dead: its title leads to the copy from then on", "2026-11-20"),
	optional("was", listOf(idText), func(r *Resource) *[]Text { return &r.Was },
		"ids that it had before: their ticks become its own", "[mentoring-handbook]"),
}, keyHints: map[string]string{
	"link": "the address of a resource is its url:",
	"text": "the text of a resource is its title:",
}}

// orderHint is for the keys by which other generators order pages.
const orderHint = "the number in the name of the file or folder orders steps and topics"

var foreignKeyHints = map[string]string{
	"order": orderHint, "weight": orderHint, "number": orderHint, "position": orderHint,
	"slug":        "the address comes from the name of the file or folder; aliases: keeps an old one",
	"date":        "use reviewed: for the day of the last review, publishOn: for the first day in public",
	"description": "use summary:",
	"tags":        "there are no tags",
}

var (
	titleFields = []field[Meta]{
		required("title", plainText, func(f *Meta) *Text { return &f.Title },
			"what the page is called", "Mentor others"),
		required("summary", plainText, func(f *Meta) *Text { return &f.Summary },
			"one sentence about it, for lists, search and messengers", "Pass on what you know, and learn it twice."),
	}
	itemFields = []field[Meta]{
		optional("outcomes", listOf(inlineText), func(f *Meta) *[]Text { return &f.Outcomes },
			"what the reader can do or show afterwards", "[Say what a good first meeting needs]"),
		optional("checklist", listOf(mappingOf(itemSchema)), func(f *Meta) *[]Item { return &f.Checklist },
			"what to do, to be ticked", ""),
		optional("resources", listOf(mappingOf(resourceSchema)), func(f *Meta) *[]Resource { return &f.Resources },
			"what to read, take, join or use", ""),
	}
	needsFields = []field[Meta]{
		optional("needs", listOf(slugText), func(f *Meta) *[]Text { return &f.Needs },
			"steps to finish first, by the last part of their addresses; advice, never a lock", "[build-a-network]"),
	}
	publishFields = []field[Meta]{
		optional("reviewed", dateText, func(f *Meta) *Text { return &f.Reviewed },
			"when somebody last read the page as a whole", "2026-11-01"),
		optional("reviewEvery", period, func(f *Meta) *Amount { return &f.ReviewEvery },
			"after what time that is a notice, for a step's topics too; without it, as guide.yaml says", "6mo"),
		optional("owner", plainText, func(f *Meta) *Text { return &f.Owner },
			"who looks after the page, and after the topics of a step: named where a review is due", "Ana Silva"),
		optional("draft", boolean, func(f *Meta) *bool { return &f.Draft },
			"whether the page is left out of the site; a step takes its topics with it", "false").withDefault("false"),
		optional("publishOn", dateValue, func(f *Meta) *Date { return &f.PublishOn },
			"the first day on which it is published", "2026-11-15"),
		optional("aliases", listOf(aliasText), func(f *Meta) *[]Text { return &f.Aliases },
			"addresses that it had before, which lead to it", "[/steps/help-others/]"),
	}
)

func withHints(extra map[string]string) map[string]string {
	out := maps.Clone(foreignKeyHints)
	maps.Copy(out, extra)
	return out
}

const (
	stepsAndTopicsOnly = "only steps and topics have it"
	stepsOnly          = "only a step can need other steps"
	homeOnly           = "only content/index.md, the home page, has it"
)

// metaSchemas holds the schema of each kind of page.
var metaSchemas = map[Kind]schema[Meta]{
	KindStep: {label: "a step", fields: slices.Concat(titleFields, itemFields, needsFields, publishFields),
		keyHints: withHints(map[string]string{"home": homeOnly})},
	KindTopic: {label: "a topic", fields: slices.Concat(titleFields, itemFields, publishFields),
		keyHints: withHints(map[string]string{"needs": stepsOnly, "home": homeOnly})},
	KindPage: {label: "a page", fields: slices.Concat(titleFields, publishFields),
		keyHints: withHints(map[string]string{"checklist": stepsAndTopicsOnly, "resources": stepsAndTopicsOnly,
			"outcomes": stepsAndTopicsOnly, "needs": stepsOnly, "home": homeOnly})},
	KindHome: {label: "the home page", fields: []field[Meta]{
		optional("title", plainText, func(f *Meta) *Text { return &f.Title },
			"what the page is called; without it, as the guide", "Mentoring in seven steps"),
		optional("summary", plainText, func(f *Meta) *Text { return &f.Summary },
			"one sentence about the guide; without it, that of guide.yaml",
			"What to learn, do and show to mentor well."),
		optional("home", mappingOf(homeSchema), func(f *Meta) *Home { return &f.Home },
			"what the page says before and after the list of steps; each part may be missing", ""),
	}, keyHints: withHints(map[string]string{"draft": "the home page is always published"})},
}

// Term is one entry of the glossary.
type Term struct {
	Term  Text
	Means Text // Markdown
	Aka   []Text
}

var termSchema = schema[Term]{label: "a glossary entry", plural: "terms", fields: []field[Term]{
	required("term", plainText, func(t *Term) *Text { return &t.Term },
		"the word or phrase, which is linked where a page first uses it", "sponsor"),
	required("means", markdownText, func(t *Term) *Text { return &t.Means },
		"what it means", "Somebody senior who speaks up for you."),
	optional("aka", listOf(plainText), func(t *Term) *[]Text { return &t.Aka },
		"its other names, which are linked and found, too", "[career sponsor]"),
}, keyHints: map[string]string{"definition": "the definition is its means:", "meaning": "the definition is its means:"}}
