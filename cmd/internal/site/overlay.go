package site

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// overlay is two file systems, one on top of the other: a file of top hides the one of base.
type overlay struct{ top, base fs.FS }

// subFS returns the folder dir of fsys, which need not exist.
func subFS(fsys fs.FS, dir string) fs.FS {
	s, err := fs.Sub(fsys, dir)
	if err != nil { // only for an invalid dir
		panic("site: " + err.Error())
	}
	return s
}

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

// ReadFile uses the ReadFile of the file systems, which may refuse a file that is too large.
func (o overlay) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(o.top, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadFile(o.base, name)
	}
	return data, err
}

// ReadDir lists the entries of both file systems. A file of top that hides a folder of base is listed as the folder, so
// that reading it reports the conflict.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.top, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	baseEntries, baseErr := fs.ReadDir(o.base, name)
	if baseErr != nil && (err != nil || !errors.Is(baseErr, fs.ErrNotExist)) {
		return nil, baseErr
	}
	byName := func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) }
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		hidesFolder := func(b fs.DirEntry) bool { return b.IsDir() && b.Name() == e.Name() }
		return e.Type().IsRegular() && slices.ContainsFunc(baseEntries, hidesFolder)
	})
	entries = append(entries, baseEntries...)
	slices.SortStableFunc(entries, byName) // those of top stay first
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return byName(a, b) == 0 }), nil
}
