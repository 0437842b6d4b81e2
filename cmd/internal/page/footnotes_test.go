package page

import "testing"

// Notes are the footnotes without the ways back, each with the id of its first reference.
func TestNotes(t *testing.T) {
	got := convert("a[^x] b[^y] c[^x]\n\n[^y]: Two\n[^x]: *One*, [there](https://a.example/)\n\n    and more\n", Env{Notes: true, Prefix: "s--"})
	if len(got.Notes) != 2 {
		t.Fatalf("%d notes: %+v", len(got.Notes), got.Notes)
	}
	want := []Note{
		{[]byte("<p><em>One</em>, <a href=\"https://a.example/\">there</a></p>\n<p>and more</p>\n"), "s--fnref:1"},
		{[]byte("<p>Two</p>\n"), "s--fnref:2"},
	}
	for i, n := range got.Notes {
		if string(n.HTML) != string(want[i].HTML) || n.Ref != want[i].Ref {
			t.Errorf("%s %q, want %s %q", n.Ref, n.HTML, want[i].Ref, want[i].HTML)
		}
	}
	if none := convert("a[^x]\n\n[^x]: One\n", Env{}).Notes; none != nil {
		t.Errorf("nobody asked for %v", none)
	}
}
