package asset

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
)

// problemTest is a source with a problem, whose position is marked by [ and ].
type problemTest struct {
	name, entry, source string
	severity            diag.Severity
	message, hint       string
	made                bool
}

const elsewhere = "is not in static/: a published page loads nothing from elsewhere"

var styleProblems = []problemTest{
	{"a rule that browsers drop", "css/main.css", "/* é */ a{[*]color:red}", diag.Error,
		`Expected identifier but found "*"`, "", true},
	{"brace", "css/main.css", "é{color:red\n[]", diag.Error, `Expected "}" to go with "{"`,
		`The unbalanced "{" is here: static/css/main.css:1`, true},
	{"comment", "css/main.css", "a{} [//] x", diag.Error, `Comments in CSS use "/* ... */" instead of "//"`,
		"", true},
	{"late import", "css/main.css", "a{color:red}\r\n/*日本*/[@import] 'a.css';", diag.Error,
		`All "@import" rules must come first`,
		`This rule cannot come before an "@import" rule static/css/main.css:1`, true},
	{"byte order mark", "css/main.css", "\ufeffa{[colr]:red}", diag.Warning, `"colr" is not a known CSS property`,
		`Did you mean "color" instead?`, true},
	{"no file", "css/main.css", "@import ['./nope.css'];", diag.Error, "there is no file static/css/nope.css", "",
		false},
	{"other case", "css/main.css", "é{background:[url(../img/Sun.svg)]}", diag.Error,
		"there is no file static/img/Sun.svg", "", false},
	{"a folder", "css/main.css", "@import ['../img'];", diag.Error, "there is no file static/img", "", false},
	{"out of static", "css/main.css", "@import ['../../etc/passwd'];", diag.Error,
		`"../../etc/passwd" leads out of static/`, "", false},
	{"out of static, escaped", "css/main.css", "@import ['%2e%2e/../etc/passwd'];", diag.Error,
		`"%2e%2e/../etc/passwd" leads out of static/`, "", false},
	{"rooted", "css/main.css", "@import [url(/etc/passwd)];", diag.Error,
		`"/etc/passwd" must be a path relative to this file`, "", false},
	{"disk", "css/main.css", "@import ['file:///etc/passwd'];", diag.Error, `"file:///etc/passwd" ` + elsewhere, "",
		false},
	{"host in an import", "css/main.css", "@import ['https://x.example/y.css'];", diag.Error,
		`"https://x.example/y.css" ` + elsewhere, "", false},
	{"host in a picture", "css/main.css", "a{mask:[url(HTTP://x.example/y.svg)]}", diag.Error,
		`"HTTP://x.example/y.svg" ` + elsewhere, "", false},
	{"host without a scheme", "css/main.css", "a{mask:[url(//x.example/y.svg)]}", diag.Error,
		`"//x.example/y.svg" ` + elsewhere, "", false},
	{"data", "css/main.css", "@import ['data:text/css,a{}'];", diag.Error,
		"an import from a data: address: put it into a file of its own", "", false},
	{"old font", "css/main.css", "@font-face{src:[url(../x.eot)]}", diag.Error,
		"static/x.eot is neither an image nor a font that a style sheet can use", "", false},
	{"picture as style", "css/main.css", "@import ['../img/sun.svg'];", diag.Error,
		"static/img/sun.svg is not a style sheet", "", false},
}

var scriptProblems = []problemTest{
	{"syntax", "js/main.js", "'é'; const [=] 1;", diag.Error, `Expected identifier but found "="`, "", false},
	{"two of a name", "js/main.js", "let x;\nlet [x];", diag.Error, `The symbol "x" has already been declared`,
		`The symbol "x" was originally declared here: static/js/main.js:1`, false},
	{"doubtful", "js/main.js", "'é'; if (x [===] NaN) y()", diag.Warning,
		`Comparison with NaN using the "===" operator here is always false`,
		`Floating-point equality is defined such that NaN is never equal to anything, so "x === NaN" always ` +
			`returns false. You need to use "Number.isNaN(x)" instead to test for NaN.`, true},
	{"package", "js/main.js", "import x from ['lodash']; x()", diag.Error,
		`"lodash" is not a path: write "./lodash" for a file in this folder; packages cannot be imported`,
		"", false},
	{"node", "js/main.js", "import x from ['node:fs']; x()", diag.Error, `"node:fs" ` + elsewhere, "", false},
	{"host in a script", "js/main.js", "import(['https://x.example/y.js'])", diag.Error,
		`"https://x.example/y.js" ` + elsewhere, "", false},
	{"script out of static", "js/main.js", "require(['../../main.go'])", diag.Error,
		`"../../main.go" leads out of static/`, "", false},
	{"picture in a script", "js/main.js", "import x from ['../img/sun.svg']; x()", diag.Error,
		"static/img/sun.svg is neither a script nor JSON", "", false},
	{"pattern", "js/main.js", "import([`./nowhere/${x}.js`])", diag.Error,
		`Could not resolve import("./nowhere/**/*.js")`, "", false},
}

func TestProblems(t *testing.T) {
	for _, test := range slices.Concat(styleProblems, scriptProblems) {
		t.Run(test.name, func(t *testing.T) {
			source := strings.NewReplacer("[", "", "]", "").Replace(test.source)
			b, got := Build(mapFS(test.entry, source, "img/sun.svg", "<svg/>", "x.eot", ""))
			want := markedRange(test.source)
			want.File, want.Severity, want.Message, want.Hint = "static/"+test.entry, test.severity, test.message,
				test.hint
			want.Rule = map[string]*diag.Rule{".css": diag.CSS, ".js": diag.Script}[path.Ext(test.entry)]
			if diff := cmp.Diff([]diag.Problem{want}, got); diff != "" {
				t.Error(diff)
			}
			if (b.MainCSS+b.MainScript != "") != test.made {
				t.Errorf("made: %q %q", b.MainCSS, b.MainScript)
			}
		})
	}
}

// markedRange returns the position between [ and ], which are not counted.
func markedRange(source string) diag.Problem {
	before, rest, _ := strings.Cut(strings.TrimPrefix(source, "\ufeff"), "[")
	inside, _, _ := strings.Cut(rest, "]")
	p := diag.Problem{Line: strings.Count(before, "\n") + 1}
	p.Column = len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	p.EndColumn = p.Column + max(len([]rune(inside)), 1)
	return p
}

func TestProblemOfAnImportedFile(t *testing.T) {
	b, problems := Build(mapFS(
		"css/main.css", "@import 'deep/a.css';", "css/deep/a.css", "\n\n  a { b; colr: red }\n  @import 'c.css';",
		"js/main.js", "import './b.js'", "js/b.js", "\nlet 1;", "CNAME", "x.example",
	))
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s", p.File, p.Line, p.Column, p.Severity, p.Rule))
	}
	want := []string{
		"static/css/deep/a.css:3:8 error css",
		"static/css/deep/a.css:3:10 warning css",
		"static/css/deep/a.css:4:3 error css",
		"static/js/b.js:2:5 error script",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if b.MainCSS == "" || b.MainScript != "" || b.Files[0].Name != "CNAME" {
		t.Errorf("what can be made was not: %v", fileNames(b))
	}
}

// TestNothingIsReadFromTheDisk runs in a folder with files of all names that are imported, and with settings that
// esbuild would use.
func TestNothingIsReadFromTheDisk(t *testing.T) {
	dir := t.TempDir()
	disk, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	for name, data := range map[string]string{
		"css/main.css": "disk{color:red}", "css/a.css": "disk{color:red}", "css/only.css": "disk{color:red}",
		"js/main.js": "disk()", "js/a.js": "disk()", "a.js": "disk()", "parts/a.js": "disk()",
		"js/parts/a.js":       "disk()",
		"static:css/main.css": "disk{color:red}", "static:js/main.js": "disk()",
		"tsconfig.json": "{ disk",
		"package.json":  `{"sideEffects": false, "browser": {"./js/a.js": false}, "imports": {"#x": "./a.js"}}`,
	} {
		if err := disk.MkdirAll(path.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := disk.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)

	b, problems := Build(mapFS("css/main.css", "@import 'a.css';", "css/a.css", "tree{color:red}", "js/main.js",
		"import './a.js'", "js/a.js", "tree()"))
	got := mustData(t, b, b.MainCSS) + mustData(t, b, b.MainScript)
	if got != "tree{color:red}\n(()=>{tree();})();\n" || len(problems) > 0 {
		t.Errorf("%q %v", got, problems)
	}
	for _, script := range []string{"import(`./parts/${x}.js`)", "require('./parts/' + x)", "import '#x'",
		"import 'a.js'", "import '" + dir + "/a.js'"} {
		b, problems := Build(mapFS("css/main.css", "@import 'only.css';", "js/main.js", script))
		if len(problems) != 2 || problems[1].Line != 1 || problems[1].Severity != diag.Error || len(b.Files) > 0 {
			t.Errorf("%s: %v %v", script, problems, fileNames(b))
		}
	}
}

// The messages of a script are those that it and its imports ask for, each once.
func TestMessages(t *testing.T) {
	b, problems := Build(mapFS(
		"js/main.js", "import { message } from './i18n.js';\nimport './other.js';\nmessage(\"two\", { n: 1 });\n",
		"js/other.js", "import { message } from './i18n.js';\nmessage(\"one\") + message(\"two\");\n",
		"js/i18n.js", "export const message = (key) => { document.title = key };\n",
		"js/search.js", "console.log('no message')\n",
		"js/unused.js", "message(\"three\")\n",
	))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := map[string][]string{b.MainScript: {"one", "two"}, b.SearchScript: nil}
	if diff := cmp.Diff(want, b.Messages); diff != "" {
		t.Error(diff)
	}
}
