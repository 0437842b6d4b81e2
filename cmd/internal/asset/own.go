package asset

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

// tokensFile is the style sheet that lies over the one of the program, in place of replacing it.
const tokensFile = "css/tokens.css"

// Namespaces of esbuild for what is not a file of the source.
const (
	layersNamespace  = "layers"   // a file made here, which imports the layers of that name
	builtInNamespace = "built-in" // a file of the program that lies under one of the source
)

// layers are what an editor adds to the files of the program.
type layers struct {
	builtIn fs.FS
	tokens  bool     // the editor's tokens lie over those of the program
	entry   string   // the entry file with own ones
	own     []string // bundled after the entry file
}

// findLayers compares the files with those of the program.
func findLayers(fsys, builtIn fs.FS) layers {
	own, err := fs.ReadFile(fsys, tokensFile)
	under, underErr := fs.ReadFile(builtIn, tokensFile)
	return layers{builtIn: builtIn, tokens: err == nil && underErr == nil && !bytes.Equal(own, under)}
}

// ownFiles returns the style sheets and scripts that the program does not have and that no bundle imports. One whose
// name, or that of a folder above it, begins with an underscore is only there to be imported.
func (l layers) ownFiles(files []string, bundles []bundleResult) (own []string) {
	imported := map[string]bool{}
	for _, b := range bundles {
		for _, name := range b.inputs {
			imported[name] = true
		}
	}
	for _, name := range files {
		_, err := fs.Stat(l.builtIn, name)
		if isBundleSource(name) && err != nil && !imported[name] && !strings.Contains("/"+name, "/_") &&
			!strings.HasSuffix(name, ".d.ts") {
			own = append(own, name)
		}
	}
	return own
}

// addOwn bundles again, with own files after them, the entries that every page has one of.
func (s sourceFS) addOwn(entries []entry, results []bundleResult) {
	own := s.ownFiles(s.files, results)
	for i, e := range entries {
		s.own = slices.DeleteFunc(slices.Clone(own), func(name string) bool {
			return (path.Ext(name) == ".css") != (path.Ext(e.file) == ".css")
		})
		if s.entry = e.file; len(s.own) > 0 && s.has(e.file) && !e.besides {
			results[i] = bundle(s, e.file)
		}
	}
}

// resolveLayer returns what a file of layersNamespace imports.
func resolveLayer(name string) api.OnResolveResult {
	in, name, _ := strings.Cut(name, ":")
	return api.OnResolveResult{Path: name, Namespace: in}
}

// loadLayers returns the text of a file of layersNamespace.
func (l layers) loadLayers(name string) api.OnLoadResult {
	imports := []string{namespace + ":" + name}
	if name == tokensFile {
		imports = slices.Insert(imports, 0, builtInNamespace+":"+name)
	}
	if name == l.entry {
		for _, own := range l.own {
			imports = append(imports, namespace+":"+own)
		}
	}
	keyword, loader := "import", api.LoaderJS
	if path.Ext(name) == ".css" {
		keyword, loader = "@import", api.LoaderCSS
	}
	var text strings.Builder
	for _, name := range imports {
		fmt.Fprintf(&text, "%s %s;\n", keyword, strconv.Quote(name))
	}
	contents := text.String()
	return api.OnLoadResult{Contents: &contents, Loader: loader}
}

var (
	customProperty = regexp.MustCompile(`(?:^|[{;\s])(--[\w-]+)\s*:`)
	usedProperty   = regexp.MustCompile(`var\(\s*(--[\w-]+)`)
	cssComment     = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// checkTokens reports the properties in the editor's tokens that no style sheet and no script uses.
func (s sourceFS) checkTokens() (problems []diag.Problem) {
	if !s.tokens {
		return nil
	}
	used := map[string]bool{}
	var scripts []byte
	for _, name := range s.files {
		data, err := fs.ReadFile(s.fsys, name)
		switch {
		case err != nil || !isBundleSource(name):
		case path.Ext(name) == ".css":
			for _, m := range usedProperty.FindAllSubmatch(data, -1) {
				used[string(m[1])] = true
			}
		default:
			scripts = append(scripts, data...)
		}
	}
	data, _ := fs.ReadFile(s.fsys, tokensFile)
	builtIn, _ := fs.ReadFile(s.builtIn, tokensFile)
	var known []string
	for _, m := range customProperty.FindAllSubmatch(builtIn, -1) {
		known = append(known, string(m[1]))
		used[string(m[1])] = true
	}
	lines := diag.NewLines(data)
	data = cssComment.ReplaceAllFunc(data, func(c []byte) []byte { return bytes.Repeat([]byte(" "), len(c)) })
	for _, m := range customProperty.FindAllSubmatchIndex(data, -1) {
		name := string(data[m[2]:m[3]])
		if used[name] || bytes.Contains(scripts, []byte(name)) {
			continue
		}
		hint := "guide help themes lists those that the program uses"
		if near := suggest.Nearest(name, known); near != "" {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		problems = append(problems, diag.UnusedToken.At(lines.Range("static/"+tokensFile, m[2], m[3]-m[2]),
			fmt.Sprintf("no style sheet uses %s", diag.Truncate(name)), hint))
	}
	return problems
}
