package main

import (
	"slices"

	"guide/cmd/internal/diag"
)

// problemKey is what makes a problem the same one in another version, in which it may have another place.
type problemKey struct{ file, code, message string }

func problemKeyOf(p diag.Problem) problemKey { return problemKey{p.File, p.Code, p.Message} }

// hasNewErrors reports whether there is an error that the version that is shown does not have.
func (l *previewSession) hasNewErrors(problems []diag.Problem) bool {
	known := map[problemKey]bool{}
	for _, p := range l.problems {
		known[problemKeyOf(p)] = true
	}
	return slices.ContainsFunc(problems, func(p diag.Problem) bool {
		return p.Severity == diag.Error && !known[problemKeyOf(p)]
	})
}

// reportProblems shows all problems of the version that is shown, and prints those that were not printed yet.
func (l *previewSession) reportProblems(problems []diag.Problem) {
	if !slices.Equal(problems, l.problems) {
		l.server.SetProblems(problems)
	}
	l.problems = problems
	l.printNewProblems(problems)
}

// maxPrinted is how many problems are printed at a time.
const maxPrinted = 50

// printNewProblems prints new problems, and how many there are when that has changed.
func (l *previewSession) printNewProblems(problems []diag.Problem) {
	current := map[problemKey]bool{}
	var fresh []diag.Problem
	for _, p := range problems {
		if current[problemKeyOf(p)] = true; !l.printed[problemKeyOf(p)] {
			fresh = append(fresh, p)
		}
	}
	errorCount, warningCount := diag.Count(problems)
	resolved := l.hadProblems && errorCount+warningCount == 0
	l.hadProblems = errorCount+warningCount > 0
	unchanged := len(fresh) == 0 && len(current) == len(l.printed)
	l.printed = current
	more := len(fresh) - maxPrinted
	fresh = fresh[:min(len(fresh), maxPrinted)]
	diag.FillSource(l.project.source, fresh)
	_ = diag.Write(l.stdout, diag.FormatText, fresh) // a terminal that is gone is no reason to stop
	if more > 0 {
		l.logf("and %d more: guide check lists them all", more)
	}
	switch {
	case resolved:
		l.logf("no problems any more")
	case !unchanged && l.hadProblems:
		l.logf("%s", countSummary(errorCount, warningCount))
	}
}
