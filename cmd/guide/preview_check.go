package main

import (
	"context"
	"time"

	"guide/cmd/internal/guide"
)

// checkInBackground checks the whole site in the background. The next change cancels it.
func (ps *previewSession) checkInBackground(ctx context.Context) {
	ps.cancelCheck()
	ctx, stop := context.WithCancel(ctx)
	ps.cancelCheck = stop
	s := ps.site
	ps.checkers.Go(func() {
		defer stop()
		_, _ = s.ReadFile(guide.FileName(guide.HomeAddress)) // finds mistakes in templates that all pages share
		problems, err := s.CheckWhenIdle(ctx, ps.server.WaitIdle)
		if err != nil { // another version will follow
			if ctx.Err() == nil {
				ps.handleStale(err)
			}
			return
		}
		ps.mu.Lock()
		defer ps.mu.Unlock()
		if ctx.Err() == nil && !ps.deferred {
			ps.reportProblems(problems)
		}
	})
}

// handleStale is called when a file differs from the one the shown version was built from. It asks the watcher to
// rescan; reloadStale is the fallback.
func (ps *previewSession) handleStale(error) {
	ps.watcher.Rescan()
	select {
	case ps.staleSignal <- struct{}{}:
	default:
	}
}

// staleGracePeriod is how long the watcher may take to report a changed file.
const staleGracePeriod = 200 * time.Millisecond

// reloadStale reloads everything after a stale file unless another version is published within staleGracePeriod. It
// returns when ctx ends.
func (ps *previewSession) reloadStale(ctx context.Context) error {
	for {
		select {
		case <-ps.staleSignal:
		case <-ctx.Done():
			return nil
		}
		ps.mu.Lock()
		versionCount := ps.versionCount
		ps.mu.Unlock()
		select {
		case <-time.After(staleGracePeriod):
		case <-ctx.Done():
			return nil
		}
		ps.mu.Lock()
		if ps.versionCount == versionCount && !ps.deferred {
			ps.reloadAll(ctx)
		}
		ps.mu.Unlock()
	}
}

// reloadAll loads everything again and publishes it as the next version.
func (ps *previewSession) reloadAll(ctx context.Context) {
	oldSite := ps.site
	if err := ps.load(ctx, false); err != nil {
		if ctx.Err() == nil {
			ps.handleSourceLost(err)
		}
		return
	}
	ps.publishUpdate(oldSite, ps.site.Problems())
	ps.checkInBackground(ctx)
}
