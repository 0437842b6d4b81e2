package watch

import (
	"context"
	"time"
)

const (
	// saveQuiet without an event ends a save, which makes a few events within a few milliseconds.
	saveQuiet = 4 * time.Millisecond
	// burstSize is more paths than a save changes. After a burst of more, such as a checkout, everything is scanned.
	burstSize = 16
	// settleTime without an event ends a burst, and without a change means that no file is half-written.
	settleTime = 50 * time.Millisecond
	// maxCollect is the longest wait for a burst to end, so that a file that never rests is seen too.
	maxCollect = time.Second
	// rescanInterval is how often everything is scanned without an event, because events get lost, and none reports
	// that the target of a symbolic link changed or that a folder above Dir was replaced.
	rescanInterval = 2 * time.Second
	// restFactor is how many times as long as a scan of everything the watcher then rests, if it relies on events: in a
	// large folder such scans take at most a fiftieth of the time.
	restFactor = 50
)

// A state says what the scheduler waits for.
//
//	        no change                event
//	  +------------------+   +--------------------+
//	  v                  |   |                    v
//	idle              settling <-------------- collecting
//	 | |  a change       ^ ^ |  no more events     ^
//	 | +-----------------+ +-+ a change            |
//	 |                                             |
//	 +---------------------------------------------+
//	                     event
//
// A state ends with an event or at its deadline, which an event while collecting moves. Collecting ends with a scan of
// the collected paths; idle and settling end with a scan of everything, and settling follows if that finds a change.
type state int

const (
	settling   state = iota // files may have changed or be half-written
	collecting              // events are arriving
	idle                    // the last scan of everything found no change
)

// A scheduler decides when to scan what. It reads neither the disk nor the system's events.
type scheduler struct {
	queue     *queue
	scanPaths func(paths []string) Change
	scanAll   func(stop func() bool) (Change, bool) // false: stop ended it
	report    func(Change)

	state    state
	since    time.Time     // when the state was entered
	lastScan time.Time     // of everything
	scanTime time.Duration // of the last scan of everything
	reported bool          // a change was reported, but not yet that it was the last one of a burst
}

// run scans and reports until ctx is done. The first scan is one of everything.
func (s *scheduler) run(ctx context.Context) {
	s.lastScan = time.Now()
	s.enter(settling)
	for ctx.Err() == nil {
		timer := time.NewTimer(time.Until(s.deadline()))
		select {
		case <-ctx.Done():
		case <-s.queue.added:
			if s.state != collecting {
				s.enter(collecting)
			}
		case <-timer.C:
			s.finish()
		}
		timer.Stop()
	}
}

func (s *scheduler) enter(next state) { s.state, s.since = next, time.Now() }

// deadline returns when the state ends without another event.
func (s *scheduler) deadline() time.Time {
	switch s.state {
	case settling:
		return s.since.Add(settleTime)
	case collecting:
		n, last := s.queue.length()
		quiet := saveQuiet
		if n > burstSize {
			quiet = settleTime
		}
		return earlier(last.Add(quiet), s.since.Add(maxCollect))
	default:
		return s.lastScan.Add(s.scanInterval())
	}
}

// scanInterval returns how often everything is scanned without an event.
func (s *scheduler) scanInterval() time.Duration {
	if interval := s.queue.pollInterval(); interval > 0 {
		return interval
	}
	return max(rescanInterval, restFactor*s.scanTime)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// finish scans at the deadline of the state and enters the next one.
func (s *scheduler) finish() {
	if s.state == collecting {
		s.reportChange(s.scanCollected())
		s.enter(settling)
		return
	}
	// Events come first, unless the scan is overdue.
	overdue := s.state == settling && time.Since(s.lastScan) > s.scanInterval()
	start := time.Now()
	c, done := s.scanAll(func() bool { return !overdue && !s.queue.isEmpty() })
	if !done {
		s.enter(collecting)
		return
	}
	s.lastScan, s.scanTime = time.Now(), time.Since(start)
	if s.reportChange(c) {
		s.enter(settling)
		return
	}
	if s.reported {
		s.reported = false
		s.report(Change{Idle: true})
	}
	s.enter(idle)
}

// scanCollected scans the paths in the queue; or everything if they are many, or if events left no time for that.
func (s *scheduler) scanCollected() Change {
	paths, all := s.queue.take()
	overdue := time.Since(s.lastScan) > 2*s.scanInterval()
	if !all && !overdue && len(paths) <= burstSize {
		return s.scanPaths(paths)
	}
	c, _ := s.scanAll(func() bool { return false })
	s.lastScan = time.Now()
	return c
}

// reportChange reports a change, unless there is none.
func (s *scheduler) reportChange(c Change) bool {
	if len(c.Paths) == 0 {
		return false
	}
	s.reported = true
	s.report(c)
	return true
}
