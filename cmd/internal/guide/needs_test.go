package guide

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
)

func pageWithNeeds(slugs ...string) string {
	return pageWith("needs: [" + strings.Join(slugs, ", ") + "]\n")
}

func TestNeeds(t *testing.T) {
	tests := []struct {
		name string
		in   files
		want []string
	}{
		{"an earlier step", files{"steps/1-a.md": "", "steps/2-b.md": pageWithNeeds("a")}, nil},
		{"a later step", files{"steps/1-a.md": pageWithNeeds("b"), "steps/2-b.md": ""}, nil},
		{"misspelt", files{"steps/1-begin.md": "", "steps/2-b.md": pageWithNeeds("begn")}, []string{
			`steps/2-b.md:4: there is no step "begn" [unknown-step] (did you mean "begin"?)`}},
		{"with the number", files{"steps/1-begin.md": "", "steps/2-b.md": pageWithNeeds("1-begin")}, []string{
			`steps/2-b.md:4: there is no step "1-begin" [unknown-step] (write "begin", without the number)`}},
		{"unknown", files{"steps/1-begin.md": "", "steps/2-b.md": pageWithNeeds("something-else")}, []string{
			`steps/2-b.md:4: there is no step "something-else" [unknown-step]` +
				` (write the name of the step's file or folder without the number)`}},
		{"a topic", files{"steps/1-a.md": "", "steps/1-a/about.md": "", "steps/2-b.md": pageWithNeeds("about")},
			[]string{
				`steps/2-b.md:4: there is no step "about" [unknown-step]` +
					` (write the name of the step's file or folder without the number)`}},
		{"itself", files{"steps/1-a.md": pageWithNeeds("a")}, []string{
			`steps/1-a.md:4: the step needs itself [needs-circle] (leave it out)`}},
		{"a draft", files{"steps/1-a.md": pageWith("draft: true\n"), "steps/2-b.md": pageWithNeeds("a")}, []string{
			`steps/2-b.md:4: the step "a" is a draft [withheld] (publish it too, or remove it)`}},
		{"a scheduled step", files{"steps/1-a.md": pageWith("publishOn: 2027-01-01\n"),
			"steps/2-b.md": pageWithNeeds("a")}, []string{
			`steps/2-b.md:4: the step "a" is not public until 2027-01-01 [withheld] (publish it too, or remove it)`}},
		{"two in a cycle", files{"steps/1-a.md": pageWithNeeds("b"), "steps/2-b.md": pageWithNeeds("a")}, []string{
			`steps/2-b.md:4: steps need each other in a circle: b, which needs a, which needs b [needs-circle]` +
				` (leave out one needs:)`}},
		{"three in a cycle, and one more", files{"steps/1-a.md": pageWithNeeds("d", "c"),
			"steps/2-b.md": pageWithNeeds("a"), "steps/3-c.md": pageWithNeeds("b"), "steps/4-d.md": ""}, []string{
			`steps/2-b.md:4: steps need each other in a circle: b, which needs a, which needs c, which needs b` +
				` [needs-circle] (leave out one needs:)`}},
		{"two cycles with one step in common", files{"steps/1-a.md": pageWithNeeds("b", "c"),
			"steps/2-b.md": pageWithNeeds("a"), "steps/3-c.md": pageWithNeeds("a")}, []string{
			`steps/2-b.md:4: steps need each other in a circle: b, which needs a, which needs b [needs-circle]` +
				` (leave out one needs:)`,
			`steps/3-c.md:4: steps need each other in a circle: c, which needs a, which needs c [needs-circle]` +
				` (leave out one needs:)`}},
		{"a path that leads to a cycle", files{"steps/1-a.md": pageWithNeeds("b"), "steps/2-b.md": pageWithNeeds("c"),
			"steps/3-c.md": pageWithNeeds("b")}, []string{
			`steps/3-c.md:4: steps need each other in a circle: c, which needs b, which needs c [needs-circle]` +
				` (leave out one needs:)`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantProblems(t, load(t, tt.in.fs(), false), tt.want...) })
	}
}

// Invalid needs are dropped, so that no page links to them.
func TestInvalidNeedsDropped(t *testing.T) {
	g := load(t, files{"steps/1-a.md": "", "steps/2-b.md": pageWithNeeds("none", "a", "b")}.fs(), false)
	if got := g.Steps[1].Needs; len(got) != 1 || got[0].Slug != "a" {
		t.Errorf("needs = %v", got)
	}
}

// With forty steps that need all earlier ones, there are 2^38 paths from the last to the first.
func TestNeedsNotExponential(t *testing.T) {
	in := files{}
	var slugs []string
	for i := range 40 {
		slug := fmt.Sprintf("step%d", i)
		in[fmt.Sprintf("steps/%d-%s.md", i, slug)] = pageWithNeeds(slugs...)
		slugs = append(slugs, slug)
	}
	in["steps/0-step0.md"] = ""
	cputest.Limit(t, 30*time.Second)
	wantProblems(t, load(t, in.fs(), false))
	in["steps/0-step0.md"] = pageWithNeeds("step1")
	g := load(t, in.fs(), false)
	if len(g.Problems) != 1 {
		t.Errorf("one cycle gives %d problems: %v", len(g.Problems), problemLines(g))
	}
}
