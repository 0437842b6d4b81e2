package main

import (
	"os"
	"syscall"
)

// peak returns the most memory, in bytes, that a finished process held at once.
func peak(state *os.ProcessState) float64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return float64(usage.Maxrss) * 1024 // getrusage(2) counts KiB
}
