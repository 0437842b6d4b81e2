package diag

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var sampleProblems = []Problem{
	{
		File: "content/steps/2-get-qualified/index.md", Line: 14, Column: 3, EndColumn: 11, Severity: Error,
		Rule:    UnknownKey,
		Message: `unknown key "resorces"`, Hint: `did you mean "resources"?`, Source: "  resorces:",
	},
	{File: "a,b:c.md", Line: 7, Severity: Warning, Rule: &Rule{Code: "long-title"}, Message: "100% <too> long",
		Hint: "first\nsecond"},
	{Severity: Error, Rule: &Rule{Code: "no-guide"}, Message: "there is nothing here"},
}

func TestWrite(t *testing.T) {
	tests := []struct {
		format Format
		want   string
	}{
		{FormatText, `content/steps/2-get-qualified/index.md:14:3: error: unknown key "resorces" [unknown-key]
  14 |   resorces:
     |   ^^^^^^^^
  hint: did you mean "resources"?
a,b:c.md:7: warning: 100% <too> long [long-title]
  hint: first
        second
error: there is nothing here [no-guide]
`},
		{FormatJSON, `{"file":"content/steps/2-get-qualified/index.md","line":14,"column":3,"endColumn":11,` +
			`"severity":"error","code":"unknown-key","message":"unknown key \"resorces\"",` +
			`"hint":"did you mean \"resources\"?"}
{"file":"a,b:c.md","line":7,"column":0,"endColumn":0,"severity":"warning","code":"long-title","message":"100% <too> ` +
			`long","hint":"first\nsecond"}
{"file":"","line":0,"column":0,"endColumn":0,"severity":"error","code":"no-guide","message":"there is nothing here"}
`},
		{FormatGitHub, `::error file=content/steps/2-get-qualified/index.md,line=14,col=3,endColumn=11,` +
			`title=unknown-key::unknown key "resorces" [unknown-key]%0Ahint: did you mean "resources"?
::warning file=a%2Cb%3Ac.md,line=7,title=long-title::100%25 <too> long [long-title]%0Ahint: first%0A      second
::error title=no-guide::there is nothing here [no-guide]
`},
	}
	for _, test := range tests {
		t.Run(string(test.format), func(t *testing.T) {
			var b strings.Builder
			if err := Write(&b, sampleProblems, Options{Format: test.format}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWriteError(t *testing.T) {
	for _, format := range []Format{FormatText, FormatJSON, FormatGitHub} {
		if err := Write(fullWriter{}, sampleProblems, Options{Format: format}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

var errFull = errors.New("no space")

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errFull }

func TestSnippet(t *testing.T) {
	long := strings.Repeat("abcdefghi ", 40)
	tests := []struct {
		name             string
		line, column     int
		endColumn        int
		source, text, at string
	}{
		{"tabs stay tabs", 3, 4, 6, "\t\té: x", "   3 | \t\té: x", "     | \t\t ^^"},
		{"after the end", 3, 3, 4, "ab", "   3 | ab", "     |   ^"},
		{"end outside the line", 3, 2, 99, "abc", "   3 | abc", "     |  ^^"},
		{"no end", 3, 2, 0, "abc", "   3 | abc", "     |  ^"},
		{"wide line number", 12345, 1, 2, "abc", "12345 | abc", "      | ^"},
		{"control characters", 3, 3, 4, "\x1b[31mred\x07\u009b\u202e\r", "   3 | �[31mred����", "     |   ^"},
		{"invalid UTF-8", 3, 2, 3, "\xff\xfex", "   3 | ��x", "     |  ^"},
		{"long line, early", 3, 11, 14, long, "   3 | " + long[:160] + "…", "     |           ^^^"},
		{"long line, middle", 3, 201, 204, long, "   3 | …" + long[160:320] + "…",
			"     | " + strings.Repeat(" ", 41) + "^^^"},
		{"long line, end", 3, 399, 401, long, "   3 | …" + long[240:], "     | " + strings.Repeat(" ", 159) + "^^"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := Problem{File: "f", Line: test.line, Column: test.column, EndColumn: test.endColumn,
				Source: test.source}
			lines := strings.Split(p.String(), "\n")
			if len(lines) != 4 || lines[1] != test.text || lines[2] != test.at {
				t.Errorf("got\n%s\nwant\n%s\n%s", p, test.text, test.at)
			}
		})
	}
}

func TestNoSnippetWithoutPosition(t *testing.T) {
	for _, p := range []Problem{{File: "f", Line: 3, Column: 1, Source: " \t"}, {File: "f", Line: 3, Column: 1}} {
		if got := p.String(); strings.Contains(got, "|") {
			t.Errorf("%q", got)
		}
	}
	whole := Problem{File: "f", Line: 3, Source: "text"}
	if got, want := whole.String(), "f:3: error:  []\n   3 | text\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestControlCharactersAreReplaced(t *testing.T) {
	control := "a\x1b]0;x\x07\u009b2J\r\n\u2066b"
	p := Problem{File: control, Line: 1, Column: 1, Message: control, Rule: &Rule{Code: "c"}, Hint: control,
		Source: control}
	for _, format := range []Format{FormatText, FormatGitHub} {
		var b strings.Builder
		if err := Write(&b, []Problem{p}, Options{Format: format}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\x07\r\u009b\u2066") {
			t.Errorf("%s: %q", format, b.String())
		}
		if lines := strings.Count(b.String(), "\n"); format == FormatGitHub && lines != 1 {
			t.Errorf("%d lines, each of which may be a command: %q", lines, b.String())
		}
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range []Format{FormatText, FormatJSON, FormatGitHub} {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	if _, err := ParseFormat("xml"); err == nil || err.Error() != `unknown format "xml": use text, json or github` {
		t.Errorf("ParseFormat(xml): %v", err)
	}
}

func TestFillSource(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte("\ufeffone\r\ntwo\r\n")}}
	problems := []Problem{
		{File: "a.md", Line: 1}, {File: "a.md", Line: 2}, {File: "a.md", Line: 2, Column: 2}, {File: "a.md", Line: 9},
		{File: "a.md"}, {File: "gone.md", Line: 1}, {Line: 1},
	}
	FillSource(fsys, problems)
	var got []string
	for _, p := range problems {
		got = append(got, p.Source)
	}
	if diff := cmp.Diff([]string{"one", "two", "two", "", "", "", ""}, got); diff != "" {
		t.Error(diff)
	}
}
