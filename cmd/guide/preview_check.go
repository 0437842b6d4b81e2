package main

import (
	"context"
	"time"

	"guide/cmd/internal/guide"
)

// checkInBackground checks the whole site in the background. The next change cancels it.
func (l *previewSession) checkInBackground(ctx context.Context) {
	l.cancelCheck()
	ctx, stop := context.WithCancel(ctx)
	l.cancelCheck = stop
	s := l.site
	l.checkers.Go(func() {
		defer stop()
		_, _ = s.ReadFile(guide.FileName(guide.HomeAddress)) // finds mistakes in templates that all pages share
		problems, err := s.CheckWhenIdle(ctx, l.server.WaitIdle)
		if err != nil { // another version will follow
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

// handleStale is called when a file differs from the one the shown version was built from. It asks the watcher to
// rescan; reloadStale is the fallback.
func (l *previewSession) handleStale(error) {
	l.watcher.Rescan()
	select {
	case l.staleSignal <- struct{}{}:
	default:
	}
}

// staleGracePeriod is how long the watcher may take to report a changed file.
const staleGracePeriod = 200 * time.Millisecond

// reloadStale reloads everything after a stale file unless another version is published within staleGracePeriod. It
// returns when ctx ends.
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

// reloadAll loads everything again and publishes it as the next version.
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
