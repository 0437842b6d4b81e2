package lint

import (
	"fmt"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// laterNeeds finds steps that need one that comes later. Steps that need each other in a circle were reported.
func laterNeeds(g *guide.Guide) []diag.Problem {
	if slices.ContainsFunc(g.Problems, func(p diag.Problem) bool { return p.Rule == diag.NeedsCircle }) {
		return nil
	}
	var out []diag.Problem
	for _, s := range g.Steps {
		for _, need := range s.Page.Needs {
			i := slices.IndexFunc(s.Needs, func(d *guide.Doc) bool { return d.Slug == need.Value })
			if i < 0 || s.Needs[i].Index < s.Index {
				continue
			}
			out = append(out, diag.NeedsLater.At(need.In(s.File),
				fmt.Sprintf("step %d needs %q, which comes later, as step %d", s.Position(), need.Value,
					s.Needs[i].Index+1),
				"leave it out, or give one of the two another place: guide move"))
		}
	}
	return out
}
