package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/site"
)

// runFix shows the fixes as a diff, or writes them.
func (a *app) runFix(ctx context.Context, p *project, f checkFlags) error {
	var fixes *fixer
	for n := 1; ; n++ {
		var err error
		if fixes, err = p.fixAll(ctx); err == nil {
			break
		}
		if !errors.Is(err, site.ErrStale) || n == maxLoadAttempts {
			return err
		}
	}
	if f.write {
		return a.writeFixes(fixes)
	}
	fixed, files := 0, fixes.overlay.changed()
	for _, name := range files {
		fixed += len(fixes.fixed[name])
		before, after := fixes.overlay.contents(name)
		if _, err := io.WriteString(a.stdout, a.printableDiff(edit.Diff(name, name, before, after))); err != nil {
			return err
		}
	}
	counts := diag.Count(fixes.problems)
	a.logf("%s", fixSummary(fixed, len(files), counts))
	if len(files) > 0 || counts.Errors > 0 || f.strict && counts.Warnings > 0 {
		return errProblems
	}
	return nil
}

// fixSummary says how many problems can be fixed, and how many faults are left.
func fixSummary(fixed, files int, left diag.Counts) string {
	left.Notices = 0
	summary := fmt.Sprintf("%s in %s can be fixed: guide check --fix --write does it", pluralize(fixed, "problem"),
		pluralize(files, "file"))
	switch {
	case fixed == 0 && left.Faults() == 0:
		return "nothing to fix"
	case fixed == 0:
		summary = "nothing can be fixed automatically"
	}
	if left.Faults() > 0 {
		summary += "; left for you to correct: " + left.String()
	}
	return summary
}

// printableDiff returns a diff as the output shows it: on a terminal without characters that control it, and coloured
// like problems.
func (a *app) printableDiff(diff string) string {
	if isTerminal(a.stdout) {
		diff = diag.Printable(diff)
	}
	if !a.textOptions("").Colour {
		return diff
	}
	return changedLine.ReplaceAllStringFunc(diff, func(line string) string {
		return diffColours[line[0]] + line + "\x1b[0m"
	})
}

// changedLine matches the lines of a diff that have a colour, by their first byte.
var (
	changedLine = regexp.MustCompile(`(?m)^[-+@].*$`)
	diffColours = map[byte]string{'-': "\x1b[31m", '+': "\x1b[32m", '@': "\x1b[36m"}
)

// writeFixes writes the changed files and reports each. It returns errProblems if one was not written.
func (a *app) writeFixes(f *fixer) error {
	files := f.overlay.changed()
	var failed error
	for _, name := range files {
		before, after := f.overlay.contents(name)
		if err := a.replaceSource(name, before, after); err != nil {
			a.logf("error: %s: %s", name, diag.Cause(err))
			failed = errProblems
			continue
		}
		a.logf("%s: fixed %s", name, countRules(f.fixed[name]))
	}
	if len(files) == 0 {
		a.logf("nothing to fix")
	}
	return failed
}

// replaceSource replaces a source file that still has the bytes before.
func (a *app) replaceSource(name string, before, after []byte) error {
	top, rest, _ := strings.Cut(name, "/")
	root, err := os.OpenRoot(filepath.Join(a.source, top))
	if err != nil {
		return err
	}
	defer root.Close()
	return replaceFile(root, rest, after, func(now []byte) bool { return bytes.Equal(now, before) })
}

// countRules returns how many problems of each rule there are: "heading-mark, list-mark (2)".
func countRules(problems []diag.Problem) string {
	counts := map[string]int{}
	for _, p := range problems {
		counts[p.Rule.Code]++
	}
	var out []string
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		if counts[code] > 1 {
			out = append(out, fmt.Sprintf("%s (%d)", code, counts[code]))
		} else {
			out = append(out, code)
		}
	}
	return strings.Join(out, ", ")
}
