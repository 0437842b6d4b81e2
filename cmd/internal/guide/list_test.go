package guide

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// misplacedFileTests are names of files and their problems.
var misplacedFileTests = []struct{ name, file, want string }{
	{"a topic in a nested folder", "steps/1-a/more/x.md",
		"a topic lies directly in the folder of its step [too-deep] (move it to content/steps/1-a/x.md)"},
	{"a folder as a topic", "steps/1-a/more/index.md",
		"a topic lies directly in the folder of its step [too-deep] (move it to content/steps/1-a/more.md)"},
	{"another extension", "steps/1-a/x.markdown",
		"the name ends in .markdown: it is not read as a page [bad-name] (rename it to x.md)"},
	{"capitals", "steps/1-a/x.MD", "the name ends in .MD: it is not read as a page [bad-name] (rename it to x.md)"},
	{"settings with another extension", "guide.yml", "this file is not read [bad-name] (rename it to guide.yaml)"},
	{"settings in capitals", "Guide.yaml", "this file is not read [bad-name] (rename it to guide.yaml)"},
	{"a misspelt glossary", "glosary.yml", "this file is not read [bad-name] (rename it to glossary.yaml)"},
	{"unknown settings", "navigation.yaml",
		"this file is not read [bad-name] (the files here are guide.yaml, glossary.yaml and published.yaml)"},
	{"a step without a number", "steps/begin.md",
		"the name of a step begins with its number and a hyphen [bad-name]" +
			" (rename begin to 1-begin, with the number that orders it)"},
	{"a folder without a number", "steps/begin/index.md",
		"the name of a step begins with its number and a hyphen [bad-name]" +
			" (rename begin to 1-begin, with the number that orders it)"},
	{"a number with a dot", "steps/02. Begin.md",
		"the name of a step begins with its number and a hyphen [bad-name]" +
			" (rename 02. Begin to 02-begin, with the number that orders it)"},
	{"a number without a name", "steps/7.md",
		"the name of a step begins with its number and a hyphen [bad-name]" +
			" (rename 7 to 7-name, with the number that orders it)"},
	{"the list of steps", "steps/index.md",
		"this Markdown file is not a page of the guide [bad-name] (the home page is content/index.md; the list " +
			"of steps is generated)"},
	{"Hugo's list of steps", "steps/_index.md",
		"this Markdown file is not a page of the guide [bad-name] (the home page is content/index.md; the list " +
			"of steps is generated)"},
	{"an index of pages", "pages/index.md",
		"this Markdown file is not a page of the guide [bad-name] (the home page is content/index.md; the list " +
			"of steps is generated)"},
	{"a page as a folder", "pages/about/index.md",
		"this Markdown file is not a page of the guide [bad-name] (if it is a free page, move it to " +
			"content/pages/about.md)"},
	{"a page in a folder", "pages/legal/terms.md",
		"this Markdown file is not a page of the guide [bad-name] (if it is a free page, move it to " +
			"content/pages/terms.md)"},
	{"a page directly in content", "about.md",
		"this Markdown file is not a page of the guide [bad-name] (if it is a free page, move it to " +
			"content/pages/about.md)"},
	{"a misspelt folder", "step/1-b.md",
		"this Markdown file is not a page of the guide [bad-name] (steps belong in content/steps/, free pages in " +
			"content/pages/)"},
}

func TestMisplacedFiles(t *testing.T) {
	step := files{"steps/1-a/index.md": ""}
	for _, tt := range misplacedFileTests {
		t.Run(tt.name, func(t *testing.T) {
			in := files{tt.file: ""}
			for k, v := range step {
				in[k] = v
			}
			g := load(t, in.fs(), false)
			wantProblems(t, g, tt.file+": "+tt.want)
			wantPages(t, g, "/", "/steps/a/")
		})
	}
}

func TestSlugs(t *testing.T) {
	tests := []struct{ file, address, hint string }{
		{"steps/1-a/2-Big News.md", "/steps/a/Big News/", "rename 2-Big News to 2-big-news"},
		{"steps/2-Get_Qualified/index.md", "/steps/Get_Qualified/", "rename 2-Get_Qualified to 2-get-qualified"},
		{"pages/Über.md", "/Über/", "rename Über to über"},
		{"pages/---.md", "/---/", "use lower-case letters, digits and hyphens"},
		{"pages/über-uns.md", "/über-uns/", ""},
		{"steps/2-第一步.md", "/steps/第一步/", ""},
	}
	for _, tt := range tests {
		g := load(t, files{"steps/1-a/index.md": "", tt.file: ""}.fs(), false)
		d := g.docsByFile[ContentDir+"/"+tt.file]
		if d == nil || d.Address != tt.address {
			t.Errorf("%s is at %+v, want %s", tt.file, d, tt.address)
		}
		hint := ""
		for _, p := range g.Problems {
			hint += p.Hint
		}
		if hint != tt.hint {
			t.Errorf("%s: hint %q, want %q", tt.file, hint, tt.hint)
		}
	}
}

func TestFoldersWithoutStep(t *testing.T) {
	g := load(t, files{
		"steps/1-a/x.md":              "",
		"steps/1-a/y.md":              "",
		"steps/2-b/only.pdf":          "%PDF",
		"steps/three/index.md":        "",
		"steps/three/topic-of-it.md":  "",
		"steps/4-d.md":                "",
		"steps/4-d/topic.md":          "",
		"steps/readme.md/picture.png": "",
	}.fs(), false)
	wantPages(t, g, "/", "/steps/d/", "/steps/d/topic/")
	wantProblems(t, g,
		"steps/1-a: this folder has topics but no index.md, which is the step itself [no-step]"+
			" (write content/steps/1-a/index.md)",
		"steps/readme.md: this folder is named like a Markdown file [bad-name] (rename the folder)",
		"steps/three/index.md: the name of a step begins with its number and a hyphen [bad-name]"+
			" (rename three to 1-three, with the number that orders it)")
}

func TestIgnored(t *testing.T) {
	g := load(t, files{
		".git/x.md": "", "steps/.1-a.md.swp": "", "steps/1-a.md~": "", "#x.md#": "", "steps/4913": "", "x.bak": "",
		"a.tmp":          "",
		"published.yaml": "guide: g\nids: {}\npages: {}\n", "glossary.yaml": "- {term: Risk, means: Something}\n",
	}.fs(), false)
	wantProblems(t, g)
	if len(g.Files) > 0 {
		t.Errorf("published: %v", g.Files)
	}
}

func TestListFiles(t *testing.T) {
	g := load(t, files{
		"steps/2-b/index.md": "", "steps/2-b/route.svg": "<svg/>", "steps/2-b/deep/2-x.png": "", "steps/2-b.pdf": "",
		"pages/cv.docx": "", "pages/img/a.png": "", "hero.jpg": "", "steps/2-b/data.yaml": "",
	}.fs(), false)
	var got []string
	for _, f := range g.Files {
		got = append(got, f.Path+" "+f.Address)
	}
	want := []string{
		"content/hero.jpg /hero.jpg",
		"content/pages/cv.docx /cv.docx",
		"content/pages/img/a.png /img/a.png",
		"content/steps/2-b.pdf /steps/2-b.pdf",
		"content/steps/2-b/data.yaml /steps/b/data.yaml",
		"content/steps/2-b/deep/2-x.png /steps/b/deep/2-x.png",
		"content/steps/2-b/route.svg /steps/b/route.svg",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	wantProblems(t, g)
}

func TestNoContent(t *testing.T) {
	for name, fsys := range map[string]fs.FS{
		"empty":        fstest.MapFS{},
		"a file there": fstest.MapFS{ContentDir: {Data: []byte("x")}},
	} {
		_, err := Load(t.Context(), fsys, Options{})
		if !errors.Is(err, ErrNoContent) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := Load(t.Context(), deniedFS{fstest.MapFS{}, ContentDir}, Options{})
	if err == nil || err.Error() != "the folder content/ cannot be read: permission denied" {
		t.Errorf("a folder that cannot be read: %v", err)
	}
}

func TestSettings(t *testing.T) {
	fsys := files{"steps/1-a.md": ""}.fs()
	delete(fsys, SettingsFile)
	g := load(t, fsys, false)
	wantProblems(t, g,
		"guide.yaml: this file is missing: the guide needs an id, a title, a summary and a language [no-settings]"+
			" (create it with id:, title:, summary: and language:)")
	wantPages(t, g, "/", "/steps/a/")
	if g.Zone.String() != "UTC" {
		t.Errorf("time zone %v", g.Zone)
	}
	g = load(t, deniedFS{files{}.fs(), SettingsFile}, false)
	wantProblems(t, g, "guide.yaml: the file cannot be read: permission denied [unreadable] ()")
}
