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
type ui struct{ out, err io.Writer }

// say prints one line.
func (u ui) say(format string, args ...any) { fmt.Fprintf(u.err, format+"\n", args...) }

func (u ui) warn(message string) { u.say("warning: %s", message) }

// fail prints what ended the program.
func (u ui) fail(err error, hint string) {
	u.say("error: %v", err)
	u.hint(hint)
}

// hint prints what to do, if there is something.
func (u ui) hint(hint string) {
	if hint != "" {
		u.say("hint: %s", hint)
	}
}

// report prints problems, and their number with what follows from it. It returns errProblems where
// they stop a command.
func (u ui) report(format diag.Format, problems []diag.Problem, strict bool, consequence string) error {
	if err := diag.Write(u.out, format, problems); err != nil {
		return err
	}
	errors, warnings := diag.Count(problems)
	if errors+warnings == 0 {
		return nil
	}
	line := found(errors, warnings)
	stops := errors > 0 || strict
	if stops && consequence != "" {
		line += "; " + consequence
	}
	u.say("%s", line)
	if stops {
		return errProblems
	}
	return nil
}

func found(errors, warnings int) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, counted(errors, "error"))
	}
	if warnings > 0 {
		parts = append(parts, counted(warnings, "warning"))
	}
	return strings.Join(parts, ", ")
}

// progressAfter is how long a build lasts before it shows a bar.
const progressAfter = 2 * time.Second

// bar shows how far a long command is, on a terminal only.
type bar struct {
	w     io.Writer // nil: not a terminal
	what  string
	start time.Time
	last  time.Time
	shown bool
}

func (u ui) progress(what string, start time.Time) *bar {
	b := &bar{what: what, start: start}
	if isTerminal(u.err) {
		b.w = u.err
	}
	return b
}

// step is told how much of a command is done; it redraws ten times a second at most.
func (b *bar) step(done, total int) {
	now := time.Now()
	if b.w == nil || total == 0 || now.Sub(b.start) < progressAfter || now.Sub(b.last) < 100*time.Millisecond {
		return
	}
	b.last, b.shown = now, true
	const width = 30
	full := width * done / total
	fmt.Fprintf(b.w, "\r%s [%s%s] %d of %d", b.what, strings.Repeat("=", full), strings.Repeat(" ", width-full), done, total)
}

// clear takes the bar away.
func (b *bar) clear() {
	if b.shown {
		fmt.Fprint(b.w, "\r\x1b[K")
		b.shown = false
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// counted writes a number with its noun: "1 page", "2 pages".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// size writes a number of bytes: "912 bytes", "41 kB", "3.2 MB".
func size(n int64) string {
	switch {
	case n < 1000:
		return counted(int(n), "byte")
	case n < 999_500:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
