// Command bench measures guide build, guide check and guide serve with guides of real shape.
//
//	go run ./cmd/bench --lessons DIR                       builds of 50, 1,000 and 10,000 topics
//	go run ./cmd/bench serve --lessons DIR --pages 10000   from saving a file to the screen, in Chromium
//	go run ./cmd/bench search --lessons DIR --pages 10000  search, compared with Pagefind, which npm downloads
//	go run ./cmd/bench pictures --photos 50                scaling photos as large as those of a phone
//
// It takes every Markdown file in DIR as a lesson; without DIR, the texts of this project's own guide. Each topic has a
// lesson, seven checklist items and five resources, in seven steps; the lessons are repeated up to the number of
// topics, without what only their own site has (HTML, pictures, links to other files).
//
// For each size bench runs in turn, each as a separate process: the floor, guide build with everything on, the same
// with nothing changed and with one text changed, guide check, and Hugo with pages alone, if it is installed. It prints
// the medians of CPU time (user and system), wall time with two threads and with all cores, and peak memory, and
// --chart draws them. Ratios of one run can be compared with those of another machine; seconds cannot. The output goes
// to the temporary folder: set TMPDIR to a memory disk.
//
// The floor reads each file, decodes its front matter to YAML nodes, converts the body with goldmark and the same
// extensions, and writes one file: the least that a generator with these libraries does.
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
	"strings"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options are those of the command line.
type options struct {
	lessons           string
	sizes             []int
	runs, saves, long int
	photos            int
	chart             string
}

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 3 && args[0] == floorCommand {
		if err := floor(args[1], args[2]); err != nil {
			fmt.Fprintln(stderr, "error:", err)
			return 1
		}
		return 0
	}
	mode := "build"
	if len(args) > 0 && slices.Contains([]string{"serve", "search", "pictures"}, args[0]) {
		mode, args = args[0], args[1:]
	}
	opts, err := parseOptions(args, stderr)
	if err != nil {
		return 2
	}
	if err := benchmark(mode, opts, stdout); err != nil {
		fmt.Fprintln(stderr, "error:", err)
		return 1
	}
	return 0
}

func parseOptions(args []string, stderr io.Writer) (opts options, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&opts.lessons, "lessons", "content", "the `folder` of Markdown files to build from")
	opts.sizes = []int{50, 1_000, 10_000}
	flags.Func("pages", "how many `topics`, or several numbers with commas between them (default 50,1000,10000)",
		func(list string) error {
			opts.sizes = nil
			for text := range strings.SplitSeq(list, ",") {
				n, err := strconv.Atoi(text)
				if err != nil || n < len(stepTitles) {
					return fmt.Errorf("%q is not a number of at least %d", text, len(stepTitles))
				}
				opts.sizes = append(opts.sizes, n)
			}
			return nil
		})
	flags.IntVar(&opts.runs, "runs", 5, "how many times to run each")
	flags.StringVar(&opts.chart, "chart", "", "an SVG `file` to draw the builds in")
	flags.IntVar(&opts.photos, "photos", 50, "pictures: how many photos to make and to scale")
	flags.IntVar(&opts.saves, "saves", 50, "serve: how many saves of each kind to time")
	flags.IntVar(&opts.long, "long", 1000, "serve: after how many saves to measure memory again")
	return opts, flags.Parse(args)
}

// bench holds what the measurements share.
type bench struct {
	out       io.Writer
	dir       string // temporary folder
	guidePath string // path of the built program
}

func benchmark(mode string, opts options, stdout io.Writer) error {
	dir, err := os.MkdirTemp("", "guide-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{out: stdout, dir: dir}
	if err := b.buildGuide(); err != nil {
		return err
	}
	if mode == "pictures" {
		return b.measurePictures(opts.photos)
	}
	largest := opts.sizes[len(opts.sizes)-1]
	lessons, err := readLessons(opts.lessons)
	if err != nil {
		return err
	}
	if mode == "search" {
		return b.measureSearch(lessons, largest)
	}
	if mode == "build" {
		return b.measureBuild(lessons, opts.sizes, opts.runs, opts.chart)
	}
	size, err := layout(dir, lessons, largest)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%d topics, %.1f MB; %s\n", largest, float64(size)/1e6, b.versions())
	return b.measureServe(opts)
}

func (b *bench) buildGuide() error {
	b.guidePath = filepath.Join(b.dir, "guide-program")
	if out, err := exec.Command("go", "build", "-o", b.guidePath, "./cmd/guide").CombinedOutput(); err != nil {
		return fmt.Errorf("building guide: %w\n%s", err, out)
	}
	return nil
}
