package guide

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGlossary(t *testing.T) {
	tests := []struct {
		name, text string
		terms      []string
		want       []string
	}{
		{"alphabetical order",
			"- {term: risk, means: R}\n- {term: Agile, means: A}\n- {term: Éclair, means: E}\n- {term: RAID log, " +
				"means: L, aka: [RAID]}\n", []string{"Agile", "RAID log", "risk", "Éclair"}, nil},
		{"a term twice", "- {term: Risk, means: R}\n- {term: risk, means: S}\n", []string{"Risk"}, []string{
			`glossary.yaml:2: "risk" is already on line 1 [duplicate-term] (each name belongs to one term)`}},
		{"an alias twice", "- {term: Risk, means: R, aka: [peril]}\n- {term: Threat, means: S, aka: [Peril]}\n",
			[]string{"Risk"}, []string{
				`glossary.yaml:2: "Peril" is already on line 1 [duplicate-term] (each name belongs to one term)`}},
		{"no letter", "- {term: '---', means: R}\n- {term: Risk, means: R}\n", []string{"Risk"}, []string{
			`glossary.yaml:1: the term "---" has no letter or digit [bad-term] ()`}},
		{"a term is missing", "- {means: R}\n- {term: Risk, means: R}\n", []string{"Risk"}, []string{
			`glossary.yaml:1: a glossary entry needs the key "term" [missing-key] (add term:)`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := load(t, files{"glossary.yaml": tt.text}.fs(), false)
			wantProblems(t, g, tt.want...)
			var terms []string
			for _, term := range g.Glossary {
				terms = append(terms, term.Term.Value)
			}
			if diff := cmp.Diff(tt.terms, terms); diff != "" {
				t.Errorf("terms (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGlossaryUnreadable(t *testing.T) {
	in := files{"glossary.yaml": "- {term: Risk, means: R}\n"}.fs()
	g := load(t, deniedFS{in, GlossaryFile}, false)
	wantProblems(t, g, "glossary.yaml: the file cannot be read: permission denied [unreadable] ()")
	g = load(t, files{"glossary.yaml": strings.Repeat("x: [", 3)}.fs(), false)
	if len(g.Problems) == 0 || g.Problems[0].File != GlossaryFile {
		t.Errorf("broken YAML: %v", problemLines(g))
	}
}
