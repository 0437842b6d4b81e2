package diag

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestColours checks that colours are all that the coloured text adds.
func TestColours(t *testing.T) {
	problems := append(sampleProblems, Problem{File: "z.md", Severity: Notice, Rule: CardText, Message: "m"})
	var plain, coloured strings.Builder
	for b, colour := range map[*strings.Builder]bool{&plain: false, &coloured: true} {
		if err := Write(b, problems, Options{Format: FormatText, Colour: colour, Notices: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"\x1b[1;31merror:\x1b[0m ", "\x1b[1;33mwarning:\x1b[0m ", "\x1b[1;36mnotice:\x1b[0m ",
		"\x1b[2m[unknown-key]\x1b[0m\n", "\x1b[1;31m^^^^^^^^\x1b[0m\n", "  \x1b[1mhint:\x1b[0m did you mean"} {
		if !strings.Contains(coloured.String(), want) {
			t.Errorf("%q is missing in\n%q", want, coloured.String())
		}
	}
	stripped := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured.String(), "")
	if diff := cmp.Diff(plain.String(), stripped); diff != "" {
		t.Error(diff)
	}
}

// TestPerFile checks that the most severe problems of a file are written, in their order, and the others counted.
func TestPerFile(t *testing.T) {
	var problems []Problem
	for n, severity := range []Severity{Warning, Notice, Warning, Error, Warning, Error} {
		problems = append(problems, Problem{File: "a", Line: n + 1, Severity: severity, Rule: &Rule{Code: "x"}})
	}
	problems = append(problems, Problem{File: "b", Line: 1, Severity: Notice, Rule: &Rule{Code: "x"}})
	all := ""
	for _, p := range problems {
		all += p.String()
	}
	limited := "a:1: warning:  [x]\na:4: error:  [x]\na:6: error:  [x]\n" +
		"a: 3 more: 2 warnings, 1 notice; --all lists them\nb:1: notice:  [x]\n"
	for limit, want := range map[int]string{3: limited, 0: all, 6: all} {
		var b strings.Builder
		opts := Options{Format: FormatText, Notices: true, PerFile: limit, MoreHint: "--all lists them"}
		if err := Write(&b, problems, opts); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("limit %d:\n%s", limit, diff)
		}
	}
	var b strings.Builder
	if err := Write(&b, problems, Options{Format: FormatText}); err != nil || strings.Contains(b.String(), "notice") {
		t.Errorf("notices are written: %v\n%s", err, b.String())
	}
	for _, format := range []Format{FormatJSON, FormatGitHub} {
		var b strings.Builder
		if err := Write(&b, problems, Options{Format: format, PerFile: 3}); err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(b.String(), "\n"); lines != len(problems) {
			t.Errorf("%s: %d lines", format, lines)
		}
	}
}
