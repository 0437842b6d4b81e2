package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

const (
	foldOutBegin = "<details class=\"fold-out\">\n<summary>Q</summary>\n<div class=\"detail\">\n"
	foldOutEnd   = "</div>\n</details>\n"
)

func TestFoldOuts(t *testing.T) {
	const begin, end = "<details>\n<summary>Q</summary>\n\n", "\n</details>\n"
	tests := []struct{ name, markdown, html string }{
		{"text", begin + "A *b*.\n" + end, foldOutBegin + "<p>A <em>b</em>.</p>\n" + foldOutEnd},
		{"on one line", "<details><summary>Q</summary>\n\nA\n" + end, foldOutBegin + "<p>A</p>\n" + foldOutEnd},
		{"text at its end", begin + "A\n</details>\n", foldOutBegin + "<p>A</p>\n" + foldOutEnd},
		{"a list at its end", begin + "- A\n- B\n</details>", foldOutBegin + "<ul>\n<li>A</li>\n<li>B</li>\n</ul>\n" +
			foldOutEnd},
		{"in upper case", "<DETAILS>\n  <SUMMARY>Q</SUMMARY>\n\nA\n\n</DETAILS>\n",
			foldOutBegin + "<p>A</p>\n" + foldOutEnd},
		{"open", "<details open>\n<summary>\"Q\" `<b>` & *c*</summary>\n\nA\n" + end,
			"<details class=\"fold-out\" open>\n<summary>“Q” <code>&lt;b&gt;</code> &amp; <em>c</em></summary>\n" +
				"<div class=\"detail\">\n<p>A</p>\n" + foldOutEnd},
		{"code that closes", begin + "```\n</details>\n```\n" + end,
			foldOutBegin + "<pre><code>&lt;/details&gt;\n</code></pre>\n" + foldOutEnd},
		{"a comment that closes", begin + "<!--\n</details>\n-->\n\nA\n" + end,
			foldOutBegin + "<p>A</p>\n" + foldOutEnd},
		{"one inside another", begin + begin + "A\n" + end + "\nB\n" + end,
			foldOutBegin + foldOutBegin + "<p>A</p>\n" + foldOutEnd + "<p>B</p>\n" + foldOutEnd},
		{"two", begin + "A\n" + end + begin + "B\n" + end + "\nC\n", foldOutBegin + "<p>A</p>\n" + foldOutEnd +
			foldOutBegin + "<p>B</p>\n" + foldOutEnd + "<p>C</p>\n"},
		{"in an item", "- a\n\n  <details>\n  <summary>Q</summary>\n\n  A\n\n  </details>\n- b\n",
			"<ul>\n<li>\n<p>a</p>\n" + foldOutBegin + "<p>A</p>\n" + foldOutEnd + "</li>\n" +
				"<li>\n<p>b</p>\n</li>\n</ul>\n"},
		{"in a quotation", "> <details>\n> <summary>Q</summary>\n>\n> A\n>\n> </details>\n",
			"<blockquote>\n" + foldOutBegin + "<p>A</p>\n" + foldOutEnd + "</blockquote>\n"},
	}
	for _, test := range tests {
		got := convertBody(test.markdown, Env{})
		diagtest.Want(t, got.Problems)
		if got.HTML != test.html || !got.HasBlocks {
			t.Errorf("%s: got %s want %s", test.name, got.HTML, test.html)
		}
	}
}

func TestBadFoldOuts(t *testing.T) {
	const q = "<summary>Q</summary>\n"
	tests := []struct{ markdown, want string }{
		{"é\n\n«<details>»\n" + q + "\nA\n", "never closed"},
		{"- «<details>»\n  " + q + "\n  A\n\n</details>\n", "never closed"},
		{"«<details>»\n\nA\n\n</details>\n", "no words"},
		{"«<details>»\n<summary> </summary>\n\nA\n\n</details>\n", "no words"},
		{"«<details>»\n" + q + "\n</details>\n", "empty"},
		{"<details>\n" + q + "«A *b*»\n\n</details>\n", "right below the summary"},
		{"> <details>\n> " + q + ">\n> A\n>\n> </details>\n> «B»\n", "right below </details>"},
		{"<details>\n" + q + "\nA\n\n</details> «B»\n", "behind </details>"},
		{"A\n\n«</details>»\n", "no fold-out is open"},
		{"«<details class=\"x\">»\n\nA\n\n</details>\n", "does not begin"},
		{"«<details> Q»\n\nA\n\n</details>\n", "does not begin"},
		{"«<summary>Q</summary>»\n\nA\n", "belong to no fold-out"},
	}
	for _, test := range tests {
		markdown, pos := diagtest.Marker(test.markdown)
		got := diagtest.Format(convertBody(markdown, Env{}).Problems)
		if !strings.HasPrefix(got, pos+" bad-fold-out: ") || !strings.Contains(got, test.want) ||
			strings.Count(got, "\n") != 1 {
			t.Errorf("%q: got %swant %s %s", markdown, got, pos, test.want)
		}
	}
	markdown := "<details>\n" + q + "\nA\n\n</details>\n"
	pos := func(int, int) diag.Problem { return diag.Problem{Line: 1, Column: 1} }
	if got := testConverter().Block(markdown, pos, Env{}).Problems; len(got) != 1 {
		t.Errorf("in a value: %v", got)
	}
}

// TestManyFoldOuts has as many fold-outs inside one another as a text can hold.
func TestManyFoldOuts(t *testing.T) {
	cputest.Limit(t, cpuLimit)
	convertBody(strings.Repeat("<details>\n", maxSize/20)+strings.Repeat("</details>\n", maxSize/24), Env{})
}
