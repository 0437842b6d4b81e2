package main

import (
	"slices"

	"guide/cmd/internal/diag"
)

// problemKey identifies a problem across versions, regardless of its position.
type problemKey struct{ file, code, message string }

func problemKeyOf(p diag.Problem) problemKey { return problemKey{p.File, p.Rule.String(), p.Message} }

// hasNewErrors reports whether there is an error that the shown version does not have.
func (l *previewSession) hasNewErrors(problems []diag.Problem) bool {
	known := map[problemKey]bool{}
	for _, p := range l.problems {
		known[problemKeyOf(p)] = true
	}
	return slices.ContainsFunc(problems, func(p diag.Problem) bool {
		return p.Severity == diag.Error && !known[problemKeyOf(p)]
	})
}

// reportProblems publishes the problems of the shown version and prints those not printed before.
func (l *previewSession) reportProblems(problems []diag.Problem) {
	if !slices.Equal(problems, l.problems) {
		l.server.SetProblems(problems)
	}
	l.problems = problems
	l.printNewProblems(problems)
}

// maxPrinted is how many problems are printed at once.
const maxPrinted = 50

// printNewProblems prints the problems not printed before, and the number of problems if anything changed.
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
	_ = diag.Write(l.stdout, diag.FormatText, fresh) // keep serving even if the terminal is gone
	if more > 0 {
		l.logf("and %d more: guide check lists them all", more)
	}
	switch {
	case resolved:
		l.logf("no more problems")
	case !unchanged && l.hadProblems:
		l.logf("%s", countSummary(errorCount, warningCount))
	}
}
