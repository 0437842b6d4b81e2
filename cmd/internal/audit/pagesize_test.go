package audit

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// sizedSite returns a site whose files have known sizes: brotli does not shrink such short ones.
func sizedSite() fstest.MapFS {
	return fstest.MapFS{
		"a/index.html": testFile(`<link rel=icon href=../i.svg><link rel=stylesheet href=../a.css>` +
			`<script src=../a.js?v=1></script><script src=../a.js></script>` +
			`<link rel=next href=../b.html><link rel=prefetch href=../b.html><a href=../b.html></a>` +
			`<img src=../p.png srcset="../q.png 2x"><img src=data:,x><img src=../gone.png><img src=../a>` +
			`<img src=https://x.org/y>` +
			`<noscript><img src=../q.png></noscript><img src=../q.png loading=lazy>`),
		"a.css":    testFile("@import 'b.css';ab"),
		"b.css":    testFile("@import 'a.css';a{b:url(p.png)}"),
		"a.js":     testFile("a b c"),
		"p.png":    testFile("1234567"),
		"q.png":    testFile("12345678"),
		"i.svg":    testFile("svg"),
		"404.html": testFile(`<link rel=stylesheet href=/pmo/a.css>`),
		"b.html":   testFile(""),
	}
}

func TestMeasure(t *testing.T) {
	site := sizedSite()
	size := func(name string) int { return min(len(site[name].Data), compressedSize(site[name].Data)) }
	sheets := size("a.css") + size("b.css")
	tests := []PageSize{
		{Page: "a/index.html", HTML: size("a/index.html"), Style: sheets, Script: 5, Other: 7 + 3, Requests: 6},
		{Page: "404.html", HTML: size("404.html"), Style: sheets, Other: 7, Requests: 4},
		{Page: "b.html", Requests: 1},
	}
	for _, want := range tests {
		got, err := Measure(site, want.Page)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if got.Total() != want.HTML+want.Style+want.Script+want.Other {
			t.Errorf("Total() = %d", got.Total())
		}
	}
	if _, err := Measure(site, "gone.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Measure(gone.html): %v", err)
	}
}

func TestMeasureCompresses(t *testing.T) {
	w, err := Measure(fstest.MapFS{"a.html": testFile(strings.Repeat("career ", 1000))}, "a.html")
	if err != nil || w.HTML > 40 {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestOverBudget(t *testing.T) {
	site := sizedSite()
	a, err := Measure(site, "a/index.html")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name    string
		budget  Budget
		applies func(string) bool
		want    []string
	}{
		{"just enough", Budget{Total: a.Total(), HTMLAndStyle: a.HTML + a.Style, Requests: 6},
			nil, nil},
		{"no limit", Budget{}, nil, nil},
		{"too heavy", Budget{Total: a.Total() - 1}, nil, []string{"a/index.html weight"}},
		{"too many requests", Budget{Requests: 3}, nil, []string{"404.html requests", "a/index.html requests"}},
		{"both", Budget{Total: 1, Requests: 5}, func(page string) bool { return page == "a/index.html" },
			[]string{"a/index.html requests", "a/index.html weight"}},
		{"too much to draw", Budget{Total: a.Total(), HTMLAndStyle: a.HTML + a.Style - 1},
			func(page string) bool { return page == "a/index.html" }, []string{"a/index.html weight"}},
		{"other pages", Budget{Total: 1, Requests: 1}, func(page string) bool { return page == "b.html" }, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			findings, err := OverBudget(site, test.budget, test.applies)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, findingCodes(findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
