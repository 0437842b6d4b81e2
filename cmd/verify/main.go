// Command verify is everything that must hold before a change lands.
//
//	go run ./cmd/verify          every check: five minutes on two cores
//	go run ./cmd/verify --all    the long runs too: all tests with the race detector, each fuzz target for a
//	                             minute, 100,000 random changes of a guide in preview, 20,000 ticks in two
//	                             tabs, 100,000 files merged, every page of the guide in every way that
//	                             axe-core and the rules look
//
// It runs from the top folder of the project. Beside Go it needs what tools.go lists. As root and in CI it
// installs what is missing with apt; elsewhere it says in one line how to. Go programs that only verify runs stand
// in .ci/tools.mod, never in go.mod, and come with the first run. Each check is named and timed; the first that
// fails ends the run with status 1. No check depends on how fast the machine is.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// check is one thing that must hold.
type check struct {
	name string
	run  func(*verifier, context.Context) error
}

var checks = []check{
	{"tools", (*verifier).tools},
	{"gofmt", (*verifier).gofmt},
	{"go vet", (*verifier).vet},
	{"go vet for other systems", (*verifier).vetOtherSystems},
	{"staticcheck", (*verifier).staticcheck},
	{"actionlint", (*verifier).actionlint},
	{"go mod tidy", (*verifier).tidy},
	{"go mod verify", (*verifier).modVerify},
	{"top level", (*verifier).topLevel},
	{"axe-core", (*verifier).fetchAxe},
	{"tests", (*verifier).tests},
	{"the guide builds", (*verifier).buildGuide},
	{"the built site", (*verifier).auditSite},
}

var longChecks = []check{
	{"the race detector", (*verifier).race},
	{"fuzzing", (*verifier).fuzz},
	{"long tests", (*verifier).long},
}

// verifier carries what the checks share.
type verifier struct {
	stdout, stderr io.Writer
	dir            string // for what checks make
	axeFile        string // the source of axe-core
	site           string // the built guide
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	all := flags.Bool("all", false, "run the long checks too")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if _, err := os.Stat("go.mod"); err != nil {
		fmt.Fprintln(stderr, "error: run verify from the top folder of the project")
		return 2
	}
	dir, err := os.MkdirTemp("", "guide-verify-")
	if err != nil {
		fmt.Fprintln(stderr, "error:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	v := &verifier{stdout: stdout, stderr: stderr, dir: dir}
	todo := checks
	if *all {
		todo = append(todo, longChecks...)
	}
	return v.runChecks(ctx, todo)
}

// runChecks runs the checks in turn until one fails.
func (v *verifier) runChecks(ctx context.Context, todo []check) int {
	begin := time.Now()
	for _, c := range todo {
		start := time.Now()
		err := c.run(v, ctx)
		took := time.Since(start).Round(100 * time.Millisecond)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			fmt.Fprintf(v.stdout, "FAILED  %-26s %7s\n", c.name, took)
			if !errors.Is(err, errPrinted) {
				fmt.Fprintln(v.stderr, "error:", err)
			}
			return 1
		}
		fmt.Fprintf(v.stdout, "passed  %-26s %7s\n", c.name, took)
	}
	fmt.Fprintf(v.stdout, "%d checks passed in %s\n", len(todo), time.Since(begin).Round(100*time.Millisecond))
	return 0
}

// errPrinted says that what is wrong has been printed already.
var errPrinted = errors.New("see above")
