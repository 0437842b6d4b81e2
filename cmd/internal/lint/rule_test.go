package lint

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
	"guide/static"
	"guide/templates"
)

// The two halves of a new rule: what would be added to diag/rules_frontmatter.go, and to lint.go.
var (
	noPublisher = &diag.Rule{
		Code: "no-publisher", Severity: diag.Warning, Area: diag.FrontMatter,
		Meaning: "nobody is named who published a resource",
	}
	withNoPublisher = Table{Document: []func(Document) []diag.Problem{resourceWithoutPublisher}, Guide: Rules.Guide[:1]}
)

func resourceWithoutPublisher(d Document) []diag.Problem {
	var out []diag.Problem
	for _, r := range d.Resources {
		if r.Publisher == "" {
			out = append(out, noPublisher.At(r.ID.In(d.File), fmt.Sprintf("%q has no publisher", r.Title), "name it"))
		}
	}
	return out
}

const resourceKeys = `url: "https://example.org/", type: book, why: It is short`

// TestNewRule shows that a rule on documents needs nothing else: it finds its problems, and a comment silences it.
func TestNewRule(t *testing.T) {
	step := func(comment string) string {
		return "---\ntitle: Begin\nsummary: First\nresources:\n" +
			"  - {id: new, title: New, publisher: PMI, " + resourceKeys + "}\n" + comment +
			"  - {id: old, title: Old, " + resourceKeys + "}\n---\n"
	}
	const step1 = "content/steps/1-begin.md"
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a resource without a publisher", map[string]string{step1: step("")},
			[]string{`content/steps/1-begin.md:6:10: warning: "Old" has no publisher [no-publisher]`}},
		{"a comment", map[string]string{step1: step("  # allow: no-publisher it is a classic\n")}, nil},
		{"a comment for nothing", map[string]string{step1: step("  # allow: no-such-rule it is a classic\n")}, []string{
			`content/steps/1-begin.md:6:3: warning: there is no problem "no-such-rule" here to silence [unused-allow]`,
			`content/steps/1-begin.md:7:10: warning: "Old" has no publisher [no-publisher]`}},
		{"the guide as a whole", nil, []string{"content: warning: the guide has no steps [no-steps]"}},
		{"a comment in the settings",
			map[string]string{guide.SettingsFile: "# allow: no-steps they will come\n" + settings}, nil},
		{"a comment in the settings for nothing", map[string]string{step1: "---\ntitle: T\nsummary: S\n---\n",
			guide.SettingsFile: "# allow: no-steps they will come\n" + settings}, []string{
			"content/guide.yaml:1:1: warning: there is no problem \"no-steps\" here to silence [unused-allow]"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range problemsOf(t, withNoPublisher, test.files) {
				got = append(got, fmt.Sprintf("%s: %s: %s [%s]", position(p), p.Severity, p.Message, p.Rule))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func position(p diag.Problem) string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

const settings = "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n"

// problemsOf returns what guide check would report of a guide by the rules.
func problemsOf(t *testing.T, rules Table, files map[string]string) []diag.Problem {
	t.Helper()
	fsys := fstest.MapFS{guide.SettingsFile: {Data: []byte(settings)}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	g, err := guide.Load(t.Context(), fsys, guide.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.New(g, site.Options{Source: fsys, Templates: templates.FS, Static: static.FS, Lint: rules})
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return found
}
