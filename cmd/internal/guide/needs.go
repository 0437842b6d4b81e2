package guide

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/suggest"
)

// checkNeeds resolves every `needs:` and reports steps that need each other.
func (g *Guide) checkNeeds() {
	n := needsChecker{Guide: g, steps: map[string]*Doc{}, valid: map[*Doc][]frontmatter.Text{},
		state: map[*Doc]visitState{}}
	var slugs []string
	for _, d := range g.allDocs {
		if d.Kind == frontmatter.KindStep && !d.unrouted {
			n.steps[d.Slug] = d
			slugs = append(slugs, d.Slug)
		}
	}
	n.slugs = suggest.NewIndex(slugs)
	for _, s := range g.Steps {
		for _, need := range s.Page.Needs {
			if n.check(s.Doc, need) {
				n.valid[s.Doc] = append(n.valid[s.Doc], need)
				s.Needs = append(s.Needs, n.steps[need.Value])
			}
		}
	}
	for _, s := range g.Steps {
		n.visit(s.Doc)
	}
}

// A needsChecker checks the needs of all steps.
type needsChecker struct {
	*Guide
	steps map[string]*Doc // by slug
	slugs *suggest.Index
	valid map[*Doc][]frontmatter.Text // the valid needs of each step
	state map[*Doc]visitState
	stack []*Doc // the path of the search; each step is needed by the one before it
}

// visitState is the state of a step in the search.
type visitState int

const (
	unvisited visitState = iota
	onStack
	visited
)

// check reports whether a need is valid. If not, it reports a problem.
func (n *needsChecker) check(s *Doc, need frontmatter.Text) bool {
	target := n.steps[need.Value]
	switch {
	case target == nil:
		n.report(diag.UnknownStep.At(need.In(s.File), fmt.Sprintf("there is no step %q", need.Value),
			n.hint(need.Value)))
	case target == s:
		n.report(diag.NeedsCircle.At(need.In(s.File), "the step needs itself", "leave it out"))
	case target.unpublished:
		n.report(diag.Withheld.At(need.In(s.File), fmt.Sprintf("the step %q is %s", need.Value, target.Reason),
			"publish it too, or remove it"))
	default:
		return true
	}
	return false
}

func (n *needsChecker) hint(name string) string {
	if _, slug := splitNumber(name); n.steps[slug] != nil {
		return fmt.Sprintf("write %q, without the number", slug)
	}
	if near := n.slugs.Nearest(name); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write the name of the step's file or folder without the number"
}

// visit visits every step that s needs, once, and reports each need that closes a cycle.
func (n *needsChecker) visit(s *Doc) {
	if n.state[s] != unvisited {
		return
	}
	n.state[s] = onStack
	n.stack = append(n.stack, s)
	for _, need := range n.valid[s] {
		next := n.steps[need.Value]
		if n.state[next] == onStack {
			n.report(diag.NeedsCircle.At(need.In(s.File), "steps need each other in a circle: "+n.describeCycle(next),
				"leave out one needs:"))
			continue
		}
		n.visit(next)
	}
	n.stack = n.stack[:len(n.stack)-1]
	n.state[s] = visited
}

// describeCycle returns "b, which needs a, which needs b" for the cycle that the top of the stack closes.
func (n *needsChecker) describeCycle(first *Doc) string {
	last := n.stack[len(n.stack)-1]
	var slugs []string
	for _, d := range n.stack[slices.Index(n.stack, first):] {
		slugs = append(slugs, d.Slug)
	}
	return strings.Join(append([]string{last.Slug}, slugs...), ", which needs ")
}
