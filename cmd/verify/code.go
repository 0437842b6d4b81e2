package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/format"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// goTool runs the go command and prints its output.
func (v *verifier) goTool(ctx context.Context, env []string, args ...string) error {
	return goTool(ctx, v.stdout, v.stderr, env, args...)
}

func goTool(ctx context.Context, stdout, stderr io.Writer, env []string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go %s: %w", strings.Join(args, " "), errPrinted)
	}
	return nil
}

func (v *verifier) gofmt(context.Context) error {
	var bad []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if formatted, err := format.Source(src); err != nil || !bytes.Equal(src, formatted) {
			bad = append(bad, name)
		}
		return nil
	})
	if err == nil && len(bad) > 0 {
		err = fmt.Errorf("not formatted with gofmt: %s", strings.Join(bad, ", "))
	}
	return err
}

func (v *verifier) vet(ctx context.Context) error { return v.goTool(ctx, nil, "vet", "./...") }

// vetOtherSystems builds and vets for the systems that the tests do not run on.
func (v *verifier) vetOtherSystems(ctx context.Context) error {
	for _, system := range []string{"darwin", "windows"} {
		err := v.goTool(ctx, []string{"GOOS=" + system, "CGO_ENABLED=0"}, "build", "-o", os.DevNull, "./cmd/guide")
		if err != nil {
			return err
		}
		if err := v.goTool(ctx, []string{"GOOS=" + system, "CGO_ENABLED=0"}, "vet", "./..."); err != nil {
			return err
		}
	}
	return nil
}

// toolsMod is the module file of the Go programs that only verify runs. Its requirements do not affect those of
// go.mod.
const toolsMod = ".ci/tools.mod"

// toolFrom runs a program of toolsMod.
func (v *verifier) toolFrom(ctx context.Context, program string, args ...string) error {
	return v.goTool(ctx, nil, append([]string{"tool", "-modfile=" + toolsMod, program}, args...)...)
}

func (v *verifier) staticcheck(ctx context.Context) error {
	return v.toolFrom(ctx, "staticcheck", "./...")
}

// workflowFiles are the workflows of this repository, and those of new guides.
var workflowFiles = []string{".github/workflows/*.yml", "cmd/internal/skeleton/*/.github/workflows/*.yml"}

// actionlint checks the workflows, without the optional programs for shell and Python.
func (v *verifier) actionlint(ctx context.Context) error {
	var workflows []string
	for _, pattern := range workflowFiles {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("there are no files %s", pattern)
		}
		workflows = append(workflows, names...)
	}
	return v.toolFrom(ctx, "actionlint", append([]string{"-shellcheck=", "-pyflakes="}, workflows...)...)
}

// tidy checks both module files. "go mod tidy -modfile" would add what the packages of the project import, so the
// module file of the tools is checked in a folder without packages.
func (v *verifier) tidy(ctx context.Context) error {
	if err := v.goTool(ctx, nil, "mod", "tidy", "-diff"); err != nil {
		return err
	}
	dir := filepath.Join(v.dir, "tools")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for from, to := range map[string]string{toolsMod: "go.mod", ".ci/tools.sum": "go.sum"} {
		data, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, to), data, 0o666)
		}
		if err != nil {
			return err
		}
	}
	if err := v.goTool(ctx, nil, "-C", dir, "mod", "tidy", "-diff"); err != nil {
		return fmt.Errorf("%s: %w", toolsMod, err)
	}
	return nil
}

func (v *verifier) modVerify(ctx context.Context) error {
	if err := v.goTool(ctx, nil, "mod", "verify"); err != nil {
		return err
	}
	return v.goTool(ctx, nil, "mod", "verify", "-modfile="+toolsMod)
}

// topLevel checks that nothing was added to the top level of the project.
func (v *verifier) topLevel(context.Context) error {
	allowed := []string{"cmd", "content", "templates", "static", "go.mod", "go.sum", "README.md", "LICENSE"}
	outputs := []string{"public", "offline", "guide", "guide.exe"} // of the commands in the README
	entries, err := os.ReadDir(".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(slices.Concat(allowed, outputs), e.Name()) {
			return fmt.Errorf("%s does not belong at the top level: it holds %s", e.Name(),
				strings.Join(allowed, ", "))
		}
	}
	return nil
}

// concurrentPackages are the packages that start goroutines and need no browser. Their tests run with the race
// detector; --all runs all tests with it.
var concurrentPackages = []string{"guide", "publish", "watch"}

// siteRaceTests are the tests of package site that run with the race detector, too: those of several goroutines. It
// makes the others five times as slow.
const siteRaceTests = "CheckWhenIdle|RepositoryGuide|PartialCached|Concurrent"

// The timeouts only end tests that hang: a busy machine may take long.
const (
	testTimeout = "-timeout=80m"
	longTimeout = "-timeout=12h"
)

// tests runs all tests: those of concurrentPackages with the race detector, if there is a C compiler, and the others in
// parallel.
func (v *verifier) tests(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "go", "list", "./...").Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	var otherPackages, racePackages []string
	for name := range strings.FieldsSeq(string(out)) {
		if slices.ContainsFunc(concurrentPackages,
			func(p string) bool { return strings.HasSuffix(name, "/internal/"+p) }) {
			racePackages = append(racePackages, name)
		} else {
			otherPackages = append(otherPackages, name)
		}
	}
	raceFlag := "-race"
	if why := raceUnavailable(ctx); why != "" {
		fmt.Fprintf(v.stdout, "without the race detector: %s\n", why)
		raceFlag = "-race=false"
	}
	var report bytes.Buffer // of the tests with the race detector
	raceDone := make(chan error, 1)
	go func() {
		race := func(args ...string) error {
			args = append([]string{"test", testTimeout, raceFlag}, args...)
			return goTool(ctx, &report, &report, v.testEnv(), args...)
		}
		raceDone <- errors.Join(race(racePackages...), race("-run", siteRaceTests, "./cmd/internal/site"))
	}()
	err = v.goTest(ctx, nil, otherPackages...)
	err = errors.Join(<-raceDone, err)
	_, _ = report.WriteTo(v.stdout)
	return err
}

// testEnv returns the environment in which tests find their tools, and fail instead of skipping if one is missing.
func (v *verifier) testEnv() []string { return []string{"GUIDE_BROWSER=1", "GUIDE_AXE=" + v.axeFile} }

// goTest runs tests and prints the metrics that they report.
func (v *verifier) goTest(ctx context.Context, env []string, args ...string) error {
	metricsFile := filepath.Join(v.dir, "metrics")
	env = append(env, append(v.testEnv(), "GUIDE_METRICS="+metricsFile)...)
	if err := v.goTool(ctx, env, append([]string{"test", testTimeout}, args...)...); err != nil {
		return err
	}
	data, err := os.ReadFile(metricsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		_, err = v.stdout.Write(data)
	}
	return errors.Join(err, os.Remove(metricsFile))
}

// raceUnavailable returns why the race detector cannot be used, or "".
func raceUnavailable(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "go", "env", "CGO_ENABLED", "CC").Output()
	if err != nil {
		return err.Error()
	}
	enabled, compiler, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if enabled != "1" {
		return "cgo is off; install gcc or clang to use it"
	}
	name, _, _ := strings.Cut(compiler, " ")
	if _, err := exec.LookPath(name); err != nil {
		return fmt.Sprintf("there is no C compiler %s", name)
	}
	return ""
}

var fuzzTarget = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// fuzz runs every fuzz target for a minute.
func (v *verifier) fuzz(ctx context.Context) error {
	files, err := filepath.Glob("cmd/internal/*/*_test.go")
	if err != nil {
		return err
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, m := range fuzzTarget.FindAllSubmatch(src, -1) {
			dir := "./" + filepath.ToSlash(filepath.Dir(file))
			err := v.goTool(ctx, nil, "test", "-run", "^$", "-fuzz", "^"+string(m[1])+"$", "-fuzztime", "60s", dir)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// race runs all tests with the race detector.
func (v *verifier) race(ctx context.Context) error {
	if why := raceUnavailable(ctx); why != "" {
		return errors.New(why)
	}
	return v.goTest(ctx, nil, longTimeout, "-race", "./...")
}

// long runs the randomized tests for a long time, and the tests of pages on every page of the guide.
func (v *verifier) long(ctx context.Context) error {
	const seeds = "GUIDE_SEEDS=50"
	if err := v.testScripts(ctx, seeds); err != nil {
		return err
	}
	return v.goTest(ctx, []string{seeds}, longTimeout, "-count=1", "./...")
}
