package markdown

import (
	"fmt"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"guide/cmd/internal/diagtest"
)

var goldmarkTraps = []struct {
	name, markdown string
	html           string   // what the result must hold; - before it: must not
	problems       []string // see diagtest.Format
	suspects       string   // as code:text, separated by blanks
}{
	{"headings in every script", "## Étape 1\n\n## 日本語\n\n## Ωμέγα\n\n## नमस्ते\n", `<h2 id="étape-1">Étape 1</h2>
<h2 id="日本語">日本語</h2>
<h2 id="ωμέγα">Ωμέγα</h2>
<h2 id="नमस्ते">नमस्ते</h2>`, nil, ""},
	{"C++, C# and C", "## C++\n\n## C#\n\n## C\n", `<h2 id="c">C++</h2>
<h2 id="c-2">C#</h2>
<h2 id="c-3">C</h2>`, nil, ""},
	{"a written id equal to an automatic one", "## B\n\n## A {#b}\n", `<h2 id="b-2">B</h2>
<h2 id="b">A</h2>`, nil, ""},
	{"a written id used twice", "## A {#b}\n\n## C {#b}\n", `<h2 id="b">A</h2>
<h2 id="b-2">C</h2>`, nil, ""},
	{"a link in a heading", "## See [the plan](https://a.org/p)\n", `<h2 id="see-the-plan">`, nil, ""},
	{"an underscore in a heading", "## under_score\n", `<h2 id="under-score">`, nil, ""},
	{"attributes of a heading", "## A {data-x=1}\n", `<h2 id="a">A</h2>`,
		[]string{`1:1-16 heading-attribute: a heading cannot have the attribute "data-x" | ` + onlyIDHint}, ""},
	{"attributes of a picture", "![a](b.png){width=200}\n", "", []string{
		"1:12-23 stray-attributes: attributes in braces cannot be used here: they would be shown as text | " +
			"delete them"}, ""},
	{"attributes of a link", "[a](b){:target=\"_blank\"}\n", "", []string{
		"1:7-25 stray-attributes: attributes in braces cannot be used here: they would be shown as text | delete " +
			"them"}, ""},
	{"an alert", "> [!NOTE]\n> Hello\n", "<div class=\"alert alert-note\" role=\"note\">\n<p " +
		"class=\"alert-title\">alertNote</p>\n<p>Hello</p>\n</div>", nil, ""},
	{"aligned cells", "| a | b |\n| --- | ---: |\n| c | d |\n", `<td>c</td>
<td align="right">d</td>`, nil, ""},
	{"an unknown alert", "> [!FOO]\n> Hello\n", "<blockquote>", nil, "unknown-alert:FOO"},
	{"an alert of another program", ":::note\nHello\n:::\n", "", []string{
		"1:1-8 bad-alert: an alert is not written like this | write > [!NOTE] on one line and the text below it, " +
			"with > before each line"}, ""},
	{"an undefined reference", "[ref][x] and [ref][]\n", "<p>[ref][x] and [ref][]</p>", nil,
		"undefined-reference:x undefined-reference:ref"},
	{"an undefined footnote", "A claim[^9] and [^a b].\n", "[^9]", nil,
		"undefined-footnote:9 undefined-footnote:a b"},
	{"an unused footnote", "Text[^1].\n\n[^1]: One.\n[^2]: Two.\n[^1]: Again.\n", "-Two", nil,
		"unused-footnote:2 unused-footnote:1"},
	{"a wrong delimiter row", "| a | b |\n|---|\n| 1 | 2 |\n", "-<table>", nil,
		"broken-table:the header has 2 cells and the line below it 1 cell"},
	{"raw HTML in a line", "a <b>c</b>\n", "<p>a c</p>",
		[]string{"1:3-6 raw-html: HTML is not allowed in the text: <b> | write **text**"}, ""},
	{"raw HTML as a block", "<div>\n<p>a</p>\n</div>\n", "-a",
		[]string{"1:1-6 raw-html: HTML is not allowed in the text: <div> | write an alert such as > [!NOTE], or " +
			"nothing"}, ""},
	{"a filtered address", "[a](javascript:x)\n", "<p>a</p>",
		[]string{"1:1-18 bad-link: a link cannot begin with javascript: | use https:, http:, mailto: or tel:"}, ""},
	{"a task list", "- [ ] one\n- [x] two\n", "-checkbox", []string{
		"1:3-6 task-list: a box in the text cannot be ticked and kept | make it an entry of checklist: in the " +
			"front matter, with an id:",
		"2:3-6 task-list: a box in the text cannot be ticked and kept | make it an entry of checklist: in the " +
			"front matter, with an id:"}, ""},
	{"positions after front matter", "é [a](data:x)\n", "",
		[]string{"1:3-14 bad-link: a link cannot begin with data: | use https:, http:, mailto: or tel:"}, ""},
}

// TestGoldmarkTraps has a row for each way in which goldmark by itself would lose or change an editor's
// text, or say nothing.
func TestGoldmarkTraps(t *testing.T) {
	for _, test := range goldmarkTraps {
		t.Run(test.name, func(t *testing.T) {
			got := convertBody(test.markdown, Env{})
			diagtest.Want(t, got.Problems, test.problems...)
			if unwanted, not := strings.CutPrefix(test.html, "-"); not == strings.Contains(got.HTML,
				unwanted) && test.html != "" {
				t.Errorf("want %s\nin %s", test.html, got.HTML)
			}
			if got := formatSuspects(got); got != test.suspects {
				t.Errorf("suspects %s, want %s", got, test.suspects)
			}
		})
	}
}

func formatSuspects(r Result) string {
	var out []string
	for _, d := range r.Suspects {
		out = append(out, d.Rule.Code+":"+d.Text)
	}
	return strings.Join(out, " ")
}

func TestFootnotesOfSeveralTextsOnOnePage(t *testing.T) {
	seen := map[string]bool{}
	for _, prefix := range []string{"a--", "b--"} {
		result := convertBody("One[^1], one[^1].\n\n## H\n\n[^1]: Note.\n", Env{IDPrefix: prefix})
		html := result.HTML + result.FootnoteItems
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			if seen[m[1]] || !strings.HasPrefix(m[1], prefix) {
				t.Errorf("id %q", m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(html, -1) {
			if !seen[m[1]] {
				t.Errorf("nothing has the id %q", m[1])
			}
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d ids: %v", len(seen), seen)
	}
}

func TestConverterIsConcurrent(t *testing.T) {
	c := testConverter()
	terms := NewTerms([]TermName{{"risk", "risk"}})
	var group sync.WaitGroup
	for i := range 32 {
		group.Go(func() {
			text := fmt.Sprintf("## H%d\n\nA risk[^1], \"quoted\".\n\n> [!TIP]\n> t%d\n\n[^1]: n%d\n", i, i, i)
			env := Env{Terms: terms, TermHref: func(s string) string { return "#" + s },
				IDPrefix: fmt.Sprintf("p%d-", i)}
			first := c.Body("", []byte(text), 0, env)
			second := c.Body("", []byte(text), 0, env)
			if first.HTML != second.HTML || !strings.Contains(first.HTML,
				fmt.Sprintf(`id="p%d-h%d"`, i, i)) {
				t.Errorf("%s\n%s", first.HTML, second.HTML)
			}
		})
	}
	group.Wait()
}

// TestGoldmarkVersion keeps goldmark at 1.8 or later: nodes have positions since then, and CVE-2026-5160
// is mended.
func TestGoldmarkVersion(t *testing.T) {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == "github.com/yuin/goldmark" {
				version = dep.Version
			}
		}
	}
	if version == "" { // a test binary may not know its modules
		data, err := os.ReadFile("../../../go.mod")
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`github\.com/yuin/goldmark (v\S+)`).FindSubmatch(data); m != nil {
			version = string(m[1])
		}
	}
	var major, minor int
	if _, err := fmt.Sscanf(version, "v%d.%d", &major, &minor); err != nil || major == 1 && minor < 8 {
		t.Errorf("goldmark %q: %v", version, err)
	}
}
