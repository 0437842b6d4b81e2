package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/preview"
	"guide/cmd/internal/site"
	"guide/cmd/internal/watch"
)

// previewSession rebuilds the site after every change of its source files.
//
// A change of page bodies only updates the loaded guide and site; any other change reloads both and reuses what is
// still valid. A version with errors that the shown one does not have is deferred until the files have been quiet
// for a while, since they may be half-written. Once they are quiet, the remaining pages are checked in the
// background. If the source is gone, the last version stays.
type previewSession struct {
	*app
	project *project
	watcher *watch.Watcher
	server  *preview.Server
	// staleSignal receives a value when a file was read that differs from the one the shown version was built from.
	staleSignal chan struct{}

	mu           sync.Mutex
	guide        *guide.Guide
	site         *site.Site
	pending      map[string]bool   // files that changed since the shown version
	renamed      map[string]string // renamed files among these: old name to new name
	deferred     bool              // the last version was deferred
	versionCount int               // number of versions published
	problems     []diag.Problem    // of the shown version
	printed      map[problemKey]bool
	hadProblems  bool // there were errors or warnings when problems were last printed
	cancelCheck  context.CancelFunc
	checkers     sync.WaitGroup // goroutines of checkInBackground
}

func newPreviewSession(a *app, p *project, w *watch.Watcher) *previewSession {
	return &previewSession{app: a, project: p, watcher: w, staleSignal: make(chan struct{}, 1),
		pending: map[string]bool{}, renamed: map[string]string{}, printed: map[problemKey]bool{},
		cancelCheck: func() {}}
}

// start builds and publishes the first version.
func (ps *previewSession) start(ctx context.Context) error {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if err := ps.load(ctx, false); err != nil {
		return err
	}
	ps.publish(ps.newVersion(ps.site.Problems()))
	ps.checkInBackground(ctx)
	return nil
}

// handleChange processes one change reported by the watcher.
func (ps *previewSession) handleChange(ctx context.Context, c watch.Change) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if len(c.Paths) > 0 {
		ps.cancelCheck()
		for _, name := range c.Paths {
			ps.pending[name] = true
		}
		maps.Copy(ps.renamed, c.Moved)
		ps.rebuild(ctx, c.Idle)
	} else if c.Idle && ps.deferred {
		ps.rebuild(ctx, true)
	}
	if c.Idle {
		ps.checkInBackground(ctx)
	}
}

// rebuild builds the version after a change and publishes it unless it must be deferred; idle means that the files
// are quiet.
func (ps *previewSession) rebuild(ctx context.Context, idle bool) {
	oldGuide, oldSite := ps.guide, ps.site
	problems, err := ps.buildVersion(ctx)
	if err != nil {
		if ps.deferred = true; idle && ctx.Err() == nil {
			ps.handleSourceLost(err)
		}
		return
	}
	if ps.deferred = !idle && ps.hasNewErrors(problems); ps.deferred {
		ps.guide, ps.site = oldGuide, oldSite // the next version is built from these
		return
	}
	ps.publishUpdate(oldSite, problems)
}

// handleSourceLost reports that the source cannot be read. Pages already served stay as they are.
func (ps *previewSession) handleSourceLost(err error) {
	p := diag.Unreadable.In(guide.ContentDir, err.Error(),
		"pages that were opened stay as they are until it can be read again")
	if _, gone := os.Stat(ps.source); gone != nil {
		p.Message = fmt.Sprintf("the source folder %s is gone", ps.source)
	}
	ps.server.MarkUnavailable()
	ps.reportProblems([]diag.Problem{p})
}

// publishUpdate publishes the current version, with the moves and edits since oldSite.
func (ps *previewSession) publishUpdate(oldSite *site.Site, problems []diag.Problem) {
	v := ps.newVersion(problems)
	v.Moved = map[string]string{}
	for from, to := range ps.renamed {
		old, hadAddress := oldSite.AddressOf(from)
		address, hasAddress := ps.site.AddressOf(to)
		if hadAddress && hasAddress && old != address {
			v.Moved[old] = address
		}
	}
	for _, name := range slices.Sorted(maps.Keys(ps.pending)) {
		address, ok := ps.site.AddressOf(name)
		switch {
		case !ok:
		case strings.HasSuffix(name, ".md"):
			v.Edited = address
		default:
			v.Changed = append(v.Changed, address)
		}
	}
	clear(ps.pending)
	clear(ps.renamed)
	ps.publish(v)
}

func (ps *previewSession) publish(v preview.Version) {
	ps.versionCount++
	ps.problems = v.Problems
	ps.server.Publish(v)
}

func (ps *previewSession) newVersion(problems []diag.Problem) preview.Version {
	s := ps.site
	info := func(address string) preview.PageInfo { return pageInfo(s, address) }
	return preview.Version{Site: s, ThemeHash: s.ThemeHash(), Problems: problems, PageInfo: info}
}

// pageInfo returns what the preview bar shows about a page.
func pageInfo(s *site.Site, address string) preview.PageInfo {
	f, ok := s.PageInfo(address)
	counts := diag.Count(f.Problems)
	p := preview.PageInfo{Broken: counts.Errors > 0, Foreign: s.IsCopied(address)}
	if !ok || f.Doc.File == "" {
		return p
	}
	p.Source, p.Status = f.Doc.File, f.Doc.Reason.String()
	p.Words, p.Items, p.Resources = f.WordCount, len(f.Doc.Checklist), len(f.Doc.Resources)
	p.Checked, p.Unchecked = string(f.OldestCheck), f.UncheckedCount
	return p
}
