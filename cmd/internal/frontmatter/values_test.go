package frontmatter

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

var ignorePositions = cmpopts.IgnoreFields(Text{}, "Line", "Column", "EndColumn", "blockIndent")

func valueText(s string) Text { return Text{Value: s} }

// stepFile is a step with every key.
const stepFile = `---
title: Get qualified
summary: Choose a certificate
outcomes: [Say what it costs]
checklist:
  - id: choose-first-certificate
    text: Choose your *first* certificate
    detail: |
      Ask
      somebody.
    level: recommended
    for: [new, analyst]
    effort: 2h-4h
    takes: 3mo-6mo
    milestone: true
    was: [old-id]
  - {id: b, text: B}
resources:
  - id: pmi-pmocp
    title: PMO Certified Professional (PMI-PMOCP)
    url: https://www.pmi.org/certifications
    type: certification
    publisher: PMI
    why: It is known.
    cost: paid
    level: stretch
    for: [analyst]
    effort: 30m
    language: en
    checked: 2026-11-01
    archive: https://web.archive.org/x
    gone: 2026-12-01
    was: [pmo]
  - {id: c, title: C, url: "http://c.org", type: book, why: W}
needs: [understand-the-role]
reviewed: 2026-11-01
draft: false
publishOn: 2026-11-02
aliases: [/old/address/, /old.html]
---
Text
`

// TestParseStep reads the step that the design shows: every key ends in the right value.
func TestParseStep(t *testing.T) {
	page, problems := Parse(KindStep, "content/steps/2-get-qualified/index.md", []byte(stepFile))
	diagtest.Want(t, problems)
	want := Meta{
		Title: valueText("Get qualified"), Summary: valueText("Choose a certificate"),
		Outcomes: []Text{valueText("Say what it costs")},
		Checklist: []Item{
			{
				ID: valueText("choose-first-certificate"), Text: valueText("Choose your *first* certificate"),
				Detail: valueText("Ask\nsomebody.\n"), Level: "recommended",
				For: []Text{valueText("new"), valueText("analyst")}, Effort: Span{Amount{2, Hour}, Amount{4, Hour}},
				Takes:     Span{Amount{3, Month}, Amount{6, Month}},
				Milestone: true, Was: []Text{valueText("old-id")},
			},
			{ID: valueText("b"), Text: valueText("B"), Level: "essential"},
		},
		Resources: []Resource{
			{
				ID: valueText("pmi-pmocp"), Title: valueText("PMO Certified Professional (PMI-PMOCP)"),
				URL: valueText("https://www.pmi.org/certifications"), Type: "certification",
				Publisher: "PMI", Why: valueText("It is known."), Cost: "paid", Level: "stretch",
				For:    []Text{valueText("analyst")},
				Effort: Span{Amount{30, Minute}, Amount{30, Minute}}, Language: "en", Checked: valueText("2026-11-01"),
				Archive: valueText("https://web.archive.org/x"),
				Gone:    valueText("2026-12-01"), Was: []Text{valueText("pmo")},
			},
			{ID: valueText("c"), Title: valueText("C"), URL: valueText("http://c.org"), Type: "book",
				Why: valueText("W"), Level: "essential"},
		},
		Needs: []Text{valueText("understand-the-role")}, Reviewed: valueText("2026-11-01"), PublishOn: "2026-11-02",
		Aliases: []Text{valueText("/old/address/"), valueText("/old.html")},
	}
	if diff := cmp.Diff(want, page.Meta, ignorePositions); diff != "" {
		t.Error(diff)
	}
	before, _, _ := strings.Cut(stepFile, "  - {id: b")
	line := strings.Count(before, "\n") + 1
	got := page.Checklist[1].ID
	if int(got.Line) != line || got.Column != 10 || got.EndColumn != 11 || got.String() != "b" {
		t.Errorf("position of the second id: %+v", got)
	}
}

func TestParseHome(t *testing.T) {
	page, problems := Parse(KindHome, "content/index.md", []byte(`---
title: T
home:
  promise: [Get in., Go on.]
  doors:
    - {for: new, to: steps/1-a.md}
  start: [one, two]
  sample: {title: A report, before: "> Amber", after: "> Why"}
  reasons:
    - {title: Yours, text: "[Saved](/progress/)"}
---
`))
	diagtest.Want(t, problems)
	want := Home{
		Promise: []Text{valueText("Get in."), valueText("Go on.")},
		Doors:   []Door{{valueText("new"), valueText("steps/1-a.md")}},
		Start:   []Text{valueText("one"), valueText("two")},
		Sample:  Sample{valueText("A report"), valueText("> Amber"), valueText("> Why")},
		Reasons: []Reason{{valueText("Yours"), valueText("[Saved](/progress/)")}},
	}
	if diff := cmp.Diff(want, page.Home, ignorePositions); diff != "" {
		t.Error(diff)
	}
	if got := page.MarkdownTexts(); len(got) != 3 || got[2].Value != "[Saved](/progress/)" {
		t.Errorf("Markdown: %v", got)
	}
}

func TestSettings(t *testing.T) {
	got, problems := ParseSettings("content/guide.yaml", []byte(`id: pmo-career
title: 7 Steps
summary: S
language: en-GB
timezone: Europe/London
baseURL: https://example.org/pmo
edit: https://example.org/edit/{path}
report: https://example.org/issues/new?title={title}
contact: mailto:me@example.org
audiences: {new: New to the PMO, analyst: In a PMO now}
resourceTypes: {app: App}
levels: {essential: Must do}
retired: {ids: [a], pages: [/b/]}
rules: {raw-html: off, skipped-level: notice}
checkEvery: 6mo
`))
	diagtest.Want(t, problems)
	want := Settings{
		ID: valueText("pmo-career"), Title: valueText("7 Steps"), Summary: valueText("S"), Language: valueText("en-GB"),
		Timezone: "Europe/London", BaseURL: valueText("https://example.org/pmo/"),
		Edit:    valueText("https://example.org/edit/{path}"),
		Report:  valueText("https://example.org/issues/new?title={title}"),
		Contact: valueText("mailto:me@example.org"),
		Audiences: []MapItem[Text]{{valueText("new"), valueText("New to the PMO")},
			{valueText("analyst"), valueText("In a PMO now")}},
		ResourceTypes: []MapItem[Text]{{valueText("app"), valueText("App")}},
		Levels:        []MapItem[Text]{{valueText("essential"), valueText("Must do")}},

		Retired:    Retired{IDs: []Text{valueText("a")}, Pages: []Text{valueText("/b/")}},
		Rules:      map[*diag.Rule]diag.Severity{diag.RawHTML: diag.Off, diag.SkippedLevel: diag.Notice},
		CheckEvery: Amount{6, Month}, ReviewEvery: Amount{1, Year},
	}
	if diff := cmp.Diff(want, got, ignorePositions); diff != "" {
		t.Error(diff)
	}
	if got, _ := ParseSettings("f", []byte(settingsYAML)); got.Timezone != "UTC" || got.BaseURL.Value != "" {
		t.Errorf("defaults: %+v", got)
	}
}

func TestGlossary(t *testing.T) {
	got, problems := ParseGlossary("content/glossary.yaml", []byte(
		"- term: RAID\n  means: Risks *and* more.\n  aka: [RAID log]\n- {term: PMO, means: Office}\n"))
	diagtest.Want(t, problems)
	if diff := cmp.Diff([]Term{{valueText("RAID"), valueText("Risks *and* more."), []Text{valueText("RAID log")}},
		{Term: valueText("PMO"), Means: valueText("Office")}}, got, ignorePositions); diff != "" {
		t.Error(diff)
	}
}

func TestSpans(t *testing.T) {
	for _, s := range []string{"15m", "2h", "2h-4h", "30m-1h", "60m-1h"} {
		if got, err := parseSpan(s, Minute, Hour); err != nil || got.IsZero() || got.Min.Minutes() > got.Max.Minutes() {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "2", "h", "2 h", "2H", "-2h", "2h-", "2h-3h-4h", "2h–4h", "1.5h", "0h", "02h",
		"10000h", "3d", "1h-30m", "٣h"} {
		if got, err := parseSpan(s, Minute, Hour); err == nil {
			t.Errorf("%s is read as %v", s, got)
		}
	}
	for s, minutes := range map[string]int{"3d": 4320, "2w": 20160, "1mo": 43200, "1y": 525600} {
		if got, err := parseSpan(s, Day, Week, Month, Year); err != nil || got.Max.Minutes() != minutes {
			t.Errorf("%s: %v, %v", s, got.Max.Minutes(), err)
		}
	}
	if !(Span{}).IsZero() {
		t.Error("the zero Span is not zero")
	}
}

func TestDates(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	if got := Date("2026-06-01").Time(london).UTC(); got != time.Date(2026, 5, 31, 23, 0, 0, 0, time.UTC) {
		t.Errorf("got %v", got)
	}
	if got := Date("").Time(london); !got.IsZero() {
		t.Errorf("no date is %v", got)
	}
	for _, s := range []string{"", "2026-1-1", "26-01-01", "2026-00-01", "2026-01-00", "2026-01-32", "2025-02-29",
		"2026-01-01 ", "2026/01/01", "２０２６-01-01"} {
		if got, err := parseDate(s); err == nil {
			t.Errorf("%s is read as %v", s, got)
		}
	}
}

func TestAddresses(t *testing.T) {
	tests := []struct {
		name      string
		check     func(string) error
		good, bad string // separated by blanks
	}{
		{"web address", checkURL, "https://a.org http://a.org:8080/b?c=d#e https://日本.example/é https://[::1]/",
			"a.org //a.org ftp://a.org https:// https:///a https:a mailto:a@b.org https://u:p@a.org https://u@a.org " +
				"https://a.org/\u00a0b https://%zz javascript:x"},
		{"base address", CheckBaseURL, "https://a.org https://a.org/b/ http://guide.internal:8080/",
			"https://a.org?b https://a.org/#b https://a.org/# https://a.org/? /b"},
		{"contact", checkContact, "mailto:a@b.org https://a.org/contact",
			"a@b.org mailto:a tel:+44 mailto:a@b.org\u00a0c"},
		{"template", checkURLTemplate("{path}"), "https://a.org/{path} https://a.org/?p={path}&q={path}",
			"https://a.org https://a.org/{path}/{x} {path} https://a.org/{path"},
		{"alias", checkAlias, "/a/ /a/b/ /a.html /é/",
			"a/ / //a/ /a /a//b/ /../a/ /a/./ /a/../ /a?b/ /a#b/ /a*/ /a:b/ /a\\b/ /a%\u0000/"},
		{"language", checkLanguage, "en en-GB zh-Hant zh-Hant-TW es-419 gsw",
			"EN en_GB en-gb english e zh-hant en-GBR x-klingon"},
		{"time zone", checkTimezone, "UTC Europe/London", "Local London Europe/Nowhere ../etc/passwd GMT+25"},
		{"id", checkID, "a a1 a-b a-1-b", "A 1a a--b -a a- a_b é ui-a a.b"},
	}
	for _, test := range tests {
		for _, s := range strings.Fields(test.good) {
			if err := test.check(s); err != nil {
				t.Errorf("%s %q: %v", test.name, s, err)
			}
		}
		for _, s := range strings.Split(test.bad, " ") {
			if err := test.check(s); err == nil {
				t.Errorf("%s: %q is accepted", test.name, s)
			}
		}
	}
	if err := checkSlug("A b"); err == nil || err.Error() != `"A b" cannot be part of an address: use lower-case `+
		`letters, digits and single hyphens` {
		t.Errorf("got %v", err)
	}
}

func TestFormatSize(t *testing.T) {
	for n, want := range map[int64]string{1: "1 KiB", 1024: "1 KiB", 1025: "2 KiB", 64 << 10: "64 KiB",
		1 << 20: "1 MiB", 1<<20 + 1: "1.1 MiB", 20 << 20: "20 MiB"} {
		if got := formatSize(n); got != want {
			t.Errorf("formatSize(%d) = %q, want %q", n, got, want)
		}
	}
}
