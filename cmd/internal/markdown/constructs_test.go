package markdown

import (
	"strings"
	"testing"
)

// constructHTML has a part of the HTML of each example.
var constructHTML = map[string]string{
	"Paragraphs": "<del>struck out</del> or <code>code</code>", "Headings": `<h3 id="prepare"`, "Lists": "<ol>",
	"Videos":                          "data-player",
	"Fold-outs":                       "<details",
	"Keys, figures and abbreviations": "<kbd>Ctrl</kbd>", "Anchors": `<span id="old-name"></span>`,
	"Definitions": "<dd>", "Links": `#begin">Step 2</a>`, "Footnotes": `role="doc-noteref"`, "Alerts": "alert-tip",
	"Quotations": "<blockquote>", "Tables": "<th>Week</th>", "Code": `<span class="hl-number">30</span>`,
	"Pictures": `alt="A route of seven steps"`, "Sheets": "<td>May</td>", "Downloads": `<a href="form.pdf"`,
	"Comments": "",
}

// TestConstructs converts each example: it has no problem, and becomes what it stands for.
func TestConstructs(t *testing.T) {
	env := Env{Resolve: func(dest string, _ bool) Target {
		target := Target{Href: dest}
		if IsCSV(dest) {
			target.Table = &CSVTable{Header: []string{"When"}, Rows: [][]string{{"May"}}}
		}
		return target
	}}
	for _, c := range Constructs {
		result := convertBody(c.Example, env)
		if len(result.Problems)+len(result.Suspects) > 0 {
			t.Errorf("%s: %v %v", c.Name, result.Problems, result.Suspects)
		}
		if want, ok := constructHTML[c.Name]; !ok || !strings.Contains(string(result.HTML), want) {
			t.Errorf("%s: %q is not in\n%s", c.Name, want, result.HTML)
		}
	}
	if len(Constructs) != len(constructHTML) {
		t.Errorf("%d constructs, %d in the test", len(Constructs), len(constructHTML))
	}
}
