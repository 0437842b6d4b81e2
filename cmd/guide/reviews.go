package main

import (
	"cmp"
	"fmt"
	"slices"
	"text/tabwriter"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// review is when a page is to be reviewed, and by whom.
type review struct {
	owner, file   string
	reviewed, due frontmatter.Date // reviewed is "" if it never was
}

// reviewsOf returns the reviews of all pages that have been reviewed, or say how often that is to be: those of each
// owner together, the first due on top. Those without an owner come last.
func reviewsOf(g *guide.Guide) []review {
	var out []review
	for _, d := range g.Docs() {
		every, own := g.ReviewEvery(d)
		r := review{g.Owner(d), d.File, d.Page.Reviewed.Date(), g.Today}
		if r.reviewed == "" && !own {
			continue
		}
		if r.reviewed != "" {
			r.due = r.reviewed.After(every)
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b review) int {
		if (a.owner == "") != (b.owner == "") {
			return cmp.Compare(b.owner, a.owner)
		}
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.due, b.due))
	})
	return out
}

// printReviews prints a table of the reviews, a row for each page.
func (a *app) printReviews(g *guide.Guide) {
	reviews := reviewsOf(g)
	if len(reviews) == 0 {
		a.logf("--reviews: no page has reviewed: or reviewEvery:")
		return
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	defer w.Flush()
	fmt.Fprint(w, "due\treviewed\towner\tpage\n")
	for _, r := range reviews {
		due := string(r.due)
		if r.due <= g.Today {
			due = "now"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", due, cmp.Or(string(r.reviewed), "never"), cmp.Or(r.owner, "-"), r.file)
	}
}
