package asset

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// builtInFS is the static/ of the program in the tests of layers.
var builtInFS = mapFS(
	"css/main.css", "@layer tokens, base;\n@import './tokens.css' layer(tokens);\n@import './base.css' layer(base);\n",
	"css/tokens.css", ":root { --link: teal; --gap: 1rem; }\n",
	"css/base.css", "a { color: var(--link); margin: var(--gap) }\n",
	"css/figures.css", "@import './base.css' layer(base);\n", "css/blocks.css", "kbd { color: red }\n",
	"js/blocks.js", "console.log('blocks')\n",
	"js/main.js", "import './every-page.js';\n", "js/home.js", "import './every-page.js';\nconsole.log('home')\n",
	"js/every-page.js", "console.log('every page')\n", "js/inline.js", "console.log('inline')\n")

func buildOver(own fstest.MapFS) (*Bundle, []diag.Problem) {
	all := maps.Clone(builtInFS)
	maps.Copy(all, own)
	return BuildOver(all, builtInFS)
}

func TestOwnTokensLieOverOurs(t *testing.T) {
	plain, _ := Build(builtInFS)
	b, problems := buildOver(mapFS("css/tokens.css",
		":root { --link: navy; --lnik: red; /* --x: 1; */ --huge: 9rem }\nb { margin: var(--huge) }\n"))
	diagtest.Want(t, problems, "1:23-29 ?unused-token: no style sheet uses --lnik | did you mean --link?")
	got := mustData(t, b, b.MainCSS)
	ours, own := strings.Index(got, "--link: teal"), strings.Index(got, "--link: navy")
	if ours < 0 {
		ours, own = strings.Index(got, "--link:teal"), strings.Index(got, "--link:navy")
	}
	if ours < 0 || own < ours || !strings.Contains(got, "--gap:") {
		t.Errorf("the tokens are not one over the other: %s", got)
	}
	same, _ := buildOver(mapFS("css/tokens.css", string(builtInFS["css/tokens.css"].Data)))
	if same.MainCSS != plain.MainCSS {
		t.Error("a copy of the tokens changes the style sheet")
	}
}

func TestOwnFilesAreBundledAfterOurs(t *testing.T) {
	plain, _ := Build(builtInFS)
	b, problems := buildOver(mapFS("css/mine.css", "@import './_part.css';\nbody { outline: 9px solid red }\n",
		"css/_part.css", "i { color: red }\n", "css/sub/more.css", "b { color: red }\n",
		"js/quiz.js", "import './_test/x.js';\ndocument.title = 'quiz';\n",
		"js/_test/x.js", "console.log('imported');\n",
		"js/_test/y.js", "console.log('never');\n", "js/types.d.ts", "export type A = string;\n"))
	diagtest.Want(t, problems)
	css := mustData(t, b, b.MainCSS)
	places := []int{strings.Index(css, "@layer base{"), strings.Index(css, "i{color:red}"),
		strings.Index(css, "body{outline:9px solid red}"), strings.Index(css, "b{color:red}")}
	if places[0] < 0 || !slices.IsSorted(places) {
		t.Errorf("%v: %s", places, css)
	}
	for _, name := range []string{b.MainScript, b.HomeScript} {
		js := mustData(t, b, name)
		if ours, own := strings.Index(js, "every page"), strings.Index(js, "quiz"); ours < 0 || own < ours ||
			!strings.Contains(js, "imported") || strings.Contains(js, "never") {
			t.Errorf("%s: %s", name, js)
		}
	}
	if b.FiguresCSS != plain.FiguresCSS || b.BlocksCSS != plain.BlocksCSS || b.BlocksScript != plain.BlocksScript ||
		b.InlineScript != plain.InlineScript {
		t.Error("a bundle that pages have besides another one has the own files, too")
	}
	if strings.Contains(strings.Join(fileNames(b), "\n"), "quiz") {
		t.Errorf("files: %q", fileNames(b))
	}
	// What a file of the editor imports itself stays where it imports it.
	b, _ = buildOver(mapFS("css/base.css", "@import './mine.css' screen;\n", "css/mine.css", "u { color: red }\n"))
	css = mustData(t, b, b.MainCSS)
	if strings.Count(css, "u{color:red}") != 1 || !strings.Contains(css, "@media screen") {
		t.Errorf("an imported style sheet: %s", css)
	}
}

func TestMistakesInOwnFiles(t *testing.T) {
	_, problems := buildOver(mapFS("css/tokens.css", ":root {\n  --link navy;\n}\n",
		"css/mine.css", "@import 'gone.css';\n", "js/quiz.js", "let = ;\n"))
	diagtest.Want(t, problems, "1:9-19 css: there is no file static/css/gone.css",
		`2:9-10 css: Expected ":" | did you mean ":"?`, `1:7-8 script: Unexpected ";"`)
}
