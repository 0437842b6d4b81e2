package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/preview"
	"guide/cmd/internal/site"
	"guide/cmd/internal/watch"
)

// previewSession makes the next version of a site after every change of its files.
//
// A change of a text alone keeps the guide and the site, which then show the new text. After any other,
// both are made anew and take over what still holds. A version with an error that the one before did
// not have is held back until its files have been still for a while: they may be half-written. When
// files are still, everything that nobody has opened is converted in the background, and all problems
// are known. Where the files are gone, what is shown stays until they are back.
type previewSession struct {
	*app
	project *project
	watcher *watch.Watcher
	server  *preview.Server
	// staleSignal has something in it when a file was met that is not what the version that is shown was made of.
	staleSignal chan struct{}

	mu           sync.Mutex
	guide        *guide.Guide
	site         *site.Site
	pending      map[string]bool   // files that changed since the version that is shown
	renamed      map[string]string // of these, the ones that have another name: old to new
	deferred     bool              // the version is not shown yet
	versionCount int               // how many versions were shown
	problems     []diag.Problem    // of the version that is shown
	printed      map[problemKey]bool
	hadProblems  bool // there were errors or warnings when problems were printed last
	cancelCheck  context.CancelFunc
	checkers     sync.WaitGroup // the goroutines of settle
}

func newPreviewSession(a *app, p *project, w *watch.Watcher) *previewSession {
	return &previewSession{app: a, project: p, watcher: w, staleSignal: make(chan struct{}, 1),
		pending: map[string]bool{}, renamed: map[string]string{}, printed: map[problemKey]bool{}, cancelCheck: func() {}}
}

// start makes and shows the first version.
func (l *previewSession) start(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.load(ctx, false); err != nil {
		return err
	}
	l.publish(l.newVersion(l.site.Problems()))
	l.checkInBackground(ctx)
	return nil
}

// handleChange takes note of a difference between two looks at the disk.
func (l *previewSession) handleChange(ctx context.Context, c watch.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(c.Paths) > 0 {
		l.cancelCheck()
		for _, name := range c.Paths {
			l.pending[name] = true
		}
		maps.Copy(l.renamed, c.Moved)
		l.rebuild(ctx, c.Idle)
	} else if c.Idle && l.deferred {
		l.rebuild(ctx, true)
	}
	if c.Idle {
		l.checkInBackground(ctx)
	}
}

// rebuild makes the version after a change, and shows it unless it has to be held back.
func (l *previewSession) rebuild(ctx context.Context, still bool) {
	oldGuide, oldSite := l.guide, l.site
	problems, err := l.buildVersion(ctx)
	if err != nil {
		if l.deferred = true; still && ctx.Err() == nil {
			l.handleSourceLost(err)
		}
		return
	}
	if l.deferred = !still && l.hasNewErrors(problems); l.deferred {
		l.guide, l.site = oldGuide, oldSite // of which the next version is made
		return
	}
	l.publishUpdate(oldSite, problems)
}

// handleSourceLost goes on without the files: pages that browsers have had stay as they are.
func (l *previewSession) handleSourceLost(err error) {
	p := diag.Problem{File: guide.ContentDir, Severity: diag.Error, Code: "unreadable", Message: err.Error(),
		Hint: "pages that were opened stay as they were until it can be read"}
	if _, gone := os.Stat(l.source); gone != nil {
		p.Message = fmt.Sprintf("the source folder %s is gone", l.source)
	}
	l.server.MarkUnavailable()
	l.reportProblems([]diag.Problem{p})
}

// buildVersion makes the version of the files as they are now, and returns its problems as far as they are
// known.
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

// updateBodies takes note of files of which only the text changed, and reports whether these are all.
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

// problemsAfterBodyEdit are the problems of the version that is shown, with those of the pending files as
// they are now.
func (l *previewSession) problemsAfterBodyEdit() []diag.Problem {
	l.renderChanged()
	problems := slices.Clone(l.problems)
	for name := range l.pending {
		if address, ok := l.site.AddressOf(name); ok {
			facts, _ := l.site.PageInfo(address)
			problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.File == name })
			problems = append(problems, facts.Problems...)
		}
	}
	return diag.Sort(problems)
}

// maxRenderChanged is how many changed pages are made at once to see what is wrong with them.
const maxRenderChanged = 16

// renderChanged makes the pages that changed, so that it is known what is wrong with them.
func (l *previewSession) renderChanged() {
	if len(l.pending) > maxRenderChanged {
		return
	}
	for name := range l.pending {
		if address, ok := l.site.AddressOf(name); ok && strings.HasSuffix(name, ".md") {
			_, _ = l.site.ReadFile(guide.FileName(address)) // one that changed again meanwhile is seen to later
		}
	}
}

// load loads the guide and makes its site; with the versions before, where these are known.
func (l *previewSession) load(ctx context.Context, reuse bool) error {
	now, err := buildTime()
	if err != nil {
		return err
	}
	loadOpts, siteOpts := l.project.options()
	loadOpts.Now = now
	if reuse {
		changed := slices.Collect(maps.Keys(l.pending))
		loadOpts.Previous, loadOpts.Changed = l.guide, changed
		siteOpts.Previous, siteOpts.Changed = l.site, changed
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

// publishUpdate shows a version in place of the one with the site before.
func (l *previewSession) publishUpdate(oldSite *site.Site, problems []diag.Problem) {
	v := l.newVersion(problems)
	v.Moved = map[string]string{}
	for from, to := range l.renamed {
		old, hadAddress := oldSite.AddressOf(from)
		address, hasAddress := l.site.AddressOf(to)
		if hadAddress && hasAddress && old != address {
			v.Moved[old] = address
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.pending)) {
		address, ok := l.site.AddressOf(name)
		switch {
		case !ok:
		case strings.HasSuffix(name, ".md"):
			v.Edited = address
		default:
			v.Changed = append(v.Changed, address)
		}
	}
	clear(l.pending)
	clear(l.renamed)
	l.publish(v)
}

func (l *previewSession) publish(v preview.Version) {
	l.versionCount++
	l.problems = v.Problems
	l.server.Publish(v)
}

func (l *previewSession) newVersion(problems []diag.Problem) preview.Version {
	s := l.site
	return preview.Version{Site: s, ThemeHash: s.ThemeHash(), Problems: problems, PageInfo: func(address string) preview.PageInfo { return pageInfo(s, address) }}
}

// pageInfo tells what an editor wants to know of a page.
func pageInfo(s *site.Site, address string) preview.PageInfo {
	f, ok := s.PageInfo(address)
	errorCount, _ := diag.Count(f.Problems)
	p := preview.PageInfo{Broken: errorCount > 0, Foreign: s.IsCopied(address)}
	if !ok || f.Doc.File == "" {
		return p
	}
	p.Source, p.Status = f.Doc.File, f.Doc.Reason.String()
	p.Words, p.Items, p.Resources = f.WordCount, len(f.Doc.Checklist), len(f.Doc.Resources)
	p.Checked, p.Unchecked = string(f.OldestCheck), f.UncheckedCount
	return p
}

// checkInBackground finds out everything that is wrong, in the background, until the next change.
func (l *previewSession) checkInBackground(ctx context.Context) {
	l.cancelCheck()
	ctx, stop := context.WithCancel(ctx)
	l.cancelCheck = stop
	s := l.site
	l.checkers.Go(func() {
		defer stop()
		_, _ = s.ReadFile(guide.FileName(guide.HomeAddress)) // a mistake in what every page has is found, whoever looks
		problems, err := s.CheckWhenIdle(ctx, l.server.WaitIdle)
		if err != nil { // there will be another version
			if ctx.Err() == nil {
				l.handleStale(err)
			}
			return
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if ctx.Err() == nil && !l.deferred {
			l.reportProblems(problems)
		}
	})
}

// handleStale is told of a file that is not what the version that is shown was made of. The watcher will have
// noticed; renew sees to it where it has not.
func (l *previewSession) handleStale(error) {
	l.watcher.Rescan()
	select {
	case l.staleSignal <- struct{}{}:
	default:
	}
}

// staleGracePeriod is how long a changed file may take to be noticed.
const staleGracePeriod = 200 * time.Millisecond

// reloadStale reads everything again, until ctx ends, whenever an outdated file was met and no other version followed.
func (l *previewSession) reloadStale(ctx context.Context) error {
	for {
		select {
		case <-l.staleSignal:
		case <-ctx.Done():
			return nil
		}
		l.mu.Lock()
		versionCount := l.versionCount
		l.mu.Unlock()
		select {
		case <-time.After(staleGracePeriod):
		case <-ctx.Done():
			return nil
		}
		l.mu.Lock()
		if l.versionCount == versionCount && !l.deferred {
			l.reloadAll(ctx)
		}
		l.mu.Unlock()
	}
}

// reloadAll reads everything again, and shows it as the next version.
func (l *previewSession) reloadAll(ctx context.Context) {
	oldSite := l.site
	if err := l.load(ctx, false); err != nil {
		if ctx.Err() == nil {
			l.handleSourceLost(err)
		}
		return
	}
	l.publishUpdate(oldSite, l.site.Problems())
	l.checkInBackground(ctx)
}
