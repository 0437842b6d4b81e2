package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guide/cmd/internal/audit"
)

// guide builds the real guide as a publisher would, and lets no warning pass.
func (v *verifier) guide() error {
	v.site = filepath.Join(v.dir, "site")
	return v.goTool(nil, "run", "./cmd/guide", "build", "--strict", "--output", v.site)
}

// firstVisit is what a first visit to a step may cost a reader.
var firstVisit = audit.Budget{Total: 20_000, Requests: 5}

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
	heavy, err := audit.Heavy(fsys, firstVisit, isStep)
	if err != nil {
		return err
	}
	for _, f := range slices.Concat(links, unreachable, heavy) {
		fmt.Fprintln(v.err, f)
		err = errShown
	}
	if err != nil {
		return err
	}
	return v.weight()
}

// isStep reports whether a page is a step or a topic.
func isStep(page string) bool { return strings.HasPrefix(page, "steps/") && page != "steps/index.html" }

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
	fmt.Fprintf(v.out, "heaviest first visit to a step: %s, %d bytes with brotli in %d requests\n", worst.Page, worst.Total(), worst.Requests)
	return nil
}
