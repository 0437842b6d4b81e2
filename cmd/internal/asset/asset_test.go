package asset

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
)

// mapFS returns a file system with files given as pairs of names and contents.
func mapFS(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

// mustData returns the content of a generated file.
func mustData(t *testing.T, b *Bundle, name string) string {
	t.Helper()
	for _, f := range b.Files {
		if f.Name == name && f.Data != nil && f.SourcePath == "" {
			return string(f.Data)
		}
	}
	t.Fatalf("%q was not generated: %v", name, fileNames(b))
	return ""
}

func fileNames(b *Bundle) (out []string) {
	for _, f := range b.Files {
		out = append(out, f.Name)
	}
	return out
}

// maskHashes replaces the fingerprints in a text.
func maskHashes(text string) string {
	return regexp.MustCompile(`\.[A-Z0-9]{8}\.`).ReplaceAllString(text, ".HASH.")
}

var sampleFS = mapFS(
	"css/main.css", "@layer a, b;\n@import './a.css' layer(a);\n@import 'sub/b.css' layer(b);\n",
	"css/a.css", "/*! legal */ .a { color: #ff0000; background: url(../img/sun.svg) }\n",
	"css/sub/b.css", ".b { &:hover { background: url('../../img/dark%20sun.svg?v=2#mid') } & .c { content: 'é' } }\n"+
		".d { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=); filter: url(#glow) }\n",
	"js/main.js", "import { greet } from './greet.js';\nimport facts from '../facts.json';\n"+
		"greet(facts.name ?? 'é');\n",
	"js/greet.js", "/** @license legal */\n/** @param {string} longName */\nexport function greet(longName) { "+
		"document.title = longName }\nexport const unused = 'unused';\n",
	"facts.json", `{"name": "Ada"}`,
	"img/sun.svg", "<svg/>",
	"img/dark sun.svg", "<svg><g/></svg>",
)

func TestBundles(t *testing.T) {
	b, problems := Build(sampleFS)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, f := range b.Files {
		got = append(got, strings.TrimSpace(maskHashes(f.Name)+" "+f.SourcePath))
	}
	slices.Sort(got)
	want := []string{
		"assets/dark sun.HASH.svg", "assets/img/dark sun.svg img/dark sun.svg", "assets/img/sun.svg img/sun.svg",
		"assets/main.HASH.css", "assets/main.HASH.js", "assets/sun.HASH.svg", "facts.json facts.json",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	style := maskHashes(mustData(t, b, b.MainCSS))
	wantStyle := `@layer a,b;@layer a{.a{color:red;background:url("./sun.HASH.svg")}}` +
		`@layer b{.b{&:hover{background:url("./dark sun.HASH.svg?v=2#mid")}.c{content:"é"}}` +
		`.d{background:url(data:image/gif;base64,R0lGODlhAQABAAAAACw=);filter:url(#glow)}}` + "\n"
	if diff := cmp.Diff(wantStyle, style); diff != "" {
		t.Error(diff)
	}
	script := mustData(t, b, b.MainScript)
	if !strings.HasPrefix(script, "(()=>{") || !strings.Contains(script, `"Ada"`) || !strings.Contains(script, `"é"`) {
		t.Errorf("script: %s", script)
	}
	for _, unwanted := range []string{"longName", "unused", "legal", "sourceMapping", "import"} {
		if strings.Contains(script, unwanted) {
			t.Errorf("%s in script: %s", unwanted, script)
		}
	}
}

// TestStyleSheetPicturesPublished checks that the images of a bundle are published.
func TestStyleSheetPicturesPublished(t *testing.T) {
	b, _ := Build(sampleFS)
	style := mustData(t, b, b.MainCSS)
	found := regexp.MustCompile(`url\("\./([^"?#]+)`).FindAllStringSubmatch(style, -1)
	if len(found) != 2 {
		t.Fatalf("%d pictures in %s", len(found), style)
	}
	for _, m := range found {
		mustData(t, b, "assets/"+m[1])
	}
}

func TestBuildDeterministic(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	want, _ := Build(sampleFS)
	for i := range 12 {
		runtime.GOMAXPROCS(1 + i%4)
		if i == 6 {
			t.Chdir(t.TempDir())
		}
		got, _ := Build(sampleFS)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestFingerprintDependsOnContent(t *testing.T) {
	style := func(css, picture string) string {
		b, _ := Build(mapFS("css/main.css", "@import 'a.css';", "css/a.css", css, "css/p.svg", picture))
		return b.MainCSS
	}
	first := style("a{background:url(p.svg)}", "<svg/>")
	if second := style("b{background:url(p.svg)}", "<svg/>"); second == first {
		t.Error("another import, the same name")
	}
	if second := style("a{background:url(p.svg)}", "<svg></svg>"); second == first {
		t.Error("another picture, the same name")
	}
}

func TestMissingEntryPoints(t *testing.T) {
	tests := []struct {
		name          string
		fsys          fs.FS
		style, script bool
	}{
		{"nothing", fstest.MapFS{}, false, false},
		{"no folder", subFS(t, fstest.MapFS{}, "static"), false, false},
		{"sources only", mapFS("css/a.css", "a{}", "js/a.js", "a()"), false, false},
		{"style only", mapFS("css/main.css", "a{color:red}"), true, false},
		{"script only", mapFS("js/main.js", "a()"), false, true},
		{"empty files", mapFS("css/main.css", "", "js/main.js", ""), true, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b, problems := Build(test.fsys)
			if (b.MainCSS != "") != test.style || (b.MainScript != "") != test.script || len(problems) > 0 {
				t.Errorf("style %q, script %q, problems %v", b.MainCSS, b.MainScript, problems)
			}
			var want []string
			if test.style {
				want = append(want, "assets/main.HASH.css")
			}
			if test.script {
				want = append(want, "assets/main.HASH.js")
			}
			var got []string
			for _, f := range b.Files {
				got = append(got, maskHashes(f.Name))
				mustData(t, b, f.Name)
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func subFS(t *testing.T, fsys fs.FS, dir string) fs.FS {
	s, err := fs.Sub(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// failingFS fails to open one file.
type failingFS struct {
	fs.FS
	name string
}

var errBroken = errors.New("broken disk")

func (u failingFS) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, fmt.Errorf("%s: %w", name, errBroken)
	}
	return u.FS.Open(name)
}

func TestUnreadable(t *testing.T) {
	for name, file := range map[string]string{".": "static", "img": "static/img"} {
		_, problems := Build(failingFS{sampleFS, name})
		i := slices.IndexFunc(problems, func(p diag.Problem) bool { return p.File == file })
		if i < 0 || problems[i].Severity != diag.Error || problems[i].Rule != diag.Unreadable {
			t.Errorf("a folder %s that cannot be read: %v", name, problems)
		}
	}
	b, problems := Build(failingFS{sampleFS, "css/a.css"})
	if len(problems) != 1 || problems[0].Line != 2 || !strings.Contains(problems[0].Message, "broken disk") ||
		b.MainCSS != "" || b.MainScript == "" {
		t.Errorf("a source that cannot be read: %v, %+v", problems, b)
	}
}

// TestBrowserTargets checks that code is lowered to the supported browsers.
func TestBrowserTargets(t *testing.T) {
	b, _ := Build(mapFS("css/main.css", ".a{ user-select: none }", "js/main.js",
		"using x = f(); y = a ??= b"))
	style := mustData(t, b, b.MainCSS)
	if !strings.Contains(style, "-webkit-user-select") {
		t.Error(style)
	}
	if script := mustData(t, b, b.MainScript); strings.Contains(script, "using ") || !strings.Contains(script, "??=") {
		t.Error(script)
	}
}

// TestInline checks that the inline script is not published as a file, and its hash.
func TestInline(t *testing.T) {
	b, problems := Build(mapFS("js/inline.js", "import \"./a.js\"; // gone\n", "js/a.js",
		"document.title = '</script>';\n"))
	if len(problems) > 0 || len(b.Files) > 0 {
		t.Errorf("%v, files %v", problems, fileNames(b))
	}
	if want := `(()=>{document.title="<\/script>";})();`; b.InlineScript != want {
		t.Errorf("%s, want %s", b.InlineScript, want)
	}
	sum := sha256.Sum256([]byte(b.InlineScript))
	if want := "sha256-" + base64.StdEncoding.EncodeToString(sum[:]); b.InlineScriptHash != want {
		t.Errorf("%s, want %s", b.InlineScriptHash, want)
	}
	b, problems = Build(mapFS("js/inline.js", "(\n"))
	if b.InlineScript != "" || len(problems) != 1 || problems[0].File != "static/js/inline.js" {
		t.Errorf("%q %v", b.InlineScript, problems)
	}
}
