package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"guide/cmd/internal/audit"
)

// guide builds the real guide as a publisher would, and lets no warning pass.
func (v *verifier) guide() error {
	v.site = filepath.Join(v.dir, "site")
	return v.goTool(nil, "run", "./cmd/guide", "build", "--strict", "--output", v.site)
}

// What a first visit may cost a reader: to a page of the usual size, and to one that grows with the guide.
var (
	firstVisit = audit.Budget{Total: 20_000, HTML: 9_000, Style: 4_000, Script: 5_000, Requests: 5}
	wholeGuide = audit.Budget{Total: 60_000, Style: 4_000, Script: 5_000, Requests: 5}
)

// audit looks at the built site: no dead links, nothing unreachable, and light.
func (v *verifier) audit() error {
	fsys := os.DirFS(v.site)
	links, err := audit.Links(fsys)
	if err != nil {
		return err
	}
	unreachable, err := audit.Unreachable(fsys)
	if err != nil {
		return err
	}
	heavy, err := audit.Heavy(fsys, firstVisit, func(page string) bool { return !grows(page) })
	if err != nil {
		return err
	}
	heavyWhole, err := audit.Heavy(fsys, wholeGuide, grows)
	if err != nil {
		return err
	}
	for _, f := range slices.Concat(links, unreachable, heavy, heavyWhole) {
		fmt.Fprintln(v.err, f)
		err = errShown
	}
	if err != nil {
		return err
	}
	return v.weight()
}

// grows reports whether a page grows with the guide.
func grows(page string) bool {
	return slices.Contains([]string{"all/index.html", "resources/index.html", "glossary/index.html", "sources/index.html"}, page)
}

// weight prints the heaviest first visit to a step.
func (v *verifier) weight() error {
	fsys := os.DirFS(v.site)
	steps, err := filepath.Glob(filepath.Join(v.site, "steps", "*", "index.html"))
	if err != nil {
		return err
	}
	var worst audit.Weight
	for _, name := range steps {
		rel, err := filepath.Rel(v.site, name)
		if err != nil {
			return err
		}
		w, err := audit.Weigh(fsys, filepath.ToSlash(rel))
		if err != nil {
			return err
		}
		if w.Total() > worst.Total() {
			worst = w
		}
	}
	fmt.Fprintf(v.out, "heaviest first visit to a step: %s, %d bytes with brotli in %d requests (HTML %d, style %d, script %d, icon %d); the next step %d at most\n",
		worst.Page, worst.Total(), worst.Requests, worst.HTML, worst.Style, worst.Script, worst.Other, worst.HTML)
	return nil
}
