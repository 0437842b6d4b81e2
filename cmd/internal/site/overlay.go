package site

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// overlay is two file systems on top of each other: a file of top hides the one of base.
type overlay struct{ top, base fs.FS }

// sub is the folder dir of fsys, which need not exist.
func sub(fsys fs.FS, dir string) fs.FS {
	s, err := fs.Sub(fsys, dir)
	if err != nil { // only for an invalid dir
		panic("site: " + err.Error())
	}
	return s
}

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	return o.base.Open(name)
}

// ReadDir returns what either of the two has in a folder.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	top, errTop := fs.ReadDir(o.top, name)
	base, errBase := fs.ReadDir(o.base, name)
	if errTop != nil && errBase != nil {
		return nil, errBase
	}
	all := top
	for _, b := range base {
		if !slices.ContainsFunc(top, func(t fs.DirEntry) bool { return t.Name() == b.Name() }) {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}
