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
	takes   atomic.Int64 // nanoseconds, for a scan everything
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

func (d *schedulerLog) scanAll(stop func() bool) (Change, bool) {
	for until := time.Now().Add(time.Duration(d.takes.Load())); time.Now().Before(until); time.Sleep(time.Millisecond) {
		if stop() {
			d.note("stopped")
			return Change{}, false
		}
	}
	d.note("scan all")
	return d.change(), true
}

func (d *schedulerLog) scanPaths(paths []string) Change {
	d.note("scan %s", strings.Join(paths, " "))
	return d.change()
}

func (d *schedulerLog) report(c Change) {
	if c.Idle {
		d.note("idle")
	} else {
		d.note("report")
	}
}

// runScheduler runs a scheduler and do until a time, both in a bubble with a clock of its own, and returns the log.
func runScheduler(t *testing.T, interval, until time.Duration, do func(*queue, *schedulerLog)) []string {
	t.Helper()
	var d *schedulerLog
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		d = &schedulerLog{start: time.Now()}
		q := newQueue(interval)
		go (&scheduler{queue: q, scanPaths: d.scanPaths, scanAll: d.scanAll, report: d.report}).run(ctx)
		go do(q, d)
		time.Sleep(until)
		stop()
		synctest.Wait()
	})
	return d.lines
}

func wantLog(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("the scheduler did\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// One save is looked at almost at once; stillness follows once.
func TestOneSave(t *testing.T) {
	got := runScheduler(t, rescanInterval, 400*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		d.differs.Store(true)
		q.add("a")
	})
	wantLog(t, got, "50 scan all", "104 scan a", "104 report", "154 scan all", "154 idle")
}

// A hint of nothing is followed by a scan everything and no report.
func TestNothingChanged(t *testing.T) {
	got := runScheduler(t, rescanInterval, 400*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		q.add("a")
	})
	wantLog(t, got, "50 scan all", "104 scan a", "154 scan all")
}

// A burst is one change: the look waits for its end, but not for ever.
func TestBursts(t *testing.T) {
	got := runScheduler(t, rescanInterval, 500*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		d.differs.Store(true)
		for range 5 {
			q.add("a")
			time.Sleep(2 * time.Millisecond)
		}
	})
	wantLog(t, got, "50 scan all", "112 scan a", "112 report", "162 scan all", "162 idle")
	got = runScheduler(t, rescanInterval, 1500*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(99 * time.Millisecond)
		for range 400 {
			q.add("a")
			time.Sleep(3 * time.Millisecond)
		}
	})
	wantLog(t, got, "50 scan all", "1099 scan a", "1300 scan a", "1350 scan all")
}

// In a storm one look is made when it ends, at the latest after a second; of very many names everything
// is looked at.
func TestBurstSchedule(t *testing.T) {
	storming := func(names int, every time.Duration) func(q *queue, d *schedulerLog) {
		return func(q *queue, d *schedulerLog) {
			time.Sleep(100 * time.Millisecond)
			for i := range names {
				q.add(fmt.Sprintf("%04d", i))
				if i%20 == 0 {
					time.Sleep(every)
				}
			}
		}
	}
	got := runScheduler(t, rescanInterval, 400*time.Millisecond, storming(10, 3*time.Millisecond))
	wantLog(t, got, "50 scan all", "107 scan 0000 0001 0002 0003 0004 0005 0006 0007 0008 0009", "157 scan all")
	got = runScheduler(t, rescanInterval, 400*time.Millisecond, storming(40, 3*time.Millisecond))
	wantLog(t, got, "50 scan all", "156 scan all", "206 scan all")
	got = runScheduler(t, rescanInterval, 3*time.Second, storming(2000, 13*time.Millisecond))
	wantLog(t, got, "50 scan all", "104 scan 0000", "1113 scan all", "1450 scan all", "1500 scan all")
}

// A scan everything gives way to hints, but not for ever.
func TestFullScanYields(t *testing.T) {
	got := runScheduler(t, rescanInterval, 6*time.Second, func(q *queue, d *schedulerLog) {
		d.takes.Store(int64(60 * time.Millisecond))
		for range 40 {
			time.Sleep(100 * time.Millisecond)
			q.add("a")
		}
	})
	ways, first := 0, ""
	for _, line := range got {
		if strings.HasSuffix(line, "stopped") {
			ways++
		}
		if strings.HasSuffix(line, "scan all") && first == "" {
			first = line
		}
	}
	var at int
	fmt.Sscan(first, &at)
	if ways < 15 || at < 2000 || at > 2500 {
		t.Errorf("it gave way %d times and was done first at %d ms: %q", ways, at, got)
	}
}

// Without events everything is scanned every two seconds.
func TestPeriodicFullScan(t *testing.T) {
	wantLog(t, runScheduler(t, rescanInterval, 7*time.Second, func(q *queue, d *schedulerLog) {
		time.Sleep(3 * time.Second)
		d.differs.Store(true)
	}), "50 scan all", "2050 scan all", "4050 scan all", "4050 report", "4100 scan all", "4100 idle", "6100 scan all")
}

// Events that never pause for long do not keep off the scan of everything.
func TestFullScanOverdue(t *testing.T) {
	got := runScheduler(t, rescanInterval, 6*time.Second, func(q *queue, d *schedulerLog) {
		for {
			q.add("a")
			time.Sleep(30 * time.Millisecond)
			if time.Since(d.start) > 5*time.Second {
				return
			}
		}
	})
	got = slices.DeleteFunc(got, func(line string) bool { return strings.HasSuffix(line, " scan a") })
	wantLog(t, got, "4024 scan all", "5034 scan all")
}

// Polling is the same on a timer, within a fifth of the time that was asked for.
func TestPolls(t *testing.T) {
	wantLog(t, runScheduler(t, 300*time.Millisecond, 990*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(400 * time.Millisecond)
		d.differs.Store(true)
	}), "50 scan all", "350 scan all", "650 scan all", "650 report", "700 scan all", "700 idle")
}

// Who goes over to polling looks at once.
func TestPollEvery(t *testing.T) {
	got := runScheduler(t, rescanInterval, 1200*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(500 * time.Millisecond)
		q.setInterval(300 * time.Millisecond)
	})
	wantLog(t, got[len(got)-4:], "504 scan all", "554 scan all", "854 scan all", "1154 scan all")
}
