package cputest

import (
	"testing"
	"time"
)

// recorder is a testing.TB that records a failure.
type recorder struct {
	testing.TB
	cleanup func()
	failed  bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Cleanup(f func())      { r.cleanup = f }
func (r *recorder) Errorf(string, ...any) { r.failed = true }

func TestLimit(t *testing.T) {
	busy, idle := &recorder{TB: t}, &recorder{TB: t}
	Limit(busy, 10*time.Millisecond)
	Limit(idle, time.Hour)
	for start := processTime(); processTime()-start < 20*time.Millisecond; {
	}
	busy.cleanup()
	idle.cleanup()
	if !busy.failed || idle.failed {
		t.Errorf("busy failed: %t, idle failed: %t", busy.failed, idle.failed)
	}
}
