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

// ui writes to the terminal: problems to stdout, everything else to stderr, in lower case and without a full stop.
type ui struct {
	stdout, stderr io.Writer
	answers        *answers // nil if nobody can be asked
}

// logf prints a line.
func (u ui) logf(format string, args ...any) { fmt.Fprintf(u.stderr, format+"\n", args...) }

func (u ui) warn(message string) { u.logf("warning: %s", message) }

// printError prints the error that ends the program.
func (u ui) printError(err error, hint string) {
	u.logf("error: %v", err)
	u.printHint(hint)
}

// printHint prints a hint unless it is empty.
func (u ui) printHint(hint string) {
	if hint != "" {
		u.logf("hint: %s", hint)
	}
}

// printProblems prints problems and their number, followed by the consequence if they make the command fail. In
// that case it returns errProblems.
func (a *app) printProblems(problems []diag.Problem, opts diag.Options, strict bool, consequence string) error {
	shown := problems
	if opts.Format == diag.FormatGitHub {
		shown = inRepository(a.source, problems)
	}
	if err := diag.Write(a.stdout, shown, opts); err != nil {
		return err
	}
	counts := diag.Count(problems)
	failed := counts.Errors > 0 || strict && counts.Warnings > 0
	line := counts.String()
	switch {
	case len(problems) == 0:
		return nil
	case counts.Faults() == 0:
		line = "no problems, " + line
	}
	if opts.Format == diag.FormatText && counts.Notices > 0 && !opts.Notices {
		line += " (guide check lists notices)"
	}
	if failed && consequence != "" {
		line += "; " + consequence
	}
	a.logf("%s", line)
	if failed {
		return errProblems
	}
	return nil
}

// progressDelay is how long a command runs before it shows a progress bar.
const progressDelay = 2 * time.Second

// progressBar shows the progress of something long on a terminal.
type progressBar struct {
	verb      string    // what is done: "building"
	w         io.Writer // nil if stderr is not a terminal
	start     time.Time
	lastDrawn time.Time
	visible   bool
}

func (u ui) newProgressBar(start time.Time, verb string) *progressBar {
	b := &progressBar{start: start, verb: verb}
	if isTerminal(u.stderr) {
		b.w = u.stderr
	}
	return b
}

// update sets the progress. It redraws the bar at most ten times a second.
func (b *progressBar) update(done, total int) {
	now := time.Now()
	if b.w == nil || total == 0 || now.Sub(b.start) < progressDelay || now.Sub(b.lastDrawn) < 100*time.Millisecond {
		return
	}
	b.lastDrawn, b.visible = now, true
	const width = 30
	full := width * done / total
	bar := strings.Repeat("=", full) + strings.Repeat(" ", width-full)
	fmt.Fprintf(b.w, "\r%s [%s] %d of %d", b.verb, bar, done, total)
}

// erase removes the bar.
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

// pluralize returns a number with its noun: "1 page", "2 pages".
func pluralize(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// formatBytes returns a number of bytes: "912 bytes", "41 kB", "3.2 MB".
func formatBytes(n int64) string {
	switch {
	case n < 1000:
		return pluralize(int(n), "byte")
	case n < 999_500:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
