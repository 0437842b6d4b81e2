package site

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/templates"
)

func englishMessages(t *testing.T) string {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, "i18n/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOwnMessages(t *testing.T) {
	in := sourceFiles{
		"content/pages/a.md":     "> [!NOTE]\n> Text.\n",
		"templates/i18n/en.yaml": strings.Replace(englishMessages(t), "\nprivacy: ", "\nprivacy: Ours. ", 1),
	}
	s := newSite(t, in.mapFS())
	wantProblems(t, s)
	wantContains(t, mustRead(t, s, "a/index.html"), "<p>Ours. ")
}

func TestMissingMessages(t *testing.T) {
	hint := "[missing-word] (add the key; the file i18n/en.yaml of the program has them all)"
	in := sourceFiles{
		"content/glossary.yaml": "- term: Risk\n  means: |\n    > [!NOTE]\n    > Text.\n",
		"templates/i18n/en.yaml": strings.NewReplacer("\nprivacy:", "\nprivates:", "\nalertNote:", "\nalertNotes:",
			"\nactions:\n  one: \"{n} action\"\n  other: \"{n} actions\"", "\nactions:\n  one: \"{n} action\"").
			Replace(englishMessages(t)),
	}
	before, _, _ := strings.Cut(englishMessages(t), "\nactions:\n")
	line := strings.Count(before, "\n") + 3 // of the first form
	s := newSite(t, in.mapFS())
	wantProblems(t, s,
		`templates/i18n/en.yaml: error: the word "alertNote" is missing `+hint,
		`templates/i18n/en.yaml: error: the word "privacy" is missing `+hint,
		fmt.Sprintf("templates/i18n/en.yaml:%d:3", line)+
			`: error: a message with a number needs the key "other" [missing-key] (add other:)`)
	wantContains(t, mustRead(t, s, "index.html"), "<p>privacy</p>")
}

func TestLanguages(t *testing.T) {
	german := strings.Replace(englishMessages(t), "\nsteps: Steps\n", "\nsteps: Schritte\n", 1)
	with := func(language string, more sourceFiles) *Site {
		return newSite(t,
			sourceFiles{
				"content/guide.yaml": strings.Replace(settingsYAML, "language: en", "language: "+language, 1),
			}.merge(more).
				mapFS(),
		)
	}
	s := with("de-AT", sourceFiles{"templates/i18n/de.yaml": german})
	wantProblems(t, s)
	wantContains(t, mustRead(t, s, "steps/index.html"), "<h1>Schritte</h1>", `<html lang="de-AT">`)
	s = with("de-AT", sourceFiles{"templates/i18n/de.yaml": "", "templates/i18n/de-AT.yaml": german})
	wantProblems(t, s)
	wantContains(t, mustRead(t, s, "steps/index.html"), "<h1>Schritte</h1>")
	s = with("fr-CA", nil)
	wantProblems(t, s,
		`guide.yaml:4:11: error: there are no interface words in "fr-CA" [no-words] (translate `+
			`templates/i18n/en.yaml into templates/i18n/fr.yaml)`,
	)
	wantContains(t, mustRead(t, s, "steps/index.html"), "<h1>Steps</h1>", `<html lang="fr-CA">`)
	s = with("de", sourceFiles{"templates/i18n/de.yaml": "steps: [\n"})
	if got := problemLines(t, s); len(got) == 0 ||
		!slices.ContainsFunc(got, func(p string) bool { return strings.HasPrefix(p, "templates/i18n/de.yaml:") }) {
		t.Errorf("broken messages: %q", got)
	}
}

func TestMsg(t *testing.T) {
	s := newSite(t, sourceFiles{}.mapFS())
	tests := []struct {
		key   string
		pairs []any
		want  string
	}{
		{"steps", nil, "Steps"},
		{"actions", []any{"n", 1}, "1 action"},
		{"actions", []any{"n", 0}, "0 actions"},
		{"actions", []any{"n", 21}, "21 actions"},
		{"stepTitle", []any{"n", 2, "title", "A {n} & {title}"}, "Step 2: A {n} & {title}"},
		{"steps", []any{"n"}, "Steps"},
	}
	for _, tt := range tests {
		if got := s.msg(tt.key, tt.pairs...); got != tt.want {
			t.Errorf("msg(%q, %v) = %q, want %q", tt.key, tt.pairs, got, tt.want)
		}
	}
}

func TestFormatDate(t *testing.T) {
	for _, zone := range []string{"UTC", "Europe/London", "Pacific/Auckland", "America/Sao_Paulo"} {
		s := newSite(t, sourceFiles{"content/guide.yaml": settingsYAML + "timezone: " + zone + "\n"}.mapFS())
		for date, want := range map[frontmatter.Date]string{
			"":           "",
			"2026-11-01": "1 November 2026",
			"2026-12-31": "31 December 2026",
			"2018-11-04": "4 November 2018", // has no midnight in São Paulo
		} {
			if got := s.formatDate(date); got != want {
				t.Errorf("%s in %s is %q, want %q", date, zone, got, want)
			}
		}
	}
}

func TestFormatSpan(t *testing.T) {
	s := newSite(t, sourceFiles{}.mapFS())
	span := func(low int32, lowUnit frontmatter.Unit, high int32, highUnit frontmatter.Unit) frontmatter.Span {
		return frontmatter.Span{
			Min: frontmatter.Amount{Value: low, Unit: lowUnit},
			Max: frontmatter.Amount{Value: high, Unit: highUnit},
		}
	}
	for _, tt := range []struct {
		span frontmatter.Span
		want string
	}{
		{frontmatter.Span{}, ""},
		{span(15, frontmatter.Minute, 15, frontmatter.Minute), "15 minutes"},
		{span(1, frontmatter.Hour, 1, frontmatter.Hour), "1 hour"},
		{span(2, frontmatter.Hour, 4, frontmatter.Hour), "2 to 4 hours"},
		{span(30, frontmatter.Minute, 1, frontmatter.Hour), "30 minutes to 1 hour"},
		{span(3, frontmatter.Month, 1, frontmatter.Year), "3 months to 1 year"},
		{span(1, frontmatter.Week, 2, frontmatter.Week), "1 to 2 weeks"},
		{span(3, frontmatter.Day, 3, frontmatter.Day), "3 days"},
	} {
		if got := s.formatSpan(tt.span); got != tt.want {
			t.Errorf("%v is %q, want %q", tt.span, got, tt.want)
		}
	}
	for _, tt := range []struct {
		spans []frontmatter.Span
		want  string
	}{
		{nil, ""},
		{[]frontmatter.Span{{}, {}}, ""},
		{[]frontmatter.Span{span(30, frontmatter.Minute, 30, frontmatter.Minute), {}}, "30 minutes"},
		{[]frontmatter.Span{span(30, frontmatter.Minute, 1, frontmatter.Hour),
			span(15, frontmatter.Minute, 30, frontmatter.Minute)}, "45 to 90 minutes"},
		{[]frontmatter.Span{span(30, frontmatter.Minute, 1, frontmatter.Hour),
			span(1, frontmatter.Hour, 2, frontmatter.Hour)}, "2 to 3 hours"},
		{[]frontmatter.Span{span(10, frontmatter.Minute, 2, frontmatter.Hour)}, "10 minutes to 2 hours"},
		{[]frontmatter.Span{span(2, frontmatter.Hour, 2, frontmatter.Hour),
			span(10, frontmatter.Minute, 20, frontmatter.Minute)}, "2 hours"},
	} {
		if got := s.formatSpan(sumSpans(tt.spans)); got != tt.want {
			t.Errorf("the sum of %v is %q, want %q", tt.spans, got, tt.want)
		}
	}
}

var (
	templateCallPattern = regexp.MustCompile(`\bword (?:"([^"]+)"|\(print "([^"]+)")`)
	scriptCallPattern   = regexp.MustCompile(`\bmessage\("([^"]+)"`)
	goCallPattern       = regexp.MustCompile(`\bmsg\("([^"]+)"[,)]|: +"((?:minute|hour|day|week|month|year)s)"`)
)

// enumMessages are the values that follow a prefix of messages, as in word (print "level-" .Level).
var enumMessages = map[string][]string{
	"level-": frontmatter.Levels, "cost-": frontmatter.Costs, "type-": frontmatter.ResourceTypes,
}

// usedMessages returns the keys of all messages that templates, scripts and Go code use.
func usedMessages(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	for _, p := range guide.PageTypes {
		used[p.Title], used[p.Summary] = true, true
	}
	for month := range 12 {
		used[fmt.Sprintf("month%d", month+1)] = true
	}
	for _, alert := range markdown.AlertKinds {
		used["alert"+alert[:1]+strings.ToLower(alert[1:])] = true
	}
	for _, dir := range []string{"../../../templates", "../../../static/js", ".", "../markdown"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			pattern := goCallPattern
			switch {
			case path.Ext(e.Name()) == ".html":
				pattern = templateCallPattern
			case path.Ext(e.Name()) == ".js":
				pattern = scriptCallPattern
			case path.Ext(e.Name()) != ".go" || strings.HasSuffix(e.Name(), "_test.go"):
				continue
			}
			data, err := os.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range pattern.FindAllStringSubmatch(string(data), -1) {
				for _, key := range m[1:] {
					used[key] = true
				}
			}
		}
	}
	for prefix, values := range enumMessages {
		for _, value := range values {
			used[prefix+value] = true
		}
		delete(used, prefix)
	}
	delete(used, "")
	return used
}

func TestEveryMessageUsed(t *testing.T) {
	used := usedMessages(t)
	words, problems := frontmatter.ParseMessages("en.yaml", []byte(englishMessages(t)), []string{"one", "other"})
	if len(problems) > 0 || len(words) < 50 || len(used) < 50 {
		t.Fatal(len(words), len(used), problems)
	}
	for key := range words {
		if !used[key] {
			t.Errorf("nothing uses the message %q", key)
		}
	}
	for key := range used {
		if words[key] == nil {
			t.Errorf("there is no message %q; if it is a prefix of others, add it to enumMessages", key)
		}
	}
}
