package watch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// schedulerLog is what a pace did, with the milliseconds since the start.
type schedulerLog struct {
	start   time.Time
	lines   []string
	differs atomic.Bool  // what the next look finds
	takes   atomic.Int64 // nanoseconds, for a look at everything
}

func (d *schedulerLog) note(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf("%d ", time.Since(d.start).Milliseconds())+fmt.Sprintf(format, args...))
}

func (d *schedulerLog) change() Change {
	if !d.differs.Swap(false) {
		return Change{}
	}
	return Change{Paths: []string{"x"}}
}

func (d *schedulerLog) looks() looks {
	return looks{
		named: func(names []string) Change { d.note("look at %s", strings.Join(names, " ")); return d.change() },
		whole: func(stop func() bool) (Change, bool) {
			for until := time.Now().Add(time.Duration(d.takes.Load())); time.Now().Before(until); time.Sleep(time.Millisecond) {
				if stop() {
					d.note("gave way")
					return Change{}, false
				}
			}
			d.note("look at all")
			return d.change(), true
		},
		links: func() []string { return nil },
		report: func(c Change) {
			if c.Idle {
				d.note("still")
			} else {
				d.note("report")
			}
		},
	}
}

// runScheduler runs a pace in a bubble of time of its own until then, while something happens.
func runScheduler(t *testing.T, poll time.Duration, until time.Duration, happen func(*pace, *schedulerLog)) []string {
	t.Helper()
	var d *schedulerLog
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		d = &schedulerLog{start: time.Now()}
		p := newPace(poll)
		go p.run(ctx, d.looks())
		go happen(p, d)
		time.Sleep(until)
		stop()
		synctest.Wait()
	})
	return d.lines
}

func wantLog(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("it did\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// One save is looked at almost at once; stillness follows once.
func TestOneSave(t *testing.T) {
	got := runScheduler(t, 0, 400*time.Millisecond, func(p *pace, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		d.differs.Store(true)
		p.hint("a")
	})
	wantLog(t, got, "50 look at all", "104 look at a", "104 report", "154 look at all", "154 still")
}

// A hint of nothing is followed by a look at everything and no report.
func TestNothingChanged(t *testing.T) {
	got := runScheduler(t, 0, 400*time.Millisecond, func(p *pace, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		p.hint("a")
	})
	wantLog(t, got, "50 look at all", "104 look at a", "154 look at all")
}

// A burst is one change: the look waits for its end, but not for ever.
func TestBursts(t *testing.T) {
	got := runScheduler(t, 0, 500*time.Millisecond, func(p *pace, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		d.differs.Store(true)
		for range 5 {
			p.hint("a")
			time.Sleep(2 * time.Millisecond)
		}
	})
	wantLog(t, got, "50 look at all", "112 look at a", "112 report", "162 look at all", "162 still")
	got = runScheduler(t, 0, 700*time.Millisecond, func(p *pace, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		for range 130 {
			p.hint("a")
			time.Sleep(2 * time.Millisecond)
		}
	})
	wantLog(t, got, "50 look at all", "350 look at a", "362 look at a", "412 look at all")
}

// In a storm one look is made when it ends, at the latest after a second; of very many names everything
// is looked at.
func TestBurstSchedule(t *testing.T) {
	storming := func(names int, every time.Duration) func(p *pace, d *schedulerLog) {
		return func(p *pace, d *schedulerLog) {
			time.Sleep(100 * time.Millisecond)
			for i := range names {
				p.hint(fmt.Sprintf("%04d", i))
				if i%20 == 0 {
					time.Sleep(every)
				}
			}
		}
	}
	got := runScheduler(t, 0, 400*time.Millisecond, storming(40, 3*time.Millisecond))
	if len(got) != 3 || !strings.HasPrefix(got[1], "156 look at 0000 0001") {
		t.Errorf("forty names: %q", got)
	}
	got = runScheduler(t, 0, 3*time.Second, storming(2000, 13*time.Millisecond))
	wantLog(t, got, "50 look at all", "104 look at 0000", "1113 look at all", "1450 look at all", "1500 look at all")
}

// A look at everything gives way to hints, but not for ever.
func TestFullScanYields(t *testing.T) {
	got := runScheduler(t, 0, 6*time.Second, func(p *pace, d *schedulerLog) {
		d.takes.Store(int64(60 * time.Millisecond))
		for range 40 {
			time.Sleep(100 * time.Millisecond)
			p.hint("a")
		}
	})
	ways, first := 0, ""
	for _, line := range got {
		if strings.HasSuffix(line, "gave way") {
			ways++
		}
		if strings.HasSuffix(line, "look at all") && first == "" {
			first = line
		}
	}
	var at int
	fmt.Sscan(first, &at)
	if ways < 15 || at < 2000 || at > 2500 {
		t.Errorf("it gave way %d times and was done first at %d ms: %q", ways, at, got)
	}
}

// Without hints everything is looked at now and then.
func TestPeriodicFullScan(t *testing.T) {
	wantLog(t, runScheduler(t, 0, 21*time.Second, func(p *pace, d *schedulerLog) {
		time.Sleep(5 * time.Second)
		d.differs.Store(true)
	}), "50 look at all", "10050 look at all", "10050 report", "10100 look at all", "10100 still", "20100 look at all")
}

// Polling is the same on a timer, within a fifth of the time that was asked for.
func TestPolls(t *testing.T) {
	wantLog(t, runScheduler(t, 300*time.Millisecond, 990*time.Millisecond, func(p *pace, d *schedulerLog) {
		time.Sleep(400 * time.Millisecond)
		d.differs.Store(true)
	}), "50 look at all", "350 look at all", "650 look at all", "650 report", "700 look at all", "700 still")
}

// Who goes over to polling looks at once.
func TestPollEvery(t *testing.T) {
	got := runScheduler(t, 0, 1200*time.Millisecond, func(p *pace, d *schedulerLog) {
		time.Sleep(500 * time.Millisecond)
		p.pollEvery(300 * time.Millisecond)
	})
	wantLog(t, got[len(got)-4:], "504 look at all", "554 look at all", "854 look at all", "1154 look at all")
}
