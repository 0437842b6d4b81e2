package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"guide/cmd/internal/audit"
	"guide/cmd/internal/publish"
)

// buildGuide builds the real guide as a publisher would, and lets no warning pass.
func (v *verifier) buildGuide(ctx context.Context) error {
	v.site = filepath.Join(v.dir, "site")
	return v.goTool(ctx, nil, "run", "./cmd/guide", "build", "--strict", "--output", v.site)
}

// What a first visit may cost a reader: to a page of the usual size, to one with a script of its own, to one
// that shows the guide as a whole and has a style sheet more, and to one that grows with it. Of the scripts the
// table of ids may take 2,000. The text alone of this guide takes 75,000 on one page.
var (
	firstVisit   = audit.Budget{Total: 21_000, HTML: 9_000, Style: 5_000, Script: 7_500, Requests: 5}
	ownScript    = audit.Budget{Total: 21_000, HTML: 9_000, Style: 5_000, Script: 10_500, Requests: 5}
	overviewPage = audit.Budget{Total: 21_000, HTML: 9_000, Style: 6_000, Script: 7_500, Requests: 6}
	wholeGuide   = audit.Budget{Total: 120_000, Style: 6_000, Script: 10_500, Requests: 6}
)

// auditSite looks at the built site: no dead links, nothing unreachable, and light.
func (v *verifier) auditSite(context.Context) error {
	fsys := publish.Open(v.site)
	links, err := audit.Links(fsys)
	if err != nil {
		return err
	}
	unreachable, err := audit.OrphanPages(fsys)
	if err != nil {
		return err
	}
	findings := slices.Concat(links, unreachable)
	for _, visit := range []struct {
		budget  audit.Budget
		applies func(page string) bool
	}{
		{firstVisit, func(page string) bool { return !isWholeGuide(page) && !isOverview(page) && page != progressPage }},
		{ownScript, func(page string) bool { return page == progressPage }}, {overviewPage, isOverview}, {wholeGuide, isWholeGuide},
	} {
		overBudget, err := audit.OverBudget(fsys, visit.budget, visit.applies)
		if err != nil {
			return err
		}
		findings = append(findings, overBudget...)
	}
	for _, f := range findings {
		fmt.Fprintln(v.stderr, f)
		err = errPrinted
	}
	if err != nil {
		return err
	}
	return v.printPageSizes()
}

const progressPage = "progress/index.html"

// isOverview reports whether a page shows the guide as a whole and does not grow with its texts.
func isOverview(page string) bool {
	return slices.Contains([]string{"index.html", "steps/index.html", "404.html"}, page)
}

// isWholeGuide reports whether a page grows with the guide.
func isWholeGuide(page string) bool {
	return slices.Contains([]string{"all/index.html", "search/index.html", "resources/index.html", "glossary/index.html", "sources/index.html"}, page)
}

// printPageSizes prints the heaviest first visit to a step.
func (v *verifier) printPageSizes() error {
	fsys := publish.Open(v.site)
	steps, err := filepath.Glob(filepath.Join(v.site, "steps", "*", "index.html"))
	if err != nil {
		return err
	}
	var worst audit.PageSize
	for _, name := range steps {
		rel, err := filepath.Rel(v.site, name)
		if err != nil {
			return err
		}
		w, err := audit.Measure(fsys, filepath.ToSlash(rel))
		if err != nil {
			return err
		}
		if w.Total() > worst.Total() {
			worst = w
		}
	}
	fmt.Fprintf(v.stdout, "heaviest first visit to a step: %s, %d bytes with brotli in %d requests (HTML %d, style %d, script %d, icon %d); the next step %d at most\n",
		worst.Page, worst.Total(), worst.Requests, worst.HTML, worst.Style, worst.Script, worst.Other, worst.HTML)
	return nil
}
