// Command bench measures guide build and guide serve with many pages.
//
//	go run ./cmd/bench --lessons DIR --pages 10000         guide build, compared with a minimal build
//	go run ./cmd/bench serve --lessons DIR --pages 10000   from saving a file to the screen, in Chromium
//	go run ./cmd/bench search --lessons DIR --pages 10000  search, compared with Pagefind, which npm downloads
//
// It takes every Markdown file in DIR as a lesson; without DIR, the texts of this project's own guide. Lessons without
// front matter get one. They become topics of seven steps. Lessons with errors are counted and left out; the others
// are repeated up to the number of pages. Then bench runs the baseline and guide build in turn, each as a separate
// process, and prints the medians of wall time, CPU time (user and system) and peak memory.
//
// The baseline reads each file, splits off the front matter, parses it into YAML nodes, converts the body with goldmark
// and the same extensions, and writes one file for each page, with the same number of workers and the same settings of
// the garbage collector. Ratios of one run can be compared with those of another machine; seconds cannot. The output
// goes to the temporary folder: set TMPDIR to a memory disk.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 3 && args[0] == baselineCommand {
		if err := baseline(args[1], args[2]); err != nil {
			fmt.Fprintln(stderr, "error:", err)
			return 1
		}
		return 0
	}
	mode := "build"
	if len(args) > 0 && slices.Contains([]string{"serve", "search"}, args[0]) {
		mode, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	lessons := flags.String("lessons", "content", "the `folder` of Markdown files to build from")
	pages := flags.Int("pages", 10_000, "how many topics to build")
	runs := flags.Int("runs", 5, "how many times to run each")
	saves := flags.Int("saves", 50, "serve: how many saves of each kind to time")
	memorySaves := flags.Int("long", 1000, "serve: after how many saves to measure memory again")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	dir, err := os.MkdirTemp("", "guide-bench-")
	if err != nil {
		fmt.Fprintln(stderr, "error:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	b := &bench{out: stdout, dir: dir}
	switch mode {
	case "search":
		err = b.measureSearch(*lessons, *pages)
	case "serve":
		err = b.withCorpus(*lessons, *pages,
			func(source string) error { return b.measureServe(source, *runs, *saves, *memorySaves) })
	default:
		err = b.withCorpus(*lessons, *pages, func(source string) error { return b.measureBuild(source, *runs) })
	}
	if err != nil {
		fmt.Fprintln(stderr, "error:", err)
		return 1
	}
	return 0
}

// bench holds what the measurements share.
type bench struct {
	out       io.Writer
	dir       string // temporary folder
	guidePath string // path of the built program
}

// withCorpus writes a guide with so many pages and measures with it.
func (b *bench) withCorpus(lessons string, pages int, benchmark func(source string) error) error {
	if err := b.buildGuide(); err != nil {
		return err
	}
	lessonTexts, err := readLessons(lessons)
	if err != nil {
		return err
	}
	good, err := b.filterLessons(lessonTexts)
	if err != nil {
		return err
	}
	source := filepath.Join(b.dir, "source")
	size, err := writeGuide(source, good, pages)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%d topics, %.1f MB of Markdown\n", pages, float64(size)/1e6)
	return benchmark(source)
}

func (b *bench) buildGuide() error {
	b.guidePath = filepath.Join(b.dir, "guide")
	if out, err := exec.Command("go", "build", "-o", b.guidePath, "./cmd/guide").CombinedOutput(); err != nil {
		return fmt.Errorf("building guide: %w\n%s", err, out)
	}
	return nil
}

// measureBuild runs the baseline and guide build in turn.
func (b *bench) measureBuild(source string, runs int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var baselines, builds []measurement
	for n := range runs {
		output := filepath.Join(b.dir, "out"+strconv.Itoa(n))
		f, err := measure(exec.Command(self, baselineCommand, source, output))
		if err != nil {
			return err
		}
		os.RemoveAll(output)
		g, err := measure(exec.Command(b.guidePath, "build", "--source", source, "--output", output))
		if err != nil {
			return err
		}
		os.RemoveAll(output)
		baselines, builds = append(baselines, f), append(builds, g)
	}
	f, g := median(baselines), median(builds)
	fmt.Fprintf(b.out, "%-12s %10s %10s %12s\n", "", "wall s", "CPU s", "peak MB")
	fmt.Fprintf(b.out, "%-12s %10.2f %10.2f %12.0f\n", "baseline", f.wallSeconds, f.cpuSeconds, f.peakMB)
	fmt.Fprintf(b.out, "%-12s %10.2f %10.2f %12.0f\n", "guide build", g.wallSeconds, g.cpuSeconds, g.peakMB)
	fmt.Fprintf(b.out, "%-12s %10.2f %10.2f\n", "ratio", g.wallSeconds/f.wallSeconds, g.cpuSeconds/f.cpuSeconds)
	return nil
}
