package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
)

const (
	anItem     = ts + "checklist:\n  - id: a\n    text: b\n    "
	aResource  = ts + "resources:\n  - id: a\n    title: b\n    url: https://a.org\n    type: book\n    why: c\n    "
	theGuide   = "id: g\ntitle: T\nsummary: S\nlanguage: en\n"
	someTerm   = "- term: a\n  means: b\n  "
	noValue    = " has no value | give it one or delete the line"
	idHint     = " | use lower-case letters a-z, digits and single hyphens, a letter first"
	slugHint   = " | use lower-case letters, digits and single hyphens"
	dateHint   = " | write year-month-day, such as 2026-11-01"
	addrHint   = " | write the whole address, from https:// on"
	effortHint = " | write whole numbers of m (minutes) or h (hours), such as 15m, 2h or 2h-4h"
	takesHint  = " | write whole numbers of d (days), w (weeks), mo (months) or y (years), such as 3d, 6w or 3mo-6mo"
	levelHint  = " | use one of essential, recommended, stretch"
	inBrackets = " | put a text that begins with [ or { in quotes"
)

// mistakes has a row for every key of every file, wrong in one way; the place is between « and ».
var mistakes = []struct{ key, yaml, want string }{
	{"front.title", "title: «[»T]\nsummary: S\n", "wrong-type: title must be text, not a list" + inBrackets},
	{"front.title", "title:«»\nsummary: S\n", "empty-value: title" + noValue},
	{"front.summary", "title: T\nsummary: «\"\"»\n", "empty-value: summary" + noValue},
	{"front.summary", "«t»itle: T\n", `missing-key: NEEDER needs the key "summary" | add summary:`},
	{"front.outcomes", ts + "outcomes: «Plan a project»\n", "wrong-type: outcomes must be a list, not a single value | for a single entry write [Plan a project]"},
	{"front.outcomes", ts + "outcomes:\n  - one\n  -«»\n", "empty-value: an entry of outcomes" + noValue},
	{"front.checklist", ts + "checklist:\n  «i»d: a\n  text: b\n", "wrong-type: checklist must be a list, not keys with values | begin each entry with a hyphen and a space"},
	{"front.checklist", ts + "checklist:\n  - «Do this»\n", "wrong-type: an entry of checklist must be keys such as id:, not a single value"},
	{"front.resources", ts + "resources: «https://a.org»\n", "wrong-type: resources must be a list, not a single value | for a single entry write [https://a.org]"},
	{"front.needs", ts + "needs: [a, «B»]\n", `bad-address: needs: "B" cannot be part of an address` + slugHint},
	{"front.reviewed", ts + "reviewed: «2024-13-45»\n", "bad-date: reviewed: there is no day 2024-13-45 in the calendar" + dateHint},
	{"front.draft", ts + "draft: «yes»\n", "wrong-type: draft must be true or false, without quotes"},
	{"front.draft", ts + "draft: «'true'»\n", "wrong-type: draft must be true or false, without quotes"},
	{"front.publishOn", ts + "publishOn: «1 May 2026»\n", `bad-date: publishOn: "1 May 2026" is not a date` + dateHint},
	{"front.aliases", ts + "aliases: [«old/page/»]\n", `bad-address: aliases: "old/page/" must begin with a single slash | write it as in /old/page/ or /old.html`},
	{"home.title", "title: «{»a: b}\n", "wrong-type: title must be text, not keys with values" + inBrackets},
	{"home.summary", "summary: «~»\n", "empty-value: summary" + noValue},

	{"item.id", ts + "checklist:\n  - id: «Choose One»\n    text: b\n", `bad-id: id: "Choose One" is not an id` + idHint},
	{"item.id", ts + "checklist:\n  - id: «ui-menu»\n    text: b\n", "bad-id: id: ids that begin with ui- belong to the page's own furniture | begin it with another word"},
	{"item.id", ts + "checklist:\n  - id: «" + strings.Repeat("a", 61) + "»\n    text: b\n", "bad-id: id: an id has at most 60 characters; this one has 61 | shorten it"},
	{"item.text", ts + "checklist:\n  - «i»d: a\n", `missing-key: a checklist item needs the key "text" | add text:`},
	{"item.detail", anItem + "detail: «[»\n      a]\n", "wrong-type: detail must be text, not a list" + inBrackets},
	{"item.level", anItem + "level: «esential»\n", `unknown-value: level: cannot be "esential" | did you mean "essential"?`},
	{"item.for", anItem + "for: «analyst»\n", "wrong-type: for must be a list, not a single value | for a single entry write [analyst]"},
	{"item.effort", anItem + "effort: «1.5»\n", `bad-duration: effort: "1.5" is not a length of time here` + effortHint},
	{"item.effort", anItem + "effort: «0123»\n", `bad-duration: effort: "0123" is not a length of time here` + effortHint},
	{"item.effort", anItem + "effort: «4h-2h»\n", `bad-duration: effort: "4h-2h" runs backwards | the shorter length comes first`},
	{"item.takes", anItem + "takes: «2h»\n", `bad-duration: takes: "2h" is not a length of time here` + takesHint},
	{"item.milestone", anItem + "milestone: «1»\n", "wrong-type: milestone must be true or false, without quotes"},
	{"item.was", anItem + "was: [old, «Older»]\n", `bad-id: was: "Older" is not an id` + idHint},

	{"resource.id", ts + "resources:\n  - id: «9lives»\n    title: b\n    url: https://a.org\n    type: book\n    why: c\n", `bad-id: id: "9lives" is not an id` + idHint},
	{"resource.title", ts + "resources:\n  - id: a\n    title: «|»\n    url: https://a.org\n    type: book\n    why: c\n", "empty-value: title" + noValue},
	{"resource.url", ts + "resources:\n  - id: a\n    title: b\n    url: «www.a.org»\n    type: book\n    why: c\n", `bad-address: url: "www.a.org" is not a web address` + addrHint},
	{"resource.url", ts + "resources:\n  - id: a\n    title: b\n    url: «https:///a»\n    type: book\n    why: c\n", `bad-address: url: "https:///a" names no host` + addrHint},
	{"resource.type", ts + "resources:\n  - id: a\n    title: b\n    url: https://a.org\n    type: «pamphlet»\n    why: c\n", `unknown-value: type: cannot be "pamphlet" | use one of ` + strings.Join(Types, ", ")},
	{"resource.publisher", aResource + "publisher: «[»PMI]\n", "wrong-type: publisher must be text, not a list" + inBrackets},
	{"resource.why", ts + "resources:\n  - «i»d: a\n    title: b\n    url: https://a.org\n    type: book\n", `missing-key: a resource needs the key "why" | add why:`},
	{"resource.cost", aResource + "cost: «Free»\n", `unknown-value: cost: cannot be "Free" | did you mean "free"?`},
	{"resource.level", aResource + "level: «nice»\n", `unknown-value: level: cannot be "nice"` + levelHint},
	{"resource.for", aResource + "for: [«[»a]]\n", "wrong-type: an entry of for must be text, not a list" + inBrackets},
	{"resource.effort", aResource + "effort: «30 min»\n", `bad-duration: effort: "30 min" is not a length of time here` + effortHint},
	{"resource.language", aResource + "language: «English»\n", `bad-language: language: "English" is not a language tag | write it as in en, en-GB or zh-Hant-TW`},
	{"resource.checked", aResource + "checked: «2026-02-30»\n", "bad-date: checked: there is no day 2026-02-30 in the calendar" + dateHint},
	{"resource.archive", aResource + "archive: «file:///x»\n", `bad-address: archive: "file:///x" is not a web address` + addrHint},
	{"resource.archive", aResource + "archive: «https://me:pw@a.org»\n", "bad-address: archive: an address must not hold a user name or password | leave it out"},
	{"resource.gone", aResource + "gone: «true»\n", `bad-date: gone: "true" is not a date` + dateHint},
	{"resource.was", aResource + "was: «old»\n", "wrong-type: was must be a list, not a single value | for a single entry write [old]"},

	{"guide.id", "id: «PMO»\ntitle: T\nsummary: S\nlanguage: en\n", `bad-id: id: "PMO" is not an id` + idHint},
	{"guide.title", "«i»d: g\nsummary: S\nlanguage: en\n", `missing-key: the guide needs the key "title" | add title:`},
	{"guide.summary", "id: g\ntitle: T\nsummary:«»\nlanguage: en\n", "empty-value: summary" + noValue},
	{"guide.language", "id: g\ntitle: T\nsummary: S\nlanguage: «en_GB»\n", `bad-language: language: "en_GB" is not a language tag | write it as in en, en-GB or zh-Hant-TW`},
	{"guide.timezone", theGuide + "timezone: «London»\n", `bad-timezone: timezone: "London" is not a time zone | write it as in Europe/London or UTC`},
	{"guide.baseURL", theGuide + "baseURL: «example.org»\n", `bad-address: baseURL: "example.org" is not a web address` + addrHint},
	{"guide.baseURL", theGuide + "baseURL: «https://example.org/?a=b»\n", `bad-address: baseURL: "https://example.org/?a=b" must not have a query or a fragment | end it before the ? or #`},
	{"guide.edit", theGuide + "edit: «https://a.org/edit»\n", `bad-address: edit: "https://a.org/edit" must hold {path} | write {path} where it belongs, and no other braces`},
	{"guide.report", theGuide + "report: «https://a.org/{title}/{x}»\n", `bad-address: report: "https://a.org/{title}/{x}" must hold {title} | write {title} where it belongs, and no other braces`},
	{"guide.contact", theGuide + "contact: «me@example.org»\n", `bad-address: contact: "me@example.org" is not a way to reach anybody | write mailto:name@example.org or https://...`},
	{"guide.audiences", theGuide + "audiences: «[»new]\n", "wrong-type: audiences must be keys with values, not a list" + inBrackets},
	{"guide.audiences", theGuide + "audiences: {new: New, «New One»: X}\n", `bad-id: audiences: "New One" is not an id` + idHint},
	{"guide.audiences", theGuide + "audiences: {new: New, «new»: Newer}\n", `duplicate-key: the key "new" is already on line 5 | keep one of them`},
	{"guide.retired", theGuide + "retired: «[»a]\n", "wrong-type: retired must be keys such as ids:, not a list" + inBrackets},
	{"retired.ids", theGuide + "retired:\n  ids: [a, «a_b»]\n", `bad-id: ids: "a_b" is not an id` + idHint},
	{"retired.pages", theGuide + "retired:\n  pages: [«/old»]\n", `bad-address: pages: "/old" must end with / or .html | write it as in /old/page/ or /old.html`},

	{"term.term", "- «m»eans: b\n", `missing-key: a glossary entry needs the key "term" | add term:`},
	{"term.means", "- term: a\n  means:«»\n", "empty-value: means" + noValue},
	{"term.aka", someTerm + "aka: «RAID log»\n", "wrong-type: aka must be a list, not a single value | for a single entry write [RAID log]"},
}

// read reads YAML as the file that a row's key belongs to.
func read(owner string, kind Kind, yaml string) (string, []diag.Problem) {
	switch owner {
	case "guide", "retired":
		_, problems := ParseSettings("f", []byte(yaml))
		return yaml, problems
	case "term":
		_, problems := ParseGlossary("f", []byte(yaml))
		return yaml, problems
	}
	_, problems := Parse(kind, "f", []byte(yaml))
	return yaml, problems
}

func inFile(owner, yaml string) string {
	if owner == "guide" || owner == "retired" || owner == "term" {
		return yaml
	}
	return front(yaml)
}

// kindsWith returns the kinds of page on which a key of an owner may stand.
func kindsWith(owner, key string) []Kind {
	switch owner {
	case "front":
		return slices.DeleteFunc([]Kind{Free, Step, Topic}, func(k Kind) bool { return fronts[k].field(key) == nil })
	case "item", "resource":
		return []Kind{Step, Topic}
	}
	return []Kind{Home}
}

func TestMistakeInEachKey(t *testing.T) {
	for _, row := range mistakes {
		owner, key, _ := strings.Cut(row.key, ".")
		for _, kind := range kindsWith(owner, key) {
			for _, variant := range variants {
				t.Run(fmt.Sprintf("%s/%s/%s", row.key, fronts[kind].what, variant.name), func(t *testing.T) {
					text, place := marked(inFile(owner, row.yaml))
					_, problems := read(owner, kind, variant.save(text))
					expect(t, problems, place+" "+strings.ReplaceAll(row.want, "NEEDER", fronts[kind].what))
				})
			}
		}
	}
}

// schemaKeys returns the declared keys of every mapping, named as in mistakes.
func schemaKeys() []string {
	var out []string
	add := func(owner string, names []string) {
		for _, name := range names {
			out = append(out, owner+"."+name)
		}
	}
	add("front", names(fronts[Step]))
	add("home", names(fronts[Home]))
	add("item", names(item))
	add("resource", names(resource))
	add("guide", names(settings))
	add("retired", names(retired))
	add("term", names(term))
	return out
}

func names[T any](s schema[T]) []string {
	var out []string
	for _, f := range s.fields {
		out = append(out, f.name)
	}
	return out
}

func TestEveryKeyHasItsMistake(t *testing.T) {
	for _, key := range schemaKeys() {
		if !slices.ContainsFunc(mistakes, func(row struct{ key, yaml, want string }) bool { return row.key == key }) {
			t.Errorf("no mistake in %s is tested", key)
		}
	}
	for _, kind := range []Kind{Home, Free, Topic} {
		for _, key := range names(fronts[kind]) {
			if fronts[Step].field(key) == nil {
				t.Errorf("%s has a key %s that a step has not: test it", fronts[kind].what, key)
			}
		}
	}
}

// before says what stands above a further key in the mapping of an owner.
var before = map[string]string{
	"front": ts, "home": "", "item": anItem, "resource": aResource,
	"guide": theGuide, "retired": theGuide + "retired:\n  ", "term": someTerm,
}

func TestMisspeltKeys(t *testing.T) {
	for _, full := range schemaKeys() {
		owner, key, _ := strings.Cut(full, ".")
		siblings := siblings(owner)
		for _, kind := range kindsWith(owner, key) {
			for _, typo := range typos(key) {
				if slices.Contains(siblings, typo) || byNumberOrElsewhere(owner, typo) {
					continue
				}
				text, place := marked(inFile(owner, before[owner]+"«"+typo+"»: x\n"))
				for _, variant := range variants {
					_, problems := read(owner, kind, variant.save(text))
					checkSuggestion(t, problems, place, typo, key, siblings)
				}
			}
		}
	}
}

func siblings(owner string) []string {
	return map[string][]string{
		"front": names(fronts[Step]), "home": names(fronts[Home]), "item": names(item), "resource": names(resource),
		"guide": names(settings), "retired": names(retired), "term": names(term),
	}[owner]
}

func byNumberOrElsewhere(owner, name string) bool {
	return map[string]map[string]string{"front": elsewhere, "item": item.elsewhere, "resource": resource.elsewhere, "guide": settings.elsewhere}[owner][name] != ""
}

// typos returns a key with one letter lost, doubled, replaced, or swapped with its neighbour.
func typos(key string) []string {
	out := []string{strings.ToUpper(key[:1]) + key[1:]}
	for i := range key {
		out = append(out, key[:i]+key[i+1:], key[:i]+key[i:i+1]+key[i:], key[:i]+"q"+key[i+1:])
		if i > 0 && key[i] != key[i-1] {
			out = append(out, key[:i-1]+key[i:i+1]+key[i-1:i]+key[i+1:])
		}
	}
	return out
}

// checkSuggestion accepts another key only where the typo is as near to it.
func checkSuggestion(t *testing.T, problems []diag.Problem, place, typo, key string, siblings []string) {
	t.Helper()
	want := fmt.Sprintf("%s unknown-key: unknown key %q | did you mean %q?", place, typo, key)
	got := list(problems)
	for _, other := range siblings {
		if distance(typo, other) == 1 && strings.Contains(got, fmt.Sprintf("| did you mean %q?", other)) {
			return
		}
	}
	if !strings.Contains(got, want+"\n") {
		t.Errorf("want %s\ngot %s", want, got)
	}
}

func TestKeysOfOtherPrograms(t *testing.T) {
	tests := []struct {
		kind       Kind
		yaml, want string
	}{
		{Step, "order: 1.5\n", `4:1-6 unknown-key: unknown key "order" | ` + byNumber},
		{Topic, "weight: 0123\n", `4:1-7 unknown-key: unknown key "weight" | ` + byNumber},
		{Topic, "needs: [a]\n", `4:1-6 unknown-key: unknown key "needs" | only a step can need other steps`},
		{Free, "checklist: []\n", `4:1-10 unknown-key: unknown key "checklist" | only steps and topics have it`},
		{Home, "draft: true\n", `4:1-6 unknown-key: unknown key "draft" | the home page is always published`},
		{Step, "slug: x\n", `4:1-5 unknown-key: unknown key "slug" | the address comes from the name of the file or folder; aliases: keeps an old one`},
		{Free, strings.Repeat("é", 200) + ": x\n", `4:1-201 unknown-key: unknown key "` + strings.Repeat("é", 100) + `…" | a page may have title, summary, reviewed, draft, publishOn, aliases`},
		{Free, "zzz: x\n", `4:1-4 unknown-key: unknown key "zzz" | a page may have title, summary, reviewed, draft, publishOn, aliases`},
	}
	for _, test := range tests {
		_, problems := Parse(test.kind, "f", []byte(front(ts+test.yaml)))
		expect(t, problems, test.want)
	}
}
