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

// TestLayeredMessages checks that a file of messages needs only those that differ.
func TestLayeredMessages(t *testing.T) {
	in := sourceFiles{
		"content/pages/a.md":     "> [!NOTE]\n> Text.\n",
		"templates/i18n/en.yaml": "privacy: We count visits.\nalertNoet: Mind\naploud: bar\nmine: Mine\n",
		"templates/page.html":    "{{word \"mine\"}} {{word \"alertNote\"}} {{template \"footer.html\" .}}\n",
	}
	s := newSite(t, in.mapFS())
	wantProblems(t, s,
		`templates/i18n/en.yaml:2:1: error: there is no message "alertNoet" [unknown-key] (did you mean "alertNote"?)`,
		`templates/i18n/en.yaml:3:1: error: there is no message "aploud" [unknown-key] `+
			`(guide schema messages lists them)`)
	wantContains(t, mustRead(t, s, "a/index.html"), "Mine Note", "<p>We count visits.</p>")
}

func TestMissingMessages(t *testing.T) {
	in := sourceFiles{
		"content/pages/a.md": "Text.\n",
		"templates/page.html": "<p>\n{{/* word \"step\" */}}{{word \"serch\"}}\n" +
			"{{word (print \"quiz\" .Kind)}} {{word \"serch\"}}</p>\n",
	}
	s := newSite(t, in.mapFS())
	wantContains(t, mustRead(t, s, "a/index.html"), "quizpage")
	const near = `error: there is no message "serch" [missing-word] (did you mean "search"? ` +
		`Else add it to templates/i18n/en.yaml)`
	wantProblems(t, s,
		`templates/i18n/en.yaml: error: there is no message "quizpage" [missing-word] `+
			`(add it to templates/i18n/en.yaml)`,
		"templates/page.html:2:30: "+near, "templates/page.html:3:39: "+near)
}

func TestLanguages(t *testing.T) {
	total := len(keysOf(t))
	with := func(language string, more sourceFiles) *Site {
		settings := strings.Replace(settingsYAML, "language: en", "language: "+language, 1)
		return newSite(t, sourceFiles{"content/guide.yaml": settings}.merge(more).mapFS())
	}
	untranslated := func(file string, n int) string {
		return fmt.Sprintf("templates/i18n/%s.yaml: notice: %d of %d messages are in English: "+
			"about, action, actions, actionsDone, actionsEssential, actionsEssentialNamed, actionsLabel, after, a… "+
			"[untranslated] (translate them here; guide schema messages has their English text)", file, n, total)
	}
	s := with("de-AT", sourceFiles{"templates/i18n/de.yaml": "steps: Schritte\nstep: Schritt\n"})
	wantProblems(t, s, untranslated("de", total-2))
	wantContains(t, mustRead(t, s, "steps/index.html"), "<h1>Schritte</h1>", `<html lang="de-AT">`, "Sources")
	s = with("de-AT", sourceFiles{"templates/i18n/de.yaml": "steps: Schritte\nsources: Quellen\n",
		"templates/i18n/de-AT.yaml": "steps: Etappen\n"})
	wantProblems(t, s, untranslated("de-AT", total-2))
	wantContains(t, mustRead(t, s, "steps/index.html"), "<h1>Etappen</h1>", "Quellen")
	s = with("fr-CA", nil)
	wantProblems(t, s, `guide.yaml:4:11: warning: there are no messages in "fr-CA", so readers see English ones `+
		`[no-words] (guide eject i18n/fr.yaml writes them out, to be translated)`)
	wantContains(t, mustRead(t, s, "steps/index.html"), "<h1>Steps</h1>", `<html lang="fr-CA">`)
	s = with("de", sourceFiles{"templates/i18n/de.yaml": "steps: [\n"})
	if got := problemLines(t, s); len(got) == 0 ||
		!slices.ContainsFunc(got, func(p string) bool { return strings.HasPrefix(p, "templates/i18n/de.yaml:") }) {
		t.Errorf("broken messages: %q", got)
	}
}

// TestFormsOfLayeredMessages checks that a message has the form of its own language: few and many in Polish, one in
// English even on a page in Japanese, which has no such form.
func TestFormsOfLayeredMessages(t *testing.T) {
	settings := func(language string) string {
		return strings.Replace(settingsYAML, "language: en", "language: "+language, 1)
	}
	polish := newSite(t, sourceFiles{"content/guide.yaml": settings("pl"), "templates/i18n/pl.yaml": "actions:\n" +
		"  one: \"{n} krok\"\n  few: \"{n} kroki\"\n  many: \"{n} kroków\"\n  other: \"{n} kroku\"\n"}.mapFS())
	japanese := newSite(t, sourceFiles{"content/guide.yaml": settings("ja")}.mapFS())
	for n, want := range map[int]string{1: "1 krok", 2: "2 kroki", 4: "4 kroki", 5: "5 kroków", 12: "12 kroków",
		22: "22 kroki", 0: "0 kroków"} {
		if got := polish.msg("actions", "n", n); got != want {
			t.Errorf("in Polish: %q, want %q", got, want)
		}
	}
	if got := polish.msg("weeks", "n", 2) + japanese.msg("actions", "n", 1); got != "2 weeks1 action" {
		t.Errorf("in English: %q", got)
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
	for _, key := range essentialMessages {
		used[key+"Named"] = true
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
	words, problems := frontmatter.ParseMessages("en.yaml", []byte(englishMessages(t)), []string{"one", "other"}, nil)
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
