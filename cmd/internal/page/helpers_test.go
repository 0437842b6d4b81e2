package page

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
)

// minimalMeta is the front matter that every step, topic and page needs.
const minimalMeta = "title: T\nsummary: S\n"

// withFrontMatter wraps YAML as the front matter of a file.
func withFrontMatter(yaml string) string { return "---\n" + yaml + "---\ntext\n" }

// extractMarker takes the « and » out of a text and returns where they stood: line:column-endColumn.
func extractMarker(text string) (clean, pos string) {
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

// fileVariants are the ways in which one and the same file may be saved.
var fileVariants = []struct {
	name string
	save func(string) string
}{
	{"LF", func(s string) string { return s }},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"BOM", func(s string) string { return "\ufeff" + s }},
	{"BOM and CRLF", func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }},
}

// formatProblems writes problems as "line:column-end code: message | hint", one a line, warnings with a ?.
func formatProblems(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range diag.Sort(problems) {
		fmt.Fprintf(&b, "%d:%d-%d ", p.Line, p.Column, p.EndColumn)
		if p.Severity == diag.Warning {
			b.WriteString("?")
		}
		b.WriteString(p.Code + ": " + p.Message)
		if p.Hint != "" {
			b.WriteString(" | " + p.Hint)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// wantProblems compares problems with lines as list writes them.
func wantProblems(t *testing.T, problems []diag.Problem, want ...string) {
	t.Helper()
	got := strings.Split(strings.TrimSuffix(formatProblems(problems), "\n"), "\n")
	if len(problems) == 0 {
		got = nil
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func testConverter() *Converter { return NewConverter(func(key string) string { return key }) }

// convertBody converts a body that begins at line 1.
func convertBody(markdown string, env Env) Result {
	return testConverter().Body(&Page{File: "f.md"}, []byte(markdown), env)
}
