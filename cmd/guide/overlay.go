package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// overlayFS is a source folder in which some texts have another content. It knows the hash of every text that was read,
// so that no text is changed that has changed since.
type overlayFS struct {
	fs.FS
	mu    sync.Mutex
	read  map[string]guide.Hash // of the texts as they are on the disk
	texts map[string]overlayText
}

// overlayText is a text before and after it was changed.
type overlayText struct{ before, after []byte }

func newOverlay(source fs.FS) *overlayFS {
	return &overlayFS{FS: source, read: map[string]guide.Hash{}, texts: map[string]overlayText{}}
}

// Open opens a file or folder.
func (o *overlayFS) Open(name string) (fs.File, error) {
	if !isText(name) {
		return o.FS.Open(name)
	}
	data, err := o.ReadFile(name)
	if err != nil {
		return o.FS.Open(name) // which may be a folder, or too large
	}
	return &overlayFile{Reader: bytes.NewReader(data), name: path.Base(name)}, nil
}

func isText(name string) bool { return path.Ext(name) == ".md" || path.Ext(name) == ".yaml" }

// ReadFile returns the content of a file.
func (o *overlayFS) ReadFile(name string) ([]byte, error) {
	o.mu.Lock()
	text, ok := o.texts[name]
	o.mu.Unlock()
	if ok {
		return text.after, nil
	}
	data, err := fs.ReadFile(o.FS, name)
	if err != nil || !isText(name) {
		return data, err
	}
	hash := guide.HashOf(data)
	o.mu.Lock()
	defer o.mu.Unlock()
	if first, ok := o.read[name]; ok && first != hash {
		return nil, fmt.Errorf("%s: %w", name, site.ErrStale)
	}
	o.read[name] = hash
	return data, nil
}

// Stat returns the FileInfo of a file or folder.
func (o *overlayFS) Stat(name string) (fs.FileInfo, error) {
	o.mu.Lock()
	text, ok := o.texts[name]
	o.mu.Unlock()
	if ok {
		return overlayInfo{path.Base(name), int64(len(text.after))}, nil
	}
	return fs.Stat(o.FS, name)
}

// Resolve returns the name of a file or folder with all links resolved.
func (o *overlayFS) Resolve(name string) (string, error) {
	if r, ok := o.FS.(interface{ Resolve(string) (string, error) }); ok {
		return r.Resolve(name)
	}
	return name, nil
}

// set gives a text another content.
func (o *overlayFS) set(name string, data []byte) error {
	text, ok := o.texts[name]
	if !ok {
		var err error
		if text.before, err = o.ReadFile(name); err != nil {
			return err
		}
	}
	text.after = data
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts[name] = text
	return nil
}

// changed returns the names of the texts that have another content, sorted.
func (o *overlayFS) changed() []string {
	names := slices.Sorted(maps.Keys(o.texts))
	return slices.DeleteFunc(names, func(name string) bool {
		before, after := o.contents(name)
		return bytes.Equal(before, after)
	})
}

// contents returns a changed text as it was read, and as it is now.
func (o *overlayFS) contents(name string) (before, after []byte) {
	return o.texts[name].before, o.texts[name].after
}

// overlayFile is an open text.
type overlayFile struct {
	*bytes.Reader
	name string
}

func (f *overlayFile) Stat() (fs.FileInfo, error) { return overlayInfo{f.name, f.Size()}, nil }
func (*overlayFile) Close() error                 { return nil }

// overlayInfo is the FileInfo of a text.
type overlayInfo struct {
	name string
	size int64
}

func (i overlayInfo) Name() string     { return i.name }
func (i overlayInfo) Size() int64      { return i.size }
func (overlayInfo) Mode() fs.FileMode  { return 0o444 }
func (overlayInfo) ModTime() time.Time { return time.Time{} }
func (overlayInfo) IsDir() bool        { return false }
func (overlayInfo) Sys() any           { return nil }
