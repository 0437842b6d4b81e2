package guide

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/page"
)

// checkNeeds looks up every `needs:` and reports steps that need each other in a circle.
func (g *Guide) checkNeeds() {
	n := needs{Guide: g, steps: map[string]*Doc{}, met: map[*Doc][]page.Text{}, state: map[*Doc]progress{}}
	var slugs []string
	for _, d := range g.all {
		if d.Kind == page.KindStep && !d.lost {
			n.steps[d.Slug] = d
			slugs = append(slugs, d.Slug)
		}
	}
	n.slugs = NewNames(slugs)
	for _, s := range g.Steps {
		for _, need := range s.Page.Needs {
			if n.check(s.Doc, need) {
				n.met[s.Doc] = append(n.met[s.Doc], need)
				s.Needs = append(s.Needs, n.steps[need.Value])
			}
		}
	}
	for _, s := range g.Steps {
		n.follow(s.Doc)
	}
}

// needs looks at what steps need.
type needs struct {
	*Guide
	steps map[string]*Doc // by slug
	slugs *Names
	met   map[*Doc][]page.Text // what each step needs that is there
	state map[*Doc]progress
	trail []*Doc // the steps being followed, each needed by the one before it
}

// progress is how far a step was followed.
type progress int

const (
	unseen progress = iota
	onTrail
	followed
)

// check reports a need that no reader could meet.
func (n *needs) check(s *Doc, need page.Text) bool {
	target := n.steps[need.Value]
	switch {
	case target == nil:
		n.add(problem(s.File, need, "unknown-step", fmt.Sprintf("there is no step %q", need.Value), n.hint(need.Value)))
	case target == s:
		n.add(problem(s.File, need, "needs-circle", "the step needs itself", "leave it out"))
	case target.withheld:
		n.add(problem(s.File, need, "withheld", fmt.Sprintf("the step %q is %s", need.Value, target.Reason), "publish it too, or leave it out"))
	default:
		return true
	}
	return false
}

func (n *needs) hint(name string) string {
	if _, plain := splitNumber(name); n.steps[plain] != nil {
		return fmt.Sprintf("write %q, without the number", plain)
	}
	if near := n.slugs.Nearest(name); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write the name of the step's file or folder without the number"
}

// follow looks once at every step that s needs, and reports each need that leads back to a step on the
// way.
func (n *needs) follow(s *Doc) {
	if n.state[s] != unseen {
		return
	}
	n.state[s] = onTrail
	n.trail = append(n.trail, s)
	for _, need := range n.met[s] {
		next := n.steps[need.Value]
		if n.state[next] == onTrail {
			n.add(problem(s.File, need, "needs-circle", "steps need each other in a circle: "+n.circle(next), "leave out one needs:"))
			continue
		}
		n.follow(next)
	}
	n.trail = n.trail[:len(n.trail)-1]
	n.state[s] = followed
}

// circle names the steps from the last of the trail, by way of first, to the last.
func (n *needs) circle(first *Doc) string {
	last := n.trail[len(n.trail)-1]
	var slugs []string
	for _, d := range n.trail[slices.Index(n.trail, first):] {
		slugs = append(slugs, d.Slug)
	}
	return strings.Join(append([]string{last.Slug}, slugs...), ", which needs ")
}
