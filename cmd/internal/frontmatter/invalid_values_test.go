package frontmatter

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

const (
	itemYAML     = minimalMeta + "checklist:\n  - id: a\n    text: b\n    "
	resourceYAML = minimalMeta + "resources:\n  - id: a\n    title: b\n    url: https://a.org\n    type: book\n    " +
		"why: c\n    "
	settingsYAML = "id: g\ntitle: T\nsummary: S\nlanguage: en\n"
	termYAML     = "- term: a\n  means: b\n  "
	doorYAML     = "home:\n  doors:\n  - for: new\n    to: a.md\n    "
	sampleYAML   = "home:\n  sample:\n    title: a\n    before: b\n    after: c\n    "
	reasonYAML   = "home:\n  reasons:\n  - title: a\n    text: b\n    "
	noValue      = " has no value | give it one or delete the line"
	idHint       = " | use lower-case letters a-z, digits and single hyphens, a letter first"
	slugHint     = " | use lower-case letters, digits and single hyphens"
	dateHint     = " | write year-month-day, such as 2026-11-01"
	addrHint     = " | write the whole address, from https:// on"
	effortHint   = " | write whole numbers of m (minutes) or h (hours), such as 15m, 2h or 2h-4h"
	takesHint    = " | write whole numbers of d (days), w (weeks), mo (months) or y (years), such as 3d, 6w or 3mo-6mo"
	levelHint    = " | use one of essential, recommended, stretch"
	keysHint     = " | write a value after each key, in braces: "
	bracketHint  = " | put a text that begins with [ or { in quotes"
)

// invalidValue is a file with one wrong value, whose position is between « and ».
type invalidValue struct{ key, yaml, want string }

// invalidValues has a row for every key of every file.
var invalidValues = slices.Concat(invalidSettings, []invalidValue{
	{"front.title", "title: «[»T]\nsummary: S\n", "wrong-type: title must be text, not a list" + bracketHint},
	{"front.title", "title:«»\nsummary: S\n", "empty-value: title" + noValue},
	{"front.summary", "title: T\nsummary: «\"\"»\n", "empty-value: summary" + noValue},
	{"front.summary", "«t»itle: T\n", `missing-key: NEEDER needs the key "summary" | add summary:`},
	{"front.outcomes", minimalMeta + "outcomes: «Plan a project»\n",
		"wrong-type: outcomes must be a list, not a single value | for a single entry write [Plan a project]"},
	{"front.outcomes", minimalMeta + "outcomes:\n  - one\n  -«»\n", "empty-value: an entry of outcomes" + noValue},
	{"front.checklist", minimalMeta + "checklist:\n  «i»d: a\n  text: b\n",
		"wrong-type: checklist must be a list, not keys with values | begin each entry with a hyphen and a space"},
	{"front.checklist", minimalMeta + "checklist:\n  - «Do this»\n",
		"wrong-type: an entry of checklist must be keys such as id:, not a single value | write it as in " +
			"{id: offer-to-mentor, text: Offer to mentor one person}"},
	{"front.resources", minimalMeta + "resources: «https://a.org»\n",
		"wrong-type: resources must be a list, not a single value | for a single entry write [https://a.org]"},
	{"front.needs", minimalMeta + "needs: [a, «B»]\n", `bad-address: needs: "B" cannot be part of an address` +
		slugHint},
	{"front.reviewed", minimalMeta + "reviewed: «2024-13-45»\n",
		"bad-date: reviewed: there is no day 2024-13-45 in the calendar" + dateHint},
	{"front.draft", minimalMeta + "draft: «yes»\n", "wrong-type: draft must be true or false, without quotes"},
	{"front.draft", minimalMeta + "draft: «'true'»\n", "wrong-type: draft must be true or false, without quotes"},
	{"front.reviewEvery", minimalMeta + "reviewEvery: «2h»\n",
		`bad-duration: reviewEvery: "2h" is not a length of time here` + takesHint},
	{"front.owner", minimalMeta + "owner: «[»Ana]\n", "wrong-type: owner must be text, not a list" + bracketHint},
	{"front.publishOn", minimalMeta + "publishOn: «1 May 2026»\n",
		`bad-date: publishOn: "1 May 2026" is not a date` + dateHint},
	{"front.aliases", minimalMeta + "aliases: [«old/page/»]\n",
		`bad-address: aliases: "old/page/" must begin with a single slash | write it as in /old/page/ or /old.html`},
	{"home.title", "title: «{»a: b}\n", "wrong-type: title must be text, not keys with values" + bracketHint},
	{"home.summary", "summary: «~»\n", "empty-value: summary" + noValue},
	{"home.home", "home: «Welcome»\n", "wrong-type: home must be keys such as promise:, not a single value" +
		" | write it as in home: {promise: [Find your mentee., Help them grow., Let go in time.]}"},
	{"home-key.promise", "home:\n  promise: «Get in»\n",
		"wrong-type: promise must be a list, not a single value | for a single entry write [Get in]"},
	{"home-key.promise", "home:\n  promise: [Get in, «''»]\n", "empty-value: an entry of promise" + noValue},
	{"home-key.doors", "home:\n  doors:\n    «n»ew: a.md\n",
		"wrong-type: doors must be a list, not keys with values | begin each entry with a hyphen and a space"},
	{"home-key.start", "home:\n  start: [a, «Read a book»]\n", `bad-id: start: "Read a book" is not an id` + idHint},
	{"home-key.sample", "home:\n  sample: «[»a]\n",
		"wrong-type: sample must be keys such as title:, not a list | write it as in sample: {title: " +
			`"A first meeting, before and after step 1", before: "> How are things?", after: ` +
			`"> What would make this hour worth it?"}`},
	{"home-key.reasons", "home:\n  reasons:\n    «t»itle: a\n",
		"wrong-type: reasons must be a list, not keys with values | begin each entry with a hyphen and a space"},
	{"door.for", "home:\n  doors:\n  - «t»o: a.md\n", `missing-key: a door needs the key "for" | add for:`},
	{"door.for", "home:\n  doors:\n  - to: a.md\n    for: «[»new]\n",
		"wrong-type: for must be text, not a list" + bracketHint},
	{"door.to", "home:\n  doors:\n  - for: new\n    to:«»\n", "empty-value: to" + noValue},
	{"sample.title", "home:\n  sample:\n    «b»efore: a\n    after: b\n",
		`missing-key: the sample needs the key "title" | add title:`},
	{"sample.before", "home:\n  sample:\n    title: a\n    before: «|»\n    after: b\n",
		"empty-value: before" + noValue},
	{"sample.after", "home:\n  sample:\n    title: a\n    before: b\n    after: «{»a: b}\n",
		"wrong-type: after must be text, not keys with values" + bracketHint},
	{"reason.title", "home:\n  reasons:\n  - «t»ext: a\n", `missing-key: a reason needs the key "title" | add title:`},
	{"reason.text", "home:\n  reasons:\n  - title: a\n    text: «~»\n", "empty-value: text" + noValue},

	{"item.id", minimalMeta + "checklist:\n  - id: «Choose One»\n    text: b\n",
		`bad-id: id: "Choose One" is not an id` + idHint},
	{"item.id", minimalMeta + "checklist:\n  - id: «ui-menu»\n    text: b\n",
		"bad-id: id: ids that begin with ui- are reserved for the site itself | begin it with another word"},
	{"item.id", minimalMeta + "checklist:\n  - id: «" + strings.Repeat("a", 61) + "»\n    text: b\n",
		"bad-id: id: an id has at most 60 characters; this one has 61 | shorten it"},
	{"item.id", minimalMeta + "checklist:\n  - id: «" + strings.Repeat("é", 60) + "»\n    text: b\n",
		`bad-id: id: "` + strings.Repeat("é", 60) + `" is not an id` + idHint},
	{"item.text", minimalMeta + "checklist:\n  - «i»d: a\n",
		`missing-key: a checklist item needs the key "text" | add text:`},
	{"item.detail", itemYAML + "detail: «[»\n      a]\n", "wrong-type: detail must be text, not a list" + bracketHint},
	{"item.read", itemYAML + "read: «[»a]\n", "wrong-type: read must be text, not a list" + bracketHint},
	{"item.level", itemYAML + "level: «esential»\n",
		`unknown-value: level: cannot be "esential" | did you mean "essential"?`},
	{"item.for", itemYAML + "for: «analyst»\n", "wrong-type: for must be a list, not a single value | for a single " +
		"entry write [analyst]"},
	{"item.effort", itemYAML + "effort: «1.5»\n", `bad-duration: effort: "1.5" is not a length of time here` +
		effortHint},
	{"item.effort", itemYAML + "effort: «0123»\n", `bad-duration: effort: "0123" is not a length of time here` +
		effortHint},
	{"item.effort", itemYAML + "effort: «4h-2h»\n",
		`bad-duration: effort: "4h-2h" runs backwards | the shorter length comes first`},
	{"item.takes", itemYAML + "takes: «2h»\n", `bad-duration: takes: "2h" is not a length of time here` + takesHint},
	{"item.milestone", itemYAML + "milestone: «1»\n", "wrong-type: milestone must be true or false, without quotes"},
	{"item.was", itemYAML + "was: [old, «Older»]\n", `bad-id: was: "Older" is not an id` + idHint},

	{"resource.id", minimalMeta + "resources:\n  - id: «9lives»\n    title: b\n    url: https://a.org\n    type: " +
		"book\n    why: c\n", `bad-id: id: "9lives" is not an id` + idHint},
	{"resource.title", minimalMeta + "resources:\n  - id: a\n    title: «|»\n    url: https://a.org\n    type: book\n" +
		"    why: c\n", "empty-value: title" + noValue},
	{"resource.url", minimalMeta + "resources:\n  - id: a\n    title: b\n    url: «www.a.org»\n    type: book\n    " +
		"why: c\n", `bad-address: url: "www.a.org" is not a web address` + addrHint},
	{"resource.url", minimalMeta + "resources:\n  - id: a\n    title: b\n    url: «https:///a»\n    type: book\n    " +
		"why: c\n", `bad-address: url: "https:///a" names no host` + addrHint},
	{"resource.type", minimalMeta + "resources:\n  - id: a\n    title: b\n    url: https://a.org\n    type: " +
		"«pamphlet»\n    why: c\n", `unknown-value: type: cannot be "pamphlet" | use one of ` +
		strings.Join(ResourceTypes, ", ") + ", or add it to resourceTypes: in content/guide.yaml, as in " +
		"resourceTypes: {pamphlet: Pamphlet}"},
	{"resource.publisher", resourceYAML + "publisher: «[»PMI]\n",
		"wrong-type: publisher must be text, not a list" + bracketHint},
	{"resource.why", minimalMeta + "resources:\n  - «i»d: a\n    title: b\n    url: https://a.org\n    type: book\n",
		`missing-key: a resource needs the key "why" | add why:`},
	{"resource.cost", resourceYAML + "cost: «Free»\n", `unknown-value: cost: cannot be "Free" | did you mean "free"?`},
	{"resource.level", resourceYAML + "level: «nice»\n", `unknown-value: level: cannot be "nice"` + levelHint},
	{"front.outcomes", minimalMeta + "outcomes:\n  - «L»earn SQL: the basics\n",
		"wrong-type: an entry of outcomes must be text, not keys with values | put a text that holds a colon and a " +
			"space in quotes"},
	{"resource.for", resourceYAML + "for: [«[»a]]\n", "wrong-type: an entry of for must be text, not a list" +
		bracketHint},
	{"resource.effort", resourceYAML + "effort: «30 min»\n",
		`bad-duration: effort: "30 min" is not a length of time here` + effortHint},
	{"resource.language", resourceYAML + "language: «English»\n",
		`bad-language: language: "English" is not a language tag | write it as in en, en-GB or zh-Hant-TW`},
	{"resource.checked", resourceYAML + "checked: «2026-02-30»\n",
		"bad-date: checked: there is no day 2026-02-30 in the calendar" + dateHint},
	{"resource.archive", resourceYAML + "archive: «file:///x»\n",
		`bad-address: archive: "file:///x" is not a web address` + addrHint},
	{"resource.archive", resourceYAML + "archive: «https://me:pw@a.org»\n",
		"bad-address: archive: an address must not hold a user name or password | leave it out"},
	{"resource.gone", resourceYAML + "gone: «true»\n", `bad-date: gone: "true" is not a date` + dateHint},
	{"resource.was", resourceYAML + "was: «old»\n",
		"wrong-type: was must be a list, not a single value | for a single entry write [old]"},

	{"guide.id", "id: «PMO»\ntitle: T\nsummary: S\nlanguage: en\n", `bad-id: id: "PMO" is not an id` + idHint},
	{"guide.title", "«i»d: g\nsummary: S\nlanguage: en\n", `missing-key: the guide needs the key "title" | add title:`},
	{"guide.summary", "id: g\ntitle: T\nsummary:«»\nlanguage: en\n", "empty-value: summary" + noValue},
	{"guide.language", "id: g\ntitle: T\nsummary: S\nlanguage: «en_GB»\n",
		`bad-language: language: "en_GB" is not a language tag | write it as in en, en-GB or zh-Hant-TW`},
	{"guide.timezone", settingsYAML + "timezone: «London»\n",
		`bad-timezone: timezone: "London" is not a time zone | write it as in Europe/London or UTC`},
	{"guide.baseURL", settingsYAML + "baseURL: «example.org»\n",
		`bad-address: baseURL: "example.org" is not a web address` + addrHint},
	{"guide.baseURL", settingsYAML + "baseURL: «https://example.org/?a=b»\n",
		`bad-address: baseURL: "https://example.org/?a=b" must not have a query or a fragment | end it before the ? ` +
			`or #`},
	{"guide.edit", settingsYAML + "edit: «https://a.org/edit»\n",
		`bad-address: edit: "https://a.org/edit" must hold {path} | write {path} where it belongs, and no ` +
			`other braces`},
	{"guide.report", settingsYAML + "report: «https://a.org/{title}/{x}»\n",
		`bad-address: report: "https://a.org/{title}/{x}" must hold {title} | write {title} where it belongs, and no ` +
			`other braces`},
	{"guide.contact", settingsYAML + "contact: «me@example.org»\n",
		`bad-address: contact: "me@example.org" is not a way to reach anybody | write mailto:name@example.org or ` +
			`https://...`},
	{"guide.audiences", settingsYAML + "audiences: «[»new]\n",
		"wrong-type: audiences must be keys with values, not a list" + keysHint + "{new: value}"},
	{"guide.audiences", settingsYAML + "audiences:\n  «-» id: new\n",
		"wrong-type: audiences must be keys with values, not a list" + keysHint + "{key: value}"},
	{"guide.audiences", settingsYAML + "audiences: {new: New, «New One»: X}\n",
		`bad-id: audiences: "New One" is not an id` + idHint},
	{"guide.audiences", settingsYAML + "audiences: {new: New, «new»: Newer}\n",
		`duplicate-key: the key "new" is already on line 5 | keep one of them`},
	{"guide.resourceTypes", settingsYAML + "resourceTypes: «[»helpline, app]\n",
		"wrong-type: resourceTypes must be keys with values, not a list" + keysHint + "{helpline: value}"},
	{"guide.levels", settingsYAML + "levels: {«esential»: Must do}\n",
		`unknown-value: levels: cannot be "esential" | did you mean "essential"?`},
	{"guide.showChanged", settingsYAML + "showChanged:«»\n", "empty-value: showChanged" + noValue},
	{"guide.showOwner", settingsYAML + "showOwner: «\"yes\"»\n",
		"wrong-type: showOwner must be true or false, without quotes"},
	{"guide.synonyms", settingsYAML + "synonyms: [«CV»]\n",
		"wrong-type: an entry of synonyms must be a list, not a single value | for a single entry write [CV]"},
	{"guide.synonyms", settingsYAML + "synonyms:\n  - «[»CV]\n",
		"bad-synonyms: a list of synonyms needs at least two words or phrases | add what else readers call it, or " +
			"remove the list"},
	{"guide.synonyms", settingsYAML + "synonyms:\n  - [CV, «\"?\"»]\n",
		`bad-synonyms: synonyms: "?" has no letter or digit | write a word or a phrase`},
	{"guide.synonyms", settingsYAML + "synonyms:\n  - [CV, resume, «cv»]\n",
		`bad-synonyms: synonyms: "cv" is twice in one list | keep one of them`},
	{"guide.retired", settingsYAML + "retired: «[»a]\n", "wrong-type: retired must be keys such as ids:, not a list" +
		" | write it as in retired: {ids: [shadow-a-mentor]}"},
	{"guide.checkEvery", settingsYAML + "checkEvery: «6mo-1y»\n",
		`bad-duration: checkEvery: "6mo-1y" is a range | write one length of time, such as 6mo or 1y`},
	{"guide.checkEvery", settingsYAML + "checkEvery: «1y-1y»\n",
		`bad-duration: checkEvery: "1y-1y" is a range | write one length of time, such as 6mo or 1y`},
	{"guide.reviewEvery", settingsYAML + "reviewEvery: «2h»\n", `bad-duration: reviewEvery: "2h" is not a length of ` +
		`time here | write whole numbers of d (days), w (weeks), mo (months) or y (years), such as 3d, 6w or 3mo-6mo`},
	{"guide.rules", settingsYAML + "rules: «[»raw-html]\n", "wrong-type: rules must be keys with values, not a list" +
		keysHint + "{raw-html: value}"},
	{"guide.rules", settingsYAML + "rules:\n  raw-html: «warnin»\n",
		`unknown-value: raw-html: cannot be "warnin" | did you mean "warning"?`},
	{"guide.rules", settingsYAML + "rules:\n  «raw-htm»: off\n",
		`unknown-value: there is no rule "raw-htm" | did you mean "raw-html"?`},
	{"guide.rules", settingsYAML + "rules: {«too-complex»: off}\n",
		`unknown-value: the rule "too-complex" cannot be changed | the text cannot be converted`},
	{"retired.ids", settingsYAML + "retired:\n  ids: [a, «a_b»]\n", `bad-id: ids: "a_b" is not an id` + idHint},
	{"retired.pages", settingsYAML + "retired:\n  pages: [«/old»]\n",
		`bad-address: pages: "/old" must end with / or .html | write it as in /old/page/ or /old.html`},

	{"term.term", "- «m»eans: b\n", `missing-key: a glossary entry needs the key "term" | add term:`},
	{"term.means", "- term: a\n  means:«»\n", "empty-value: means" + noValue},
	{"term.aka", termYAML + "aka: «RAID log»\n", "wrong-type: aka must be a list, not a single value | for a single " +
		"entry write [RAID log]"},
})

// parseOwner reads YAML as the file that a row's key belongs to.
func parseOwner(owner string, kind Kind, yaml string) (string, []diag.Problem) {
	switch {
	case isOfSettings(owner):
		_, problems := ParseSettings("f", []byte(yaml))
		return yaml, problems
	case owner == "term":
		_, problems := ParseGlossary("f", []byte(yaml))
		return yaml, problems
	}
	_, problems := Parse(kind, "f", []byte(yaml))
	return yaml, problems
}

func fileFor(owner, yaml string) string {
	if isOfSettings(owner) || owner == "term" {
		return yaml
	}
	return withFrontMatter(yaml)
}

// kindsWith returns the kinds of page on which a key of an owner may stand.
func kindsWith(owner, key string) []Kind {
	switch owner {
	case "front":
		return slices.DeleteFunc([]Kind{KindPage, KindStep, KindTopic},
			func(k Kind) bool { return metaSchemas[k].lookup(key) == nil })
	case "item", "resource":
		return []Kind{KindStep, KindTopic}
	}
	return []Kind{KindHome}
}

func TestInvalidValues(t *testing.T) {
	for _, row := range invalidValues {
		owner, key, _ := strings.Cut(row.key, ".")
		for _, kind := range kindsWith(owner, key) {
			for _, variant := range diagtest.Variants {
				t.Run(fmt.Sprintf("%s/%s/%s", row.key, metaSchemas[kind].label, variant.Name), func(t *testing.T) {
					text, pos := diagtest.Marker(fileFor(owner, row.yaml))
					_, problems := parseOwner(owner, kind, variant.Save(text))
					diagtest.Want(t, problems, pos+" "+strings.ReplaceAll(row.want, "NEEDER", metaSchemas[kind].label))
				})
			}
		}
	}
}

// schemaKeys returns the declared keys of every mapping, named as in invalidValues.
func schemaKeys() []string {
	var out []string
	add := func(owner string, names []string) {
		for _, name := range names {
			out = append(out, owner+"."+name)
		}
	}
	add("front", keyNames(metaSchemas[KindStep]))
	add("home", keyNames(metaSchemas[KindHome]))
	add("item", keyNames(itemSchema))
	add("resource", keyNames(resourceSchema))
	add("guide", keyNames(settingsSchema))
	for owner, part := range settingsParts {
		add(owner, part.keys)
	}
	add("term", keyNames(termSchema))
	add("home-key", keyNames(homeSchema))
	add("door", keyNames(doorSchema))
	add("sample", keyNames(sampleSchema))
	add("reason", keyNames(reasonSchema))
	return out
}
