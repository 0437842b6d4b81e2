package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// exampleStep is the file of an example's text, see diag.Rule.
const exampleStep = "content/steps/1-begin/index.md"

// exampleBase is the guide that the examples of rules are parts of.
var exampleBase = map[string]string{
	guide.SettingsFile: "id: example\ntitle: Example\nsummary: A guide\nlanguage: en\n" +
		"audiences: {analyst: Analysts}\n",
	exampleStep:                      "---\ntitle: Begin\nsummary: The first step\n---\n",
	"content/steps/1-begin/tools.md": "---\ntitle: Tools\nsummary: What to use\n---\nUse a pen.\n",
	"content/steps/2-learn/index.md": "---\ntitle: Learn\nsummary: The second step\n---\nRead it.\n",
}

// exampleGuide returns the source folder of an example.
func exampleGuide(area diag.Area, example string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range exampleBase {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	archive := txtar.Parse([]byte(example))
	front, body := "", string(archive.Comment)
	if area == diag.FrontMatter {
		front, body = body, ""
	}
	for _, key := range []string{"title: Begin\n", "summary: The first step\n"} {
		if name, _, _ := strings.Cut(key, " "); !strings.Contains("\n"+front, "\n"+name) {
			front = key + front
		}
	}
	out[exampleStep] = &fstest.MapFile{Data: []byte("---\n" + front + "---\n" + body)}
	for _, f := range archive.Files {
		out[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return out
}

// exampleOf returns the source folder of an example of a rule, which is turned on.
func exampleOf(r *diag.Rule, example string) fstest.MapFS {
	out := exampleGuide(r.Area, example)
	if settings := out[guide.SettingsFile]; r.Severity == diag.Off {
		settings.Data = fmt.Appendf(settings.Data, "rules: {%s: warning}\n", r.Code)
	}
	return out
}

// exampleProblems checks guides as guide check does. They share what they have of the theme.
type exampleProblems struct {
	t    *testing.T
	base *site.Site
}

func (e exampleProblems) of(fsys fstest.MapFS) []diag.Problem {
	e.t.Helper()
	problems, err := e.site(fsys, true).Check(e.t.Context())
	if err != nil {
		e.t.Fatal(err)
	}
	return problems
}

func (e exampleProblems) site(fsys fstest.MapFS, checkOnly bool) *site.Site {
	e.t.Helper()
	p := &project{source: fsys, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), checkOnly: checkOnly}
	loadOpts, siteOpts := p.options()
	siteOpts.Previous.Version = e.base
	for name := range fsys {
		siteOpts.Previous.Changed = append(siteOpts.Previous.Changed, name)
	}
	g, err := guide.Load(e.t.Context(), fsys, loadOpts)
	if err != nil {
		e.t.Fatal(err)
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		e.t.Fatal(err)
	}
	if err := s.CheckTemplates(e.t.Context()); err != nil {
		e.t.Fatal(err)
	}
	return s
}

// TestRules runs the examples of every rule: the wrong one has problems of this rule alone, the right one has none,
// and a comment silences the rule unless NoAllow says why not.
func TestRules(t *testing.T) {
	base := exampleProblems{t: t}.site(exampleGuide(diag.Text, ""), false)
	for _, r := range diag.Rules() {
		t.Run(r.Code, func(t *testing.T) {
			if !regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`).MatchString(r.Code) || r.Meaning == "" ||
				strings.ContainsAny(r.Meaning, "\n") || (r.Wrong == "") == (r.NoExample == "") {
				t.Fatalf("the rule is incomplete: %+v", r)
			}
			if r.NoExample != "" {
				return
			}
			check := exampleProblems{t, base}
			wrong := exampleOf(r, r.Wrong)
			problems := check.of(wrong)
			if len(problems) == 0 || slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule != r }) {
				t.Errorf("the wrong example has the problems\n%v", problems)
			}
			if problems := check.of(exampleOf(r, r.Right)); len(problems) > 0 {
				t.Errorf("the right example has the problems\n%v", problems)
			}
			for i := 0; i < 3 && len(problems) > 0; i++ {
				silence(wrong, problems[0])
				problems = check.of(wrong)
			}
			if r.NoAllow == "" && len(problems) > 0 {
				t.Errorf("a comment does not silence the rule:\n%v\n%s", problems, wrong[problems[0].File].Data)
			}
			if r.NoAllow != "" && len(problems) == 0 {
				t.Errorf("a comment silences the rule, in spite of %q", r.NoAllow)
			}
		})
	}
}

// silence adds the comment that guide help rules recommends for a problem.
func silence(fsys fstest.MapFS, p diag.Problem) {
	file, line := p.File, p.Line
	if line == 0 {
		file = guide.SettingsFile
	}
	lines := strings.SplitAfter(string(fsys[file].Data), "\n")
	comment, end := "# allow: "+p.Rule.Code+" for a test\n", -1
	if strings.HasSuffix(file, ".md") {
		end = slices.Index(lines[1:], "---\n") + 1
	}
	i := max(line-1, 0)
	switch {
	case end >= 0 && i > end:
		comment = "<!-- allow: " + p.Rule.Code + " for a test -->\n"
		for i > end+1 && lines[i-1] != "\n" {
			i--
		}
	default:
		for i > 0 && strings.HasPrefix(lines[i], " ") {
			i--
		}
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.Join(slices.Insert(lines, i, comment), ""))}
}

// TestRulesWithoutExample finds rules that neither an example nor a script shows.
func TestRulesWithoutExample(t *testing.T) {
	var scripts strings.Builder
	names, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(data)
	}
	for _, r := range diag.Rules() {
		if r.NoExample != "" && !strings.Contains(scripts.String(), "["+r.Code+"]\n") {
			t.Errorf("%s has no example, and no script shows it", r.Code)
		}
	}
}

// ruleOutside matches what only package diag may do: declare a rule, and set the severity of a problem.
var ruleOutside = regexp.MustCompile(`[^*]diag\.Rule\{|\bSeverity(:| = )`)

// TestRulesAreInDiag finds problems whose rule or severity is not from diag.Rules.
func TestRulesAreInDiag(t *testing.T) {
	if !ruleOutside.MatchString("p.Severity = diag.Warning") || !ruleOutside.MatchString("&diag.Rule{Code: code}") {
		t.Error("the pattern matches nothing")
	}
	for _, name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "cmd/internal/diag/") {
			continue
		}
		data, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		if found := ruleOutside.Find(data); found != nil {
			t.Errorf("%s: %q belongs in cmd/internal/diag/rules_*.go", name, found)
		}
	}
}
