package site

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
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

// isOwn reports whether top has a file that base has not, or with another content.
func (o overlay) isOwn(name string) bool {
	data, err := fs.ReadFile(o.top, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	base, baseErr := fs.ReadFile(o.base, name)
	return err != nil || baseErr != nil || !bytes.Equal(data, base)
}

// hasOwn reports whether top has a template or a file of messages of its own.
func (o overlay) hasOwn() bool {
	err := fs.WalkDir(o.top, ".", func(name string, d fs.DirEntry, err error) error {
		isUsed := path.Ext(name) == ".html" || path.Ext(name) == ".yaml"
		if err == nil && (d.IsDir() || !isUsed || !o.isOwn(name)) {
			return nil
		}
		return cmp.Or(err, errOwn)
	})
	return err != nil && !errors.Is(err, fs.ErrNotExist)
}

var errOwn = errors.New("there is a file of its own")

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
