package diag_test

import (
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func TestApplySuppressions(t *testing.T) {
	problemAt := func(line int, code string) diag.Problem {
		return diag.Problem{File: "f", Line: line, Column: 1, EndColumn: 2, Severity: diag.Warning,
			Rule: &diag.Rule{Code: code}, Message: "m"}
	}
	allow := func(code string, from, to int) diag.Suppression {
		return diag.Suppression{Code: code, From: from, To: to, Pos: problemAt(from, "")}
	}
	tests := []struct {
		name     string
		allowed  []diag.Suppression
		problems []diag.Problem
		want     []string
	}{
		{"nothing allowed", nil, []diag.Problem{problemAt(3, "a")}, []string{"3:1-2 ?a: m"}},
		{"in its lines, ends included", []diag.Suppression{allow("a", 2, 4)},
			[]diag.Problem{problemAt(1, "a"), problemAt(2, "a"), problemAt(4, "a"), problemAt(5, "a")},
			[]string{"1:1-2 ?a: m", "5:1-2 ?a: m"}},
		{"its code only", []diag.Suppression{allow("a", 1, 9)}, []diag.Problem{problemAt(3, "a"), problemAt(3, "b")},
			[]string{"3:1-2 ?b: m"}},
		{"two of them, both used", []diag.Suppression{allow("a", 1, 9), allow("a", 3, 5)},
			[]diag.Problem{problemAt(4, "a"), problemAt(8, "a")}, nil},
		{"a warning without a line, wherever the comment is", []diag.Suppression{allow("a", 7, 9)},
			[]diag.Problem{problemAt(0, "a")}, nil},
		{"an error without a line", []diag.Suppression{allow("a", 7, 9)},
			[]diag.Problem{{Rule: &diag.Rule{Code: "a"}, Message: "m"}}, []string{"0:0-0 a: m",
				`7:1-2 ?unused-allow: there is no problem "a" here to silence | ` +
					`delete the comment, or check the code`}},
		{"unused", []diag.Suppression{allow("a", 2, 3)}, []diag.Problem{problemAt(3, "b")}, []string{
			`2:1-2 ?unused-allow: there is no problem "a" here to silence | delete the comment, or check the code`,
			"3:1-2 ?b: m"}},
		{"unused, but for a run with a flag", []diag.Suppression{allow(diag.DeadAddress.Code, 2, 3)}, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			diagtest.Want(t, diag.ApplySuppressions(test.allowed, test.problems), test.want...)
		})
	}
}

func TestTruncate(t *testing.T) {
	long := strings.Repeat("é", 100)
	for s, want := range map[string]string{"": "", "short": "short", long: long, long + "x": long + "…"} {
		if got := diag.Truncate(s); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}
