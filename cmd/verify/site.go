package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"guide/cmd/internal/audit"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/publish"
)

// buildGuide builds the guide of this repository. Warnings are errors.
func (v *verifier) buildGuide(ctx context.Context) error {
	v.site = filepath.Join(v.dir, "site")
	return v.goTool(ctx, nil, "run", "./cmd/guide", "build", "--strict", "--output", v.site)
}

// maxFonts is the budget for the fonts of a publisher, on any page.
const maxFonts = 40_000

// budgets limits what a first visit to a page may download. The whole of this guide on one page takes 208,400 bytes.
var budgets = map[guide.Weight]audit.Budget{
	guide.LightWeight:   {Total: 21_000, HTMLAndStyle: 14_000, Requests: 5, Fonts: maxFonts},
	guide.ScriptWeight:  {Total: 28_000, HTMLAndStyle: 14_000, Requests: 7, Fonts: maxFonts},
	guide.SecondWeight:  {Total: 22_000, HTMLAndStyle: 14_000, Requests: 6, Fonts: maxFonts},
	guide.GrowingWeight: {Total: 220_000, Requests: 7, Fonts: maxFonts},
}

// auditSite checks the built site for dead links, orphan pages and page sizes.
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
	for weight, budget := range budgets {
		applies := func(page string) bool { return guide.WeightOf(page) == weight }
		overBudget, err := audit.OverBudget(fsys, budget, applies)
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

// printPageSizes prints the largest first visit to a step.
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
	fmt.Fprintf(v.stdout, "largest first visit to a step: %s, %d bytes with brotli in %d requests (HTML %d, style "+
		"%d, script %d, icon %d); the next step %d at most\n",
		worst.Page, worst.Total(), worst.Requests, worst.HTML, worst.Style, worst.Script, worst.Other, worst.HTML)
	return nil
}
