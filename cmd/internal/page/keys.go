package page

import (
	"maps"
	"slices"
)

// Item is one action of a checklist.
type Item struct {
	ID        Text
	Text      Text // inline Markdown
	Detail    Text // Markdown
	Level     string
	For       []Text
	Effort    Span // hands-on time
	Takes     Span // calendar time that passes anyway
	Milestone bool
	Was       []Text
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
	Checked   Date
	Archive   string
	Gone      Date
	Was       []Text
}

// Front is the front matter of a step, a topic, a free page or the home page.
type Front struct {
	Title     Text
	Summary   Text
	Outcomes  []Text // inline Markdown
	Checklist []Item
	Resources []Resource
	Needs     []Text
	Reviewed  Date
	Draft     bool
	PublishOn Date
	Aliases   []Text
}

// Levels of an item or a resource, the first by default.
var Levels = []string{"essential", "recommended", "stretch"}

// Costs of a resource.
var Costs = []string{"free", "freemium", "members", "paid"}

// Types of a resource.
var Types = []string{"apprenticeship", "article", "book", "certification", "community", "course", "event", "organisation",
	"podcast", "report", "standard", "template", "tool", "video"}

var (
	id         = placed("an id", "bad-id", checkID)
	slug       = placed("part of an address", "bad-address", CheckSlug)
	webAddress = placed("a web address", "bad-address", checkWebAddress)
	alias      = placed("an address", "bad-address", checkAlias)
	language   = placed("a language tag", "bad-language", checkLanguage)
	date       = parsed("a date", "bad-date", parseDate)
	effort     = parsed("a length of time", "bad-duration", func(s string) (Span, error) { return parseSpan(s, Minute, Hour) })
	takes      = parsed("a length of time", "bad-duration", func(s string) (Span, error) { return parseSpan(s, Day, Week, Month, Year) })
)

var item = schema[Item]{what: "a checklist item", fields: []field[Item]{
	must("id", id, func(i *Item) *Text { return &i.ID }),
	must("text", text, func(i *Item) *Text { return &i.Text }),
	key("detail", text, func(i *Item) *Text { return &i.Detail }),
	key("level", oneOf(Levels...), func(i *Item) *string { return &i.Level }),
	key("for", listOf(text), func(i *Item) *[]Text { return &i.For }),
	key("effort", effort, func(i *Item) *Span { return &i.Effort }),
	key("takes", takes, func(i *Item) *Span { return &i.Takes }),
	key("milestone", boolean, func(i *Item) *bool { return &i.Milestone }),
	key("was", listOf(id), func(i *Item) *[]Text { return &i.Was }),
}, elsewhere: map[string]string{
	"title": "the text of a checklist item is its text:",
	"url":   "link from text: or detail: with [words](address), or make it one of the resources:",
}}

var resource = schema[Resource]{what: "a resource", fields: []field[Resource]{
	must("id", id, func(r *Resource) *Text { return &r.ID }),
	must("title", text, func(r *Resource) *Text { return &r.Title }),
	must("url", webAddress, func(r *Resource) *Text { return &r.URL }),
	must("type", oneOf(Types...), func(r *Resource) *string { return &r.Type }),
	key("publisher", word, func(r *Resource) *string { return &r.Publisher }),
	must("why", text, func(r *Resource) *Text { return &r.Why }),
	key("cost", oneOf(Costs...), func(r *Resource) *string { return &r.Cost }),
	key("level", oneOf(Levels...), func(r *Resource) *string { return &r.Level }),
	key("for", listOf(text), func(r *Resource) *[]Text { return &r.For }),
	key("effort", effort, func(r *Resource) *Span { return &r.Effort }),
	key("language", checked("a language tag", "bad-language", checkLanguage), func(r *Resource) *string { return &r.Language }),
	key("checked", date, func(r *Resource) *Date { return &r.Checked }),
	key("archive", checked("a web address", "bad-address", checkWebAddress), func(r *Resource) *string { return &r.Archive }),
	key("gone", date, func(r *Resource) *Date { return &r.Gone }),
	key("was", listOf(id), func(r *Resource) *[]Text { return &r.Was }),
}, elsewhere: map[string]string{
	"link": "the address of a resource is its url:",
	"text": "the text of a resource is its title:",
}}

// byNumber explains the keys with which other generators order pages.
const byNumber = "the number in the name of the file or folder orders steps and topics"

var elsewhere = map[string]string{
	"order": byNumber, "weight": byNumber, "number": byNumber, "position": byNumber,
	"slug":        "the address comes from the name of the file or folder; aliases: keeps an old one",
	"date":        "use reviewed: for the day of the last review, publishOn: for the first day in public",
	"description": "use summary:",
	"tags":        "there are no tags",
}

var (
	titled = []field[Front]{
		must("title", text, func(f *Front) *Text { return &f.Title }),
		must("summary", text, func(f *Front) *Text { return &f.Summary }),
	}
	tracked = []field[Front]{
		key("outcomes", listOf(text), func(f *Front) *[]Text { return &f.Outcomes }),
		key("checklist", listOf(object(item)), func(f *Front) *[]Item { return &f.Checklist }),
		key("resources", listOf(object(resource)), func(f *Front) *[]Resource { return &f.Resources }),
	}
	ordered = []field[Front]{
		key("needs", listOf(slug), func(f *Front) *[]Text { return &f.Needs }),
	}
	published = []field[Front]{
		key("reviewed", date, func(f *Front) *Date { return &f.Reviewed }),
		key("draft", boolean, func(f *Front) *bool { return &f.Draft }),
		key("publishOn", date, func(f *Front) *Date { return &f.PublishOn }),
		key("aliases", listOf(alias), func(f *Front) *[]Text { return &f.Aliases }),
	}
)

func with(more map[string]string) map[string]string {
	out := maps.Clone(elsewhere)
	maps.Copy(out, more)
	return out
}

const (
	onlySteps = "only steps and topics have it"
	onlyStep  = "only a step can need other steps"
)

// fronts holds the schema of each kind of page.
var fronts = map[Kind]schema[Front]{
	Step: {what: "a step", fields: slices.Concat(titled, tracked, ordered, published), elsewhere: elsewhere},
	Topic: {what: "a topic", fields: slices.Concat(titled, tracked, published),
		elsewhere: with(map[string]string{"needs": onlyStep})},
	Free: {what: "a page", fields: slices.Concat(titled, published),
		elsewhere: with(map[string]string{"checklist": onlySteps, "resources": onlySteps, "outcomes": onlySteps, "needs": onlyStep})},
	Home: {what: "the home page", fields: []field[Front]{
		key("title", text, func(f *Front) *Text { return &f.Title }),
		key("summary", text, func(f *Front) *Text { return &f.Summary }),
	}, elsewhere: with(map[string]string{"draft": "the home page is always published"})},
}

// Settings is content/guide.yaml.
type Settings struct {
	ID        Text
	Title     Text
	Summary   Text
	Language  Text
	Timezone  string
	BaseURL   string // "" or an address that ends in a slash
	Edit      string // "" or an address that holds {path}
	Report    string // "" or an address that holds {title}
	Contact   string
	Audiences []Pair[Text]
	Retired   Retired
}

// Retired lists what was published once and is gone on purpose.
type Retired struct{ IDs, Pages []Text }

var retired = schema[Retired]{what: "retired", fields: []field[Retired]{
	key("ids", listOf(id), func(r *Retired) *[]Text { return &r.IDs }),
	key("pages", listOf(alias), func(r *Retired) *[]Text { return &r.Pages }),
}}

var settings = schema[Settings]{what: "the guide", fields: []field[Settings]{
	must("id", id, func(s *Settings) *Text { return &s.ID }),
	must("title", text, func(s *Settings) *Text { return &s.Title }),
	must("summary", text, func(s *Settings) *Text { return &s.Summary }),
	must("language", language, func(s *Settings) *Text { return &s.Language }),
	key("timezone", checked("a time zone", "bad-timezone", checkZone), func(s *Settings) *string { return &s.Timezone }),
	key("baseURL", checked("a web address", "bad-address", CheckBaseURL), func(s *Settings) *string { return &s.BaseURL }),
	key("edit", checked("a web address", "bad-address", checkTemplate("{path}")), func(s *Settings) *string { return &s.Edit }),
	key("report", checked("a web address", "bad-address", checkTemplate("{title}")), func(s *Settings) *string { return &s.Report }),
	key("contact", checked("a contact", "bad-address", checkContact), func(s *Settings) *string { return &s.Contact }),
	key("audiences", mapOf(id, text), func(s *Settings) *[]Pair[Text] { return &s.Audiences }),
	key("retired", object(retired), func(s *Settings) *Retired { return &s.Retired }),
}, elsewhere: map[string]string{"url": "use baseURL:", "lang": "use language:", "description": "use summary:"}}

// Term is one entry of the glossary.
type Term struct {
	Term  Text
	Means Text // Markdown
	Aka   []Text
}

var term = schema[Term]{what: "a glossary entry", fields: []field[Term]{
	must("term", text, func(t *Term) *Text { return &t.Term }),
	must("means", text, func(t *Term) *Text { return &t.Means }),
	key("aka", listOf(text), func(t *Term) *[]Text { return &t.Aka }),
}, elsewhere: map[string]string{"definition": "the definition is its means:", "meaning": "the definition is its means:"}}
