package markdown

import (
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func TestNoHTML(t *testing.T) {
	const (
		show    = " | to show it as text, put it between backticks"
		message = "raw-html: HTML is not allowed in the text"
	)
	tests := []struct{ name, markdown, want, html string }{
		{"a pair is one problem", "a «<b>»c</b> d", message + ": <b> | write **text**", "<p>a c d</p>\n"},
		{"a pair of blocks is one problem", "«<div>»\n\ntext\n\n</div>\n",
			message + ": <div> | write an alert such as > [!NOTE], or nothing", "<p>text</p>\n"},
		{"only closed", "a«</b>» c", message + ": </b> | write **text**", "<p>a c</p>\n"},
		{"attributes", "«<a href=\"x\">»y</a>", message + ": <a> | write [text](address)", "<p>y</p>\n"},
		{"over two lines", "é «<a»\nhref=x>y</a>", message + ": <a> | write [text](address)", "<p>é y</p>\n"},
		{"void", "«<br/>»\n\nb", message + ": <br> | write an empty line, which begins a paragraph", "<p>b</p>\n"},
		{"upper case", "«<SCRIPT>»\nalert(1)\n</SCRIPT>", message + ": <SCRIPT>" + show, ""},
		{"an element of its own", "«<my-element>»a</my-element>", message + ": <my-element>" + show, "<p>a</p>\n"},
		{"a declaration", "«<!DOCTYPE html>»", message + show, ""},
		{"an instruction", "«<?php echo 1 ?>»", message + show, ""},
		{"characters", "«<![CDATA[x]]>»", message + show, ""},
		{"in a quotation", "> «<p>»\n> a", message + ": <p> | write the text, with an empty line around it",
			"<blockquote>\n</blockquote>\n"},
		{"after a comment", "<!-- a --> «<p>»", message + ": <p> | write the text, with an empty line around it", ""},
		{"text after a comment", "<!-- a --> «text»\n",
			"raw-html: text after a comment on the same line is part of the HTML and is left out | put the comment " +
				"on a line of its own, with an empty line below it", ""},
		{"a comment that is never closed", "a\n\n«<!-- b»\n\n## C\n",
			"unclosed-comment: the comment is opened here and never closed: everything below is part of it | put --> " +
				"at its end", "<p>a</p>\n"},
		{"in backticks", "`<b>` and \\<b> and &lt;b>", "",
			"<p><code>&lt;b&gt;</code> and &lt;b&gt; and &lt;b&gt;</p>\n"},
		{"in a block of code", "```\n<b>\n```", "", "<pre><code>&lt;b&gt;\n</code></pre>\n"},
		{"an arrow and a heart", "a <- b <3 c > d\n", "", "<p>a &lt;- b &lt;3 c &gt; d</p>\n"},
		{"comments", "<!-- a\n\nb --> <!-- c -->\n\nd <!-- e --> f\n", "", "<p>d  f</p>\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			markdown, pos := diagtest.Marker(test.markdown)
			got := convertBody(markdown, Env{})
			if test.want == "" {
				diagtest.Want(t, got.Problems)
			} else {
				diagtest.Want(t, got.Problems, pos+" "+test.want)
			}
			if got.HTML != test.html {
				t.Errorf("got %q, want %q", got.HTML, test.html)
			}
		})
	}
}

// TestHTMLInOneLine has HTML for which Markdown needs lines of their own, where a text has only one.
func TestHTMLInOneLine(t *testing.T) {
	const cell = "a cell has one line: write <br> in its place, or make two rows of it"
	for text, want := range map[string]string{
		"| a |\n| --- |\n| <ul>b</ul> |\n":   cell,
		"| a |\n| --- |\n| <b>b</b> |\n":     "write **text**",
		"## a<br>b\n":                        "a heading has one line: leave it out, or write a shorter heading",
		"| a |\n| --- |\n| b<widget>c |\n\n": "to show it as text, put it between backticks",
	} {
		problems := convertBody(text, Env{}).Problems
		if len(problems) != 1 || problems[0].Hint != want {
			t.Errorf("%q: %+v, want %q", text, problems, want)
		}
	}
	pos := func(offset, n int) diag.Problem {
		return diag.Problem{Line: 1, Column: offset + 1,
			EndColumn: offset + n + 1}
	}
	problems := testConverter().Inline("Ask<br>and listen", pos, Env{}).Problems
	if len(problems) != 1 || problems[0].Hint != "this text has one line: begin a new sentence in its place" {
		t.Errorf("%+v", problems)
	}
}
