package main

import (
	"slices"

	"guide/cmd/internal/diag"
)

// told is what makes a problem the same one in another version, in which it may have another place.
type told struct{ file, code, message string }

func tell(p diag.Problem) told { return told{p.File, p.Code, p.Message} }

// doubtful reports whether there is an error that the version that is shown does not have.
func (l *live) doubtful(problems []diag.Problem) bool {
	known := map[told]bool{}
	for _, p := range l.problems {
		known[tell(p)] = true
	}
	return slices.ContainsFunc(problems, func(p diag.Problem) bool {
		return p.Severity == diag.Error && !known[tell(p)]
	})
}

// report shows all problems of the version that is shown, and prints those that were not printed yet.
func (l *live) report(problems []diag.Problem) {
	if !slices.Equal(problems, l.problems) {
		l.server.SetProblems(problems)
	}
	l.problems = problems
	l.print(problems)
}

// maxPrinted is how many problems are printed at a time.
const maxPrinted = 50

// print prints new problems, and how many there are when that has changed.
func (l *live) print(problems []diag.Problem) {
	now := map[told]bool{}
	var fresh []diag.Problem
	for _, p := range problems {
		if now[tell(p)] = true; !l.printed[tell(p)] {
			fresh = append(fresh, p)
		}
	}
	errors, warnings := diag.Count(problems)
	solved := l.wrong && errors+warnings == 0
	l.wrong = errors+warnings > 0
	same := len(fresh) == 0 && len(now) == len(l.printed)
	l.printed = now
	more := len(fresh) - maxPrinted
	fresh = fresh[:min(len(fresh), maxPrinted)]
	diag.FillSource(l.project.source, fresh)
	_ = diag.Write(l.out, diag.FormatText, fresh) // a terminal that is gone is no reason to stop
	if more > 0 {
		l.say("and %d more: guide check lists them all", more)
	}
	switch {
	case solved:
		l.say("no problems any more")
	case !same && l.wrong:
		l.say("%s", found(errors, warnings))
	}
}
