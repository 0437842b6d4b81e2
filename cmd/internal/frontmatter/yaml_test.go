package frontmatter

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func titleOf(p *Page) string   { return p.Title.Value }
func summaryOf(p *Page) string { return p.Summary.Value }

var yamlValueTests = []struct {
	name, yaml string
	want       string // of the only problem, without its position; or
	get        func(*Page) string
	value      string
}{
	{"several unknown fields", minimalMeta + "«zzz»: 1\n",
		`unknown-key: unknown key "zzz" | ` + metaSchemas[KindStep].unknownKeyHint("zzz"), nil, ""},
	{"country: NO into text", "title: NO\nsummary: S\n", "", titleOf, "NO"},
	{"title: 5 into text", "title: 5\nsummary: S\n", "", titleOf, "5"},
	{"title: 1.50 into text", "title: 1.50\nsummary: S\n", "", titleOf, "1.50"},
	{"title: 0123 into text", "title: 0123\nsummary: S\n", "", titleOf, "0123"},
	{"title: true into text", "title: true\nsummary: S\n", "", titleOf, "true"},
	{"title: 1e3 into text", "title: 1e3\nsummary: S\n", "", titleOf, "1e3"},
	{"title: 0x10 into text", "title: 0x10\nsummary: S\n", "", titleOf, "0x10"},
	{"title: 12:30:45 into text", "title: 12:30:45\nsummary: S\n", "", titleOf, "12:30:45"},
	{"title: 2026-11-01 into text", "title: 2026-11-01\nsummary: S\n", "", titleOf, "2026-11-01"},
	{"title: .inf into text", "title: .inf\nsummary: S\n", "", titleOf, ".inf"},
	{"title: null into text", "title: «null»\nsummary: S\n", "empty-value: title" + noValue, nil, ""},
	{"title: 'null' into text", "title: 'null'\nsummary: S\n", "", titleOf, "null"},
	{"month 13", minimalMeta + "reviewed: «2024-13-45»\n",
		"bad-date: reviewed: there is no day 2024-13-45 in the calendar" + dateHint, nil, ""},
	{"30 February", minimalMeta + "reviewed: «2024-02-30»\n",
		"bad-date: reviewed: there is no day 2024-02-30 in the calendar" + dateHint, nil, ""},
	{"not a date", minimalMeta + "reviewed: «not-a-date»\n",
		`bad-date: reviewed: "not-a-date" is not a date` + dateHint, nil, ""},
	{"a date and a time", minimalMeta + "reviewed: «2024-02-03T10:00:00Z»\n",
		`bad-date: reviewed: "2024-02-03T10:00:00Z" is not a date` + dateHint, nil, ""},
	{"a date with one digit", minimalMeta + "reviewed: «2024-2-3»\n",
		`bad-date: reviewed: "2024-2-3" is not a date` + dateHint, nil, ""},
	{"a leap day", minimalMeta + "reviewed: 2024-02-29\n", "", func(p *Page) string { return p.Reviewed.Value },
		"2024-02-29"},
	{"a date in quotes", minimalMeta + "reviewed: '2024-02-29'\n", "",
		func(p *Page) string { return p.Reviewed.Value }, "2024-02-29"},
	{"order: 1.5", minimalMeta + "«order»: 1.5\n", `unknown-key: unknown key "order" | ` + orderHint, nil, ""},
	{"order: 0123", minimalMeta + "«order»: 0123\n", `unknown-key: unknown key "order" | ` + orderHint, nil, ""},
	{"order: '7'", minimalMeta + "«order»: '7'\n", `unknown-key: unknown key "order" | ` + orderHint, nil, ""},
	{"effort: 1.5", itemYAML + "effort: «1.5»\n", `bad-duration: effort: "1.5" is not a length of time here` +
		effortHint, nil, ""},
	{"effort: 1.5h", itemYAML + "effort: «1.5h»\n", `bad-duration: effort: "1.5h" is not a length of time here` +
		effortHint, nil, ""},
	{"effort: 0123", itemYAML + "effort: «0123»\n", `bad-duration: effort: "0123" is not a length of time here` +
		effortHint, nil, ""},
	{"effort: 0h", itemYAML + "effort: «0h»\n", `bad-duration: effort: "0h" is not a length of time here` +
		effortHint, nil, ""},
	{"effort: 90", itemYAML + "effort: «90»\n", `bad-duration: effort: "90" is not a length of time here` +
		effortHint, nil, ""},
	{"effort: 99999h", itemYAML + "effort: «99999h»\n",
		`bad-duration: effort: "99999h" is not a length of time here` + effortHint, nil, ""},
	{"effort: 2h-", itemYAML + "effort: «2h-»\n", `bad-duration: effort: "2h-" is not a length of time here` +
		effortHint, nil, ""},
	{"effort in quotes", itemYAML + "effort: '90m'\n", "",
		func(p *Page) string { return fmt.Sprint(p.Checklist[0].Effort) }, "{90m 90m}"},
	{"draft: no", minimalMeta + "draft: «no»\n", "wrong-type: draft must be true or false, without quotes", nil,
		""},
	{"draft: True", minimalMeta + "draft: «True»\n", "wrong-type: draft must be true or false, without quotes", nil,
		""},
	{"draft: false", minimalMeta + "draft: false\n", "", func(p *Page) string { return fmt.Sprint(p.Draft) },
		"false"},
	{"a mis-indented list", minimalMeta + "outcomes:\n- a\n «- b»\n",
		"uneven-list: this list item is not indented like the one above it, and would become part of its text | " +
			"put all the hyphens of a list in one column", nil, ""},
	{"a mis-indented list, further down", minimalMeta + "outcomes:\n  - a\n    more of a\n\n    «- b»\n  - c\n",
		"uneven-list: this list item is not indented like the one above it, and would become part of its text | " +
			"put all the hyphens of a list in one column", nil, ""},
	{"a list indented less", minimalMeta + "outcomes:\n  - a\n «-» b\n",
		"yaml-syntax: this does not fit the lines above it | put all the hyphens of a list in one column", nil, ""},
	{"a list at its key's column", minimalMeta + "outcomes:\n- a\n- b\n", "",
		func(p *Page) string { return fmt.Sprint(p.Outcomes) }, "[a b]"},
	{"a hyphen in a long text", "title: T\nsummary: this - and\n  that - too\n", "", summaryOf,
		"this - and that - too"},
	{"an anchor", "title: «&a» T\nsummary: S\n",
		`yaml-feature: a text cannot begin with &, which has a meaning in YAML | put the value in quotes: "&a T"`, nil,
		""},
	{"an alias of nothing", "title: «*»a\nsummary: S\n",
		"yaml-syntax: a value cannot begin with * | put the value in quotes", nil, ""},
	{"bold text", "title: T\nsummary: «*»*All* of it\n",
		"yaml-syntax: a value cannot begin with * | put the value in quotes", nil, ""},
	{"a tag", "title: «!!str» 5\nsummary: S\n",
		"yaml-feature: tags (!name) are not supported here | leave the tag out", nil, ""},
	{"a merge", minimalMeta + "«<<»: {draft: true}\n", `unknown-key: unknown key "<<" | ` +
		metaSchemas[KindStep].unknownKeyHint("<<"), nil, ""},
	{"30,000 nested brackets", "title: " + strings.Repeat("[", 100) + "«[»" + strings.Repeat("[", 29_899) + "\n",
		"yaml-syntax: brackets are nested more than 100 deep here | close them, or put a text that holds them in " +
			"quotes", nil, ""},
	{"100,000 nested brackets", "«t»itle: " + strings.Repeat("[", 100_000) + "\n",
		"too-large: this YAML has 98 KiB; at most 64 KiB can be read", nil, ""},
	{"20,000 nested lists", strings.Repeat("- ", 10_000) + "«-»" + strings.Repeat(" -", 9_999) + "\n",
		"yaml-syntax: too many lists stand inside one another", nil, ""},
	{"an empty key", minimalMeta + "«\"\"»: x\n", "wrong-type: a key must be a word", nil, ""},
	{"a list as a key", minimalMeta + "«[»a]: x\n", "wrong-type: a key must be a word", nil, ""},
	{"a number as a key", minimalMeta + "«5»: x\n", `unknown-key: unknown key "5" | ` +
		metaSchemas[KindStep].unknownKeyHint("5"), nil, ""},
	{"a key in quotes", "\"title\": T\n'summary': S\n", "", titleOf, "T"},
	{"a key with a question mark", "? title\n: T\n? summary\n: S\n", "", summaryOf, "S"},
	{"an unquoted colon", "title: T\nsummary: one«:» two\n", "yaml-syntax: " + colonHint, nil, ""},
	{"a colon without a space", "title: a:b\nsummary: https://a.org\n", "", summaryOf, "https://a.org"},
	{"several values in one list", minimalMeta + "outcomes: [a, 5, true, 1.0]\n", "",
		func(p *Page) string { return fmt.Sprint(p.Outcomes) }, "[a 5 true 1.0]"},
	{"keys of an entry out of line", minimalMeta + "checklist:\n  - id: a\n   «t»ext: b\n",
		"yaml-syntax: this does not fit the list above it | put all the hyphens of a list in one column, and the " +
			"keys of an entry in the column of its first", nil, ""},
	{"a quoted value of two lines", "title: \"one\n  two\"\nsummary: 'it''s'\n", "", titleOf, "one two"},
	{"a mistake after a value of two lines", "title: \"one\n  two\"\nsummary: S\nneeds: «'it''s'» # don't\n",
		"wrong-type: needs must be a list, not a single value", nil, ""},
	{"a mistake in a value of two lines", minimalMeta + "draft: «\"one»\n  two\"\n",
		"wrong-type: draft must be true or false, without quotes", nil, ""},
	{"quotes inside quotes", minimalMeta + `draft: «"a \" b"» # "` + "\n",
		"wrong-type: draft must be true or false, without quotes", nil, ""},
	{"a literal block", "title: T\nsummary: |\n  one\n    two\n  # three\n", "", summaryOf, "one\n  two\n# three\n"},
	{"a literal block with its own indentation", "title: T\nsummary: |2-\n    one\n  two\n", "", summaryOf,
		"  one\ntwo"},
	{"a folded block", "title: T\nsummary: >-\n  one\n  two\n", "", summaryOf, "one two"},
	{"an invisible line break", "title: a«\u2028»b\nsummary: S\n",
		"bad-character: YAML cannot hold a line separator (U+2028) | " + diag.BadCharacterHint, nil, ""},
	{"an escape character", "title: a«\x1b»[31m\nsummary: S\n",
		"bad-character: YAML cannot hold a control character (U+001B) | " + diag.BadCharacterHint, nil, ""},
	{"letters of every script", "title: é日本 «:» x\nsummary: S\n", "yaml-syntax: " + colonHint, nil, ""},
	{"columns are code points", minimalMeta + "needs: [é, 日本, 'ß', «{»a: b}]\n",
		"wrong-type: an entry of needs must be part of an address, not keys with values" + bracketHint, nil, ""},
}

// TestYAMLValues has a row for each way in which a decoder that fills Go values would lose or change
// what an editor wrote: it ends in a problem at its position, or in the right value.
func TestYAMLValues(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'h'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 10),
			","))
	}
	for _, test := range yamlValueTests {
		for _, variant := range diagtest.Variants {
			if variant.Name == "CRLF" && test.value != "" {
				continue
			}
			t.Run(test.name+"/"+variant.Name, func(t *testing.T) {
				text, pos := diagtest.Marker(withFrontMatter(test.yaml))
				page, problems := Parse(KindStep, "f", []byte(variant.Save(text)))
				if test.get == nil {
					diagtest.Want(t, problems, pos+" "+test.want)
					return
				}
				diagtest.Want(t, problems)
				if got := test.get(page); got != test.value {
					t.Errorf("got %q, want %q", got, test.value)
				}
			})
		}
	}
	t.Run("an alias bomb", func(t *testing.T) {
		cputest.Limit(t, 30*time.Second)
		_, problems := Parse(KindStep, "f", []byte(withFrontMatter(minimalMeta+bomb)))
		if len(problems) != 8 || problems[0].Rule != diag.UnknownKey {
			t.Error(diagtest.Format(problems))
		}
	})
}

// TestYAMLFeatures checks that anchors, aliases and tags are reported everywhere.
func TestYAMLFeatures(t *testing.T) {
	const (
		anchor = " yaml-feature: anchors (&name) are not supported here | write the value out each time"
		alias  = " yaml-feature: aliases (*name) are not supported here | write the value out each time"
		tag    = " yaml-feature: tags (!name) are not supported here | leave the tag out"
	)
	tests := []struct {
		yaml string
		want []string
	}{
		{"title: &a T\nsummary: *a\n", []string{"2:8-10" + anchor, "3:10-12" + alias}},
		{minimalMeta + "needs: &a [b]\n", []string{"4:8-10" + anchor}},
		{minimalMeta + "needs: [&a b, *a]\n", []string{"4:9-11" + anchor, "4:15-17" + alias}},
		{minimalMeta + "draft: &a true\naliases: *a\n", []string{"4:8-10" + anchor, "5:10-12" + alias}},
		{minimalMeta + "checklist:\n  - &a {id: b, text: c}\n  - *a\n", []string{"5:5-7" + anchor, "6:5-7" + alias}},
		{minimalMeta + "checklist:\n  - id: &a b\n    text: c\n    level: *a\n",
			[]string{"5:9-11" + anchor, "7:12-14" + alias}},
		{minimalMeta + "needs: [&a b]\n*a : c\n", []string{"4:9-11" + anchor,
			"5:1-3 yaml-feature: aliases (*name) are not supported here | write the key out"}},
		{minimalMeta + "&a draft: true\n", []string{"4:1-3" + anchor}},
		{minimalMeta + "draft: !!bool true\n", []string{"4:8-14" + tag}},
		{minimalMeta + "needs: !a [b]\n", []string{"4:8-10" + tag}},
		{minimalMeta + "draft: [true]\nchecklist: true\n", []string{
			"4:8-9 wrong-type: draft must be true or false, not a list" + bracketHint,
			"5:12-16 wrong-type: checklist must be a list, not a single value | for a single entry write [true]"}},
		{itemYAML + "level: [a]\n    effort: {b: c}\n", []string{
			"7:12-13 wrong-type: level must be one of essential, recommended, stretch, not a list" + bracketHint,
			"8:13-14 wrong-type: effort must be a length of time, not keys with values" + bracketHint}},
	}
	for _, test := range tests {
		_, problems := Parse(KindStep, "f", []byte(withFrontMatter(test.yaml)))
		diagtest.Want(t, problems, test.want...)
	}
	_, problems := ParseSettings("f", []byte(settingsYAML+"audiences: &a {b: c}\nretired: *a\n"))
	diagtest.Want(t, problems, "5:12-14"+anchor, "6:10-12"+alias)
}

func TestWholeYAMLFiles(t *testing.T) {
	second := "yaml-syntax: a second YAML document begins here | delete this line: the file is one document"
	tests := []struct {
		name, file string
		want       string
	}{
		{"one document", settingsYAML, ""},
		{"one document with its marks", "# guide\n---\n" + settingsYAML + "...\n", ""},
		{"two documents", settingsYAML + "«---»\n" + settingsYAML, second},
		{"two documents with marks", "%YAML 1.1\n---\n" + settingsYAML + "«---»\nx: y\n---\n", second},
		{"an empty second document", "---\n" + settingsYAML + "«---»\n", second},
		{"a broken second document", settingsYAML + "«---»\na: [\n", second},
		{"front matter in a YAML file", "---\n" + settingsYAML + "«---»\n\n# Text\n", second},
		{"empty", "«»", "empty-file: the file is empty"},
		{"comments only", "«#» a\n\n# b\n", "empty-file: the file is empty"},
		{"blank", "« »\n \n", "empty-file: the file is empty"},
		{"text", "«Hello»\n", "wrong-type: the file must be keys such as id:, not a single value"},
		{"a list", "«-» a\n", "wrong-type: the file must be keys such as id:, not a list"},
	}
	for _, test := range tests {
		for _, variant := range diagtest.Variants {
			t.Run(test.name+"/"+variant.Name, func(t *testing.T) {
				text, pos := diagtest.Marker(test.file)
				_, problems := ParseSettings("guide.yaml", []byte(variant.Save(text)))
				if test.want == "" {
					diagtest.Want(t, problems)
					return
				}
				diagtest.Want(t, problems, pos+" "+test.want)
			})
		}
	}
}
