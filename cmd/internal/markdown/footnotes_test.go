package markdown

import "testing"

// Result.Footnotes have no links back, and each has the id of its first reference.
func TestFootnotes(t *testing.T) {
	got := convertBody("a[^x] b[^y] c[^x]\n\n[^y]: Two\n[^x]: *One*, [there](https://a.example/)\n\n    and more\n",
		Env{Footnotes: true, IDPrefix: "s--"})
	if len(got.Footnotes) != 2 {
		t.Fatalf("%d footnotes: %+v", len(got.Footnotes), got.Footnotes)
	}
	want := []Footnote{
		{"<p><em>One</em>, <a href=\"https://a.example/\">there</a></p>\n<p>and more</p>\n", "s--fnref:1", "One,",
			"https://a.example/"},
		{"<p>Two</p>\n", "s--fnref:2", "Two", ""},
	}
	for i, n := range got.Footnotes {
		if n != want[i] {
			t.Errorf("%q, want %q", n, want[i])
		}
	}
	if none := convertBody("a[^x]\n\n[^x]: One\n", Env{}).Footnotes; none != nil {
		t.Errorf("nobody asked for %v", none)
	}
}
