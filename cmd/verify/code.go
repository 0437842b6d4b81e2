package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// goTool runs the go command and shows what it prints.
func (v *verifier) goTool(env []string, args ...string) error {
	cmd := exec.CommandContext(v.ctx, "go", args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = v.out, v.err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go %s: %w", strings.Join(args, " "), errShown)
	}
	return nil
}

func (v *verifier) gofmt() error {
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
		err = fmt.Errorf("not as gofmt writes them: %s", strings.Join(bad, ", "))
	}
	return err
}

func (v *verifier) vet() error { return v.goTool(nil, "vet", "./...") }

// vetOthers compiles for the systems that tests do not run on here.
func (v *verifier) vetOthers() error {
	for _, system := range []string{"darwin", "windows"} {
		if err := v.goTool([]string{"GOOS=" + system, "CGO_ENABLED=0"}, "build", "-o", os.DevNull, "./cmd/guide"); err != nil {
			return err
		}
		if err := v.goTool([]string{"GOOS=" + system, "CGO_ENABLED=0"}, "vet", "./cmd/internal/publish", "./cmd/internal/watch"); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) staticcheck() error { return v.goTool(nil, "tool", "staticcheck", "./...") }

func (v *verifier) tidy() error { return v.goTool(nil, "mod", "tidy", "-diff") }

func (v *verifier) modVerify() error { return v.goTool(nil, "mod", "verify") }

// topLevel holds the project to its few folders.
func (v *verifier) topLevel() error {
	allowed := []string{"cmd", "content", "templates", "static", "go.mod", "go.sum", "README.md", "LICENSE"}
	made := []string{"public", "offline", "guide", "guide.exe"} // by the commands of the README
	entries, err := os.ReadDir(".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(slices.Concat(allowed, made), e.Name()) {
			return fmt.Errorf("%s does not belong at the top level, which has %s", e.Name(), strings.Join(allowed, ", "))
		}
	}
	return nil
}

// tests runs every test, with the race detector where a C compiler makes that possible.
func (v *verifier) tests() error {
	if why := v.noRace(); why != "" {
		fmt.Fprintf(v.out, "without the race detector: %s\n", why)
		return v.goTest(nil, "./...")
	}
	return v.goTest(nil, "-race", "./...")
}

// goTest runs tests that must not skip for want of a tool, and shows the figures that they print.
func (v *verifier) goTest(env []string, args ...string) error {
	figures := filepath.Join(v.dir, "figures")
	env = append(env, "GUIDE_BROWSER=1", "GUIDE_AXE="+v.axeFile, "GUIDE_FIGURES="+figures)
	if err := v.goTool(env, append([]string{"test"}, args...)...); err != nil {
		return err
	}
	data, err := os.ReadFile(figures)
	if err == nil {
		_, err = v.out.Write(data)
	}
	return errors.Join(err, os.Remove(figures))
}

// noRace says why the race detector cannot be used; "" if it can.
func (v *verifier) noRace() string {
	out, err := exec.CommandContext(v.ctx, "go", "env", "CGO_ENABLED", "CC").Output()
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

// fuzz runs each fuzz target for a minute.
func (v *verifier) fuzz() error {
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
			if err := v.goTool(nil, "test", "-run", "^$", "-fuzz", "^"+string(m[1])+"$", "-fuzztime", "60s", dir); err != nil {
				return err
			}
		}
	}
	return nil
}

// long runs for a long time what has chance in it, the preview against fresh builds and readers' progress,
// and looks at every page of the guide in every way.
func (v *verifier) long() error {
	return v.goTest([]string{"GUIDE_SEEDS=100"}, "-count=1", "-timeout=60m", "-run", "^(TestRandomChanges|TestTwoTabs|TestMerge|TestAxe|TestRules)$", "./cmd/guide")
}
