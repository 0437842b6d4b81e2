// Package diagtest holds what tests of problems share: marked texts, the ways to save one file, and problems as text.
package diagtest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
)

// Marker removes « and » from text and returns where they were, as line:column-endColumn; "" if there are none.
func Marker(text string) (clean, pos string) {
	before, rest, ok := strings.Cut(text, "«")
	if !ok {
		return text, ""
	}
	inside, after, _ := strings.Cut(rest, "»")
	last := before[strings.LastIndexByte(before, '\n')+1:]
	column := utf8.RuneCountInString(last) + 1
	end := max(column+utf8.RuneCountInString(inside), column+1)
	return before + inside + after, fmt.Sprintf("%d:%d-%d", strings.Count(before, "\n")+1, column, end)
}

// Variants are the ways in which editors save the same text.
var Variants = []struct {
	Name string
	Save func(string) string
}{
	{"LF", func(s string) string { return s }},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"BOM", func(s string) string { return "\ufeff" + s }},
	{"BOM and CRLF", func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }},
}

// Format returns the problems, sorted, one a line, as "line:column-endColumn code: message | hint". A warning has a ?
// before its code.
func Format(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range diag.Sort(problems) {
		fmt.Fprintf(&b, "%d:%d-%d ", p.Line, p.Column, p.EndColumn)
		if p.Severity == diag.Warning {
			b.WriteString("?")
		}
		b.WriteString(p.Rule.String() + ": " + p.Message)
		if p.Hint != "" {
			b.WriteString(" | " + p.Hint)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Want fails the test if the problems differ from want, whose lines are those of [Format].
func Want(t *testing.T, problems []diag.Problem, want ...string) {
	t.Helper()
	got := strings.Split(strings.TrimSuffix(Format(problems), "\n"), "\n")
	if len(problems) == 0 {
		got = nil
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// Fixed returns a file with LF as the fix of each problem makes it, and the number of problems
// that have a fix. No two of them may change the same text, unless they have the same fix.
func Fixed(t *testing.T, data string, problems []diag.Problem) (fixed string, count int) {
	t.Helper()
	lines := diag.NewLines([]byte(data))
	var edits []edit.Edit
	done := map[diag.Fix]bool{}
	for _, p := range problems {
		if p.Fix == "" {
			continue
		}
		count++
		for _, r := range p.Fix.Replacements() {
			if e := (edit.Edit{From: lines.OffsetAt(r.Line, r.Column), To: lines.OffsetAt(r.EndLine, r.EndColumn),
				Text: r.Text}); !done[p.Fix] {
				edits = append(edits, e)
			}
		}
		done[p.Fix] = true
	}
	out, err := edit.Apply([]byte(data), edits)
	if err != nil {
		t.Fatalf("%v in %q", err, data)
	}
	return string(out), count
}

// FormatSuppressions returns each suppression as "code from-to at line:column-endColumn".
func FormatSuppressions(suppressions []diag.Suppression) []string {
	var out []string
	for _, s := range suppressions {
		out = append(out, fmt.Sprintf("%s %d-%d at %d:%d-%d", s.Code, s.From, s.To, s.Pos.Line, s.Pos.Column,
			s.Pos.EndColumn))
	}
	return out
}

// CheckPositions fails the test if a problem has a position outside data or a message that cannot be shown.
func CheckPositions(t *testing.T, data []byte, problems []diag.Problem) {
	t.Helper()
	lines := diag.NewLines(data)
	for _, p := range problems {
		text := lines.LineText(p.Line)
		width := utf8.RuneCountInString(text)
		if p.Line < 1 || p.Line > lines.Len() || p.Column < 1 || p.Column > width+1 ||
			p.EndColumn <= p.Column || p.EndColumn > max(width+1, p.Column+1) {
			t.Fatalf("%d:%d-%d in %d lines, on %q: %s", p.Line, p.Column, p.EndColumn, lines.Len(), text, p)
		}
		if strings.HasSuffix(p.Message, ".") || strings.Contains(p.Message, "yaml:") ||
			strings.Contains(p.Message, "\n") {
			t.Fatalf("message %q", p.Message)
		}
	}
}
