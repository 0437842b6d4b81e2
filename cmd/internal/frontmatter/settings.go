package frontmatter

import (
	"cmp"
	"strings"

	"guide/cmd/internal/diag"
)

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
	// ResourceTypes are types beside the built-in ones, or other names of these; Levels are other names of levels.
	ResourceTypes, Levels []MapItem[Text]

	Synonyms [][]Text // words and phrases that find one another
	Retired  Retired
	Rules    map[*diag.Rule]diag.Severity // what the guide has chosen
	// CheckEvery and ReviewEvery say after what time a check of a resource, and a review of a page, is too old.
	CheckEvery, ReviewEvery Amount
	Analytics               Analytics
	Brand                   Brand
	ShowOwner, ShowChanged  bool // on pages
}

// Retired holds ids and pages that were published and removed on purpose.
type Retired struct{ IDs, Pages []Text }

var retiredSchema = schema[Retired]{label: "retired", fields: []field[Retired]{
	optional("ids", listOf(idText), func(r *Retired) *[]Text { return &r.IDs },
		"ids of items and resources", "[shadow-a-mentor]"),
	optional("pages", listOf(aliasText), func(r *Retired) *[]Text { return &r.Pages },
		"addresses of pages", "[/steps/find-a-coach/]"),
}}

var settingsSchema = schema[Settings]{label: "the guide", fields: []field[Settings]{
	required("id", idText, func(s *Settings) *Text { return &s.ID },
		"what readers' progress is kept under: it never changes, and no other guide of the site's host has it",
		"mentoring"),
	required("title", plainText, func(s *Settings) *Text { return &s.Title },
		"what the guide is called", "Mentoring in seven steps"),
	required("summary", plainText, func(s *Settings) *Text { return &s.Summary },
		"one sentence about it, for search and messengers", "What to learn, do and show to mentor well."),
	required("language", languageText, func(s *Settings) *Text { return &s.Language },
		"the language of the texts", "en-GB"),
	optional("timezone", withoutPosition(timezoneText), func(s *Settings) *string { return &s.Timezone },
		"where the days of publishOn: begin", "Europe/London").withDefault("UTC"),
	optional("baseURL", baseURLText, func(s *Settings) *Text { return &s.BaseURL },
		"the address at which the site is published: for sitemap, feed, cards and 404.html",
		"https://example.org/mentoring/"),
	optional("edit", urlTemplate("{path}"), func(s *Settings) *Text { return &s.Edit },
		"where a page can be changed, linked from each page; {path} stands for its file",
		"https://example.org/edit/{path}"),
	optional("report", urlTemplate("{title}"), func(s *Settings) *Text { return &s.Report },
		"where a mistake can be reported, linked from each page; {title} stands for the title of the page",
		"https://example.org/issues/new?title={title}"),
	optional("contact", contactText, func(s *Settings) *Text { return &s.Contact },
		"how to reach you, linked from each page", "mailto:guide@example.org"),
	optional("audiences", mapOf(idText, plainText), func(s *Settings) *[]MapItem[Text] { return &s.Audiences },
		"the kinds of readers, in their order: a key for for:, and the name that readers see",
		"{new: New to mentoring, lead: Leading a team}"),
	optional("resourceTypes", mapOf(idText, plainText), func(s *Settings) *[]MapItem[Text] { return &s.ResourceTypes },
		"more types of resources, or other names of built-in ones: a key for type:, and what readers see",
		"{helpline: Helpline, organisation: Organization}"),
	optional("levels", mapOf(levelName, plainText), func(s *Settings) *[]MapItem[Text] { return &s.Levels },
		"the names of the levels that readers see in place of the built-in ones",
		"{essential: Must do, recommended: should do, stretch: could do}"),
	optional("synonyms", listOf(synonymList), func(s *Settings) *[][]Text { return &s.Synonyms },
		"words and phrases that find one another in search; other names of a term belong to its aka:",
		"[[CV, resume, curriculum vitae], [pay, salary, wage]]"),
	optional("retired", mappingOf(retiredSchema), func(s *Settings) *Retired { return &s.Retired },
		"what was published once and is gone on purpose", ""),
	optional("checkEvery", period, func(s *Settings) *Amount { return &s.CheckEvery },
		"after what time a resource's checked: is a notice", "6mo").withDefault("1y"),
	optional("reviewEvery", period, func(s *Settings) *Amount { return &s.ReviewEvery },
		"after what time a page's reviewed: is a notice", "2y").withDefault("1y"),
	optional("showOwner", boolean, func(s *Settings) *bool { return &s.ShowOwner },
		"whether a page says who its owner: is", "true").withDefault("false"),
	optional("showChanged", boolean, func(s *Settings) *bool { return &s.ShowChanged },
		"whether a page says when it last changed: as content/published.yaml has it, else git", "true").
		withDefault("false"),
	optional("rules", ruleSeverities, func(s *Settings) *map[*diag.Rule]diag.Severity { return &s.Rules },
		"what rules are in the whole guide: see guide help rules", "{no-cost: off, unsourced-number: warning}"),
	optional("analytics", mappingOf(analyticsSchema), func(s *Settings) *Analytics { return &s.Analytics },
		"what counts the visits: the policy of the pages and the sentence in their footer follow",
		"{goatcounter: https://example.goatcounter.com/count}"),
	optional("brand", mappingOf(brandSchema), func(s *Settings) *Brand { return &s.Brand },
		"how the site looks: colours, logo, icon, font, a line in the footer", `{accent: {light: "#0b5c62"}}`),
}, keyHints: map[string]string{"url": "use baseURL:", "lang": "use language:", "description": "use summary:"}}

// ParseSettings parses content/guide.yaml. The Settings are as complete as the problems allow, with defaults set.
func ParseSettings(file string, data []byte) (Settings, []diag.Problem) {
	v, problems := parseYAMLFile(file, data, maxYAMLFile, mappingOf(settingsSchema))
	if v.BaseURL.Value != "" && !strings.HasSuffix(v.BaseURL.Value, "/") {
		v.BaseURL.Value += "/"
	}
	v.Timezone = cmp.Or(v.Timezone, "UTC")
	v.CheckEvery = cmp.Or(v.CheckEvery, Amount{1, Year})
	v.ReviewEvery = cmp.Or(v.ReviewEvery, Amount{1, Year})
	v.Analytics.setDefaults()
	return v, problems
}

// ParseGlossary parses content/glossary.yaml. The terms are as complete as the problems allow.
func ParseGlossary(file string, data []byte) ([]Term, []diag.Problem) {
	return parseYAMLFile(file, data, maxYAMLFile, listOf(mappingOf(termSchema)))
}

// maxYAMLFile is the size in bytes of the largest file of settings, terms or messages that is read.
// Each Markdown text in it has a limit of its own, see package markdown.
const maxYAMLFile = 1 << 20

// wholeFile is the key of what is no value of a key.
const wholeFile = "the file"

// parseYAMLFile decodes a file that is YAML as a whole and has at most limit bytes.
func parseYAMLFile[V any](file string, data []byte, limit int, value valueType[V]) (V, []diag.Problem) {
	var zero V
	s := newSource(file, data)
	if !s.checkEncoding() {
		return zero, s.problems
	}
	d, root, ok := s.parseYAML(s.lines.LineStart(1), len(data), limit)
	if !ok {
		return zero, s.problems
	}
	if root == nil {
		s.report(s.lines.LineStart(1), 1, diag.EmptyFile, "the file is empty", "")
		return zero, s.problems
	}
	d.key = wholeFile
	v, _ := value.decode(d, root)
	return v, s.problems
}
