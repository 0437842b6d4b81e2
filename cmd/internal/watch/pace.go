package watch

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

const (
	// One save is a few events within a few milliseconds; a checkout is a storm of them.
	quietOne   = 4 * time.Millisecond
	quietStorm = 50 * time.Millisecond
	storm      = 16 // hints
	// Nobody waits longer than this for events to end.
	capOne   = 250 * time.Millisecond
	capStorm = time.Second
	// maxNamed is how many hints are looked at one by one.
	maxNamed = 256
	// stillAfter is how long nothing changes before files are not half-written any more.
	stillAfter = 50 * time.Millisecond
	// maxPutOff is how long a look at everything gives way to hints.
	maxPutOff = 2 * time.Second
	// backstop is how often everything is looked at without any hint.
	backstop = 10 * time.Second
	// linksEvery is how often symbolic links, and whether Dir was replaced, are looked at.
	linksEvery = 500 * time.Millisecond
)

// looks are what a pace calls for.
type looks struct {
	named  func(names []string) Change
	whole  func(stop func() bool) (Change, bool)
	links  func() []string // what changed without an event
	report func(Change)
}

// pace decides when to look, and at what. It knows neither the disk nor the system's events.
type pace struct {
	wake chan struct{}

	mu    sync.Mutex
	hints map[string]bool
	all   bool          // everything was hinted at
	poll  time.Duration // 0: there are events
	last  time.Time     // of a hint
}

func newPace(poll time.Duration) *pace {
	return &pace{wake: make(chan struct{}, 1), hints: map[string]bool{}, poll: poll}
}

// hint says that a file or folder may have changed.
func (p *pace) hint(name string) { p.change(func() { p.hints[name] = true }) }

func (p *pace) hintAll() { p.change(func() { p.all = true }) }

// pollEvery goes over to looking again and again.
func (p *pace) pollEvery(d time.Duration) { p.change(func() { p.all, p.poll = true, d }) }

func (p *pace) change(do func()) {
	p.mu.Lock()
	do()
	p.last = time.Now()
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// pending returns how many hints there are, when the last one came, and how often to look without.
func (p *pace) pending() (n int, all bool, last time.Time, poll time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.hints), p.all, p.last, p.poll
}

func (p *pace) hinted() bool {
	n, all, _, _ := p.pending()
	return n > 0 || all
}

// take returns the hints and forgets them.
func (p *pace) take() (names []string, all bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	names, all = slices.Sorted(maps.Keys(p.hints)), p.all
	clear(p.hints)
	p.all = false
	return names, all
}

// pacing is the state of a run.
type pacing struct {
	*pace
	looks
	busy    time.Time // of the last hint or change
	unsure  bool      // something may have changed since the last look at everything
	moving  bool      // a change was reported that is not still yet
	since   time.Time // of the first look at everything that gave way; zero: none has
	looked  time.Time // of the last look at everything
	atLinks time.Time
}

// run looks and reports until ctx ends. It begins with a look at everything.
func (p *pace) run(ctx context.Context, l looks) {
	now := time.Now()
	r := &pacing{pace: p, looks: l, busy: now, unsure: true, looked: now, atLinks: now}
	for ctx.Err() == nil {
		if r.hinted() {
			r.hints(ctx)
			continue
		}
		timer := time.NewTimer(time.Until(r.next()))
		select {
		case <-ctx.Done():
		case <-p.wake:
		case <-timer.C:
			r.due()
		}
		timer.Stop()
	}
}

// next is when something is due without a hint.
func (r *pacing) next() time.Time {
	next := earlier(r.looked.Add(r.every()), r.atLinks.Add(linksEvery))
	if r.unsure {
		next = earlier(next, r.busy.Add(stillAfter))
	}
	return next
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// every is how often everything is looked at.
func (r *pacing) every() time.Duration {
	if _, _, _, poll := r.pending(); poll > 0 {
		return poll
	}
	return backstop
}

// hints waits for the end of a burst and looks at what it named.
func (r *pacing) hints(ctx context.Context) {
	r.quiet(ctx)
	names, all := r.take()
	var c Change
	if all || len(names) > maxNamed {
		c, _ = r.whole(func() bool { return false })
		r.looked = time.Now()
	} else {
		c = r.named(names)
	}
	r.busy, r.unsure = time.Now(), true
	r.tell(c)
}

// quiet waits until no hints come any more, or too long.
func (r *pacing) quiet(ctx context.Context) {
	first := time.Now()
	for ctx.Err() == nil {
		n, _, last, _ := r.pending()
		wait, limit := quietOne, capOne
		if n > storm {
			wait, limit = quietStorm, capStorm
		}
		until := earlier(last.Add(wait), first.Add(limit))
		if !time.Now().Before(until) {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Until(until)):
		}
	}
}

// due does what is due.
func (r *pacing) due() {
	now := time.Now()
	if !now.Before(r.atLinks.Add(linksEvery)) {
		r.atLinks = now
		if names := r.links(); len(names) > 0 {
			r.tell(r.named(names))
		}
	}
	still := r.unsure && !now.Before(r.busy.Add(stillAfter))
	if still || !now.Before(r.looked.Add(r.every())) {
		r.everything(still)
	}
}

// everything looks at everything, unless hints come, which are looked at first.
func (r *pacing) everything(still bool) {
	if r.since.IsZero() {
		r.since = time.Now()
	}
	c, done := r.whole(func() bool { return r.hinted() && time.Since(r.since) < maxPutOff })
	if !done {
		return
	}
	r.since, r.looked = time.Time{}, time.Now()
	switch {
	case len(c.Paths) > 0:
		r.tell(c)
	case still:
		r.unsure = false
		if r.moving {
			r.moving = false
			r.report(Change{Idle: true})
		}
	}
}

// tell reports a change.
func (r *pacing) tell(c Change) {
	if len(c.Paths) > 0 {
		r.busy, r.unsure, r.moving = time.Now(), true, true
		r.report(c)
	}
}
