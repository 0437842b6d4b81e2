package site

import (
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/lint"
	"guide/static"
	"guide/templates"
)

// suppressionTests has files with suppressions and the problems that are left.
var suppressionTests = []struct {
	name, file, text string
	want             []string
}{
	{"a block", "content/pages/x.md", "<!-- allow: skipped-level it looks better -->\n\n#### Deep\n", nil},
	{"the wrong rule", "content/pages/x.md", "<!-- allow: raw-html it looks better -->\n\n#### Deep\n", []string{
		`pages/x.md:5:1: warning: there is no problem "raw-html" here to silence [unused-allow] (delete the ` +
			`comment, or check the code)`,
		`pages/x.md:7:1: warning: a heading of level 4 follows one of level 1 [skipped-level] (write ## Deep)`}},
	{"another block",
		"content/pages/x.md",
		"<!-- allow: skipped-level it looks better -->\n\nText.\n\n#### Deep\n",
		[]string{
			`pages/x.md:5:1: warning: there is no problem "skipped-level" here to silence [unused-allow] ` +
				`(delete the comment, or check the code)`,
			`pages/x.md:9:1: warning: a heading of level 4 follows one of level 1 [skipped-level] (write ## Deep)`},
	},
	{"the front matter",
		"content/steps/1-x.md",
		"---\ntitle: X\nsummary: Y\nchecklist:\n  # allow: undefined-reference it is code\n  - {id: one, text: " +
			"'An [array][0]'}\n---\n",
		nil,
	},
	{"nothing in the front matter",
		"content/steps/1-x.md",
		"---\ntitle: X\nsummary: Y\n# allow: undefined-reference it is code\nchecklist:\n  - {id: one, text: An " +
			"array}\n---\n",
		[]string{
			`steps/1-x.md:4:1: warning: there is no problem "undefined-reference" here to silence ` +
				`[unused-allow] (delete the comment, or check the code)`},
	},
	{"a detail",
		"content/steps/1-x.md",
		"---\ntitle: X\nsummary: Y\nchecklist:\n  - id: one\n    text: Do it\n    detail: |\n      <!-- allow: " +
			"undefined-reference it is code -->\n\n      An [array][0].\n---\n",
		nil,
	},
	{"a broken fragment", "content/pages/x.md", "<!-- allow: broken-link it will come -->\n\n[x](#later)\n", nil},
	{"a meaning",
		"content/glossary.yaml",
		"- term: Risk\n  means: |\n    <!-- allow: undefined-reference it is code -->\n\n    An [array][0].\n",
		nil,
	},
	{"an entry of the glossary",
		"content/glossary.yaml",
		"# allow: undefined-reference it is code\n- term: Risk\n  means: An [array][0].\n",
		nil,
	},
	{"nothing in the glossary",
		"content/glossary.yaml",
		"# allow: undefined-reference it is code\n- term: Risk\n  means: An array.\n",
		[]string{
			`glossary.yaml:1:1: warning: there is no problem "undefined-reference" here to silence ` +
				`[unused-allow] (delete the comment, or check the code)`},
	},
	{"no reason in the glossary",
		"content/glossary.yaml",
		"# allow: undefined-reference\n- term: Risk\n  means: An array.\n",
		[]string{
			`glossary.yaml:1:1: warning: this silences nothing: it needs the code of a rule and a reason ` +
				`[bad-allow] (write allow: code reason, with the code in square brackets at the end of the ` +
				`problem)`},
	},
	{"a setting",
		"content/guide.yaml",
		"id: g\ntitle: A\nsummary: S\nlanguage: en\n# allow: unknown-key it is for another program\nother: x\n",
		nil,
	},
}

func TestSuppressions(t *testing.T) {
	for _, tt := range suppressionTests {
		t.Run(tt.name, func(t *testing.T) {
			wantProblems(t, newSite(t, sourceFiles{tt.file: tt.text}.mapFS()), tt.want...)
		})
	}
}

// Problems of the guide as a whole can be suppressed too.
func TestSuppressionsOfGuideRules(t *testing.T) {
	rule := &diag.Rule{Code: "of-guide", Severity: diag.Warning}
	rules := lint.Table{Guide: []func(*guide.Guide) []diag.Problem{func(g *guide.Guide) []diag.Problem {
		return []diag.Problem{rule.At(g.Steps[0].Checklist[0].ID.In(g.Steps[0].File), "M", "")}
	}}}
	for comment, want := range map[string][]string{
		"# allow: of-guide on purpose": nil,
		"# allowed":                    {"steps/1-x.md:6:10: warning: M [of-guide] ()"},
	} {
		in := sourceFiles{
			"content/steps/1-x.md": "---\ntitle: X\nsummary: Y\n" +
				"checklist:\n  " + comment + "\n  - {id: one, text: A}\n---\n",
		}.mapFS()
		s, err := New(
			loadGuide(t, in, false),
			Options{Source: in, Templates: templates.FS, Static: static.FS, Lint: rules},
		)
		if err != nil {
			t.Fatal(err)
		}
		wantProblems(t, s, want...)
		if info, _ := s.PageInfo("/steps/x/"); len(info.Problems) != len(want) {
			t.Errorf("%q: the page has %v", comment, info.Problems)
		}
	}
}

// Suppressions in unpublished drafts apply, and unused ones are not reported.
func TestSuppressionsInDrafts(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-x.md": "---\ntitle: X\nsummary: Y\ndraft: true\nchecklist:\n  # allow: duplicate-id on " +
			"purpose\n  - {id: one, text: A}\n  # allow: undefined-reference it is code\n  - {id: two, text: 'An " +
			"[array][0]'}\n---\n",
		"content/steps/0-y.md": markdownDoc("Y", "checklist:\n  - {id: one, text: B}\n", ""),
	}
	wantProblems(t, newSite(t, in.mapFS()))
	g := loadGuide(t, in.mapFS(), true)
	s, err := New(g, Options{Source: in.mapFS(), Templates: templates.FS, Static: static.FS, Lint: textRules})
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, s)
}

// TestSuppressionsInSettings has a warning without a line, on its page and in the list of all.
func TestSuppressionsInSettings(t *testing.T) {
	for comment, want := range map[string]int{"": 1, "# allow: bad-name it is an old joke\n": 0} {
		in := sourceFiles{"content/guide.yaml": comment + settingsYAML, "content/steps/1-x.md": "Text.\n"}.mapFS()
		g := loadGuide(t, in, false)
		g.Problems = append(g.Problems, diag.BadName.In("content/steps/1-x.md", "M", "").Lowered())
		s, err := New(g, Options{Source: in, Templates: templates.FS, Static: static.FS})
		if err != nil {
			t.Fatal(err)
		}
		problems, err := s.Check(t.Context())
		info, _ := s.PageInfo("/steps/x/")
		if err != nil || len(problems) != want || len(info.Problems) != want {
			t.Errorf("%q: %v, %v, %v", comment, problems, info.Problems, err)
		}
	}
}
