package site

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"guide/static"
)

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{
		"ar": "rtl", "ar-EG": "rtl", "he": "rtl", "fa": "rtl", "ur-PK": "rtl", "ps": "rtl", "yi": "rtl", "dv": "rtl",
		"ckb": "rtl", "az-Arab": "rtl", "ku-Arab": "rtl", "pa-PK": "rtl", "ug": "rtl",
		"en": "", "en-GB": "", "de": "", "az": "", "ku": "", "pa": "", "ja": "", "el": "", "ar-Latn": "", "zh-Hant": "",
	} {
		if got := direction(tag); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// TestRightToLeft makes a guide in Arabic: every page says so, and no message is missing.
func TestRightToLeft(t *testing.T) {
	plural := regexp.MustCompile(`(?m)^  one: .*\n  other: (.*)$`)
	arabic := plural.ReplaceAllString(englishMessages(t),
		"  zero: $1\n  one: $1\n  two: $1\n  few: $1\n  many: $1\n  other: $1")
	s := newSite(t, sourceFiles{
		"content/guide.yaml":     strings.Replace(settingsYAML, "language: en", "language: ar", 1),
		"templates/i18n/ar.yaml": arabic,
		"content/pages/a.md":     "---\ntitle: A\nsummary: S\naliases: [/old/]\n---\nText.\n",
		"content/steps/1-x.md": "---\ntitle: X\nsummary: S\nresources:\n  - {id: r, title: Book, " +
			"url: \"https://example.org/\", type: book, why: W, language: en}\n---\n",
	}.mapFS())
	wantProblems(t, s)
	pages := 0
	for _, name := range fileNames(t, s) {
		if strings.HasSuffix(name, ".html") {
			pages++
			wantContains(t, mustRead(t, s, name), `<html lang="ar" dir="rtl">`)
		}
	}
	if pages < 8 {
		t.Errorf("%d pages", pages)
	}
	for _, name := range []string{"steps/x/index.html", "resources/index.html"} {
		wantContains(t, mustRead(t, s, name), `hreflang="en" lang="en" dir="auto">Book</a>`)
	}
}

// TestStyleSheetsHaveNoSides checks that style sheets name the start and the end of a line, not the left and the right,
// so that they fit both directions.
func TestStyleSheetsHaveNoSides(t *testing.T) {
	sides := regexp.MustCompile(`(?m)^\s*(?:(?:[a-z]+-)*(?:left|right)(?:-[a-z]+)*:|(?:float|clear|text-align): ` +
		`(?:left|right)).*`)
	four := regexp.MustCompile(`(?m)^\s*(?:padding|margin|inset|border-width|border-style): (.*);`)
	value := regexp.MustCompile(`(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+`)
	const tick = "0 0 0.2rem 0.2rem" // of the border of a done action, which is the same everywhere
	names, err := fs.Glob(static.FS, "css/*.css")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		sheet, err := fs.ReadFile(static.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range sides.FindAllString(string(sheet), -1) {
			t.Errorf("%s: %s", name, m)
		}
		for _, m := range four.FindAllStringSubmatch(string(sheet), -1) {
			v := value.FindAllString(strings.TrimSuffix(m[1], " !important"), -1)
			if len(v) == 4 && v[1] != v[3] && m[1] != tick {
				t.Errorf("%s: %s", name, m[0])
			}
		}
	}
}
