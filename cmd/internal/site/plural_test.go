package site

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
)

func TestPluralForms(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "one other", "de-AT": "one other", "ja": "other", "pl": "few many one other", "lv": "one other zero",
		"ar": "few many one other two zero", "tlh": "other",
	} {
		if got := strings.Join(pluralFormsOf(language.Make(tag)), " "); got != want {
			t.Errorf("%s has the forms %s, want %s", tag, got, want)
		}
	}
	for n, want := range map[int]string{0: "many", 1: "one", 2: "few", 5: "many", 12: "many", 22: "few", 101: "many"} {
		if got := pluralForm(language.Polish, n); got != want {
			t.Errorf("%d in Polish: %s, want %s", n, got, want)
		}
	}
}

// The messages of a language have the forms that it needs, each at its position.
func TestPluralMessages(t *testing.T) {
	const steps = "\nactions:\n  one: \"{n} action\"\n  other: \"{n} actions\"\n"
	polish := func(forms string) *Site {
		t.Helper()
		messages := strings.NewReplacer(steps, "\nactions: {"+forms+"}\n", "  one: ", "  few: x\n  many: x\n  one: ")
		return newSite(t, sourceFiles{"templates/i18n/pl.yaml": messages.Replace(englishMessages(t)),
			"content/guide.yaml": strings.Replace(settingsYAML, "language: en", "language: pl", 1)}.mapFS())
	}
	s := polish(`one: "{n} krok", few: "{n} kroki", many: "{n} kroków", other: "{n} kroku"`)
	wantProblems(t, s)
	for n, want := range map[int]string{1: "1 krok", 3: "3 kroki", 5: "5 kroków", 22: "22 kroki"} {
		if got := s.msg("actions", "n", n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	got := strings.Join(problemLines(t, polish("one: a, two: b, other: c")), "\n")
	for _, want := range []string{
		`error: a message with a number needs the key "few" [missing-key] (add few:)`,
		`error: a message with a number needs the key "many" [missing-key] (add many:)`,
		`error: unknown key "two" [unknown-key] (a message with a number may have few, many, one, other)`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
