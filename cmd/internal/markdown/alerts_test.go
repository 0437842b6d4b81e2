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
		{"> [!NOTE] «Read this»\n> text\n", "bad-alert: nothing may follow the mark of an alert on its line | put " +
			"the text on the next line, after a >", ""},
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
