package guide

import (
	"fmt"
	"path"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func pageWithAliases(list string) string { return pageWith("aliases: [" + list + "]\n") }

// Hints of problems.
const (
	otherName = "(give one of the two another name)"
	noAlias   = "(leave the alias out)"
)

// addressTests are source folders and their problems.
var addressTests = []struct {
	name string
	in   files
	want []string
}{
	{"two steps", files{"steps/1-a.md": "", "steps/2-a.md": ""}, []string{
		"steps/2-a.md: the address /steps/a/ is already that of content/steps/1-a.md [same-address] " + otherName}},
	{"two topics", files{"steps/1-a.md": "", "steps/1-a/1-x.md": "", "steps/1-a/2-x.md": ""}, []string{
		"steps/1-a/2-x.md: the address /steps/a/x/ is already that of content/steps/1-a/1-x.md [same-address] " +
			otherName}},
	{"a page and a generated page", files{"pages/all.md": ""}, []string{
		"pages/all.md: the address /all/ is already that of the program itself [same-address]" +
			" (give the file another name)"}},
	{"a page and a planned page", files{"pages/plan.md": ""}, []string{
		"pages/plan.md: the address /plan/ is already that of the program itself [same-address]" +
			" (give the file another name)"}},
	{"a page named assets", files{"pages/assets.md": ""}, []string{
		"pages/assets.md: the address /assets/ is already that of the program itself [same-address]" +
			" (give the file another name)"}},
	{"a picture below assets", files{"assets/x.png": ""}, []string{
		"assets/x.png: the address /assets/x.png is reserved for the program's own files [same-address]" +
			" (choose another name)"}},
	{"a sitemap", files{"sitemap.xml": "", "sitemap-2.xml": "", "steps/sitemap-2.xml": ""}, []string{
		"sitemap-2.xml: the address /sitemap-2.xml is reserved for the program's own files [same-address]" +
			" (choose another name)",
		"sitemap.xml: the address /sitemap.xml is already that of the program itself [same-address]" +
			" (give the file another name)"}},
	{"a file and a topic", files{"steps/1-a.md": "", "steps/1-a/x.md": "", "steps/1-a/x": ""}, []string{
		"steps/1-a/x: the address /steps/a/x is too similar to /steps/a/x/, that of content/steps/1-a/x.md: not " +
			"every web server tells them apart [same-address] " + otherName}},
	{"a file and a topic's folder", files{"steps/1-a.md": "", "steps/1-a/x.md": "",
		"pages/steps/a/x/index.html": ""}, []string{
		"pages/steps/a/x/index.html: the address /steps/a/x/index.html is too similar to /steps/a/x/, that of " +
			"content/steps/1-a/x.md: not every web server tells them apart [same-address] " + otherName}},
	{"files that differ in case", files{"steps/1-a.md": "", "steps/1-a/Map.png": "", "steps/1-a/map.png": ""}, []string{
		"steps/1-a/map.png: the address /steps/a/map.png is too similar to /steps/a/Map.png, that of " +
			"content/steps/1-a/Map.png: not every web server tells them apart [same-address] " + otherName}},
	{"files that differ in composed letters", files{"steps/1-a.md": "", "steps/1-a/caf\u00e9.png": "",
		"steps/1-a/cafe\u0301.png": ""}, []string{
		"steps/1-a/caf\u00e9.png: two files have names that look the same: they differ only in how the accents are " +
			"stored [same-address] " + otherName}},
	{"files of two folders", files{"pages/x.png": "", "x.png": ""}, []string{
		"x.png: the address /x.png is already that of content/pages/x.png [same-address] " + otherName}},
	{"a file and a folder", files{"pages/x": "", "x/y.png": ""}, []string{
		"x/y.png: the address /x/y.png conflicts with /x, that of content/pages/x: one would be a file, the " +
			"other a folder [same-address] " + otherName}},
	{"a folder and a file", files{"pages/x/y.png": "", "x": ""}, []string{
		"x: the address /x conflicts with /x/y.png, that of content/pages/x/y.png: one would be a file, the " +
			"other a folder [same-address] " + otherName}},
	{"a file named like the folder of steps", files{"steps/1-a.md": "", "pages/steps": ""}, []string{
		"pages/steps: the address /steps is too similar to /steps/, that of the program itself: not every web " +
			"server tells them apart [same-address] (give the file another name)"}},
	{"an alias and a page", files{"steps/1-a.md": pageWithAliases("/steps/b/"), "steps/2-b.md": ""}, []string{
		"steps/1-a.md:4: the address /steps/b/ is already that of content/steps/2-b.md [same-address] " + noAlias}},
	{"an alias and its own page", files{"steps/1-a.md": pageWithAliases("/steps/a/")}, []string{
		"steps/1-a.md:4: the address /steps/a/ is already that of content/steps/1-a.md [same-address] " + noAlias}},
	{"an alias and the file name of its own page", files{"steps/1-a.md": pageWithAliases("/steps/a/index.html")},
		[]string{
			"steps/1-a.md:4: the address /steps/a/index.html is too similar to /steps/a/, that of " +
				"content/steps/1-a.md: not every web server tells them apart [same-address] " + noAlias}},
	{"an alias and the home page", files{"steps/1-a.md": pageWithAliases("/index.html")}, []string{
		"steps/1-a.md:4: the address /index.html is too similar to /, that of the program itself: not every web " +
			"server tells them apart [same-address] " + noAlias}},
	{"an alias and a generated page", files{"steps/1-a.md": pageWithAliases("/Glossary/")}, []string{
		"steps/1-a.md:4: the address /Glossary/ is too similar to /glossary/, that of the program itself: not " +
			"every web server tells them apart [same-address] " + noAlias}},
	{"an alias below assets", files{"steps/1-a.md": pageWithAliases("/assets/x/")}, []string{
		"steps/1-a.md:4: the address /assets/x/ is reserved for the program's own files [same-address]" +
			" (choose another name)"}},
	{"two aliases", files{"steps/1-a.md": pageWithAliases("/old/"),
		"steps/2-b.md": pageWithAliases("/old/, /OLD/")}, []string{
		"steps/2-b.md:4: the address /old/ is already that of content/steps/1-a.md [same-address] " + noAlias,
		"steps/2-b.md:4: the address /OLD/ is too similar to /old/, that of content/steps/1-a.md: not every web " +
			"server tells them apart [same-address] " + noAlias}},
	{"an alias below a file", files{"steps/1-a.md": pageWithAliases("/old.html, /old.html/more/")}, []string{
		"steps/1-a.md:4: the address /old.html/more/ conflicts with /old.html, that of content/steps/1-a.md: one " +
			"would be a file, the other a folder [same-address] " + noAlias}},
	{"a retired address in use", files{
		"guide.yaml": "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\nretired:\n  pages:" +
			" [/steps/A/, /gone/]\n", "steps/1-a.md": ""}, []string{
		"guide.yaml:6: the retired address /steps/A/ is in use by content/steps/1-a.md [same-address]" +
			" (remove it from the list)"}},
}

func TestAddresses(t *testing.T) {
	for _, tt := range addressTests {
		t.Run(tt.name, func(t *testing.T) {
			g := load(t, tt.in.fs(), false)
			wantProblems(t, g, tt.want...)
			wantUnique(t, g)
		})
	}
}

// wantUnique checks that no two files of the site have the same name, and that none is in place of a folder.
func wantUnique(t *testing.T, g *Guide) {
	t.Helper()
	taken := map[string]string{}
	add := func(address, what string) {
		name := FileName(address)
		key := foldCase("/" + name)
		if other := taken[key]; other != "" {
			t.Errorf("%s is both %s and %s", address, other, what)
		}
		taken[key] = what
	}
	for _, p := range PageTypes {
		if p.Address != "" && p.Address != HomeAddress {
			add(p.Address, "generated")
		}
	}
	for _, d := range g.Docs() {
		add(d.Address, d.File)
	}
	for _, f := range g.Files {
		add(f.Address, f.Path)
	}
	for _, a := range g.Aliases {
		add(a.Address, "alias of "+a.To.File)
	}
	for _, s := range g.Steps {
		if len(s.Topics) > MaxListedTopics {
			add(TopicListAddress(s), "list of "+s.File)
		}
	}
	for name, what := range taken {
		for dir := path.Dir(name); dir != "/"; dir = path.Dir(dir) {
			if other := taken[dir]; other != "" {
				t.Errorf("%s of %s is a file, and a folder for %s of %s", dir, other, name, what)
			}
		}
	}
}

// A page whose address is taken is not in the site, and neither are the topics of such a step.
func TestUnroutedPages(t *testing.T) {
	g := load(t, files{"steps/1-a.md": "", "steps/2-a/index.md": "", "steps/2-a/x.md": pageWithAliases("/old/"),
		"steps/3-c.md": ""}.fs(), false)
	wantPages(t, g, "/", "/steps/a/", "/steps/c/")
	if len(g.Aliases) > 0 {
		t.Errorf("aliases: %v", g.Aliases)
	}
	_, err := g.Resolve(g.Steps[1].Doc, "2-a/x.md")
	if err == nil || err.Message != "the link leads to content/steps/2-a/x.md, which is not in the site" {
		t.Errorf("a link to it: %v", err)
	}
}

func TestAliases(t *testing.T) {
	g := load(t, files{
		"steps/1-a.md":   pageWithAliases("/z/, /b.html"),
		"steps/1-a/x.md": pageWithAliases("/c/"),
		"steps/2-b.md":   pageWith("draft: true\naliases: [/draft/]\n"),
		"pages/about.md": pageWithAliases("/über/"),
	}.fs(), false)
	wantProblems(t, g)
	var got []string
	for _, a := range g.Aliases {
		got = append(got, a.Address+" "+a.To.Address)
	}
	want := []string{"/b.html /steps/a/", "/c/ /steps/a/x/", "/z/ /steps/a/", "/über/ /about/"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
}

func TestTopicList(t *testing.T) {
	in := files{"steps/1-a.md": "", "steps/1-a/topics.md": ""}
	for i := range MaxListedTopics - 1 {
		in[fmt.Sprintf("steps/1-a/t%d.md", i)] = ""
	}
	g := load(t, in.fs(), false)
	wantProblems(t, g) // fifty topics: there is no list
	if _, err := g.Resolve(g.Home, "/steps/a/topics/"); err != nil {
		t.Errorf("the topic: %v", err)
	}
	in["steps/1-a/one-more.md"] = ""
	g = load(t, in.fs(), false)
	wantProblems(t, g,
		"steps/1-a.md: the address /steps/a/topics/ is already that of content/steps/1-a/topics.md [same-address]"+
			" (the step has more than 50 topics: give content/steps/1-a/topics.md another name)")
	delete(in, "steps/1-a/topics.md")
	in["steps/1-a/another.md"] = ""
	g = load(t, in.fs(), false)
	wantProblems(t, g)
	if p, err := g.Resolve(g.Home, "/steps/a/topics/"); err != nil || p.Address != "/steps/a/topics/" || p.Doc != nil {
		t.Errorf("the list: %+v, %v", p, err)
	}
}

func TestHasAllPage(t *testing.T) {
	in := files{"steps/1-a.md": "", "steps/2-b.md": ""}
	for i := range MaxAllPageEntries - 2 {
		in[fmt.Sprintf("steps/1-a/t%d.md", i)] = ""
	}
	g := load(t, in.fs(), false)
	if _, err := g.Resolve(g.Home, "/all/"); err != nil || !g.HasAllPage() {
		t.Errorf("%d texts: %v", MaxAllPageEntries, err)
	}
	in["steps/1-a/one-more.md"] = ""
	g = load(t, in.fs(), false)
	_, err := g.Resolve(g.Home, "/all/")
	if err == nil || err.Message != "there is no page at /all/: the guide has more than 500 steps and topics" ||
		g.HasAllPage() {
		t.Errorf("%d texts: %v", MaxAllPageEntries+1, err)
	}
}
