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

// A schedulerLog records what a scheduler does, with the time in milliseconds.
type schedulerLog struct {
	start   time.Time
	lines   []string
	differs atomic.Bool  // the next scan finds a change
	takes   atomic.Int64 // how long a scan of everything takes, in nanoseconds
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
	until := time.Now().Add(time.Duration(d.takes.Load()))
	for ; time.Now().Before(until); time.Sleep(time.Millisecond) {
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

// runScheduler runs a scheduler and do in a bubble with a fake clock until a time, and returns the log.
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

// One save is scanned almost at once, and one Idle follows.
func TestOneSave(t *testing.T) {
	got := runScheduler(t, 0, 400*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		d.differs.Store(true)
		q.add("a")
	})
	wantLog(t, got, "50 scan all", "104 scan a", "104 report", "154 scan all", "154 idle")
}

// If nothing changed after an event, everything is scanned and nothing reported.
func TestNothingChanged(t *testing.T) {
	got := runScheduler(t, 0, 400*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		q.add("a")
	})
	wantLog(t, got, "50 scan all", "104 scan a", "154 scan all")
}

// A burst is one change: the scan waits for its end, but not for more than maxCollect.
func TestBursts(t *testing.T) {
	got := runScheduler(t, 0, 500*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(100 * time.Millisecond)
		d.differs.Store(true)
		for range 5 {
			q.add("a")
			time.Sleep(2 * time.Millisecond)
		}
	})
	wantLog(t, got, "50 scan all", "112 scan a", "112 report", "162 scan all", "162 idle")
	got = runScheduler(t, 0, 1500*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(99 * time.Millisecond)
		for range 400 {
			q.add("a")
			time.Sleep(3 * time.Millisecond)
		}
	})
	wantLog(t, got, "50 scan all", "1099 scan a", "1300 scan a", "1350 scan all")
}

// A large burst is followed by one scan of everything, after at most a second.
func TestBurstSchedule(t *testing.T) {
	burst := func(names int, every time.Duration) func(q *queue, d *schedulerLog) {
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
	got := runScheduler(t, 0, 400*time.Millisecond, burst(10, 3*time.Millisecond))
	wantLog(t, got, "50 scan all", "107 scan 0000 0001 0002 0003 0004 0005 0006 0007 0008 0009", "157 scan all")
	got = runScheduler(t, 0, 400*time.Millisecond, burst(40, 3*time.Millisecond))
	wantLog(t, got, "50 scan all", "156 scan all", "206 scan all")
	got = runScheduler(t, 0, 3*time.Second, burst(2000, 13*time.Millisecond))
	wantLog(t, got, "50 scan all", "104 scan 0000", "1113 scan all", "1450 scan all", "1500 scan all")
}

// A scan of everything stops for events, until it is overdue.
func TestFullScanYields(t *testing.T) {
	got := runScheduler(t, 0, 6*time.Second, func(q *queue, d *schedulerLog) {
		d.takes.Store(int64(60 * time.Millisecond))
		for range 40 {
			time.Sleep(100 * time.Millisecond)
			q.add("a")
		}
	})
	stopped, first := 0, ""
	for _, line := range got {
		if strings.HasSuffix(line, "stopped") {
			stopped++
		}
		if strings.HasSuffix(line, "scan all") && first == "" {
			first = line
		}
	}
	var at int
	fmt.Sscan(first, &at)
	if stopped < 15 || at < 2000 || at > 2500 {
		t.Errorf("it stopped %d times and was first done at %d ms: %q", stopped, at, got)
	}
}

// Without events everything is scanned every two seconds.
func TestPeriodicFullScan(t *testing.T) {
	wantLog(t, runScheduler(t, 0, 7*time.Second, func(q *queue, d *schedulerLog) {
		time.Sleep(3 * time.Second)
		d.differs.Store(true)
	}), "50 scan all", "2050 scan all", "4050 scan all", "4050 report", "4100 scan all", "4100 idle", "6100 scan all")
}

// A large folder is scanned less often, unless it is polled.
func TestSlowFullScan(t *testing.T) {
	slow := func(q *queue, d *schedulerLog) { d.takes.Store(int64(100 * time.Millisecond)) }
	wantLog(t, runScheduler(t, 0, 11*time.Second, slow), "150 scan all", "5250 scan all", "10350 scan all")
	wantLog(t, runScheduler(t, time.Second, 3*time.Second, slow), "150 scan all", "1250 scan all", "2350 scan all")
	wantLog(t, runScheduler(t, rescanInterval, 5*time.Second, slow), "150 scan all", "2250 scan all", "4350 scan all")
}

// A save in a large folder is scanned alone, however long the folder was quiet; a scan of everything gives way to it.
func TestSavesInLargeFolder(t *testing.T) {
	got := runScheduler(t, 0, 5*time.Second, func(q *queue, d *schedulerLog) {
		d.takes.Store(int64(100 * time.Millisecond))
		time.Sleep(4500 * time.Millisecond)
		for range 2 {
			d.differs.Store(true)
			q.add("a")
			time.Sleep(100*time.Millisecond + 500*time.Microsecond) // between two steps of a scan
		}
	})
	wantLog(t, got, "150 scan all", "4504 scan a", "4504 report", "4601 stopped", "4604 scan a", "4604 report",
		"4754 scan all", "4754 idle")
}

// A scan of everything is done although events never pause for long.
func TestFullScanOverdue(t *testing.T) {
	got := runScheduler(t, 0, 6*time.Second, func(q *queue, d *schedulerLog) {
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

// Polling scans everything at the interval that was asked for.
func TestPolls(t *testing.T) {
	wantLog(t, runScheduler(t, 300*time.Millisecond, 990*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(400 * time.Millisecond)
		d.differs.Store(true)
	}), "50 scan all", "350 scan all", "650 scan all", "650 report", "700 scan all", "700 idle")
}

// setInterval starts with a scan.
func TestPollEvery(t *testing.T) {
	got := runScheduler(t, 0, 1200*time.Millisecond, func(q *queue, d *schedulerLog) {
		time.Sleep(500 * time.Millisecond)
		q.setInterval(300 * time.Millisecond)
	})
	wantLog(t, got[len(got)-4:], "504 scan all", "554 scan all", "854 scan all", "1154 scan all")
}
