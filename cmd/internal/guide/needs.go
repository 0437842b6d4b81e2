package guide

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/page"
)

// checkNeeds looks up every `needs:` and reports steps that need each other in a circle.
func (g *Guide) checkNeeds() {
	n := needsChecker{Guide: g, steps: map[string]*Doc{}, valid: map[*Doc][]page.Text{}, state: map[*Doc]visitState{}}
	var slugs []string
	for _, d := range g.allDocs {
		if d.Kind == page.KindStep && !d.unrouted {
			n.steps[d.Slug] = d
			slugs = append(slugs, d.Slug)
		}
	}
	n.slugs = NewNameIndex(slugs)
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

// needsChecker looks at what steps need.
type needsChecker struct {
	*Guide
	steps map[string]*Doc // by slug
	slugs *NameIndex
	valid map[*Doc][]page.Text // what each step needs that is there
	state map[*Doc]visitState
	stack []*Doc // the steps being followed, each needed by the one before it
}

// visitState is how far a step was followed.
type visitState int

const (
	unvisited visitState = iota
	onStack
	visited
)

// check reports a need that no reader could meet.
func (n *needsChecker) check(s *Doc, need page.Text) bool {
	target := n.steps[need.Value]
	switch {
	case target == nil:
		n.report(errorAt(s.File, need, "unknown-step", fmt.Sprintf("there is no step %q", need.Value), n.hint(need.Value)))
	case target == s:
		n.report(errorAt(s.File, need, "needs-circle", "the step needs itself", "leave it out"))
	case target.unpublished:
		n.report(errorAt(s.File, need, "withheld", fmt.Sprintf("the step %q is %s", need.Value, target.Reason), "publish it too, or leave it out"))
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

// visit looks once at every step that s needs, and reports each need that leads back to a step on the
// way.
func (n *needsChecker) visit(s *Doc) {
	if n.state[s] != unvisited {
		return
	}
	n.state[s] = onStack
	n.stack = append(n.stack, s)
	for _, need := range n.valid[s] {
		next := n.steps[need.Value]
		if n.state[next] == onStack {
			n.report(errorAt(s.File, need, "needs-circle", "steps need each other in a circle: "+n.describeCycle(next), "leave out one needs:"))
			continue
		}
		n.visit(next)
	}
	n.stack = n.stack[:len(n.stack)-1]
	n.state[s] = visited
}

// describeCycle names the steps from the last of the trail, by way of first, to the last.
func (n *needsChecker) describeCycle(first *Doc) string {
	last := n.stack[len(n.stack)-1]
	var slugs []string
	for _, d := range n.stack[slices.Index(n.stack, first):] {
		slugs = append(slugs, d.Slug)
	}
	return strings.Join(append([]string{last.Slug}, slugs...), ", which needs ")
}
