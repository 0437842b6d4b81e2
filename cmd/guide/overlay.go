package main

import (
	"bytes"
	"cmp"
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
// so that no text is changed that has changed since. A text that links lead to is one text, which has the name of its
// file.
type overlayFS struct {
	fs.FS
	mu    sync.Mutex
	read  map[string]guide.Hash // of the texts as they are on the disk
	texts map[string]overlayText
	links map[string]string // the names of the files of texts that were read by a link
}

// overlayText is a text before and after it was changed.
type overlayText struct{ before, after []byte }

func newOverlay(source fs.FS) *overlayFS {
	return &overlayFS{FS: source, read: map[string]guide.Hash{}, texts: map[string]overlayText{},
		links: map[string]string{}}
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
	if isText(name) {
		name = o.follow(name)
	}
	o.mu.Lock()
	text, changed := o.texts[name]
	_, wasRead := o.read[name]
	o.mu.Unlock()
	switch {
	case changed:
		return text.after, nil
	case !isText(name) && !wasRead:
		return fs.ReadFile(o.FS, name)
	}
	data, err := fs.ReadFile(o.FS, name)
	if err != nil {
		return nil, err
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
	text, ok := o.texts[o.fileOf(name)]
	o.mu.Unlock()
	if ok {
		return overlayInfo{path.Base(name), int64(len(text.after))}, nil
	}
	return fs.Stat(o.FS, name)
}

// ReadDir returns the entries of a folder.
func (o *overlayFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }

// Resolve returns the name of a file or folder with all links resolved.
func (o *overlayFS) Resolve(name string) (string, error) {
	return resolve(o.FS, name)
}

// resolve returns the name of a file or folder with all links resolved.
func resolve(fsys fs.FS, name string) (string, error) {
	if r, ok := fsys.(interface{ Resolve(string) (string, error) }); ok {
		return r.Resolve(name)
	}
	return name, nil
}

// follow returns the name of the file of a text, and remembers it if that is another one.
func (o *overlayFS) follow(name string) string {
	file, err := resolve(o.FS, name)
	if err != nil || file == name {
		return name
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.links[name] = file
	return file
}

// fileOf returns the name of the file of a text that was read. The caller holds the lock, or is alone.
func (o *overlayFS) fileOf(name string) string { return cmp.Or(o.links[name], name) }

// linksTo returns the links by which one of these files was read.
func (o *overlayFS) linksTo(files []string) []string {
	var out []string
	for link, file := range o.links {
		if slices.Contains(files, file) {
			out = append(out, link)
		}
	}
	return out
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
