package site

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"guide/cmd/internal/guide"
	"guide/templates"
)

// guideWithTemplates returns a guide of three pages with templates of its own.
func guideWithTemplates(templates sourceFiles) sourceFiles {
	in := sourceFiles{"content/steps/1-a/index.md": "Text.\n", "content/steps/1-a/b.md": "Text.\n"}
	for name, text := range templates {
		in["templates/"+name] = text
	}
	return in
}

func TestOwnTemplates(t *testing.T) {
	s := newSite(t, guideWithTemplates(sourceFiles{
		"page.html":  "mine",
		"badge.html": "",
		"topic.html": `ignored{{define "main"}}<h1>{{.Title}}, mine</h1>{{template "extra.html" .}}{{template ` +
			`"part" .}}{{end}}{{define "part"}}<hr>{{end}}`,
		"extra.html":   "<p>of {{.Step.Title}}</p>",
		"notes.txt":    "{{",
		"sub/bad.html": "{{",
	}).mapFS())
	wantProblems(t, s)
	wantContains(t,
		mustRead(t, s, "steps/a/b/index.html"),
		"<main id=\"ui-main\" tabindex=\"-1\">\n<h1>A title, mine</h1><p>of A title</p><hr>\n</main>",
		"</html>",
	)
	wantNotContains(t, mustRead(t, s, "steps/a/b/index.html"), "ignored")
	wantContains(t, mustRead(t, s, "steps/a/index.html"), "<h1>A title</h1>")
}

// templateErrorTests has templates with mistakes and their problems.
var templateErrorTests = []struct {
	name string
	in   sourceFiles
	want []string
}{
	{"one that cannot be parsed", sourceFiles{"step.html": "<p>\n{{if}}\n"}, []string{
		`templates/step.html:2: error: missing value for if [template] ()`}},
	{"a partial that cannot be parsed", sourceFiles{"key-facts.html": "{{end}}"}, []string{
		`templates/key-facts.html:1: error: unexpected {{end}} [template] ()`}},
	{"what others left behind",
		sourceFiles{
			"._page.html": "{{",
			"~$page.html": "{{",
			".page.html":  "{{",
			"desktop.ini": "",
			"Thumbs.DB":   "",
		},
		[]string{
			`templates/._page.html: notice: this was left behind by another program, and is skipped ` +
				`[left-behind] (delete it)`,
			`templates/Thumbs.DB: notice: this was left behind by another program, and is skipped [left-behind] ` +
				`(delete it)`,
			`templates/desktop.ini: notice: this was left behind by another program, and is skipped ` +
				`[left-behind] (delete it)`,
			`templates/~$page.html: notice: this was left behind by another program, and is skipped ` +
				`[left-behind] (delete it)`},
	},
	{"a misspelt field",
		sourceFiles{"topic.html": "<h1>Über {{.Title}}</h1>\n<p>Über {{.Sumary}}</p>\n"}, []string{
			`templates/topic.html:2:11: error: executing "topic.html" at <.Sumary>: can't evaluate field Sumary ` +
				`in type *site.TopicView, while making /steps/a/b/ [template] ()`}},
	{"a misspelt field in a partial of many pages", sourceFiles{"badge.html": "{{.Draught}}"}, []string{
		`templates/badge.html:1:3: error: executing "badge.html" at <.Draught>: can't evaluate field Draught in ` +
			`type guide.Reason, while making / [template] ()`}},
	{"a misspelt field in a cached partial", sourceFiles{"footer.html": "\n<footer>{{.Titel}}</footer>"}, []string{
		`templates/footer.html:2:11: error: executing "footer.html" at <.Titel>: can't evaluate field Titel in ` +
			`type *site.View, while making / [template] ()`}},
	{"a misspelt field in a block",
		sourceFiles{"topic.html": "{{define \"main\"}}\n<p>{{.Sumary}}</p>{{end}}"},
		[]string{
			`templates/topic.html:2:6: error: executing "main" at <.Sumary>: can't evaluate field Sumary in ` +
				`type *site.TopicView, while making /steps/a/b/ [template] ()`},
	},
	{"a block that cannot be escaped",
		sourceFiles{"topic.html": `{{define "main"}}<a href={{.Title}}{{if .Title}}'{{end}}>x</a>{{end}}`},
		[]string{
			`templates/topic.html: error: "'" in unquoted attr: "'", while making /steps/a/b/ [template] ()`},
	},
	{"an unknown function", sourceFiles{"topic.html": "{{upper .Title}}"}, []string{
		`templates/topic.html:1: error: function "upper" not defined [template] ()`}},
	{"an unknown template", sourceFiles{"topic.html": "a\n{{template \"none.html\" .}}"}, []string{
		`templates/topic.html:2:12: error: no such template "none.html", while making /steps/a/b/ [template] ()`}},
	{"a place that cannot be escaped",
		sourceFiles{"topic.html": "<p>\n<a href={{.Title}}{{if .Title}}'{{end}}>x</a>"},
		[]string{
			`templates/topic.html: error: "'" in unquoted attr: "'", while making /steps/a/b/ [template] ()`},
	},
	{"a place that cannot be escaped, on a line",
		sourceFiles{"topic.html": "<p>\n{{if .Title}}<a href=\"{{end}}</p>"},
		[]string{
			`templates/topic.html:2:6: error: {{if}} branches end in different contexts: {stateURL ` +
				`delimDoubleQuote urlPartNone jsCtxRegexp [] attrURL elementNone <nil>}, {stateText delimNone ` +
				`urlPartNone jsCtxRegexp [] attrNone elementNone <nil>}, while making /steps/a/b/ [template] ()`},
	},
}

func TestTemplateErrors(t *testing.T) {
	for _, tt := range templateErrorTests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, guideWithTemplates(tt.in).mapFS())
			got := problemLines(t, s)
			if len(got) != len(tt.want) {
				t.Fatalf("problems: %q, want %q", got, tt.want)
			}
			for i, want := range tt.want {
				if got[i] != want {
					t.Errorf("problem\n\t%s, want\n\t%s", got[i], want)
				}
			}
			for _, name := range fileNames(t, s) {
				if _, err := s.ReadFile(name); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// A base.html in the source folder is the layout of all pages, and its blocks may have a default.
func TestOwnBase(t *testing.T) {
	s := newSite(t, guideWithTemplates(sourceFiles{
		"base.html": `<title>{{block "title" .}}{{.Title}}, mine{{end}}</title>{{block "main" .}}nothing{{end}}`,
		"steps.html": `{{define "title"}}The steps{{end}}{{define "main"}}<p>{{template "badge.html" ` +
			`.Guide}}</p>{{end}}`,
		"badge.html": "{{.Title}}",
		"all.html":   "<p>{{.Title}} alone</p>",
	}).mapFS())
	for name, want := range map[string]string{"steps/index.html": "<title>The steps</title><p>A guide</p>",
		"all/index.html": "<p>All on one page alone</p>"} {
		if got := string(mustRead(t, s, name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	wantContains(t, mustRead(t, s, "glossary/index.html"), "<title>Glossary, mine</title>", "<h1>Glossary</h1>")
}

// If a template cannot be parsed, that of the program is used, so that the page can be read.
func TestTemplateFallback(t *testing.T) {
	s := newSite(t, guideWithTemplates(sourceFiles{"base.html": "<!doctype html>{{"}).mapFS())
	wantContains(t, mustRead(t, s, "steps/a/index.html"), "<h1>A title</h1>", "</html>")
}

// The partials that topics share do not depend on which topic is rendered first.
func TestPartialCached(t *testing.T) {
	files := sourceFiles{
		"footer.html": `<footer>{{.Step.Title}}, {{with .Doc}}{{.File}}{{end}}, <a href="{{.Href ` +
			`"/steps/"}}">{{.Title}}</a></footer>`,
		"unused-own.html": "",
	}
	for _, p := range guide.PageTypes {
		if p.Address != "" && p.Template != "" { // a page without a step
			files[p.Template] = ""
		}
	}
	in := guideWithTemplates(files)
	in["content/steps/1-a/c.md"] = "Text.\n"
	const b, c = "steps/a/b/index.html", "steps/a/c/index.html"
	for _, order := range [][]string{{b, c}, {c, b}} {
		s := newSite(t, in.mapFS())
		for _, name := range order {
			wantContains(t, mustRead(t, s, name), `<footer>A title, , <a href="../../"></a></footer>`)
		}
		wantContains(t,
			mustRead(t, s, "steps/a/index.html"),
			`<footer>A title, content/steps/1-a/index.md, <a href="../">A title</a></footer>`,
		)
		wantProblems(t, s)
	}
}

func TestDefaultThemeMissing(t *testing.T) {
	fsys := guideWithTemplates(nil).mapFS()
	for name, opts := range map[string]Options{
		"no templates": {Source: fsys, Templates: fstest.MapFS{}, Static: fstest.MapFS{}},
		"no messages":  {Source: fsys, Templates: fstest.MapFS{"step.html": {}}, Static: fstest.MapFS{}},
	} {
		if _, err := New(loadGuide(t, fsys, false), opts); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Templates and static files of the source folder that cannot be read are reported.
func TestOwnThemeUnreadable(t *testing.T) {
	fsys := guideWithTemplates(nil).mapFS()
	s, err := New(
		loadGuide(t, fsys, false),
		Options{Source: contentOnlyFS{fsys}, Templates: templates.FS, Static: fstest.MapFS{}},
	)
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, s,
		"static: error: the file cannot be read: permission denied [unreadable] ()",
		"templates: error: the file cannot be read: permission denied [unreadable] ()",
		"templates/i18n/en.yaml: error: the file cannot be read: permission denied [unreadable] ()")
}

// contentOnlyFS is a source folder of which only content/ can be read.
type contentOnlyFS struct{ fs.FS }

func (c contentOnlyFS) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "content/") {
		return c.FS.Open(name)
	}
	return failingFS{}.Open(name)
}

// failingFS is a file system that fails to read.
type failingFS struct{}

func (failingFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}
