package frontmatter

import (
	"testing"

	"guide/cmd/internal/diagtest"
)

const (
	afterColon = "yaml-syntax: after the colon is a non-breaking space (U+00A0), not a space | write : and a space"
	wideColon  = "yaml-syntax: after the key is a full-width colon (U+FF1A), not a colon | write : and a space"
	equalsSign = "yaml-syntax: after a key comes a colon, not = | write : and a space"
	endsWith   = "this is not the line of --- that ends the front matter: it has "
	merge      = "conflict-marker: a merge is unfinished here | keep one of the two versions, and delete this line"
	noList     = "wrong-type: outcomes must be a list, not a single value: "
)

// lookAlikeTests are lines that look like YAML. Where two lines are wrong, the mark is on the first.
var lookAlikeTests = []struct{ name, yaml, want string }{
	{"space after a colon", "title«:\u00a0»T\nsummary: S\n", afterColon},
	{"space after the last colon", "title: T\nsummary«:\u00a0»S\n", afterColon},
	{"space after a colon in an entry", minimalMeta + "checklist:\n  - id«:\u00a0»a\n    text: b\n", afterColon},
	{"nothing after a colon", "title: T\nsummary«:\u200b» S\n",
		"yaml-syntax: after the colon is a zero-width space (U+200B), not a space | write : and a space"},
	{"full-width colon", "title«：» T\nsummary: S\n", wideColon},
	{"full-width colon at the end", "title: T\nsummary«：»S\n", wideColon},
	{"full-width colon in an entry", minimalMeta + "checklist:\n  - id«：» a\n    text: b\n", wideColon},
	{"bullets in a text above", minimalMeta + "checklist:\n  - id: a\n    detail: |\n      Do:\n\n      * one\n" +
		"      – two\n    text: b«:» c\n", "yaml-syntax: a colon and a space cannot stand here | put a value that " +
		"holds a colon and a space in quotes; a key needs a space after its colon and starts in the column of the " +
		"keys above it"},
	{"equals sign", "title«=»T\nsummary: S\n", equalsSign},
	{"equals sign and quotes", "title: T\nsummary «=» \"S\"\n", equalsSign},
	{"indentation", minimalMeta + "outcomes:\n«\u00a0»- One\n",
		"yaml-syntax: the line is indented with a non-breaking space (U+00A0) | indent it with ordinary spaces"},
	{"indentation of an entry", minimalMeta + "checklist:\n  - id: a\n  «\u3000»text: b\n",
		"yaml-syntax: the line is indented with an ideographic space (U+3000) | indent it with ordinary spaces"},
	{"hyphen", minimalMeta + "outcomes:\n  -«\u00a0»One\n  -\u00a0Two\n",
		noList + "after the hyphen is a non-breaking space (U+00A0), not a space | write - One"},
	{"second hyphen", minimalMeta + "outcomes:\n  - One\n  -«\u00a0»Two\n",
		"yaml-syntax: after the hyphen is a non-breaking space (U+00A0), not a space | write - Two"},
	{"en dashes", minimalMeta + "outcomes:\n  «–» One\n  – Two\n",
		noList + "the line begins with an en dash (U+2013), not with a hyphen | write - One"},
	{"em dash below a hyphen", minimalMeta + "outcomes:\n  - One\n  «—» Two\n",
		"yaml-syntax: the line begins with an em dash (U+2014), not with a hyphen | write - Two"},
	{"dash in the first column", minimalMeta + "outcomes:\n«‐» One\n",
		"yaml-syntax: the line begins with a typographic hyphen (U+2010), not with a hyphen | write - One"},
	{"bullet", minimalMeta + "outcomes:\n  «•» One\n",
		noList + "an entry of a list begins with a hyphen, not with • | write - One"},
	{"star", minimalMeta + "outcomes:\n  «*» One\n  * Two\n",
		"yaml-syntax: an entry of a list begins with a hyphen, not with * | write - One"},
	{"no space after a hyphen", minimalMeta + "checklist:\n  «-»id: a\n    text: b\n",
		"yaml-syntax: an entry of a list begins with a hyphen and a space | write - id: a"},
	{"no space after the second hyphen", minimalMeta + "checklist:\n  - id: a\n    text: b\n  «-»id: c\n    text: d\n",
		"yaml-syntax: an entry of a list begins with a hyphen and a space | write - id: c"},
	{"no space after the only hyphen", minimalMeta + "checklist:\n  «-»id: a\n",
		"wrong-type: checklist must be a list, not keys with values: an entry of a list begins with a hyphen and a " +
			"space | write - id: a"},
	{"curly quotes around a colon", "title: «“»Plan: act”\nsummary: S\n",
		"yaml-syntax: the value begins with a curly quote (U+201C), which quotes nothing, and holds a colon | put " +
			"the " +
			"whole value in straight quotes: \""},
	{"curly quote at the end", "title: «\"»T”\nsummary: S\n",
		"yaml-syntax: the quotation mark here is never closed: the line ends with a curly quote (U+201D) | type the " +
			"same mark at the end: \""},
	{"curly quotes around a key", "«“title”»: T\nsummary: S\n",
		"unknown-key: unknown key \"“title”\": it has a curly quote (U+201C) | type it on the keyboard: title:"},
	{"soft hyphen in a key", "title: T\n«sum\u00admary»: S\n",
		"unknown-key: unknown key \"sum\\u00admary\": it has a soft hyphen (U+00AD) | type it on the keyboard: " +
			"summary:"},
	{"Cyrillic letter in a key", minimalMeta + "«dr\u0430ft»: true\n",
		"unknown-key: unknown key \"dr\u0430ft\": it has a Cyrillic letter (U+0430) | did you mean \"draft\"?"},
	{"space after a colon in braces", minimalMeta + "checklist:\n  - {id: a, «text:\u00a0b»}\n",
		"unknown-key: unknown key \"text:\\u00a0b\": it has a non-breaking space (U+00A0) | write text: and a space, " +
			"on " +
			"the keyboard"},
	{"full-width brackets", minimalMeta + "needs: «［a］»\n", "wrong-type: needs must be a list, not a single value: " +
		"it " +
		"has a full-width bracket (U+FF3B) | type the brackets on the keyboard: [a]"},
	{"hyphens of a date", minimalMeta + "reviewed: «2026\u201111\u201101»\n", "bad-date: reviewed: " +
		"\"2026\u201111\u201101\" is not a date: it has a non-breaking hyphen (U+2011) | type it on the keyboard: " +
		"2026-11-01"},
	{"dash in a length of time", minimalMeta + "checklist:\n  - {id: a, text: b, effort: «2h–4h»}\n",
		"bad-duration: effort: \"2h–4h\" is not a length of time here: it has an en dash (U+2013) | type it on the " +
			"keyboard: 2h-4h"},
	{"dash and another fault", minimalMeta + "reviewed: «1–11–26»\n", "bad-date: reviewed: \"1–11–26\" is not a " +
		"date: it " +
		"has an en dash (U+2013) | write year-month-day, such as 2026-11-01"},
	{"curly quotes around a value", minimalMeta + "checklist:\n  - {id: a, text: b, level: «“stretch”»}\n",
		"unknown-value: level: cannot be \"“stretch”\": it has a curly quote (U+201C) | type it on the keyboard: " +
			"stretch"},
	{"space after a value", minimalMeta + "draft: «true\u00a0»\n", "wrong-type: draft must be true or false, without " +
		"quotes: it has a non-breaking space (U+00A0) | type it on the keyboard: true"},
	{"Cyrillic letter in an id", minimalMeta + "checklist:\n  - {id: «re\u0430d», text: b}\n", "bad-id: id: " +
		"\"re\u0430d\" " +
		"is not an id: it has a Cyrillic letter (U+0430) | use lower-case letters a-z, digits and single hyphens, a " +
		"letter first"},
	{"dashes that end it, and a rule below", minimalMeta + "«—-»\nText.\n\n",
		"yaml-syntax: " + endsWith + "an em dash (U+2014) | write three hyphens in its place: ---"},
	{"text that begins with &", "title: «&Co» and sons\nsummary: S\n", "yaml-feature: a text cannot begin with &, " +
		"which " +
		"has a meaning in YAML | put the value in quotes: \"&Co and sons\""},
	{"word that begins with &", "title: «&Co»\nsummary: S\n", "yaml-feature: a text cannot begin with &, which has a " +
		"meaning in YAML | put the value in quotes: \"&Co\""},
	{"text that begins with !", "title: «!Important» news\nsummary: S\n", "yaml-feature: a text cannot begin with !, " +
		"which has a meaning in YAML | put the value in quotes: \"!Important news\""},
	{"text that begins with #", "title:« #1 tips»\nsummary: S\n", "empty-value: title has no value, because # begins " +
		"a " +
		"comment | put the value in quotes: \"#1 tips\""},
	{"end of a merge", minimalMeta + "«>>>>>>> main»\n", merge},
	{"middle of a merge", minimalMeta + "«=======»\n", merge},
}

func TestLookAlikes(t *testing.T) {
	for _, test := range lookAlikeTests {
		for _, variant := range diagtest.Variants {
			t.Run(test.name+"/"+variant.Name, func(t *testing.T) {
				text, pos := diagtest.Marker(withFrontMatter(test.yaml))
				_, problems := Parse(KindStep, "f", []byte(variant.Save(text)))
				diagtest.Want(t, problems, pos+" "+test.want)
			})
		}
	}
}

// TestLookAlikesInText has front matter in which such lines are text.
func TestLookAlikesInText(t *testing.T) {
	for _, yaml := range []string{
		"title: “Plan” – and act\nsummary: a = b：c\n",
		"title: T\nsummary: >\n  S\n  – a line\n  • a line\n  key = value\n  -id: x\n  =======\n",
		"title: |\n  –\u00a0T\n\n  ———\nsummary: \"S\n  – t\"\n",
		"title: T\nsummary: \u00a0S\u00a0\n",
	} {
		_, problems := Parse(KindStep, "f", []byte(withFrontMatter(yaml)))
		diagtest.Want(t, problems)
	}
}

func TestConflictsInFrontMatter(t *testing.T) {
	text := withFrontMatter("title: T\n<<<<<<< HEAD\nsummary: Ours\n||||||| base\nsummary: S\n=======\nsummary: " +
		"Theirs\n" +
		">>>>>>> b\n")
	for _, variant := range diagtest.Variants {
		page, problems := Parse(KindStep, "f", []byte(variant.Save(text)))
		diagtest.Want(t, problems, "3:1-13 "+merge, "5:1-13 "+merge, "7:1-8 "+merge, "9:1-10 "+merge)
		if !page.Broken {
			t.Error("the page is not broken")
		}
	}
	_, problems := ParseSettings("guide.yaml", []byte("<<<<<<< HEAD\nid: a\n=======\nid: b\n>>>>>>> b\n"))
	diagtest.Want(t, problems, "1:1-13 "+merge, "3:1-8 "+merge, "5:1-10 "+merge)
}

func TestUnclosed(t *testing.T) {
	for end, want := range map[string]string{
		"———\n": "4:1-4 unclosed-front-matter: " + endsWith + "an em dash (U+2014) | " + delimiterHint,
		"—--\n": "4:1-4 unclosed-front-matter: " + endsWith + "an em dash (U+2014) | " + delimiterHint,
		"–\n":   "4:1-2 unclosed-front-matter: " + endsWith + "an en dash (U+2013) | " + delimiterHint,
		"--\n":  "4:1-3 unclosed-front-matter: " + endsWith + "2 hyphens | " + delimiterHint,
		"-----": "4:1-6 unclosed-front-matter: " + endsWith + "5 hyphens | " + delimiterHint,
		"\u200b---\n": "4:1-5 unclosed-front-matter: " + endsWith + "a zero-width space (U+200B) | " +
			delimiterHint,
		"***\n": "3:1-11 unclosed-front-matter: the front matter is opened on line 1 and never closed | put a line " +
			"with only --- below this one",
	} {
		_, problems := Parse(KindPage, "f", []byte("---\n"+minimalMeta+end))
		diagtest.Want(t, problems, want)
	}
}
