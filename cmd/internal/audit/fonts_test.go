package audit

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestFontsAreCountedApart checks that fonts have a budget of their own, and are no requests of a first visit.
func TestFontsAreCountedApart(t *testing.T) {
	fsys := fstest.MapFS{
		"index.html":  {Data: []byte(`<title>x</title><link rel="stylesheet" href="main.css"><h1>x</h1>`)},
		"main.css":    {Data: []byte(`@font-face{font-family:x;src:url(x.woff2)}`)},
		"x.woff2":     {Data: []byte("0123456789")},
		"unused.woff": {Data: []byte("0123456789")},
	}
	size, err := Measure(fsys, "index.html")
	if err != nil || size.Fonts != 10 || size.Requests != 2 || size.Other != 0 || size.Total() != size.HTML+size.Style {
		t.Errorf("%+v, %v", size, err)
	}
	for most, want := range map[int]string{9: "fonts take 10 bytes, the budget is 9", 10: "", 0: ""} {
		findings, err := OverBudget(fsys, Budget{Fonts: most}, nil)
		got := ""
		if len(findings) > 0 {
			got = findings[0].String()
		}
		if err != nil || (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("a budget of %d: %q, %v", most, got, err)
		}
	}
}
