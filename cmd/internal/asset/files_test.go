package asset

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
)

func TestCopiedFiles(t *testing.T) {
	tests := []struct{ from, name string }{ // name "": not published
		{"CNAME", "CNAME"},
		{"favicon.ico", "favicon.ico"},
		{"main.css", "main.css"},
		{"sw.js", "sw.js"},
		{".nojekyll", ".nojekyll"},
		{".htaccess", ".htaccess"},
		{".well-known/security.txt", ".well-known/security.txt"},
		{".well-known/deep/er", ".well-known/deep/er"},
		{"img/logo.svg", "assets/img/logo.svg"},
		{"img/a/b c.png", "assets/img/a/b c.png"},
		{"img/.well-known/x", "assets/img/.well-known/x"},
		{"css/logo.svg", "assets/css/logo.svg"},
		{"css/data.json", "assets/css/data.json"},
		{"css/a.js", "assets/css/a.js"},
		{"js/a.css", "assets/js/a.css"},
		{"cssx/a.css", "assets/cssx/a.css"},
		{"vendor/js/a.js", "assets/vendor/js/a.js"},
		{"css/a.css", ""},
		{"css/deep/a.css", ""},
		{"js/a.js", ""},
		{"js/deep/a.mjs", ""},
		{"js/types.d.ts", ""},
		{"static.go", ""},
		{"img/x.go", ""},
		{".git/config", ""},
		{".#main.css", ""},
		{"#main.css#", ""},
		{"img/logo.svg~", ""},
		{"img/.logo.svg.swp", ""},
		{"img/logo.swp", ""},
		{"img/logo.ORIG", ""},
	}
	for _, test := range tests {
		t.Run(test.from, func(t *testing.T) {
			b, problems := Build(mapFS(test.from, "x"))
			var want []File
			if test.name != "" {
				want = []File{{Name: test.name, SourcePath: test.from}}
			}
			if diff := cmp.Diff(want, b.Files); diff != "" || len(problems) > 0 {
				t.Error(diff, problems)
			}
		})
	}
}

// TestLeftBehind has files that Office, Windows and macOS leave behind, which are skipped with a notice as in content/.
func TestLeftBehind(t *testing.T) {
	for name, place := range map[string]string{
		"~$plan.docx": "~$plan.docx", "Desktop.ini": "Desktop.ini", "img/thumbs.db": "img/thumbs.db",
		"__MACOSX/x.txt": "__MACOSX",
		"img/Icon\r":     "img/Icon\r", "img/._x": "img/._x", ".DS_Store": ".DS_Store",
		".well-known/.DS_Store": ".well-known/.DS_Store",
	} {
		b, problems := Build(mapFS(name, "x"))
		want := []diag.Problem{{File: "static/" + place, Severity: diag.Notice, Rule: diag.LeftBehind,
			Message: "this was left behind by another program, and is skipped", Hint: "delete it"}}
		if diff := cmp.Diff(want, problems); diff != "" || len(b.Files) > 0 {
			t.Errorf("%q: %v %s", name, b.Files, diff)
		}
	}
}

func TestSymbolicLinks(t *testing.T) {
	fsys := mapFS("img/a.svg", "<svg/>", "css/main.css", "a { background: url(../img/alias.svg) }")
	link := func(name, to string) { fsys[name] = &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink | 0o777} }
	link("img/alias.svg", "a.svg")
	link("img/gone.svg", "nowhere.svg")
	link("pictures", "img")
	b, problems := Build(fsys)
	want := "assets/alias.HASH.svg assets/img/a.svg assets/img/alias.svg assets/main.HASH.css"
	if diff := cmp.Diff(want, maskHashes(strings.Join(fileNames(b), " "))); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.File+" "+p.Severity.String()+" "+p.Rule.Code)
	}
	diff := cmp.Diff([]string{"static/img/gone.svg error unreadable", "static/pictures error not-a-file"}, got)
	if diff != "" {
		t.Error(diff)
	}
}
