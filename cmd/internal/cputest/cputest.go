// Package cputest has what tests of CPU time share: a limit, since one on wall time would fail on a busy machine, and
// texts of real shape.
package cputest

import (
	"testing"
	"time"
)

// Limit fails the test if the process uses more CPU time than limit from now until the end of the test. No other test
// may run in parallel.
func Limit(t testing.TB, limit time.Duration) {
	t.Helper()
	start := processTime()
	t.Cleanup(func() {
		if elapsed := processTime() - start; elapsed > limit {
			t.Errorf("took %v of CPU time; the limit is %v", elapsed, limit)
		}
	})
}
