package markdown

import (
	"testing"

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
		{"void", "a«<br/>»b", message + ": <br> | write a backslash at the end of the line", "<p>ab</p>\n"},
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
