package main

import (
	"context"
	"maps"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// buildVersion updates guide and site to the files as they are now and returns the problems known so far.
func (ps *previewSession) buildVersion(ctx context.Context) ([]diag.Problem, error) {
	if ps.updateBodies() {
		return ps.problemsAfterBodyEdit(), nil
	}
	if err := ps.load(ctx, true); err != nil {
		return nil, err
	}
	ps.renderChanged()
	return ps.site.Problems(), nil
}

// updateBodies updates the pending files if only their bodies changed. It reports whether that covers all of them.
func (ps *previewSession) updateBodies() bool {
	if len(ps.pending) > maxRenderChanged {
		return false
	}
	for name := range ps.pending {
		if !ps.guide.UpdateBody(ps.project.source, name) {
			return false
		}
	}
	return true
}

// problemsAfterBodyEdit returns the problems of the shown version with those of the pending files updated.
func (ps *previewSession) problemsAfterBodyEdit() []diag.Problem {
	ps.renderChanged()
	problems := slices.Clone(ps.problems)
	for name := range ps.pending {
		if address, ok := ps.site.AddressOf(name); ok {
			info, _ := ps.site.PageInfo(address)
			problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.File == name })
			problems = append(problems, info.Problems...)
		}
	}
	return diag.Sort(problems)
}

// maxRenderChanged is how many changed pages are rendered at once to find their problems.
const maxRenderChanged = 16

// renderChanged renders the changed pages so that their problems are known.
func (ps *previewSession) renderChanged() {
	if len(ps.pending) > maxRenderChanged {
		return
	}
	for name := range ps.pending {
		if address, ok := ps.site.AddressOf(name); ok && strings.HasSuffix(name, ".md") {
			_, _ = ps.site.ReadFile(guide.FileName(address)) // fails if it changed again; another change follows
		}
	}
}

// load loads the guide and makes its site, with reuse from the previous version.
func (ps *previewSession) load(ctx context.Context, reuse bool) error {
	now, err := buildTime()
	if err != nil {
		return err
	}
	loadOpts, siteOpts := ps.project.options()
	loadOpts.Now = now
	if reuse {
		changed := slices.Collect(maps.Keys(ps.pending))
		loadOpts.Previous = guide.Previous[guide.Guide]{Version: ps.guide, Changed: changed}
		siteOpts.Previous = guide.Previous[site.Site]{Version: ps.site, Changed: changed}
	}
	g, err := loadGuide(ctx, ps.project, loadOpts)
	if err != nil {
		return err
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		return err
	}
	ps.guide, ps.site = g, s
	return nil
}
