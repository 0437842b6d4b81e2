package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// TestTableHints has tables with a wrong row, and the hint to each.
func TestTableHints(t *testing.T) {
	const table = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
	for text, want := range map[string]string{
		table + "The text goes on.\n": "if it is no row, put an empty line above it, below the table",
		table + "| `x|y` | 2 |\n":     `write \| for a bar inside a cell, in code too`,
		table + "| 1 | 2 | 3 " +
			"|\n": `write \| for a bar inside a cell; give every row as many cells as the table has columns`,
		table + "| 1 |\n": "write a bar for each cell that is empty, so that the row has as many cells as the table " +
			"has " +
			"columns",
		"| a | b |\n| --- |\n| 1 | 2 |\n": "write as many cells with --- as the header has cells",
		table + "| `x\\|y` | 2 |\n":       "",
	} {
		suspects, hint := convertBody(text, Env{}).Suspects, ""
		if len(suspects) == 1 && suspects[0].Rule == diag.BrokenTable {
			hint = suspects[0].Hint
		}
		if hint != want || len(suspects) > 1 {
			t.Errorf("%q: %+v, want %q", text, suspects, want)
		}
	}
}

// TestFootnoteTwice defines a footnote twice: goldmark takes the first.
func TestFootnoteTwice(t *testing.T) {
	got := convertBody("x[^a]\n\n[^a]: One.\n\n[^a]: Two.\n\n[^b]: Three.\n", Env{}).Suspects
	if len(got) != 2 || got[0].Pos.Line != 5 || got[0].Hint == "" || got[1].Text != "b" || got[1].Hint != "" {
		t.Errorf("%+v", got)
	}
}

// TestCharacters has characters that nobody can have meant, in a body; a text in YAML is checked there.
func TestCharacters(t *testing.T) {
	const control = " bad-character: a text cannot hold a control character (U+0007) | " + diag.BadCharacterHint
	for _, variant := range diagtest.Variants {
		body := variant.Save("---\n---\né \aa\n\n```\n\a\n```\n\nIt’s â€¦ fine.\n")
		offset := strings.LastIndex(body[:strings.Index(body, "é")], "\n") + 1
		got := testConverter().Body("f.md", []byte(body), offset, Env{})
		diagtest.Want(t, got.Problems, "3:3-4"+control, "6:1-2"+control, "9:6-9 ?mojibake: â€¦ is …, read in the "+
			"wrong "+
			"encoding | write …; if there are many of them, copy the text again from where it was right")
	}
}

func TestReadCSV(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,2\n": "", "a,b\r\n1,\"2\r\n3\"\r\n": "", "a\n\"1\t2\"\n": "", "\ufeffa\n1": "",
		"a\tb\n1\t2\n": "line 1: its cells are separated by tabs: save it with commas",
		"a;b\n1;2\n":   "line 1: its cells are separated by semicolons: save it with commas",
		"a,b\r1,2\r": "line 1 ends with a carriage return without a line feed (U+000D): save it with the line ends " +
			"of " +
			"Windows (CRLF) or Unix (LF)",
		"a,b\r\n1,2\r3,4\r\n": "line 2 ends with a carriage return without a line feed (U+000D): save it with the " +
			"line " +
			"ends of Windows (CRLF) or Unix (LF)",
		"": "it is empty", "a,\n": "line 1: a column has no name", "\xff": "it is not UTF-8: save it as “CSV UTF-8”",
	} {
		got := ""
		if _, _, err := ReadCSV("a.csv", strings.NewReader(text)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
