package publish

import (
	"io/fs"
	"os"
	"path"
	"slices"
)

// Open returns the site in an output folder: what was given to Stage, without the marker and retained files.
func Open(dir string) fs.FS {
	o := &output{disk: &disk{}, dir: dir}
	hidden := map[string]bool{markerName: true}
	for _, g := range o.readInventory().Earlier {
		for _, f := range g.Files {
			hidden[f.Name] = true
		}
	}
	return siteFS{os.DirFS(dir), hidden}
}

// A siteFS is a folder without its hidden files.
type siteFS struct {
	fs.FS
	hidden map[string]bool
}

func (p siteFS) Open(name string) (fs.File, error) {
	if p.hidden[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return p.FS.Open(name)
}

func (p siteFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(p.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return p.hidden[path.Join(name, e.Name())] }), err
}
