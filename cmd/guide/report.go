package main

import (
	"slices"

	"guide/cmd/internal/diag"
)

// problemKey identifies a problem across versions, regardless of its position.
type problemKey struct{ file, code, message string }

func problemKeyOf(p diag.Problem) problemKey { return problemKey{p.File, p.Rule.String(), p.Message} }

// hasNewErrors reports whether there is an error that the shown version does not have.
func (ps *previewSession) hasNewErrors(problems []diag.Problem) bool {
	known := map[problemKey]bool{}
	for _, p := range ps.problems {
		known[problemKeyOf(p)] = true
	}
	return slices.ContainsFunc(problems, func(p diag.Problem) bool {
		return p.Severity == diag.Error && !known[problemKeyOf(p)]
	})
}

// reportProblems publishes the problems of the shown version and prints those not printed before.
func (ps *previewSession) reportProblems(problems []diag.Problem) {
	if !slices.Equal(problems, ps.problems) {
		ps.server.SetProblems(problems)
	}
	ps.problems = problems
	ps.printNewProblems(problems)
}

// maxPrinted is how many problems are printed at once.
const maxPrinted = 50

// printNewProblems prints the problems not printed before, and the number of problems if anything changed. Notices are
// for the browser.
func (ps *previewSession) printNewProblems(problems []diag.Problem) {
	current := map[problemKey]bool{}
	var fresh []diag.Problem
	for _, p := range problems {
		if p.Severity == diag.Notice {
			continue
		}
		if current[problemKeyOf(p)] = true; !ps.printed[problemKeyOf(p)] {
			fresh = append(fresh, p)
		}
	}
	counts := diag.Count(problems)
	counts.Notices = 0
	resolved := ps.hadProblems && counts.Faults() == 0
	ps.hadProblems = counts.Faults() > 0
	unchanged := len(fresh) == 0 && len(current) == len(ps.printed)
	ps.printed = current
	more := len(fresh) - maxPrinted
	fresh = fresh[:min(len(fresh), maxPrinted)]
	diag.FillSource(ps.project.source, fresh)
	_ = diag.Write(ps.stdout, fresh, ps.textOptions("guide check lists them")) // keep serving even without a terminal
	if more > 0 {
		ps.logf("and %d more: guide check lists them all", more)
	}
	switch {
	case resolved:
		ps.logf("no more problems")
	case !unchanged && ps.hadProblems:
		ps.logf("%s", counts)
	}
}
