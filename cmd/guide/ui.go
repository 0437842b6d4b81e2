package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"guide/cmd/internal/diag"
)

// ui speaks to the terminal. Problems go to out; everything else goes to err, in lower case and
// without a full stop.
type ui struct{ stdout, stderr io.Writer }

// logf prints one line.
func (u ui) logf(format string, args ...any) { fmt.Fprintf(u.stderr, format+"\n", args...) }

func (u ui) warn(message string) { u.logf("warning: %s", message) }

// printError prints what ended the program.
func (u ui) printError(err error, hint string) {
	u.logf("error: %v", err)
	u.printHint(hint)
}

// printHint prints what to do, if there is something.
func (u ui) printHint(hint string) {
	if hint != "" {
		u.logf("hint: %s", hint)
	}
}

// printProblems prints problems, and their number with what follows from it. It returns errProblems where
// they stop a command.
func (u ui) printProblems(format diag.Format, problems []diag.Problem, strict bool, consequence string) error {
	if err := diag.Write(u.stdout, format, problems); err != nil {
		return err
	}
	errorCount, warningCount := diag.Count(problems)
	if errorCount+warningCount == 0 {
		return nil
	}
	line := countSummary(errorCount, warningCount)
	failed := errorCount > 0 || strict
	if failed && consequence != "" {
		line += "; " + consequence
	}
	u.logf("%s", line)
	if failed {
		return errProblems
	}
	return nil
}

func countSummary(errorCount, warningCount int) string {
	var parts []string
	if errorCount > 0 {
		parts = append(parts, pluralize(errorCount, "error"))
	}
	if warningCount > 0 {
		parts = append(parts, pluralize(warningCount, "warning"))
	}
	return strings.Join(parts, ", ")
}

// progressDelay is how long a build lasts before it shows a bar.
const progressDelay = 2 * time.Second

// progressBar shows how far a long command is, on a terminal only.
type progressBar struct {
	w         io.Writer // nil: not a terminal
	label     string
	start     time.Time
	lastDrawn time.Time
	visible   bool
}

func (u ui) newProgressBar(what string, start time.Time) *progressBar {
	b := &progressBar{label: what, start: start}
	if isTerminal(u.stderr) {
		b.w = u.stderr
	}
	return b
}

// update is told how much of a command is done; it redraws ten times a second at most.
func (b *progressBar) update(done, total int) {
	now := time.Now()
	if b.w == nil || total == 0 || now.Sub(b.start) < progressDelay || now.Sub(b.lastDrawn) < 100*time.Millisecond {
		return
	}
	b.lastDrawn, b.visible = now, true
	const width = 30
	full := width * done / total
	fmt.Fprintf(b.w, "\r%s [%s%s] %d of %d", b.label, strings.Repeat("=", full), strings.Repeat(" ", width-full), done, total)
}

// erase takes the bar away.
func (b *progressBar) erase() {
	if b.visible {
		fmt.Fprint(b.w, "\r\x1b[K")
		b.visible = false
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// pluralize writes a number with its noun: "1 page", "2 pages".
func pluralize(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// formatBytes writes a number of bytes: "912 bytes", "41 kB", "3.2 MB".
func formatBytes(n int64) string {
	switch {
	case n < 1000:
		return pluralize(int(n), "byte")
	case n < 999_500:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
