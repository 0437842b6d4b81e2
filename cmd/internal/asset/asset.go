// Package asset turns the folder static/ into files to publish.
//
//	bundle, problems := asset.Build(fsys) // fsys is the content of static/
//	bundle, problems = asset.BuildOver(fsys, builtIn) // in which files of an editor hide those of the program
//
// # Bundles
//
// The entry files are css/main.css and js/main.js, for every page; css/overview.css, for pages that show the guide as
// a whole; css/figures.css, for other texts with figures or code; css/blocks.css and js/blocks.js, for texts with
// fold-outs and the like; js/home.js, js/progress.js, js/resources-page.js and js/search.js, which replace js/main.js
// on the pages of those names; and js/glossary-popover.js, which the others load when it is needed. Each is bundled
// with everything that it imports, lowered to the oldest supported browsers (Chrome 123, Firefox 128, Safari 17.5),
// minified, and published as assets/main.<hash>.css and the like. Each may be missing. A script becomes one classic
// script, an IIFE, so that it also runs from a disk.
//
// js/inline.js is bundled in the same way but not published as a file: pages contain it, since it must run before they
// are drawn.
//
// A style sheet may import style sheets and refer to images and fonts, which are published next to it, with
// fingerprinted names. A script may import scripts and JSON. An import is a path relative to the importing file, with
// the exact case. All other imports are errors: other hosts, rooted paths, paths out of static/, and names of packages.
// Only the fs.FS is read, neither the disk nor the network.
//
// The keys of the messages that a script asks for, message("key") with the key in double quotes, are listed, so that a
// page can contain the messages of its script.
//
// The hash is that of names and contents. The same files give the same bytes and names on any machine.
//
// # Files of an editor
//
// BuildOver makes the files of an editor and of the program into one site. A file hides the one of the program with the
// same name, but for css/tokens.css, which lies over it: a property that it does not have stays as it is. Style sheets
// and scripts with other names are bundled after those of the program, without a layer, so that they win, and into the
// script of every page. Those that others import are not, nor those in a folder, or with a name, that begins with an
// underscore.
//
// # Copies
//
// All other files are copied unchanged. Files at the root of static/ and in its .well-known/ keep their paths (CNAME,
// favicon.ico, .well-known/security.txt); files in other folders go into assets/ (img/logo.svg to
// assets/img/logo.svg). Excluded are
//   - the sources of bundles: *.css in css/, and *.js, *.mjs and *.ts in js/;
//   - Go files;
//   - names that begin with a dot, except .well-known, .nojekyll and .htaccess;
//   - files left behind by editors and systems, such as main.css~; some of them with a notice, as in content/.
//
// Symbolic links to folders are not followed. They are errors, as is anything else that is neither a file nor a folder
// or cannot be read.
//
// # Problems
//
// A mistake in a source file is a problem at its position, with the code "css" or "script". Rules that browsers would
// ignore silently, about which esbuild only warns, are errors here. A bundle with a mistake is still made if possible;
// otherwise its name is "" and all other files are there.
package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
)

// inlineEntry is the entry file of the script that is part of every page.
const inlineEntry = "js/inline.js"

// outputDir is the folder in the site for all files that are not at its root.
const outputDir = "assets"

// Bundle is the result of Build: the files made from static/.
type Bundle struct {
	MainCSS    string // name of the main style sheet in the site, "assets/main.ABCD1234.css"; "" if there is none
	MainScript string // name of the main script
	// OverviewCSS is the second style sheet of pages that show the guide as a whole, and FiguresCSS that of other texts
	// with figures or code.
	OverviewCSS, FiguresCSS string
	// BlocksCSS and BlocksScript are one more style sheet and script of pages whose texts have what they are for.
	BlocksCSS, BlocksScript string
	// HomeScript, ProgressScript, ResourcesPageScript and SearchScript are the scripts of the home page, /progress/,
	// /resources/ and /search/. They include the main script.
	HomeScript, ProgressScript, ResourcesPageScript, SearchScript string
	// GlossaryScript shows the meaning of terms; pages load it when the reader points to one.
	GlossaryScript string
	// InlineScript is the script that every page contains, and InlineScriptHash its hash for a
	// Content-Security-Policy: "sha256-...". Both are "" if there is none.
	InlineScript, InlineScriptHash string
	Messages                       map[string][]string // keys of the messages of a script, by its name in the site
	Files                          []File              // all files to publish, sorted by name, including these
}

// File is a file to publish. It has either Data or SourcePath.
type File struct {
	Name       string // name in the site: "assets/main.ABCD1234.css", "assets/img/logo.svg", "CNAME"
	Data       []byte // content of a generated file; nil for a copied one
	SourcePath string // path in static/ of a copied file
}

// Build makes the bundles and lists the files to copy. The problems are sorted; the names of their files begin with
// static/. A folder that does not exist is treated as empty.
func Build(fsys fs.FS) (*Bundle, []diag.Problem) { return BuildOver(fsys, fsys) }

// entry is a file of which a bundle is made.
type entry struct {
	file string
	name *string // gets the name of the bundle
	// besides means that pages have the bundle besides another one, which has the own files of an editor.
	besides bool
}

// BuildOver is Build for an fsys in which the files of an editor hide those of the program.
func BuildOver(fsys, builtIn fs.FS) (*Bundle, []diag.Problem) {
	files, problems := listFiles(fsys)
	src := sourceFS{fsys, files, findLayers(fsys, builtIn)}
	b := &Bundle{Messages: map[string][]string{}}
	entries := []entry{
		{inlineEntry, new(string), true},
		{"css/main.css", &b.MainCSS, false}, {"css/overview.css", &b.OverviewCSS, true},
		{"css/figures.css", &b.FiguresCSS, true}, {"css/blocks.css", &b.BlocksCSS, true},
		{"js/blocks.js", &b.BlocksScript, true}, {"js/main.js", &b.MainScript, false},
		{"js/home.js", &b.HomeScript, false}, {"js/glossary-popover.js", &b.GlossaryScript, true},
		{"js/progress.js", &b.ProgressScript, false}, {"js/resources-page.js", &b.ResourcesPageScript, false},
		{"js/search.js", &b.SearchScript, false},
	}
	results := make([]bundleResult, len(entries))
	var wg sync.WaitGroup
	for i, e := range entries {
		wg.Go(func() { results[i] = bundle(src, e.file) })
	}
	wg.Wait()
	src.addOwn(entries, results)

	problems = append(problems, src.checkTokens()...)
	problems = append(problems, results[0].problems...)
	for i, result := range results[1:] {
		*entries[i+1].name = result.name
		if path.Ext(result.name) == ".js" {
			b.Messages[result.name] = result.messages
		}
		b.Files = append(b.Files, result.files...)
		problems = append(problems, result.problems...)
	}
	for _, name := range files {
		if !isBundleSource(name) {
			b.Files = append(b.Files, File{Name: outputName(name), SourcePath: name})
		}
	}
	slices.SortFunc(b.Files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	b.setInlineScript(results[0].files)
	return b, diag.Sort(problems)
}

// setInlineScript sets the inline script from the files of its bundle.
func (b *Bundle) setInlineScript(files []File) {
	if len(files) == 0 {
		return
	}
	data := bytes.TrimSpace(files[0].Data)
	sum := sha256.Sum256(data)
	b.InlineScript, b.InlineScriptHash = string(data), "sha256-"+base64.StdEncoding.EncodeToString(sum[:])
}
