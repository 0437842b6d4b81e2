package guide

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/page"
)

// checkNeeds looks up every `needs:` and reports circles once, at the first step of each.
func (g *Guide) checkNeeds() {
	steps := map[string]*Doc{}
	var slugs []string
	for _, d := range g.sortedDocs() {
		if d.Kind == page.Step {
			steps[d.Slug] = d
			slugs = append(slugs, d.Slug)
		}
	}
	for _, s := range g.Steps {
		s.Needs = slices.DeleteFunc(s.Needs, func(n page.Text) bool { return !g.checkNeed(s.Doc, n, steps, slugs) })
	}
	reported := map[string]bool{}
	for _, s := range g.Steps {
		if circle := findCircle([]*Doc{s.Doc}, steps, map[*Doc]bool{}); circle != nil && !reported[s.Slug] {
			for _, slug := range circle {
				reported[slug] = true
			}
			g.add(problem(s.File, s.Needs[0], "needs-circle", "steps need each other in a circle: "+strings.Join(circle, ", which needs "), "leave out one needs:"))
		}
	}
}

func (g *Guide) checkNeed(s *Doc, n page.Text, steps map[string]*Doc, slugs []string) bool {
	target := steps[n.Value]
	switch {
	case target == nil:
		hint := "the steps are " + strings.Join(slugs, ", ")
		if _, plain := splitNumber(n.Value); steps[plain] != nil {
			hint = fmt.Sprintf("write %q, without the number", plain)
		} else if near := page.Nearest(n.Value, slugs); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		g.add(problem(s.File, n, "unknown-step", fmt.Sprintf("there is no step %q", n.Value), hint))
	case target == s:
		g.add(problem(s.File, n, "needs-circle", "the step needs itself", "leave it out"))
	case g.withheld(target):
		g.add(problem(s.File, n, "withheld", fmt.Sprintf("the step %q is %s", n.Value, target.Reason), "publish it too, or leave it out"))
	default:
		return true
	}
	return false
}

func (g *Guide) withheld(d *Doc) bool { return slices.Contains(g.Withheld, d) }

// findCircle follows needs from the last step of the trail and returns the slugs of a circle back to
// its first. A step that was seen leads back to the first no second way.
func findCircle(trail []*Doc, steps map[string]*Doc, seen map[*Doc]bool) []string {
	for _, n := range trail[len(trail)-1].Needs {
		next := steps[n.Value]
		switch {
		case next == trail[0]:
			var slugs []string
			for _, d := range append(trail, next) {
				slugs = append(slugs, d.Slug)
			}
			return slugs
		case next != nil && !seen[next]:
			seen[next] = true
			if circle := findCircle(append(slices.Clip(trail), next), steps, seen); circle != nil {
				return circle
			}
		}
	}
	return nil
}
