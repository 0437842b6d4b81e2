package markdown

import (
	"errors"
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
)

const (
	figImg          = `<img src="a.svg" alt="A" width="2" height="1" loading="lazy" decoding="async">`
	figureTableHTML = `<figure class="sheet">
<figcaption>A &amp; B <a href="a.csv" download>download<span class="visually-hidden">: A &amp; B</span></a>
<button type="button" data-action="print" value="sheet">printSheet</button></figcaption>
<div class="table" role="group" aria-label="A &amp; B" tabindex="0">
<table>
<thead>
<tr><th>Date</th><th>Who &amp; why</th></tr>
</thead>
<tbody>
<tr><td>1 May</td><td>Ann, &lt;me&gt;</td></tr>
<tr class="blank"><td></td><td></td></tr>
</tbody>
</table>
</div>
</figure>
`
	figureAlone = "bad-sheet: a table from a CSV file cannot stand inside a paragraph | put an empty line before and " +
		"after it"
)

var figureTests = []struct{ text, html, want string }{
	{`![A](a.svg "B & <c>")`, "<figure>" + figImg + "\n<figcaption>B &amp; &lt;c&gt;</figcaption></figure>\n", ""},
	{`![A](map.svg "B")`, `<figure class="wide"><picture><source media="print, (width >= 72rem)" ` +
		`srcset="map-wide.svg" ` +
		`width="4" height="1">` + strings.Replace(figImg, "a.svg", "map.svg", 1) +
		"</picture>\n<figcaption>B</figcaption></figure>\n", ""},
	{`![A](map.svg)`, "<p>" + strings.Replace(figImg, "a.svg", "map.svg", 1) + "</p>\n", ""},
	{`![A](a.svg)`, "<p>" + figImg + "</p>\n", ""},
	{`![A](photo.jpg)`, `<p><img src="photo.jpg" alt="A" width="2" height="1" srcset="p-480.webp 480w, ` +
		`%C3%BC&amp;,.webp 800w" sizes="(width &gt;= 45rem) 41rem, 92vw" loading="lazy" decoding="async"></p>` + "\n",
		""},
	{`![A](a.svg "B") and text.`, "<p>" + strings.Replace(figImg, " width", ` title="B" width`, 1) + " and text.</p>\n",
		""},
	{`> ![A](a.svg "B")`, "<blockquote>\n<figure>" + figImg + "\n<figcaption>B</figcaption></figure>\n</blockquote>\n",
		""},
	{"![A & B](a.csv)", figureTableHTML, ""},
	{"See ![A](a.csv)", "<p>See A</p>\n", "1:5-16 " + figureAlone},
	{"- ![A](a.csv)", "<ul>\n<li>A</li>\n</ul>\n", "1:3-14 " + figureAlone},
}

// An image that stands alone and has a title is a figure with that caption; a CSV file is a table.
func TestFigures(t *testing.T) {
	table, err := parseCSV([]byte("Date,Who & why\n1 May,\"Ann, <me>\"\n,\n"))
	if err != nil {
		t.Fatal(err)
	}
	env := Env{Resolve: func(dest string, picture bool) Target {
		if IsCSV(dest) {
			return Target{Href: dest, Table: table}
		}
		t := Target{Href: dest, Width: 2, Height: 1}
		if dest == "photo.jpg" {
			t.Versions = []Image{{Href: "p-480.webp", Width: 480}, {Href: "ü&,.webp", Width: 800}}
		}
		if dest == "map.svg" {
			t.Wide = &Image{"map-wide.svg", 4, 1}
		}
		return t
	}}
	for _, test := range figureTests {
		got := convertBody(test.text, env)
		if got.HTML != test.html {
			t.Errorf("%s:\n%s\nwant\n%s", test.text, got.HTML, test.html)
		}
		if test.want == "" {
			diagtest.Want(t, got.Problems)
		} else {
			diagtest.Want(t, got.Problems, test.want)
		}
	}
}

func TestParseCSV(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"one column", "a\n", ""},
		{"BOM and CRLF", "\ufeffa,b\r\n1,2\r\n", ""},
		{"nothing", "", "it is empty"},
		{"semicolons", "a;b\n1;2\n", "line 1: its cells are separated by semicolons: save it with commas"},
		{"no name", "a,\n", "line 1: a column has no name"},
		{"another number of cells", "a,b\n1,2\n3\n", "line 3: it has more or fewer cells than line 1"},
		{"a quotation mark", "a,b\n1,2\n\"3\"4,5\n",
			`line 3: a quotation mark is missing or too many: inside a cell write "" for one`},
		{"no end", "a\n\"b\n", `line 2: a quotation mark is missing or too many: inside a cell write "" for one`},
		{"Latin-1", "caf\xe9\n", "it is not UTF-8: save it as “CSV UTF-8”"},
		{"too wide", strings.Repeat("a,", MaxCSVColumns) + "a\n", "line 1: it has 21 columns, more than 20"},
		{"too large", "a\n" + strings.Repeat("b\n", MaxCSV), "it is larger than 256 KiB"},
	}
	for _, test := range tests {
		table, err := parseCSV([]byte(test.data))
		if err == nil {
			err = errors.New("")
			if table.Header[0] != "a" {
				t.Errorf("%s: the header is %q", test.name, table.Header)
			}
		}
		if err.Error() != test.want {
			t.Errorf("%s: %q, want %q", test.name, err, test.want)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, data := range []string{"a,b\n1,2\n", "\ufeffa\r\n\"b\n\"\n", "a;b\n", "\"", "a,b\n\n,\n"} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := parseCSV(data)
		if err != nil {
			return
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Fatalf("%d cells below %d names", len(row), len(table.Header))
			}
		}
	})
}
