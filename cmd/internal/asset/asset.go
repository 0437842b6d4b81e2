// Package asset turns the folder static/ into files to publish.
//
// css/main.css and js/main.js are bundled with everything that they import, minified and given a name
// with a hash of their content. The sources are read from an fs.FS alone, never from the disk or the
// network (plugin.go). Style sheets below css/ and scripts below js/ are sources of the bundles and are
// not published by themselves; every other file is copied as it is: one at the root of static/ (CNAME)
// to the root of the site, one in a folder to the same path below assets/. Go files, dot-files other
// than .well-known, .nojekyll and .htaccess, and what editors leave behind are left out.
//
// What is wrong in a style sheet or a script is a problem at its own place; what esbuild only warns of
// in the syntax of a style sheet is an error, since browsers drop such rules silently.
package asset

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
)

// Dir is the folder, in the site, of all files that do not belong at its root.
const Dir = "assets"

// Bundle is what static/ becomes.
type Bundle struct {
	Style, Script string // names in the site of the bundled style sheet and script; "" for none
	Files         []File // everything to publish, by name
}

// File is one file to publish.
type File struct {
	Name string // in the site: "assets/main.ABCD1234.css"
	Data []byte // of a file that was made; nil for one that is copied
	From string // the path in static/ of a file that is copied
}

// Build makes the bundles and lists what is copied. The fs.FS is the inside of static/; problems name
// its files as static/... . An error means that the folder cannot be read.
func Build(fsys fs.FS) (*Bundle, []diag.Problem, error) {
	b := &Bundle{}
	var problems []diag.Problem
	for _, entry := range []struct {
		source string
		name   *string
	}{{"css/main.css", &b.Style}, {"js/main.js", &b.Script}} {
		if _, err := fs.Stat(fsys, entry.source); err != nil {
			continue
		}
		made, name, found := bundle(fsys, entry.source)
		*entry.name = name
		b.Files = append(b.Files, made...)
		problems = append(problems, found...)
	}
	copies, err := list(fsys)
	if err != nil {
		return nil, nil, err
	}
	b.Files = append(b.Files, copies...)
	slices.SortFunc(b.Files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	b.Files = slices.CompactFunc(b.Files, func(x, y File) bool { return x.Name == y.Name })
	return b, diag.Sort(problems), nil
}

// list finds the files that are copied.
func list(fsys fs.FS) ([]File, error) {
	var out []File
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name != "." && leftOut(path.Base(name)) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() && !isSource(name) {
			out = append(out, File{Name: published(name), From: name})
		}
		return nil
	})
	return out, err
}

func leftOut(base string) bool {
	switch base {
	case ".well-known", ".nojekyll", ".htaccess":
		return false
	}
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".go")
}

func isSource(name string) bool {
	return strings.HasPrefix(name, "css/") && path.Ext(name) == ".css" ||
		strings.HasPrefix(name, "js/") && (path.Ext(name) == ".js" || path.Ext(name) == ".ts")
}

func published(name string) string {
	if !strings.Contains(name, "/") || strings.HasPrefix(name, ".well-known/") {
		return name
	}
	return Dir + "/" + name
}
