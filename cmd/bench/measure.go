package main

import (
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// figures are what one process cost: seconds, and megabytes (10^6 bytes) of memory at its peak.
type figures struct{ wall, cpu, memory float64 }

// measure runs a command to its end.
func measure(cmd *exec.Cmd) (figures, error) {
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return figures{}, fmt.Errorf("%s: %w\n%s", cmd, err, out[:min(len(out), 2000)])
	}
	state := cmd.ProcessState
	return figures{
		wall:   time.Since(start).Seconds(),
		cpu:    (state.UserTime() + state.SystemTime()).Seconds(),
		memory: peak(state) / 1e6,
	}, nil
}

// median returns the median of each figure by itself.
func median(all []figures) figures {
	middle := func(of func(figures) float64) float64 {
		var list []float64
		for _, f := range all {
			list = append(list, of(f))
		}
		slices.Sort(list)
		return list[len(list)/2]
	}
	return figures{
		wall:   middle(func(f figures) float64 { return f.wall }),
		cpu:    middle(func(f figures) float64 { return f.cpu }),
		memory: middle(func(f figures) float64 { return f.memory }),
	}
}
