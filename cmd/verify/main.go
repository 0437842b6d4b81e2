// Command verify runs everything that must pass before a change is merged.
//
//	go run ./cmd/verify          all checks: five minutes on two cores
//	go run ./cmd/verify --all    the long runs too: all tests with the race detector, each fuzz target for a
//	                             minute, 50,000 random changes of a guide in preview, 10,000 ticks in two
//	                             tabs, 50,000 files merged, and axe-core and the rules for pages on every
//	                             page of the guide in every view
//
// It must be run in the top folder of the project. Besides Go it needs the programs listed in tools.go. As root and in
// CI it installs missing ones with apt; elsewhere it prints the command that does. Go programs that only verify runs
// are in .ci/tools.mod, not in go.mod, and are built by the first run. Every check has a name and is timed. The first
// failure ends the run with status 1. No check depends on the speed of the machine.
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

// check is a named step of verify.
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
	{"scripts", (*verifier).scripts},
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

// verifier holds what the checks share.
type verifier struct {
	stdout, stderr io.Writer
	dir            string // temporary folder for outputs
	axeFile        string // path of axe-core
	site           string // folder of the built guide
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

// runChecks runs the checks one after another until one fails, and returns the exit status.
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

// errPrinted means that the failure has already been printed.
var errPrinted = errors.New("see above")
