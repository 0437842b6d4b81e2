package site

import (
	"io/fs"
	"testing"

	"guide/cmd/internal/diag"
)

const (
	inertSVG    = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>`
	scriptedSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><script>alert(1)</script></svg>`
)

// TestActiveFiles links to files with scripts that a browser would run.
func TestActiveFiles(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-a/index.md": "![Fine](fine.svg)\n\n![Bad](bad.svg)\n\n[Bad](bad.svg), [tool](page.html) " +
			"and [wide](narrow.svg)\n\n" +
			"<!-- allow: active-file drawn by us -->\n![Bad](bad.svg)\n\n<!-- allow: active-file our own tool -->\n" +
			"[tool](tool.html)\n",
		"content/steps/1-a/t.md": markdownDoc("T",
			"checklist:\n  # allow: active-file drawn by us\n  - id: x\n    text: See [plan](bad.svg)\n    detail: "+
				"And [data](data.xml)\n  - id: y\n    text: See [plan](bad.svg)\n",
			"",
		),
	}
	for _, name := range []string{"bad.svg", "narrow-wide.svg"} {
		in["content/steps/1-a/"+name] = scriptedSVG
	}
	for _, name := range []string{"fine.svg", "narrow.svg", "page.html", "tool.html", "data.xml"} {
		in["content/steps/1-a/"+name] = inertSVG
	}
	hint := " [active-file] (" + activeLinkHint + ")"
	s := newSite(t, in.mapFS())
	wantProblems(t, s,
		"steps/1-a/index.md:7:1: error: a browser can run scripts in bad.svg: it has a <script>"+hint,
		"steps/1-a/index.md:9:1: error: a browser can run scripts in bad.svg: it has a <script>"+hint,
		"steps/1-a/index.md:9:17: error: a .html file can run scripts that read what readers noted on this site"+hint,
		"steps/1-a/index.md:9:39: error: a browser can run scripts in narrow-wide.svg: it has a <script>"+hint,
		"steps/1-a/t.md:10:15: error: a browser can run scripts in bad.svg: it has a <script>"+hint)
	for _, name := range []string{"steps/a/narrow.svg", "steps/a/narrow-wide.svg", "steps/a/tool.html",
		"steps/a/data.xml"} {
		if _, err := fs.Stat(s, name); err != nil {
			t.Errorf("%s is not published: %v", name, err)
		}
	}
}

// TestActiveFilesOfUnknownKinds links to files whose type a web server may not know, so that browsers guess it.
func TestActiveFilesOfUnknownKinds(t *testing.T) {
	in := sourceFiles{"content/index.md": "[a](page), [b](board.drawio), [c](plain), [d](notes.txt)\n",
		"content/page": "\ufeff\n<script>alert(1)</script>", "content/board.drawio": "<?xml version='1.0'?>",
		"content/plain": "Text <b>", "content/notes.txt": "<html>",
		"content/LICENCE": "<p>", "content/plan.drawio": "<mxfile>",
		"templates/extra.html": `<a href="/board.drawio"></a><a href="/plan.drawio"></a>`,
	}
	wants := " does [active-file] (" + activeLinkHint + ")"
	wantProblems(t,
		newSite(t, in.mapFS()),
		"LICENCE: warning: no page refers to this file, so it is not published [unnamed-file] (link to it, or "+
			"delete it)",
		"index.md:5:1: error: a browser can run scripts in page: it begins as HTML or XML"+wants,
		"index.md:5:12: error: a browser can run scripts in board.drawio: it begins as HTML or XML"+wants,
		"plan.drawio: error: a browser can run scripts in plan.drawio: it begins as HTML or XML does "+
			"[active-file] (leave it out, or put it into static/)")
}

// TestActiveFilesInTheme has such files in static/, and files of content/ named by a template.
func TestActiveFilesInTheme(t *testing.T) {
	in := sourceFiles{
		"content/index.md": "Text.\n", "content/logo.svg": scriptedSVG, "templates/extra.html": `<img src="/logo.svg">`,
		"static/img/bad.svg": scriptedSVG, "static/img/meant.svg": "<!-- allow: active-file a clock -->" + scriptedSVG,
		"static/tool.html": "<script></script>",
	}
	wantProblems(t,
		newSite(t, in.mapFS()),
		"logo.svg: error: a browser can run scripts in logo.svg: it has a <script> [active-file] (leave it out, or "+
			"put it into static/)",
		"static/img/bad.svg: warning: a browser can run scripts in bad.svg: it has a <script> [active-file] (take "+
			"it out; if it is meant, write in the drawing <!-- allow: active-file and the reason -->)",
	)
}

// denyFS is a file system in which one file cannot be read.
type denyFS struct {
	fs.FS
	name string
}

func (d denyFS) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

// TestUnreadableCopies has copied files that cannot be read. They are reported, and opening them does not fail.
func TestUnreadableCopies(t *testing.T) {
	in := sourceFiles{"content/index.md": "[form](form.pdf)\n", "content/form.pdf": "pdf", "static/form2.pdf": "pdf"}
	for file, name := range map[string]string{"content/form.pdf": "form.pdf", "static/form2.pdf": "form2.pdf"} {
		for _, openFirst := range []bool{false, true} {
			s := newSite(t, denyFS{in.mapFS(), file})
			if openFirst {
				if data, err := s.ReadFile(name); err != nil || len(data) > 0 {
					t.Errorf("%s: %q, %v", name, data, err)
				}
			}
			problems, err := s.Check(t.Context())
			if err != nil || len(problems) != 1 || problems[0].File != file || problems[0].Rule != diag.Unreadable ||
				problems[0].Message != "the file cannot be read: permission denied" {
				t.Errorf("%s, opened first %v: %v, %v", file, openFirst, problems, err)
			}
		}
	}
}

func TestIsSuppressed(t *testing.T) {
	for comment, want := range map[string]bool{
		" allow: active-file drawn by us ": true, "allow: active-file": false, "allow: other reason": false,
		"a note": false,
	} {
		if got := isSuppressed([]string{"one", comment}, diag.ActiveFile); got != want {
			t.Errorf("%q: %v", comment, got)
		}
	}
}
