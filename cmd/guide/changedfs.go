package main

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/refactor"
)

// changedFS is a source folder as it is after a change.
type changedFS struct {
	fs.FS  // as it is before
	change *refactor.Change
	former map[string]string // the former names of what is renamed, by the new ones
}

func newChangedFS(before fs.FS, change *refactor.Change) *changedFS {
	c := &changedFS{FS: before, change: change, former: map[string]string{}}
	for from, to := range change.Renamed {
		c.former[to] = from
	}
	return c
}

// formerName returns the name that a file or folder had before; ok is false if there is nothing with this name now.
func (c *changedFS) formerName(name string) (former string, ok bool) {
	for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '/') {
		if from, renamed := c.former[name[:end]]; renamed {
			return from + name[end:], true
		}
		if c.change.Renamed[name[:end]] != "" {
			return "", false
		}
	}
	return name, true
}

// text returns the content of a text that is new or changed.
func (c *changedFS) text(name string) (data []byte, ok bool) {
	if data, ok = c.change.Added[name]; ok {
		return data, true
	}
	former, ok := c.formerName(name)
	if ok {
		data, ok = c.change.Texts[former]
	}
	return data, ok
}

// Open opens a file or folder.
func (c *changedFS) Open(name string) (fs.File, error) {
	if data, ok := c.text(name); ok {
		return &overlayFile{Reader: bytes.NewReader(data), name: path.Base(name)}, nil
	}
	former, ok := c.formerName(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return c.FS.Open(former)
}

// ReadFile returns the content of a file.
func (c *changedFS) ReadFile(name string) ([]byte, error) {
	if data, ok := c.text(name); ok {
		return data, nil
	}
	former, ok := c.formerName(name)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(c.FS, former)
}

// Stat returns the FileInfo of a file or folder.
func (c *changedFS) Stat(name string) (fs.FileInfo, error) {
	if data, ok := c.text(name); ok {
		return overlayInfo{path.Base(name), int64(len(data))}, nil
	}
	former, ok := c.formerName(name)
	if !ok {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(c.FS, former)
	for file := range c.change.Added {
		if err != nil && strings.HasPrefix(file, name+"/") {
			return addedEntry{overlayInfo{name: path.Base(name)}, true}, nil
		}
	}
	return info, err
}

// Resolve returns the name of a file or folder with all links resolved.
func (c *changedFS) Resolve(name string) (string, error) {
	former, ok := c.formerName(name)
	if _, added := c.change.Added[name]; added || !ok {
		return name, nil
	}
	target, err := resolve(c.FS, former)
	return c.change.NewName(target), err
}

// ReadDir returns the entries of a folder.
func (c *changedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	var entries []fs.DirEntry
	err := error(fs.ErrNotExist)
	if former, ok := c.formerName(name); ok {
		entries, err = fs.ReadDir(c.FS, former)
		for i, e := range entries {
			if to := c.change.Renamed[path.Join(former, e.Name())]; to != "" {
				entries[i] = renamedEntry{e, path.Base(to)}
			}
		}
	}
	for file := range c.change.Added {
		rest, isIn := strings.CutPrefix(file, name+"/")
		base, _, deeper := strings.Cut(rest, "/")
		if isIn && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base }) {
			entries, err = append(entries, addedEntry{overlayInfo{name: base}, deeper}), nil
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// renamedEntry is an entry of a folder with another name.
type renamedEntry struct {
	fs.DirEntry
	name string
}

func (e renamedEntry) Name() string { return e.name }

// addedEntry is a new file, or a new folder.
type addedEntry struct {
	overlayInfo
	isDir bool
}

func (e addedEntry) IsDir() bool { return e.isDir }

func (e addedEntry) Type() fs.FileMode {
	if e.isDir {
		return fs.ModeDir
	}
	return 0
}

func (e addedEntry) Info() (fs.FileInfo, error) { return e.overlayInfo, nil }
