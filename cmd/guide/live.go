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

// live makes the next version of a site after every change of its files.
//
// A change of a text alone keeps the guide and the site, which then show the new text. After any other,
// both are made anew and take over what still holds. A version with an error that the one before did
// not have is held back until its files have been still for a while: they may be half-written. When
// files are still, everything that nobody has opened is converted in the background, and all problems
// are known. Where the files are gone, what is shown stays until they are back.
type live struct {
	*app
	project *project
	watcher *watch.Watcher
	server  *preview.Server
	// outdated has something in it when a file was met that is not what the version that is shown was made of.
	outdated chan struct{}

	mu         sync.Mutex
	guide      *guide.Guide
	site       *site.Site
	pending    map[string]bool   // files that changed since the version that is shown
	renamed    map[string]string // of these, the ones that have another name: old to new
	held       bool              // the version is not shown yet
	shown      int               // how many versions were shown
	problems   []diag.Problem    // of the version that is shown
	printed    map[told]bool
	wrong      bool // there were errors or warnings when problems were printed last
	settling   context.CancelFunc
	background sync.WaitGroup // the goroutines of settle
}

func newLive(a *app, p *project, w *watch.Watcher) *live {
	return &live{app: a, project: p, watcher: w, outdated: make(chan struct{}, 1),
		pending: map[string]bool{}, renamed: map[string]string{}, printed: map[told]bool{}, settling: func() {}}
}

// start makes and shows the first version.
func (l *live) start(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.load(ctx, false); err != nil {
		return err
	}
	l.publish(l.version(l.site.Problems()))
	l.settle(ctx)
	return nil
}

// change takes note of a difference between two looks at the disk.
func (l *live) change(ctx context.Context, c watch.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(c.Paths) > 0 {
		l.settling()
		for _, name := range c.Paths {
			l.pending[name] = true
		}
		maps.Copy(l.renamed, c.Moved)
		l.next(ctx, c.Idle)
	} else if c.Idle && l.held {
		l.next(ctx, true)
	}
	if c.Idle {
		l.settle(ctx)
	}
}

// next makes the version after a change, and shows it unless it has to be held back.
func (l *live) next(ctx context.Context, still bool) {
	oldGuide, oldSite := l.guide, l.site
	problems, err := l.make(ctx)
	if err != nil {
		if l.held = true; still && ctx.Err() == nil {
			l.lose(err)
		}
		return
	}
	if l.held = !still && l.doubtful(problems); l.held {
		l.guide, l.site = oldGuide, oldSite // of which the next version is made
		return
	}
	l.showAfter(oldSite, problems)
}

// lose goes on without the files: pages that browsers have had stay as they are.
func (l *live) lose(err error) {
	p := diag.Problem{File: guide.ContentDir, Severity: diag.Error, Code: "unreadable", Message: err.Error(),
		Hint: "pages that were opened stay as they were until it can be read"}
	if _, gone := os.Stat(l.source); gone != nil {
		p.Message = fmt.Sprintf("the source folder %s is gone", l.source)
	}
	l.server.MarkUnavailable()
	l.report([]diag.Problem{p})
}

// make makes the version of the files as they are now, and returns its problems as far as they are
// known.
func (l *live) make(ctx context.Context) ([]diag.Problem, error) {
	if l.textsAlone() {
		return l.problemsOfTexts(), nil
	}
	if err := l.load(ctx, true); err != nil {
		return nil, err
	}
	l.openPending()
	return l.site.Problems(), nil
}

// textsAlone takes note of files of which only the text changed, and reports whether these are all.
func (l *live) textsAlone() bool {
	if len(l.pending) > maxOpened {
		return false
	}
	for name := range l.pending {
		if !l.guide.UpdateBody(l.project.source, name) {
			return false
		}
	}
	return true
}

// problemsOfTexts are the problems of the version that is shown, with those of the pending files as
// they are now.
func (l *live) problemsOfTexts() []diag.Problem {
	l.openPending()
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

// maxOpened is how many changed pages are made at once to see what is wrong with them.
const maxOpened = 16

// openPending makes the pages that changed, so that it is known what is wrong with them.
func (l *live) openPending() {
	if len(l.pending) > maxOpened {
		return
	}
	for name := range l.pending {
		if address, ok := l.site.AddressOf(name); ok && strings.HasSuffix(name, ".md") {
			_, _ = l.site.ReadFile(guide.FileName(address)) // one that changed again meanwhile is seen to later
		}
	}
}

// load loads the guide and makes its site; with the versions before, where these are known.
func (l *live) load(ctx context.Context, again bool) error {
	now, err := now()
	if err != nil {
		return err
	}
	opts, of := l.project.options()
	opts.Now = now
	if again {
		changed := slices.Collect(maps.Keys(l.pending))
		opts.Previous, opts.Changed = l.guide, changed
		of.Previous, of.Changed = l.site, changed
	}
	g, err := loadGuide(ctx, l.project, opts)
	if err != nil {
		return err
	}
	s, err := site.New(g, of)
	if err != nil {
		return err
	}
	l.guide, l.site = g, s
	return nil
}

// showAfter shows a version in place of the one with the site before.
func (l *live) showAfter(before *site.Site, problems []diag.Problem) {
	v := l.version(problems)
	v.Moved = map[string]string{}
	for from, to := range l.renamed {
		old, was := before.AddressOf(from)
		address, is := l.site.AddressOf(to)
		if was && is && old != address {
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

func (l *live) publish(v preview.Version) {
	l.shown++
	l.problems = v.Problems
	l.server.Publish(v)
}

func (l *live) version(problems []diag.Problem) preview.Version {
	s := l.site
	return preview.Version{Site: s, ThemeHash: s.ThemeHash(), Problems: problems, PageInfo: func(address string) preview.PageInfo { return about(s, address) }}
}

// about tells what an editor wants to know of a page.
func about(s *site.Site, address string) preview.PageInfo {
	f, ok := s.PageInfo(address)
	errors, _ := diag.Count(f.Problems)
	p := preview.PageInfo{Broken: errors > 0, Foreign: s.IsCopied(address)}
	if !ok || f.Doc.File == "" {
		return p
	}
	p.Source, p.Status = f.Doc.File, f.Doc.Reason.String()
	p.Words, p.Items, p.Resources = f.WordCount, len(f.Doc.Checklist), len(f.Doc.Resources)
	p.Checked, p.Unchecked = string(f.OldestCheck), f.UncheckedCount
	return p
}

// settle finds out everything that is wrong, in the background, until the next change.
func (l *live) settle(ctx context.Context) {
	l.settling()
	ctx, stop := context.WithCancel(ctx)
	l.settling = stop
	s := l.site
	l.background.Go(func() {
		defer stop()
		_, _ = s.ReadFile(guide.FileName(guide.HomeAddress)) // a mistake in what every page has is found, whoever looks
		problems, err := s.CheckWhenIdle(ctx, l.server.WaitIdle)
		if err != nil { // there will be another version
			if ctx.Err() == nil {
				l.stale(err)
			}
			return
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if ctx.Err() == nil && !l.held {
			l.report(problems)
		}
	})
}

// stale is told of a file that is not what the version that is shown was made of. The watcher will have
// noticed; renew sees to it where it has not.
func (l *live) stale(error) {
	l.watcher.Rescan()
	select {
	case l.outdated <- struct{}{}:
	default:
	}
}

// staleAfter is how long a changed file may take to be noticed.
const staleAfter = 200 * time.Millisecond

// renew reads everything again, until ctx ends, whenever an outdated file was met and no other version followed.
func (l *live) renew(ctx context.Context) error {
	for {
		select {
		case <-l.outdated:
		case <-ctx.Done():
			return nil
		}
		l.mu.Lock()
		shown := l.shown
		l.mu.Unlock()
		select {
		case <-time.After(staleAfter):
		case <-ctx.Done():
			return nil
		}
		l.mu.Lock()
		if l.shown == shown && !l.held {
			l.again(ctx)
		}
		l.mu.Unlock()
	}
}

// again reads everything again, and shows it as the next version.
func (l *live) again(ctx context.Context) {
	before := l.site
	if err := l.load(ctx, false); err != nil {
		if ctx.Err() == nil {
			l.lose(err)
		}
		return
	}
	l.showAfter(before, l.site.Problems())
	l.settle(ctx)
}
