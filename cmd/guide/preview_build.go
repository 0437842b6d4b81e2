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
func (l *previewSession) buildVersion(ctx context.Context) ([]diag.Problem, error) {
	if l.updateBodies() {
		return l.problemsAfterBodyEdit(), nil
	}
	if err := l.load(ctx, true); err != nil {
		return nil, err
	}
	l.renderChanged()
	return l.site.Problems(), nil
}

// updateBodies updates the pending files if only their bodies changed. It reports whether that covers all of them.
func (l *previewSession) updateBodies() bool {
	if len(l.pending) > maxRenderChanged {
		return false
	}
	for name := range l.pending {
		if !l.guide.UpdateBody(l.project.source, name) {
			return false
		}
	}
	return true
}

// problemsAfterBodyEdit returns the problems of the shown version with those of the pending files updated.
func (l *previewSession) problemsAfterBodyEdit() []diag.Problem {
	l.renderChanged()
	problems := slices.Clone(l.problems)
	for name := range l.pending {
		if address, ok := l.site.AddressOf(name); ok {
			info, _ := l.site.PageInfo(address)
			problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.File == name })
			problems = append(problems, info.Problems...)
		}
	}
	return diag.Sort(problems)
}

// maxRenderChanged is how many changed pages are rendered at once to find their problems.
const maxRenderChanged = 16

// renderChanged renders the changed pages so that their problems are known.
func (l *previewSession) renderChanged() {
	if len(l.pending) > maxRenderChanged {
		return
	}
	for name := range l.pending {
		if address, ok := l.site.AddressOf(name); ok && strings.HasSuffix(name, ".md") {
			_, _ = l.site.ReadFile(guide.FileName(address)) // fails if it changed again; another change follows
		}
	}
}

// load loads the guide and makes its site, with reuse from the previous version.
func (l *previewSession) load(ctx context.Context, reuse bool) error {
	now, err := buildTime()
	if err != nil {
		return err
	}
	loadOpts, siteOpts := l.project.options()
	loadOpts.Now = now
	if reuse {
		changed := slices.Collect(maps.Keys(l.pending))
		loadOpts.Previous = guide.Previous[guide.Guide]{Version: l.guide, Changed: changed}
		siteOpts.Previous = guide.Previous[site.Site]{Version: l.site, Changed: changed}
	}
	g, err := loadGuide(ctx, l.project, loadOpts)
	if err != nil {
		return err
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		return err
	}
	l.guide, l.site = g, s
	return nil
}
