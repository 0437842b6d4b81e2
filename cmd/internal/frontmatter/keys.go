package frontmatter

import (
	"maps"
	"slices"

	"guide/cmd/internal/diag"
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
	Draft     bool
	PublishOn Date
	Aliases   []Text
	Home      Home // of the home page
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

// ResourceTypes are the types of a resource.
var ResourceTypes = []string{"apprenticeship", "article", "book", "certification", "community", "course", "event",
	"organisation", "podcast", "report", "standard", "template", "tool", "video"}

var (
	idText       = validatedText("an id", diag.BadID, checkID)
	slugText     = validatedText("part of an address", diag.BadAddress, checkSlug)
	urlText      = publicAddress(validatedText("a web address", diag.BadAddress, checkURL))
	aliasText    = validatedText("an address", diag.BadAddress, checkAlias)
	languageText = validatedText("a language tag", diag.BadLanguage, checkLanguage)
	synonymText  = validatedText("a word or phrase", diag.BadSynonyms, checkSynonym)
	dateText     = validatedText("a date", diag.BadDate, func(s string) error {
		_, err := parseDate(s)
		return err
	})
	dateValue  = parsed("a date", diag.BadDate, parseDate)
	effortSpan = parsed("a length of time", diag.BadDuration,
		func(s string) (Span, error) { return parseSpan(s, Minute, Hour) })
	takesSpan = parsed("a length of time", diag.BadDuration,
		func(s string) (Span, error) { return parseSpan(s, Day, Week, Month, Year) })
	period = parsed("a length of time", diag.BadDuration, parsePeriod)
)

var itemSchema = schema[Item]{label: "a checklist item", fields: []field[Item]{
	required("id", idText, func(i *Item) *Text { return &i.ID }),
	required("text", anyText, func(i *Item) *Text { return &i.Text }),
	optional("detail", anyText, func(i *Item) *Text { return &i.Detail }),
	optional("read", anyText, func(i *Item) *Text { return &i.Read }),
	optional("level", oneOf(Levels...), func(i *Item) *string { return &i.Level }),
	optional("for", listOf(anyText), func(i *Item) *[]Text { return &i.For }),
	optional("effort", effortSpan, func(i *Item) *Span { return &i.Effort }),
	optional("takes", takesSpan, func(i *Item) *Span { return &i.Takes }),
	optional("milestone", boolean, func(i *Item) *bool { return &i.Milestone }),
	optional("was", listOf(idText), func(i *Item) *[]Text { return &i.Was }),
}, keyHints: map[string]string{
	"title": "the text of a checklist item is its text:",
	"url":   "link from text: or detail: with [words](address), or make it one of the resources:",
}}

var resourceSchema = schema[Resource]{label: "a resource", fields: []field[Resource]{
	required("id", idText, func(r *Resource) *Text { return &r.ID }),
	required("title", plainText, func(r *Resource) *Text { return &r.Title }),
	required("url", urlText, func(r *Resource) *Text { return &r.URL }),
	required("type", oneOf(ResourceTypes...), func(r *Resource) *string { return &r.Type }),
	optional("publisher", withoutPosition(plainText), func(r *Resource) *string { return &r.Publisher }),
	required("why", anyText, func(r *Resource) *Text { return &r.Why }),
	optional("cost", oneOf(Costs...), func(r *Resource) *string { return &r.Cost }),
	optional("level", oneOf(Levels...), func(r *Resource) *string { return &r.Level }),
	optional("for", listOf(anyText), func(r *Resource) *[]Text { return &r.For }),
	optional("effort", effortSpan, func(r *Resource) *Span { return &r.Effort }),
	optional("language", validatedString("a language tag", diag.BadLanguage, checkLanguage),
		func(r *Resource) *string { return &r.Language }),
	optional("checked", dateText, func(r *Resource) *Text { return &r.Checked }),
	optional("archive", urlText, func(r *Resource) *Text { return &r.Archive }),
	optional("gone", dateText, func(r *Resource) *Text { return &r.Gone }),
	optional("was", listOf(idText), func(r *Resource) *[]Text { return &r.Was }),
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
		required("title", plainText, func(f *Meta) *Text { return &f.Title }),
		required("summary", plainText, func(f *Meta) *Text { return &f.Summary }),
	}
	itemFields = []field[Meta]{
		optional("outcomes", listOf(anyText), func(f *Meta) *[]Text { return &f.Outcomes }),
		optional("checklist", listOf(mappingOf(itemSchema)), func(f *Meta) *[]Item { return &f.Checklist }),
		optional("resources", listOf(mappingOf(resourceSchema)), func(f *Meta) *[]Resource { return &f.Resources }),
	}
	needsFields = []field[Meta]{
		optional("needs", listOf(slugText), func(f *Meta) *[]Text { return &f.Needs }),
	}
	publishFields = []field[Meta]{
		optional("reviewed", dateText, func(f *Meta) *Text { return &f.Reviewed }),
		optional("draft", boolean, func(f *Meta) *bool { return &f.Draft }),
		optional("publishOn", dateValue, func(f *Meta) *Date { return &f.PublishOn }),
		optional("aliases", listOf(aliasText), func(f *Meta) *[]Text { return &f.Aliases }),
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
		optional("title", plainText, func(f *Meta) *Text { return &f.Title }),
		optional("summary", plainText, func(f *Meta) *Text { return &f.Summary }),
		optional("home", mappingOf(homeSchema), func(f *Meta) *Home { return &f.Home }),
	}, keyHints: withHints(map[string]string{"draft": "the home page is always published"})},
}

// Settings is content/guide.yaml.
type Settings struct {
	ID        Text
	Title     Text
	Summary   Text
	Language  Text
	Timezone  string
	BaseURL   Text // "" or an address that ends in a slash
	Edit      Text // "" or an address that holds {path}
	Report    Text // "" or an address that holds {title}
	Contact   Text
	Audiences []MapItem[Text]
	Synonyms  [][]Text // words and phrases that find one another
	Retired   Retired
	Rules     map[*diag.Rule]diag.Severity // what the guide has chosen
	// CheckEvery and ReviewEvery say after what time a check of a resource, and a review of a page, is too old.
	CheckEvery, ReviewEvery Amount
}

// Retired holds ids and pages that were published and removed on purpose.
type Retired struct{ IDs, Pages []Text }

var retiredSchema = schema[Retired]{label: "retired", fields: []field[Retired]{
	optional("ids", listOf(idText), func(r *Retired) *[]Text { return &r.IDs }),
	optional("pages", listOf(aliasText), func(r *Retired) *[]Text { return &r.Pages }),
}}

var settingsSchema = schema[Settings]{label: "the guide", fields: []field[Settings]{
	required("id", idText, func(s *Settings) *Text { return &s.ID }),
	required("title", plainText, func(s *Settings) *Text { return &s.Title }),
	required("summary", plainText, func(s *Settings) *Text { return &s.Summary }),
	required("language", languageText, func(s *Settings) *Text { return &s.Language }),
	optional("timezone", validatedString("a time zone", diag.BadTimezone, checkTimezone),
		func(s *Settings) *string { return &s.Timezone }),
	optional("baseURL", validatedText("a web address", diag.BadAddress, CheckBaseURL),
		func(s *Settings) *Text { return &s.BaseURL }),
	optional("edit", validatedText("a web address", diag.BadAddress, checkURLTemplate("{path}")),
		func(s *Settings) *Text { return &s.Edit }),
	optional("report", validatedText("a web address", diag.BadAddress, checkURLTemplate("{title}")),
		func(s *Settings) *Text { return &s.Report }),
	optional("contact", validatedText("a contact", diag.BadAddress, checkContact),
		func(s *Settings) *Text { return &s.Contact }),
	optional("audiences", mapOf(idText, plainText), func(s *Settings) *[]MapItem[Text] { return &s.Audiences }),
	optional("synonyms", listOf(synonymList), func(s *Settings) *[][]Text { return &s.Synonyms }),
	optional("retired", mappingOf(retiredSchema), func(s *Settings) *Retired { return &s.Retired }),
	optional("checkEvery", period, func(s *Settings) *Amount { return &s.CheckEvery }),
	optional("reviewEvery", period, func(s *Settings) *Amount { return &s.ReviewEvery }),
	optional("rules", ruleSeverities, func(s *Settings) *map[*diag.Rule]diag.Severity { return &s.Rules }),
}, keyHints: map[string]string{"url": "use baseURL:", "lang": "use language:", "description": "use summary:"}}

// Term is one entry of the glossary.
type Term struct {
	Term  Text
	Means Text // Markdown
	Aka   []Text
}

var termSchema = schema[Term]{label: "a glossary entry", fields: []field[Term]{
	required("term", plainText, func(t *Term) *Text { return &t.Term }),
	required("means", anyText, func(t *Term) *Text { return &t.Means }),
	optional("aka", listOf(plainText), func(t *Term) *[]Text { return &t.Aka }),
}, keyHints: map[string]string{"definition": "the definition is its means:", "meaning": "the definition is its means:"}}
