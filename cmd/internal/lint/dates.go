package lint

import (
	"fmt"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// futureDates finds days on which somebody will have done what the guide says was done.
func futureDates(g *guide.Guide) []diag.Problem {
	var out []diag.Problem
	report := func(d *guide.Doc, key string, day frontmatter.Text) {
		if day.Date() > g.Today {
			out = append(out, diag.FutureDate.At(day.In(d.File),
				fmt.Sprintf("%s: %s is in the future: today is %s", key, day.Value, g.Today),
				"write the day on which it was done"))
		}
	}
	for _, d := range g.Docs() {
		report(d, "reviewed", d.Page.Reviewed)
		for i := range d.Resources {
			report(d, "checked", d.Resources[i].Checked)
			report(d, "gone", d.Resources[i].Gone)
		}
	}
	return out
}

// oldDates finds checks of resources and reviews of pages that are due again.
func oldDates(g *guide.Guide) []diag.Problem {
	var out []diag.Problem
	checkedBefore := g.Today.Before(g.Settings.CheckEvery)
	for _, d := range g.Docs() {
		out = append(out, oldReview(g, d)...)
		for i := range d.Resources {
			r := &d.Resources[i]
			if r.Checked.Value != "" && r.Gone.Value == "" && r.Checked.Date() < checkedBefore {
				out = append(out, diag.OldCheck.At(r.Checked.In(d.File),
					fmt.Sprintf("the resource was checked on %s, and a check is due every %s", r.Checked,
						g.Settings.CheckEvery),
					fmt.Sprintf("open it, and write checked: %s", g.Today)))
			}
		}
	}
	return out
}

// oldReview finds a review that is due again, and one that never was where the page says how often it should be.
func oldReview(g *guide.Guide, d *guide.Doc) []diag.Problem {
	every, own := g.ReviewEvery(d)
	day := d.Page.Reviewed
	at, message := day, fmt.Sprintf("the page was reviewed on %s", day)
	switch {
	case day.Value == "" && own:
		at, message = d.Page.Title, "the page was never reviewed"
	case day.Value == "" || day.Date() >= g.Today.Before(every):
		return nil
	}
	message += fmt.Sprintf(", and a review is due every %s", every)
	if owner := g.Owner(d); owner != "" {
		message += "; its owner is " + owner
	}
	return []diag.Problem{diag.OldReview.At(at.In(d.File), message,
		fmt.Sprintf("read it again, and write reviewed: %s", g.Today))}
}

// absentKeys finds resources that say neither when they were checked nor what they cost.
func absentKeys(g *guide.Guide) []diag.Problem {
	return append(
		absentKey(g, diag.NotChecked, "checked", "open it, and write the day",
			func(r *frontmatter.Resource) bool { return r.Checked.Value != "" }),
		absentKey(g, diag.NoCost, "cost", "write free, freemium, members or paid",
			func(r *frontmatter.Resource) bool { return r.Cost != "" })...)
}

// absentKey reports a key that resources lack: once for a guide that does not use it, else once for each file.
func absentKey(
	g *guide.Guide, rule *diag.Rule, key, hint string, has func(*frontmatter.Resource) bool,
) []diag.Problem {
	var out []diag.Problem
	used := false
	for _, d := range g.Docs() {
		var lacking []*frontmatter.Resource
		for i := range d.Resources {
			r := &d.Resources[i]
			used = used || has(r)
			if !has(r) && r.Gone.Value == "" && r.ID.Value != "" {
				lacking = append(lacking, r)
			}
		}
		if n := len(lacking); n > 0 {
			message := fmt.Sprintf("the resource has no %s:", key)
			if n > 1 {
				message += fmt.Sprintf(" (one of %d in this file)", n)
			}
			out = append(out, rule.At(lacking[0].ID.In(d.File), message, hint))
		}
	}
	if !used && len(out) > 1 {
		return []diag.Problem{rule.In(guide.ContentDir, fmt.Sprintf("no resource of the guide has the key %s:", key),
			hint)}
	}
	return out
}
