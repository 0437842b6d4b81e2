package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diagtest"
)

// fillBytes fills n bytes.
func fillBytes(s string, n int) string { return strings.Repeat(s, max(n, 0)/len(s)) }

// deepList is a list that goes one level deeper with each line.
func deepList(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// wideTable is a table of 2,000 columns and rows of one cell; each line begins with lead.
func wideTable(lead string, n int) string {
	return lead + strings.Repeat("|a", 2000) + "|\n" + lead + strings.Repeat("|-", 2000) + "|\n" +
		fillBytes(lead+"|\n", n)
}

// pathological holds, by what they do, texts that cost the square of their length or worse, or grow, in
// goldmark or in a careless reader of its tree. The code is that of the problem they end in; "": they
// are converted.
var pathological = []struct {
	name, code string
	text       func(n int) string
}{
	{"emphasis", "too-complex", func(n int) string { return fillBytes("*a_ ", n) }},
	{"emphasis over lines", "too-complex", func(n int) string { return fillBytes("*a_\n", n) }},
	{"open links", "too-complex", func(n int) string { return fillBytes("[a](", n) }},
	{"open links with quotes", "too-complex", func(n int) string { return fillBytes("[a](b \"", n) }},
	{"open brackets", "too-complex", func(n int) string { return fillBytes("[", n) }},
	{"open pictures", "too-complex", func(n int) string { return fillBytes("![", n) }},
	{"open tags", "too-complex", func(n int) string { return fillBytes("<x ", n) }},
	{"backticks of all lengths", "too-complex", func(n int) string { return fillBytes("`a``b```c", n) }},
	{"strikethroughs", "too-complex", func(n int) string { return fillBytes("~~a ", n) }},
	{"emphasis after what is no fence", "too-complex", func(n int) string { return "```a`\n" + fillBytes("*a_ ", n) }},
	{"emphasis after an indented fence", "too-complex", func(n int) string {
		return "    ```\n" +
			fillBytes("*a_ ", n)
	}},
	{"emphasis after a fence in a list", "too-complex", func(n int) string {
		return "- ```\n  ```\n" +
			fillBytes("*a_ ", n)
	}},
	{"emphasis below what is no table", "too-complex", func(n int) string {
		return "|a|b|\n|-|\n" +
			fillBytes("[*a_*a_\n", n)
	}},
	{"emphasis over lines of no-break spaces", "too-complex",
		func(n int) string { return fillBytes("*a_\n\u00a0\n", n) }},
	{"quotations", "too-complex", func(n int) string { return fillBytes("> ", n) }},
	{"lists", "too-complex", func(n int) string { return fillBytes("- ", n) }},
	{"numbered lists", "too-complex", func(n int) string { return fillBytes("1. ", n) }},
	{"lists by indentation", "too-complex", func(n int) string { return deepList(n) }},
	{"empty lines in lists", "too-complex", func(n int) string {
		return strings.Repeat("- ", 99) + "a\n" +
			fillBytes("\n", n)
	}},
	{"a table", "too-complex", func(n int) string { return wideTable("", n) }},
	{"a table in a quotation", "too-complex", func(n int) string { return wideTable("> ", n) }},
	{"a table in a list", "too-complex", func(n int) string { return "- a\n\n" + wideTable("  ", n) }},
	{"many tables", "too-complex", func(n int) string {
		return fillBytes(strings.Repeat("|a", 200)+"\n"+strings.Repeat("|-", 200)+"\n|\n|\n|\n|\n\n", n)
	}},
	{"a long table of one column", "too-complex", func(n int) string { return "x\n:-\n" + fillBytes("a\n", n) }},
	{"attributes", "too-complex", func(n int) string { return "# a {" + fillBytes(".a ", n) + "}" }},
	{"an address repeated", "too-complex", func(n int) string {
		return "[a]: <" + strings.Repeat("b", n/2) + ">\n\n" +
			fillBytes("[a]\n\n", n/2)
	}},
	{"a picture repeated", "too-complex", func(n int) string {
		return "[a]: <" + strings.Repeat("b", n/2) + ">\n\n" + fillBytes("![x][a]\n\n", n/2)
	}},
	{"long footnotes", "too-complex", func(n int) string {
		return "[^" + strings.Repeat("a", n/2) + "\n\n" +
			fillBytes("[^", n/2)
	}},
	{"headings alike", "", func(n int) string { return fillBytes("# a\n", n) }},
	{"headings with written ids alike", "too-complex", func(n int) string { return fillBytes("# a {#a}\n", n) }},
	{"footnotes and references", "", func(n int) string {
		return fillBytes("[^a]\n\n", n/2) +
			fillBytes("[^zz]: x\n\n", n/2)
	}},
	{"comments", "", func(n int) string { return fillBytes("<!---->", 60_000) + fillBytes("\n", n-60_000) }},
	{"allowances on one line", "bad-allow", func(n int) string { return fillBytes("<!-- allow: -->", n) }},
	{"allowances", "", func(n int) string { return fillBytes("<!-- allow: a b -->\n\n", n) }},
	{"bad links on one line", "bad-link", func(n int) string {
		return fillBytes("[x](data:) ", 40_000) +
			fillBytes("a", n)
	}},
	{"an undefined footnote on a long line", "", func(n int) string {
		return fillBytes("[^", 18_000) +
			fillBytes("x", n)
	}},
	{"addresses", "", func(n int) string { return fillBytes("(http://a.b ", n) }},
	{"mail addresses", "", func(n int) string { return fillBytes("a.b@c-", n) }},
	{"entities", "", func(n int) string { return fillBytes("&#", n) }},
	{"empty alerts", "", func(n int) string { return fillBytes("> [!NOTE]\n\n", n) }},
	{"an unclosed comment", "unclosed-comment", func(n int) string { return "<!-- " + fillBytes("a ", n) }},
	{"empty lines", "", func(n int) string { return fillBytes("\n", n) }},
	{"one letter a line", "", func(n int) string { return fillBytes("a\n", n) }},
	{"one line", "", func(n int) string { return fillBytes("日本 ", n) }},
}

// cpuLimit is how much processor time a text may take. Each took under two seconds where this was written; what is
// not bounded takes minutes.
const cpuLimit = 30 * time.Second

// TestPathological proves that every hostile text ends soon, in a result or in a problem.
func TestPathological(t *testing.T) {
	for _, test := range pathological {
		for _, n := range []int{80_000, 2_000_000} {
			if n > 80_000 && test.code != "too-complex" {
				continue // nearly all are done by a tenth of a second at this size too, but not all at once
			}
			t.Run(fmt.Sprintf("%s/%d kB", test.name, n/1000), func(t *testing.T) {
				text := test.text(n)
				cputest.Limit(t, cpuLimit)
				got := convertBody(text, glossaryEnv("risk register"))
				code := ""
				if len(got.Problems) > 0 {
					code = got.Problems[0].Rule.Code
				}
				if code != test.code || len(got.HTML) > 20*n {
					t.Errorf("ends in %q, want %q; %d bytes of HTML", code, test.code, len(got.HTML))
				}
			})
		}
	}
}

func TestLimitPositions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nesting", "a\n\n" + strings.Repeat("> ", 101) + "b\n",
			"3:1-2 too-complex: quotations or lists are nested more than 100 deep | begin a new list"},
		{"cells", "a\n\n" + wideTable("", 100), "14:1-2 too-complex: the tables have more than 20000 cells | split " +
			"the page, or offer the table as a file to download"},
		{"marks", "a\n\n" + fillBytes("*a_ ", 80_000) + "\n\nb\n",
			"4:1-2 too-complex: there are too many * _ [ and other marks in one paragraph to be read | split it with " +
				"empty lines"},
		{"lines in lists", strings.Repeat("- ", 99) + "a\n" + strings.Repeat("\n", 90_000),
			"20203:1-2 too-complex: too many lines follow lists inside lists | split the page"},
		{"footnotes", fillBytes("a[^1]\n\n", 80_000) + fillBytes("[^1]: x\n\n", 80_000),
			"1:1-2 too-complex: there are too many footnotes and references to them | split the page"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { diagtest.Want(t, convertBody(test.text, Env{}).Problems, test.want) })
	}
}

// TestLongPages proves that a page far longer than any guide needs is converted.
func TestLongPages(t *testing.T) {
	tests := map[string]string{
		"a table of 1,000 rows": "|a|b|c|d|e|\n|-|-|-|-|-|\n" +
			strings.Repeat("|[a](b)|*c*|`d`|\"e\"|f's|\n", 1000),
		"a list of 5,000 entries, 10 deep": strings.Repeat("- a\n", 5000) + deepList(10*11),
		"500 footnotes": strings.Repeat("a[^1] ", 500) + "\n\n" +
			strings.Repeat("[^1]: b\n", 500),
		"2,000 paragraphs with links": strings.Repeat("A [link](b) and *another* [link](c), \"quoted\".\n\n",
			2000),
		"a line of 100,000 words":              strings.Repeat("word ", 100_000),
		"a block of code of 3,000 lines":       "```\n" + strings.Repeat("a[\"b\"] = c_d * e\n", 900) + "```\n",
		"a numbered outline in the text":       strings.Repeat("1.1.1.1 a\n", 100),
		"a rule of a hundred stars":            strings.Repeat("* ", 50) + "\n\n" + strings.Repeat("*", 100) + "\n",
		"code indented by two hundred columns": "```\n" + strings.Repeat(" ", 200) + "a\n```\n",
		"a reference used by a thousand links": "[a]: https://example.org/a/long/address\n\n" +
			strings.Repeat("[a]\n\n", 1000),
		"an address of five thousand characters": "[a](https://example.org/?" + strings.Repeat("b", 5000) + ")\n",
	}
	for name, text := range tests {
		if got := convertBody(text, Env{}); len(got.HTML) == 0 ||
			strings.Contains(diagtest.Format(got.Problems), "too-complex") {
			t.Errorf("%s: %s", name, diagtest.Format(got.Problems))
		}
	}
}
