package lint

import (
	"fmt"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
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

// emptyPage finds pages that show nothing but their title and summary. A draft is being written, and a page with an
// error may have what cannot be read.
func emptyPage(d Document) []diag.Problem {
	hasErrors := func(p diag.Problem) bool { return p.File == d.File && p.Severity == diag.Error }
	switch {
	case d.Kind == frontmatter.KindHome, d.Reason.Draft, !d.Texts[0].IsEmpty,
		len(d.Outcomes)+len(d.Checklist)+len(d.Resources) > 0,
		d.Kind == frontmatter.KindStep && len(d.Guide.Steps[d.Index].Topics) > 0,
		slices.ContainsFunc(d.Guide.Problems, hasErrors):
		return nil
	}
	return []diag.Problem{diag.EmptyPage.At(d.Page.Title.In(d.File), "the page has no text, no action and no resource",
		"write its text below the front matter, or draft: true until it has one")}
}
