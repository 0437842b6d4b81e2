package markdown

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
)

func TestAlerts(t *testing.T) {
	for _, kind := range AlertKinds {
		title := "alert" + kind[:1] + strings.ToLower(kind[1:])
		for _, mark := range []string{kind, strings.ToLower(kind)} {
			got := convertBody(fmt.Sprintf("> [!%s]  \n> \"Hello\" *you*,\n> twice\n>\n> - and\n", mark), Env{})
			diagtest.Want(t, got.Problems)
			want := fmt.Sprintf("<div class=\"alert alert-%s\" role=\"note\">\n<p class=\"alert-title\">%s</p>\n"+
				"<p>“Hello” <em>you</em>,\ntwice</p>\n<ul>\n<li>and</li>\n</ul>\n</div>\n",
				strings.ToLower(kind), title)
			if got.HTML != want {
				t.Errorf("got %s want %s", got.HTML, want)
			}
			if got.WordCount != 4 {
				t.Errorf("%d words", got.WordCount)
			}
		}
	}
}

func TestForeignAlerts(t *testing.T) {
	const other = "bad-alert: an alert is not written like this | write > [!NOTE] on one line and the text below it, " +
		"with > before each line"
	tests := []struct{ markdown, want, suspects string }{
		{"> [!NOTE] «Before you sign anything, you should read all of this»\n> text\n",
			"bad-alert: these words are the text of the alert, not a title | " +
				"put the text on the next line, after a >", ""},
		{"> [!TIP]«- Folded»\n> Text\n", "bad-alert: an alert cannot be folded | delete the -, or write <details> in " +
			"its place: guide help markdown", ""},
		{"> [!NOTICE]\n> text\n", "", "unknown-alert:NOTICE"},
		{"> text\n> [!NOTE]\n", "", ""},
		{"> [note]\n", "", ""},
		{"«:::note»\ntext\n:::\n", other, ""},
		{"«:::: tip Title»\n", other, ""},
		{"«!!! warning \"é\"»\n    text\n", other, ""},
		{"> «???+ note»\n", other, ""},
		{"«:::{.callout}»\ntext\n", other, ""},
		{"Really!!! yes\n\n??? \n\n::: \n\n!!!wow\n\n??? what is this\n", "", ""},
	}
	for _, test := range tests {
		markdown, pos := diagtest.Marker(test.markdown)
		got := convertBody(markdown, Env{})
		if test.want == "" {
			diagtest.Want(t, got.Problems)
		} else {
			diagtest.Want(t, got.Problems, pos+" "+test.want)
		}
		if strings.Contains(got.HTML, "role=\"note\"") || formatSuspects(got) != test.suspects {
			t.Errorf("%q: %s %s", test.markdown, got.HTML, formatSuspects(got))
		}
	}
}

func TestAlertTitles(t *testing.T) {
	const begin = "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">"
	c := NewConverter(func(key string) string {
		return map[string]string{"alertTip": "Tip",
			"alertTitle": "{kind}: {title}."}[key]
	})
	for _, test := range []struct{ markdown, html string }{
		{"> [!TIP] Before *you* sign  \n> Read \"it\".\n", "Tip: Before <em>you</em> sign.</p>\n<p>Read “it”.</p>\n"},
		{"> [!TIP] With a title\n> text\n", "Tip: With a title.</p>\n<p>text</p>\n"},
		{"> [!tip]\tA & B\n>\n> - C\n", "Tip: A &amp; B.</p>\n<ul>\n<li>C</li>\n</ul>\n"},
		{"> [!TIP] `<b>`\n> ## D\n", "Tip: <code>&lt;b&gt;</code>.</p>\n<h2 id=\"d\">D</h2>\n"},
		{"> [!TIP] E\n> > F\n", "Tip: E.</p>\n<blockquote>\n<p>F</p>\n</blockquote>\n"},
		{"> [!TIP] *G\n> H*\n", "Tip: *G.</p>\n<p>H*</p>\n"},
	} {
		got := c.Body("f.md", []byte(test.markdown), 0, Env{})
		if want := begin + test.html + "</div>\n"; got.HTML != want {
			t.Errorf("got %s want %s", got.HTML, want)
		}
	}
	markdown, pos := diagtest.Marker("- a\n\n  > [!TIP] «Read this»\n")
	got := convertBody(markdown, Env{})
	diagtest.Want(t, got.Problems, pos+" bad-alert: this alert has a title and no text | put the text on the next "+
		"line, after a >")
}

func TestAlertWithoutText(t *testing.T) {
	got := convertBody("> [!TIP]\n\ntext\n", Env{})
	if want := "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">alertTip</p>\n</div>\n" +
		"<p>text</p>\n"; got.HTML != want {
		t.Errorf("got %s", got.HTML)
	}
}

func TestAlertTitleIsEscaped(t *testing.T) {
	c := NewConverter(func(string) string { return "<b>&" })
	got := c.Body("", []byte("> [!TIP]\n> x\n"), 0, Env{})
	if !strings.Contains(got.HTML, "&lt;b&gt;&amp;</p>") {
		t.Errorf("got %s", got.HTML)
	}
}
