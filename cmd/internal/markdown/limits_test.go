package markdown

import (
	"runtime"
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

// pathological holds, by what they do, texts that cost the square of their length or worse, or grow, in goldmark or in
// a careless reader of its tree. The code is that of the problem they end in; "": they are converted.
var pathological = []struct {
	name, code string
	text       func(n int) string
}{
	{"emphasis", "", func(n int) string { return fillBytes("*a_ ", n) }},
	{"emphasis over lines", "", func(n int) string { return fillBytes("*a_\n", n) }},
	{"emphasis in brackets", "", func(n int) string { return fillBytes("[*a_*a_\n", n) }},
	{"open links", "link-mark", func(n int) string { return fillBytes("[a](", n) }},
	{"open links with quotes", "link-mark", func(n int) string { return fillBytes("[a](b \"", n) }},
	{"open brackets", "", func(n int) string { return fillBytes("[", n) }},
	{"open pictures", "", func(n int) string { return fillBytes("![", n) }},
	{"open tags", "", func(n int) string { return fillBytes("<x ", n) }},
	{"backticks of all lengths", "", func(n int) string { return fillBytes("`a``b```c", n) }},
	{"strikethroughs", "emphasis-mark", func(n int) string { return fillBytes("~~a ", n) }},
	{"quotations", "too-complex", func(n int) string { return fillBytes("> ", n) }},
	{"lists", "too-complex", func(n int) string { return fillBytes("- ", n) }},
	{"numbered lists", "too-complex", func(n int) string { return fillBytes("1. ", n) }},
	{"lists by indentation", "too-complex", func(n int) string { return deepList(n) }},
	{"empty lines in lists", "", func(n int) string {
		return strings.Repeat("- ", 99) + "a\n" +
			fillBytes("\n", n-200)
	}},
	{"lines in lists", "", func(n int) string { return strings.Repeat("- ", 99) + "a\n" + fillBytes("a\n", n-200) }},
	{"a table", "too-complex", func(n int) string { return wideTable("", n-9000) }},
	{"a table in a quotation", "too-complex", func(n int) string { return wideTable("> ", n-9000) }},
	{"a table in a list", "too-complex", func(n int) string { return "- a\n\n" + wideTable("  ", n-9000) }},
	{"many tables", "too-complex", func(n int) string {
		return fillBytes(strings.Repeat("|a", 200)+"\n"+strings.Repeat("|-", 200)+"\n|\n|\n|\n|\n\n", n)
	}},
	{"a long table of one column", "too-complex", func(n int) string { return "x\n:-\n" + fillBytes("a\n", n-10) }},
	{"attributes", "heading-attribute", func(n int) string { return "# a {" + fillBytes(".a ", n-10) + "}" }},
	{"an address repeated", "too-complex", func(n int) string {
		return "[a]: <" + strings.Repeat("b", n/2) + ">\n\n" + fillBytes("[a]\n\n", n/2-10)
	}},
	{"a picture repeated", "too-complex", func(n int) string {
		return "[a]: <" + strings.Repeat("b", n/2) + ">\n\n" + fillBytes("![x][a]\n\n", n/2-10)
	}},
	{"long footnotes", "", func(n int) string {
		return "[^" + strings.Repeat("a", n/2) + "\n\n" + fillBytes("[^", n/2-10)
	}},
	{"headings alike", "", func(n int) string { return fillBytes("# a\n", n) }},
	{"headings with written ids alike", "", func(n int) string { return fillBytes("# a {#a}\n", n) }},
	{"footnotes and references", "", func(n int) string {
		return fillBytes("[^a]\n\n", n/2) +
			fillBytes("[^zz]: x\n\n", n/2)
	}},
	{"comments", "", func(n int) string { return fillBytes("<!---->", n/2) + fillBytes("\n", n/2) }},
	{"allowances on one line", "bad-allow", func(n int) string { return fillBytes("<!-- allow: -->", n) }},
	{"allowances", "", func(n int) string { return fillBytes("<!-- allow: a b -->\n\n", n) }},
	{"bad links on one line", "bad-link", func(n int) string {
		return fillBytes("[x](data:) ", n/2) + fillBytes("a", n/2)
	}},
	{"an undefined footnote on a long line", "", func(n int) string {
		return fillBytes("[^", n/2) + fillBytes("x", n/2)
	}},
	{"addresses", "", func(n int) string { return fillBytes("(http://a.b ", n) }},
	{"mail addresses", "", func(n int) string { return fillBytes("a.b@c-", n) }},
	{"entities", "", func(n int) string { return fillBytes("&#", n) }},
	{"empty alerts", "", func(n int) string { return fillBytes("> [!NOTE]\n\n", n) }},
	{"an unclosed comment", "unclosed-comment", func(n int) string { return "<!-- " + fillBytes("a ", n-10) }},
	{"empty lines", "", func(n int) string { return fillBytes("\n", n) }},
	{"one letter a line", "", func(n int) string { return fillBytes("a\n", n) }},
	{"reversed links", "", func(n int) string { return fillBytes("(a)[", n) }},
	{"reversed addresses", "", func(n int) string { return fillBytes("(/x)[", n) }},
	{"one line", "", func(n int) string { return fillBytes("日本 ", n) }},
}

// What a text may take. The slowest takes 1.5 s of CPU time without the race detector; the largest allocates
// 1.5 GiB, freed memory included, and 2.1 GiB with it.
const (
	cpuLimit   = 30 * time.Second
	allocLimit = 3 << 30
)

// TestPathological proves that every hostile text ends soon, in a result or in a problem.
func TestPathological(t *testing.T) {
	for _, test := range pathological {
		t.Run(test.name, func(t *testing.T) {
			text := test.text(maxSize-1) + "\n"
			cputest.Limit(t, cpuLimit)
			before := totalAlloc()
			got := convertBody(text, glossaryEnv("risk register"))
			if size := totalAlloc() - before; size > allocLimit {
				t.Errorf("allocates %d MiB", size>>20)
			}
			code := ""
			if len(got.Problems) > 0 {
				code = got.Problems[0].Rule.Code
			}
			if code != test.code || len(got.HTML) > 20*maxSize || len(text) < maxSize*9/10 {
				t.Errorf("%d bytes end in %q, want %q; %d bytes of HTML", len(text), code, test.code, len(got.HTML))
			}
		})
	}
}

// totalAlloc returns how many bytes this process has allocated so far, freed ones included.
func totalAlloc() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

func TestLimitPositions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"size", "a\n" + fillBytes("b\n", maxSize), "1:1-2 too-complex: the text has more than 64 KiB | split it"},
		{"nesting", "a\n\n" + strings.Repeat("> ", 101) + "b\n",
			"3:1-2 too-complex: quotations or lists are nested more than 100 deep | begin a new list"},
		{"cells", "a\n\n" + wideTable("", 100), "14:1-2 too-complex: the tables have more than 20000 cells | split " +
			"the page, or offer the table as a file to download"},
		{"copies", "[a]: <" + strings.Repeat("b", 32<<10) + ">\n\n" + fillBytes("[a]\n\n", 200),
			"67:1-2 too-complex: the addresses that references repeat are too long | shorten the address, or link to " +
				"it " +
				"less often"},
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
		"1,000 paragraphs with links": strings.Repeat("A [link](b) and *another* [link](c), \"quoted\".\n\n",
			1000),
		"a line of 10,000 words":               strings.Repeat("word ", 10_000),
		"a block of code of 3,000 lines":       "```\n" + strings.Repeat("a[\"b\"] = c_d * e\n", 3000) + "```\n",
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
