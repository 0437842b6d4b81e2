package asset

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
)

// listFiles returns the sorted names of all files that are not excluded.
func listFiles(fsys fs.FS) (files []string, problems []diag.Problem) {
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == "." && errors.Is(err, fs.ErrNotExist):
			return fs.SkipAll
		case err != nil:
			problems = append(problems, diag.UnreadableFile(path.Join("static", name), err))
			return nil
		case isExcluded(path.Base(name)):
			if p, leftBehind := diag.CheckLeftBehind("static/" + name); leftBehind {
				problems = append(problems, p)
			}
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		switch regular, err := isFile(fsys, name, d); {
		case err != nil:
			problems = append(problems, diag.UnreadableFile(path.Join("static", name), err))
		case regular:
			files = append(files, name)
		default:
			problems = append(problems, diag.NotAFile.In("static/"+name, "this is neither a file nor a folder",
				"put the files themselves here; links to folders are not followed"))
		}
		return nil
	})
	slices.Sort(files)
	return files, problems
}

// isFile reports whether name is a regular file or a symbolic link to one.
func isFile(fsys fs.FS, name string, d fs.DirEntry) (bool, error) {
	if d.Type() != fs.ModeSymlink {
		return d.Type().IsRegular(), nil
	}
	info, err := fs.Stat(fsys, name)
	return err == nil && info.Mode().IsRegular(), err
}

// isExcluded reports whether files and folders of this name are left out.
func isExcluded(base string) bool {
	switch base {
	case ".", ".well-known", ".nojekyll", ".htaccess":
		return false
	}
	return diag.Ignored(base) || path.Ext(base) == ".go"
}

// isBundleSource reports whether a file is published only as part of a bundle.
func isBundleSource(name string) bool {
	switch path.Ext(name) {
	case ".css":
		return strings.HasPrefix(name, "css/")
	case ".js", ".mjs", ".ts":
		return strings.HasPrefix(name, "js/")
	}
	return false
}

// outputName returns the name of a copied file in the site.
func outputName(name string) string {
	if !strings.Contains(name, "/") || strings.HasPrefix(name, ".well-known/") {
		return name
	}
	return outputDir + "/" + name
}
