// Package asset turns the folder static/ into files to publish.
//
//	bundle, problems := asset.Build(static) // static is the inside of static/
//
// # Bundles
//
// css/main.css and js/main.js, for every page; css/overview.css, for those that show the guide as a whole;
// and js/progress.js and js/search.js, in place of js/main.js on the pages of a reader's progress and of
// search, are each bundled with everything that they import, lowered to what the oldest browsers understand
// that the site is made for (Chrome 119, Firefox 119, Safari 17.1), minified, and published as
// assets/main.<hash>.css and the like. Each may be missing. A script is one classic script,
// an IIFE, so that it runs from a disk as well.
//
// js/inline.js is bundled alike, but published in no file: it is for what a page must know before it is
// drawn, and stands in the page itself.
//
// A style sheet may import style sheets and show pictures, which are published beside it under a
// fingerprinted name of their own; a script may import scripts and JSON. An import is a path relative
// to the file that has it, with the exact case. Everything else has no place in a published page and is
// an error there: another host, a rooted path, a path out of static/, a package by its name, a font.
// Nothing is read but the fs.FS, neither the disk nor the network.
//
// The hash is one of names and contents. The same files make the same bytes and names, on any machine.
//
// # Copies
//
// Every other file is copied as it is. One at the root of static/ or in its .well-known/ keeps its path
// (CNAME, favicon.ico, .well-known/security.txt); one in another folder goes below assets/
// (img/logo.svg to assets/img/logo.svg). Left out are
//   - the sources of the bundles: *.css below css/, and *.js, *.mjs and *.ts below js/;
//   - Go files;
//   - what begins with a dot, but for .well-known, .nojekyll and .htaccess;
//   - what editors and systems leave behind, such as main.css~; some of it with a notice, as in content/.
//
// Folders behind symbolic links are not followed. They are an error, as is whatever else is neither a file
// nor a folder, and what cannot be read.
//
// # Problems
//
// What is wrong in a source is a problem at its own place, with the code "css" or "script". Rules that
// a browser would drop silently, of which esbuild only warns, are errors here. A bundle with a mistake in
// it is made all the same where that can be done; else its name is "" and everything else is there.
package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
)

// Dir is the folder, in the site, of all files that do not belong at its root.
const Dir = "assets"

// Bundle is what static/ becomes.
type Bundle struct {
	MainCSS    string // name in the site of the style sheet, "assets/main.ABCD1234.css"; "" for none
	MainScript string // the same for the script
	// OverviewCSS is the second style sheet of pages that show the guide as a whole.
	OverviewCSS string
	// ProgressScript is the script of the page of a reader's progress, Search that of search; both hold the
	// other one.
	ProgressScript, SearchScript string
	// InlineScript is the script that every page has in itself, and InlineHash how a Content-Security-Policy
	// names it: "sha256-...". Both are "" for none.
	InlineScript, InlineScriptHash string
	Files                          []File // everything to publish, by name, these included
}

// File is one file to publish: it has either Data or From.
type File struct {
	Name       string // in the site: "assets/main.ABCD1234.css", "assets/img/logo.svg", "CNAME"
	Data       []byte // content of a file that was made; nil for one that is copied
	SourcePath string // path within static/ of a file that is copied
}

// Build makes the bundles and lists what is copied. The problems are sorted and name files as
// static/... . A folder that does not exist is an empty one.
func Build(fsys fs.FS) (*Bundle, []diag.Problem) {
	files, problems := listFiles(fsys)
	b := &Bundle{}
	entries := []struct {
		file string
		name *string
	}{
		{"css/main.css", &b.MainCSS}, {"css/overview.css", &b.OverviewCSS},
		{"js/main.js", &b.MainScript}, {"js/progress.js", &b.ProgressScript}, {"js/search.js", &b.SearchScript},
	}
	results := make([]bundleResult, len(entries))
	var inlineResult bundleResult
	var wg sync.WaitGroup
	for i, e := range entries {
		wg.Go(func() { results[i] = bundle(sourceFS{fsys, files}, e.file) })
	}
	wg.Go(func() { inlineResult = bundle(sourceFS{fsys, files}, "js/inline.js") })
	wg.Wait()

	problems = append(problems, inlineResult.problems...)
	for i, result := range results {
		*entries[i].name = result.name
		b.Files = append(b.Files, result.files...)
		problems = append(problems, result.problems...)
	}
	for _, name := range files {
		if !isBundleSource(name) {
			b.Files = append(b.Files, File{Name: outputName(name), SourcePath: name})
		}
	}
	slices.SortFunc(b.Files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	b.setInlineScript(inlineResult.files)
	return b, diag.Sort(problems)
}

// setInlineScript takes the script for every page from what was bundled.
func (b *Bundle) setInlineScript(files []File) {
	if len(files) == 0 {
		return
	}
	data := bytes.TrimSpace(files[0].Data)
	sum := sha256.Sum256(data)
	b.InlineScript, b.InlineScriptHash = string(data), "sha256-"+base64.StdEncoding.EncodeToString(sum[:])
}
