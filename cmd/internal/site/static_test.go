package site

import (
	"io/fs"
	"strings"
	"testing"

	"guide/static"
)

func TestStatic(t *testing.T) {
	plain := newSite(t, sourceFiles{}.mapFS())
	s := newSite(t, sourceFiles{
		"static/css/tokens.css":       ":root { --mine: 7px }\nb { margin: var(--mine) }\n",
		"static/img/favicon.svg":      "<svg>mine</svg>",
		"static/img/more/x.png":       "png",
		"static/CNAME":                "example.org\n",
		"static/.nojekyll":            "x",
		"static/.well-known/test.txt": "x",
		"static/.DS_Store":            "x",
		"static/notes.txt~":           "x",
		"static/js/_test/x.test.js":   "x",
	}.mapFS())
	wantProblems(t, s,
		"static/.DS_Store: notice: this was left behind by another program, and is skipped [left-behind] (delete it)",
	)
	if got := mustRead(t, s, "assets/img/favicon.svg"); got != "<svg>mine</svg>" {
		t.Errorf("the picture in place of the program's is %q", got)
	}
	wantContains(t,
		strings.Join(fileNames(t, s), "\n"),
		"\nCNAME\n",
		".nojekyll\n",
		".well-known/test.txt\n",
		"assets/img/more/x.png",
	)
	wantNotContains(t, strings.Join(fileNames(t, s), "\n"), "DS_Store", "notes", "static.go", "assets/css",
		"test.js")
	style := func(s *Site) string { return mustRead(t, s, s.bundle.MainCSS) }
	wantContains(t, style(s), "--mine: 7px")
	wantNotContains(t, style(plain), "--mine")
	if s.bundle.MainCSS == plain.bundle.MainCSS {
		t.Errorf("another style sheet has the same name %s", s.bundle.MainCSS)
	}
	wantContains(t, mustRead(t, s, "index.html"), `<link rel="stylesheet" href="`+s.bundle.MainCSS+`"`)
	wantContains(t, mustRead(t, s, "steps/index.html"), `<link rel="stylesheet" href="../`+s.bundle.MainCSS+`"`)
}

// The tests of scripts are no part of the program.
func TestStaticHasNoTests(t *testing.T) {
	err := fs.WalkDir(static.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if strings.Contains(name, "test") {
			t.Errorf("%s is embedded", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// tinyGIF is a picture of one pixel.
const tinyGIF = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"

func TestStaticConflicts(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/pages/about.md": "![A map](../map.png)\n", "static/about": "x",
		"static/404.html": "x",
		"static/steps":    "x", "content/map.png": tinyGIF, "static/map.png": "y",
	}.mapFS())
	const hint = "[same-address] (leave it out or give it another name)"
	wantProblems(t, s,
		"static/404.html: error: the address /404.html is already that of another file of the site "+hint,
		"static/about: error: the address /about is already that of another file of the site "+hint,
		"static/map.png: error: the address /map.png is already that of another file of the site "+hint,
		"static/steps: error: the address /steps is already that of another file of the site "+hint)
	wantContains(t, mustRead(t, s, "404.html"), "</html>")
}

func TestStaticErrors(t *testing.T) {
	s := newSite(t, sourceFiles{"static/css/main.css": "a { colour: }\nb {{\n"}.mapFS())
	got := problemLines(t, s)
	if len(got) == 0 || !strings.HasPrefix(got[0], "static/css/main.css:") {
		t.Errorf("problems: %q", got)
	}
	wantContains(t, mustRead(t, s, "index.html"), "</html>")
}
