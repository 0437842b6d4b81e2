// Package cputest bounds the processor time of tests. A bound on the time of the clock would fail on a busy
// machine.
package cputest

import (
	"testing"
	"time"
)

// Limit fails the test if the process uses more processor time than limit from now until the test has ended.
// No other test may run beside it.
func Limit(t testing.TB, limit time.Duration) {
	t.Helper()
	start := processTime()
	t.Cleanup(func() {
		if elapsed := processTime() - start; elapsed > limit {
			t.Errorf("took %v of processor time; the limit is %v", elapsed, limit)
		}
	})
}
