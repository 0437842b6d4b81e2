package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// comparedProcs is with how many threads each program is measured, so that machines can be compared.
const comparedProcs = 2

// contender is a program that is measured on the same topics.
type contender struct {
	name string
	// command returns the command of a run; before it, prepare makes ready what the run needs. Neither is measured.
	command func(dir string) *exec.Cmd
	prepare func(dir string) error
}

// result is what was measured of a contender.
type result struct {
	name      string
	topics    int
	few, many measurement // with comparedProcs, and with a thread a core
}

// contenders returns the floor, this program in several situations, and Hugo if it is installed.
func (b *bench) contenders() ([]contender, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	build := func(dir string) *exec.Cmd {
		return exec.Command(b.guidePath, "build", "--source", filepath.Join(dir, "guide"), "--output",
			filepath.Join(dir, "public"))
	}
	remove := func(names ...string) func(string) error {
		return func(dir string) error {
			for _, name := range names {
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	list := []contender{
		{"floor", func(dir string) *exec.Cmd {
			return exec.Command(self, floorCommand, filepath.Join(dir, "floor"), filepath.Join(dir, "floor-out"))
		}, remove("floor-out")},
		{"guide build", build, remove("floor-out", "public")},
		{"guide build, nothing changed", build, remove()},
		{"guide build, one text changed", build, changeOneText},
		{"guide check", func(dir string) *exec.Cmd {
			return exec.Command(b.guidePath, "check", "--source", filepath.Join(dir, "guide"))
		}, remove("public")},
	}
	if hugo, err := exec.LookPath("hugo"); err == nil {
		list = append(list, contender{"hugo, pages alone", func(dir string) *exec.Cmd {
			return exec.Command(hugo, "--source", filepath.Join(dir, "hugo"), "--destination",
				filepath.Join(dir, "hugo-out"), "--quiet")
		}, remove("hugo-out")})
	} else {
		fmt.Fprintln(b.out, "hugo is not installed here, so it is not measured")
	}
	return list, nil
}

// changeOneText changes the body of the first topic.
func changeOneText(dir string) error {
	name := filepath.Join(dir, "guide", "content", filepath.FromSlash(topicFile(0)))
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(data, "\nOne more sentence.\n"...), 0o644)
}

// measureBuild runs the contenders in turn on guides of each size, and prints the medians.
func (b *bench) measureBuild(lessons []lesson, sizes []int, runs int, chart string) error {
	list, err := b.contenders()
	if err != nil {
		return err
	}
	var all []result
	for _, topics := range sizes {
		results, err := b.measureSize(list, lessons, topics, runs)
		if err != nil {
			return err
		}
		b.printTable(results)
		all = append(all, results...)
	}
	if chart == "" {
		return nil
	}
	return os.WriteFile(chart, []byte(drawChart(all, b.versions())), 0o666)
}

func (b *bench) measureSize(list []contender, lessons []lesson, topics, runs int) ([]result, error) {
	dir := filepath.Join(b.dir, fmt.Sprint(topics))
	defer os.RemoveAll(dir)
	size, err := layout(dir, lessons, topics)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(b.out, "\n%d topics, %.1f MB, %d rounds; %s\n\n", topics, float64(size)/1e6, runs, b.versions())
	few, many := make([][]measurement, len(list)), make([][]measurement, len(list))
	for range runs {
		if err := runRound(list, dir, comparedProcs, few); err != nil {
			return nil, err
		}
		if runtime.NumCPU() > comparedProcs {
			if err := runRound(list, dir, 0, many); err != nil {
				return nil, err
			}
		}
	}
	var results []result
	for i, c := range list {
		r := result{name: c.name, topics: topics, few: median(few[i])}
		if len(many[i]) > 0 {
			r.many = median(many[i])
		}
		results = append(results, r)
	}
	return results, nil
}

// runRound runs each contender once.
func runRound(list []contender, dir string, procs int, out [][]measurement) error {
	for i, c := range list {
		if err := c.prepare(dir); err != nil {
			return err
		}
		m, err := measure(c.command(dir), procs)
		if err != nil {
			return err
		}
		out[i] = append(out[i], m)
	}
	return nil
}

// printTable prints a table in Markdown. Ratios are to the floor, which is the first result.
func (b *bench) printTable(results []result) {
	floor := results[0]
	fmt.Fprintf(b.out, "| %d topics | CPU s, %d procs | x floor | wall s, %[2]d procs | x floor | wall s, %d cores | "+
		"peak MB |\n| --- | --: | --: | --: | --: | --: | --: |\n", floor.topics, comparedProcs, runtime.NumCPU())
	for _, r := range results {
		cores := ""
		if r.many.wallSeconds > 0 {
			cores = fmt.Sprintf("%.2f (%.1f x)", r.many.wallSeconds, r.many.wallSeconds/floor.many.wallSeconds)
		}
		fmt.Fprintf(b.out, "| %s | %.2f | %.2f | %.2f | %.2f | %s | %.0f |\n", r.name, r.few.cpuSeconds,
			r.few.cpuSeconds/floor.few.cpuSeconds, r.few.wallSeconds, r.few.wallSeconds/floor.few.wallSeconds, cores,
			r.few.peakMB)
	}
}

// versions names what was measured, and where.
func (b *bench) versions() string {
	names := []string{runtime.Version(), fmt.Sprintf("%s/%s, %d cores", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/yuin/goldmark" {
				names = append(names, "goldmark "+m.Version)
			}
		}
	}
	if out, err := exec.Command("hugo", "version").Output(); err == nil {
		words := strings.FieldsFunc(string(out), func(r rune) bool { return strings.ContainsRune(" +-", r) })
		names = append(names, strings.Join(words[:min(2, len(words))], " ")) // "hugo v0.165.0"
	}
	return strings.Join(names, ", ")
}
