package guide

import (
	"fmt"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diag"
)

var linkedSource = files{
	"index.md":                  "",
	"steps/1-begin/index.md":    pageWithAliases("/start/"),
	"steps/1-begin/kinds.md":    "",
	"steps/1-begin/Map.png":     "",
	"steps/1-begin/my cv.docx":  "",
	"steps/1-begin/über.svg":    "",
	"steps/2-qualify.md":        "",
	"steps/2-qualify/plans.md":  "",
	"steps/3-draft/index.md":    pageWith("draft: true\naliases: [/secret/]\n"),
	"steps/3-draft/topic.md":    "",
	"steps/3-draft/pic.png":     "",
	"steps/4-later.md":          pageWith("publishOn: 2027-01-01\n"),
	"pages/about.md":            "",
	"glossary.yaml":             "- {term: Risk, means: R}\n",
	"steps/5-stay/certified.md": "",
	"steps/5-stay/index.md":     "",
	"steps/5-stay/twice.md":     "",
	"steps/2-qualify/twice.md":  "",
	"steps/ten/index.md":        "", // has no number, which is reported
}

// resolveTests are links on content/steps/1-begin/kinds.md and their targets.
var resolveTests = []struct{ dest, want string }{
	// by file
	{"index.md", "/steps/begin/"},
	{"./index.md", "/steps/begin/"},
	{"kinds.md", "/steps/begin/kinds/"},
	{"../2-qualify.md", "/steps/qualify/"},
	{"../2-qualify/plans.md", "/steps/qualify/plans/"},
	{"../../pages/about.md", "/about/"},
	{"../../index.md", "/"},
	{"Map.png", "/steps/begin/Map.png file"},
	{"my%20cv.docx", "/steps/begin/my cv.docx file"},
	{"my cv.docx", "/steps/begin/my cv.docx file"},
	{"%C3%BCber.svg", "/steps/begin/über.svg file"},
	{"über.svg", "/steps/begin/über.svg file"},
	// with a fragment
	{"index.md#first-things", "/steps/begin/ # first-things"},
	{"index.md#%C3%BCber", "/steps/begin/ # über"},
	{"#here", "/steps/begin/kinds/ # here"},
	{"", "/steps/begin/kinds/"},
	{"/glossary/#risk", "/glossary/ # risk"},
	// by address
	{"/", "/"},
	{"/steps/begin/", "/steps/begin/"},
	{"/steps/begin/#x", "/steps/begin/ # x"},
	{"/steps/begin/Map.png", "/steps/begin/Map.png file"},
	{"/all/", "/all/"},
	{"/steps/", "/steps/"},
	{"/resources/", "/resources/"},
	{"/start/", "/steps/begin/"}, // an alias leads to the page itself
	{"/start/#x", "/steps/begin/ # x"},
	// wrong addresses
	{"/steps/begin", "! there is no page at /steps/begin (write /steps/begin/)"},
	{"/Steps/Begin/", "! there is no page at /Steps/Begin/ (write /steps/begin/)"},
	{"/steps/begin/index.html", "! there is no page at /steps/begin/index.html (write /steps/begin/)"},
	{"/steps/begn/", "! there is no page at /steps/begn/ (did you mean /steps/begin/?)"},
	{"/step/begin/kind/", "! there is no page at /step/begin/kind/ (did you mean /steps/begin/kinds/?)"},
	{"/glosary/", "! there is no page at /glosary/ (did you mean /glossary/?)"},
	{"/nothing/like/it/", "! there is no page at /nothing/like/it/ ()"},
	{"/robots.txt", "! there is no page for readers at /robots.txt ()"},
	{"/assets/main.css", "! there is no page at /assets/main.css ()"},
	// wrong files
	{"Index.md",
		"! there is no file content/steps/1-begin/Index.md (the file is called content/steps/1-begin/index.md: " +
			"upper and lower case matter)"},
	{"../1-Begin/index.md",
		"! there is no file content/steps/1-Begin/index.md (the file is called content/steps/1-begin/index.md: " +
			"upper and lower case matter)"},
	{"map.png",
		"! there is no file content/steps/1-begin/map.png (the file is called content/steps/1-begin/Map.png: " +
			"upper and lower case matter)"},
	{"kind.md", "! there is no file content/steps/1-begin/kind.md (did you mean kinds.md?)"},
	{"kinds", "! there is no file content/steps/1-begin/kinds (write kinds.md)"},
	{"../2-qualify.MD",
		"! there is no file content/steps/2-qualify.MD (the file is called content/steps/2-qualify.md: upper and " +
			"lower case matter)"},
	{"../3-qualify.md", "! there is no file content/steps/3-qualify.md (did you mean ../2-qualify.md?)"},
	{"../2-begin/index.md", "! there is no file content/steps/2-begin/index.md (did you mean index.md?)"},
	{"../../page/abuot.md", "! there is no file content/page/abuot.md (did you mean ../../pages/about.md?)"},
	{"certified.md",
		"! there is no file content/steps/1-begin/certified.md (did you mean ../5-stay/certified.md?)"},
	{"twice.md",
		"! there is no file content/steps/1-begin/twice.md (links to other pages name the file, such as " +
			"../1-first-step/index.md)"},
	{`..\2-qualify.md`,
		`! there is no file content/steps/1-begin/..\2-qualify.md (write / between the names of folders and ` +
			`files)`},
	{"../qualify/",
		"! there is no file content/steps/qualify (to link to an address of the guide write /steps/qualify/)"},
	{"glossary/",
		"! there is no file content/steps/1-begin/glossary (to link to an address of the guide write /glossary/)"},
	{"nothing-like-it.md",
		"! there is no file content/steps/1-begin/nothing-like-it.md" +
			" (links to other pages name the file, such as ../1-first-step/index.md)"},
	{"../1-begin/", "! content/steps/1-begin is a folder (write ../1-begin/index.md)"},
	{".", "! content/steps/1-begin is a folder (write ./index.md)"},
	{"../2-qualify", "! content/steps/2-qualify is a folder (write ../2-qualify.md)"},
	{"..", "! content/steps is a folder (link to a file)"},
	{"../1-begn", "! there is no file content/steps/1-begn (did you mean index.md?)"},
	{"../../../README.md", "! \"../../../README.md\" leads out of content/ ()"},
	{"../../../../../x.md", "! \"../../../../../x.md\" leads out of content/ ()"},
	{"../../guide.yaml", "! content/guide.yaml is not published ()"},
	{"../../glossary.yaml", "! content/glossary.yaml is not published as it is (write /glossary/)"},
	{"../ten/index.md", "! content/steps/ten/index.md is not published ()"},
	// not links inside the guide
	{"index.md?x=1",
		"! a link to a page cannot have a query: \"index.md?x=1\"" +
			" (remove the question mark and what follows)"},
	{"index.md?",
		"! a link to a page cannot have a query: \"index.md?\" (remove the question mark and what follows)"},
	{"%zz.md", "! \"%zz.md\" is not an address ()"},
	{"//example.org/all/", "! \"//example.org/all/\" is not an address of this guide ()"},
	// unpublished pages
	{"../3-draft/index.md",
		"withheld! the link leads to content/steps/3-draft/index.md, which is a draft" +
			" (publish that page too, or remove the link)"},
	{"../3-draft/topic.md#x",
		"withheld! the link leads to content/steps/3-draft/topic.md, which is a draft" +
			" (publish that page too, or remove the link)"},
	{"/steps/later/",
		"withheld! the link leads to content/steps/4-later.md, which is not public until 2027-01-01" +
			" (publish that page too, or remove the link)"},
	{"/secret/",
		"withheld! the link leads to content/steps/3-draft/index.md, which is a draft" +
			" (publish that page too, or remove the link)"},
	{"../3-draft/pic.png",
		"withheld! the link leads to content/steps/3-draft/pic.png, whose step is not published" +
			" (publish that step too, or remove the link)"},
}

func TestResolve(t *testing.T) {
	g := load(t, linkedSource.fs(), false)
	from := g.Steps[0].Topics[0] // steps/1-begin/kinds.md
	for _, tt := range resolveTests {
		if got := resolveString(g, from, tt.dest); got != tt.want {
			t.Errorf("Resolve(%q) =\n\t%s, want\n\t%s", tt.dest, got, tt.want)
		}
	}
}

func resolveString(g *Guide, from *Doc, dest string) string {
	p, fault := g.Resolve(from, dest)
	switch {
	case fault != nil && fault.Rule == diag.BrokenLink:
		return fmt.Sprintf("! %s (%s)", fault.Message, fault.Hint)
	case fault != nil:
		return fmt.Sprintf("%s! %s (%s)", fault.Rule, fault.Message, fault.Hint)
	}
	out := p.Address
	if p.File != nil {
		out += " file"
	}
	if p.Fragment != "" {
		out += " # " + p.Fragment
	}
	if p.Doc != nil && p.Doc.Address != p.Address {
		out += " of " + p.Doc.Address
	}
	return out
}

// A draft that is not published may link to itself without a problem.
func TestResolveDrafts(t *testing.T) {
	g := load(t, linkedSource.fs(), true)
	from := g.Steps[0].Doc
	for dest, want := range map[string]string{
		"../3-draft/index.md": "/steps/draft/",
		"../3-draft/pic.png":  "/steps/draft/pic.png file",
		"/secret/":            "/steps/draft/",
	} {
		if got := resolveString(g, from, dest); got != want {
			t.Errorf("Resolve(%q) = %s, want %s", dest, got, want)
		}
	}
}

func TestResolveFromTheGlossary(t *testing.T) {
	g := load(t, linkedSource.fs(), false)
	from := &Doc{Page: g.Home.Page, Address: GlossaryAddress}
	for dest, want := range map[string]string{
		"steps/2-qualify.md": "/steps/qualify/",
		"#risk":              "/glossary/ # risk",
	} {
		if got := resolveString(g, from, dest); got != want {
			t.Errorf("Resolve(%q) = %s, want %s", dest, got, want)
		}
	}
}

// Ten thousand broken links in a guide of ten thousand pages are resolved in reasonable time.
func TestResolveIsBounded(t *testing.T) {
	in := files{}
	for i := range 10_000 {
		in[fmt.Sprintf("steps/%d-step-%d/lesson-%06d.md", i%7+1, i%7+1, i)] = ""
	}
	for i := range 7 {
		in[fmt.Sprintf("steps/%d-step-%d/index.md", i+1, i+1)] = ""
	}
	g := load(t, in.fs(), false)
	from := g.Steps[0].Topics[0]
	cputest.Limit(t, 60*time.Second) // it took 0.3 s when this was written
	for i := range 500 {
		if _, fault := g.Resolve(from, fmt.Sprintf("lessn-%06d.md",
			i*7)); fault.Hint != fmt.Sprintf("did you mean lesson-%06d.md?", i*7) {
			t.Fatal(fault.Message, fault.Hint)
		}
		if _, fault := g.Resolve(from, fmt.Sprintf("/steps/step-1/lessn-%06d/",
			i*7)); fault.Hint != fmt.Sprintf("did you mean /steps/step-1/lesson-%06d/?", i*7) {
			t.Fatal(fault.Message, fault.Hint)
		}
	}
}
