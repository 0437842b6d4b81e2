package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

var inlineTagTests = []struct{ name, markdown, want, html string }{
	{"keys", "Press <kbd>Ctrl</kbd> + <KBD>S</KBD>.\n", "",
		"<p>Press <kbd>Ctrl</kbd> + <kbd>S</kbd>.</p>\n"},
	{"figures", "## H<sub>2</sub>O\n\n*10<sup>3</sup>*\n", "",
		"<h2 id=\"h2o\">H<sub>2</sub>O</h2>\n<p><em>10<sup>3</sup></em></p>\n"},
	{"Markdown inside", "<sup>*a* [b](https://example.org/)</sup>\n", "",
		"<p><sup><em>a</em> <a href=\"https://example.org/\">b</a></sup></p>\n"},
	{"one inside another", "<sub>a<sub>b</sub></sub>\n", "", "<p><sub>a<sub>b</sub></sub></p>\n"},
	{"an abbreviation", "<abbr title='mean \"time\" &amp; <b>'>MTTR</abbr>\n", "",
		"<p><abbr title=\"mean &#34;time&#34; &amp; &lt;b&gt;\">MTTR</abbr></p>\n"},
	{"breaks", "a<br>b<br />c\n\n| a |\n| --- |\n| b<br/>*c<br>d* |\n", "",
		"<p>a<br>b<br>c</p>\n<div class=\"table\" role=\"group\" aria-label=\"table\" tabindex=\"0\">\n<table>\n" +
			"<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b<br><em>c<br>d</em></td>\n</tr>\n" +
			"</tbody>\n</table>\n</div>\n"},
	{"anchors", "a <a id=\"b\"></a>c <a name=d>e</a>\n\n<a id=\"old\"></a>\n\n## F\n", "",
		"<p>a <span id=\"p--b\"></span>c <span id=\"p--d\">e</span></p>\n<span id=\"p--old\"></span>\n" +
			"<h2 id=\"p--f\">F</h2>\n"},
	{"never closed", "a «<kbd>»b\n\nc\n",
		"bad-tag: <kbd> is not closed in this paragraph, stress or link | " +
			"write </kbd> behind the words that it is for", "<p>a b</p>\n<p>c</p>\n"},
	{"closed elsewhere", "*a «<sub>»b* c</sub>\n",
		"bad-tag: <sub> is not closed in this paragraph, stress or link | " +
			"write </sub> behind the words that it is for", "<p><em>a b</em> c</p>\n"},
	{"nested wrongly", "<kbd>a«<sub>»b</kbd></sub>\n",
		"bad-tag: <sub> is not closed in this paragraph, stress or link | " +
			"write </sub> behind the words that it is for", "<p><kbd>ab</kbd></p>\n"},
	{"never opened", "a«</kbd>»\n", "bad-tag: no <kbd> is open in this paragraph, stress or link | delete " +
		"it, or write <kbd> before the words that it is for", "<p>a</p>\n"},
	{"an attribute", "«<kbd class=\"x\">»a</kbd>\n",
		"bad-tag: <kbd> cannot have attributes such as class | write <kbd>", "<p>a</p>\n"},
	{"an abbreviation of nothing", "«<abbr>»a</abbr>\n",
		"bad-tag: <abbr> does not say what the abbreviation stands for | write <abbr title=\"...\">", "<p>a</p>\n"},
	{"an id that is none", "«<a id=\"A b\">»</a>\n",
		"bad-id: \"A b\" cannot be the id of an anchor | use lower-case letters, digits and single hyphens",
		""},
	{"a taken id", "## A\n\n«<a id=\"a\">»</a>b\n",
		"bad-id: \"a\" is already the id of something else on this page | give the anchor another id, or delete " +
			"it: a link can lead to the other thing", "<h2 id=\"p--a\">A</h2>\n<p>b</p>\n"},
	{"an id of the site", "a«<a id=\"ui-main\">»</a>\n",
		"bad-id: ids that begin with ui- are reserved for the site itself | begin it with another word",
		"<p>a</p>\n"},
	{"over two lines", "«<a»\nid=\"x y\">z</a>\n",
		"bad-id: \"x y\" cannot be the id of an anchor | use lower-case letters, digits and single hyphens",
		"<p>z</p>\n"},
}

func TestInlineTags(t *testing.T) {
	for _, test := range inlineTagTests {
		t.Run(test.name, func(t *testing.T) {
			text, pos := diagtest.Marker(test.markdown)
			env := Env{}
			if strings.Contains(test.html, "p--") {
				env.IDPrefix = "p--"
			}
			got := convertBody(text, env)
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

func TestTagsInPlainText(t *testing.T) {
	pos := func(int, int) diag.Problem { return diag.Problem{Line: 1, Column: 1} }
	got := testConverter().Inline("Press <kbd>Ctrl</kbd>, \"1 < 2\"", pos, Env{})
	if got.PlainText != "Press Ctrl, “1 < 2”" || !strings.Contains(got.HTML, "<kbd>Ctrl</kbd>") {
		t.Errorf("%q: %s", got.PlainText, got.HTML)
	}
}

// TestTagsInWords reads what search and the rules get of a text with tags.
func TestTagsInWords(t *testing.T) {
	env := glossaryEnv("MTTR", "Ctrl", "Pen")
	env.Sections, env.Prose = true, true
	text := "<abbr title=\"mean time\">MTTR</abbr>, <kbd>Ctrl</kbd>. Pen<br>Paper, MTTR\n"
	got := convertBody(text, env)
	const want = "MTTR (mean time), Ctrl. Pen Paper, MTTR"
	if s := string(got.Sections[0].Text); s != want {
		t.Errorf("section: %q", s)
	}
	if s := string(got.Paragraphs[0].Text); s != want {
		t.Errorf("paragraph: %q", s)
	}
	if strings.Count(got.HTML, "class=\"term\"") != 2 || strings.Contains(got.HTML, "<kbd><a") ||
		strings.Contains(got.HTML, "\"><a class") {
		t.Errorf("terms in %s", got.HTML)
	}
	if p := got.Paragraphs[0].At(strings.Index(want, "Paper"), 5); p.Column != strings.Index(text, "Paper")+1 {
		t.Errorf("Paper is at %+v", p)
	}
}
