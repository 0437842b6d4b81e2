package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"time"
)

// measurement is the cost of a process: seconds, and peak memory in megabytes (10^6 bytes).
type measurement struct{ wallSeconds, cpuSeconds, peakMB float64 }

// measure runs a command, in so many threads of Go code at a time (0: one a core), and returns its cost.
func measure(cmd *exec.Cmd, procs int) (measurement, error) {
	cmd.Env = os.Environ()
	if procs > 0 {
		cmd.Env = append(cmd.Env, "GOMAXPROCS="+strconv.Itoa(procs))
	}
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return measurement{}, fmt.Errorf("%s: %w\n%s", cmd, err, out[:min(len(out), 2000)])
	}
	state := cmd.ProcessState
	return measurement{
		wallSeconds: time.Since(start).Seconds(),
		cpuSeconds:  (state.UserTime() + state.SystemTime()).Seconds(),
		peakMB:      peak(state) / 1e6,
	}, nil
}

// median returns the medians of each value.
func median(all []measurement) measurement {
	medianOf := func(of func(measurement) float64) float64 {
		var list []float64
		for _, f := range all {
			list = append(list, of(f))
		}
		slices.Sort(list)
		return list[len(list)/2]
	}
	return measurement{
		wallSeconds: medianOf(func(f measurement) float64 { return f.wallSeconds }),
		cpuSeconds:  medianOf(func(f measurement) float64 { return f.cpuSeconds }),
		peakMB:      medianOf(func(f measurement) float64 { return f.peakMB }),
	}
}
