package site

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// entry is one file of the site: made, or copied from another file system.
type entry struct {
	make func() ([]byte, error)
	from string
	fsys fs.FS
}

func (e entry) read() ([]byte, error) {
	if e.make != nil {
		return e.make()
	}
	return fs.ReadFile(e.fsys, e.from)
}

// tree holds the names of all files and what is in each folder.
type tree struct {
	files   map[string]entry
	folders map[string][]string // names of what is directly inside, sorted when first read
}

func newTree() *tree {
	return &tree{files: map[string]entry{}, folders: map[string][]string{".": nil}}
}

// add names a file, unless a file or folder has the name.
func (t *tree) add(name string, e entry) bool {
	if _, taken := t.files[name]; taken {
		return false
	}
	if _, taken := t.folders[name]; taken {
		return false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, taken := t.files[dir]; taken {
			return false
		}
	}
	t.files[name] = e
	for name != "." {
		dir := path.Dir(name)
		_, known := t.folders[dir]
		t.folders[dir] = append(t.folders[dir], path.Base(name))
		if known {
			break
		}
		name = dir
	}
	return true
}

// Open makes or opens one file, or opens a folder.
func (s *Site) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if names, ok := s.tree.folders[name]; ok {
		return &folder{site: s, info: info{name: path.Base(name), mode: fs.ModeDir | 0o555}, path: name, names: names}, nil
	}
	e, ok := s.tree.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if e.make == nil {
		return copied(name, e)
	}
	data, err := e.make()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{Reader: bytes.NewReader(data), info: info{name: path.Base(name), size: int64(len(data)), mode: 0o444}}, nil
}

// ReadFile makes or reads one file.
func (s *Site) ReadFile(name string) ([]byte, error) {
	e, ok := s.tree.files[name]
	if !ok {
		err := fs.ErrNotExist
		if !fs.ValidPath(name) {
			err = fs.ErrInvalid
		}
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	data, err := e.read()
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	if e.from != "" || e.make != nil && !strings.HasSuffix(name, ".html") {
		data = bytes.Clone(data) // a caller may write to what it gets
	}
	return data, nil
}

// ReadDir lists a folder and makes nothing.
func (s *Site) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := s.tree.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	names = slices.Clone(names)
	slices.Sort(names)
	out := make([]fs.DirEntry, len(names))
	for i, n := range names {
		_, dir := s.tree.folders[path.Join(name, n)]
		out[i] = dirEntry{site: s, path: path.Join(name, n), name: n, dir: dir}
	}
	return out, nil
}

// info describes a file; every time is zero.
type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

// file is a made file.
type file struct {
	*bytes.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// copy is a file of another file system without its time.
type copy struct {
	fs.File
	io.ReadSeeker
	info info
}

func (f *copy) Read(p []byte) (int, error) { return f.ReadSeeker.Read(p) }
func (f *copy) Stat() (fs.FileInfo, error) { return f.info, nil }

func copied(name string, e entry) (fs.File, error) {
	f, err := e.fsys.Open(e.from)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	stat, err := f.Stat()
	seeker, ok := f.(io.ReadSeeker)
	if err != nil || !ok {
		f.Close()
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return &copy{File: f, ReadSeeker: seeker, info: info{name: path.Base(name), size: stat.Size(), mode: 0o444}}, nil
}

// folder is an open folder.
type folder struct {
	site  *Site
	info  info
	path  string
	names []string
	next  int
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	all, err := f.site.ReadDir(f.path)
	if err != nil {
		return nil, err
	}
	rest := all[min(f.next, len(all)):]
	if n > 0 {
		if len(rest) == 0 {
			return nil, io.EOF
		}
		rest = rest[:min(n, len(rest))]
	}
	f.next += len(rest)
	return rest, nil
}

// dirEntry is a name in a folder.
type dirEntry struct {
	site       *Site
	path, name string
	dir        bool
}

func (e dirEntry) Name() string { return e.name }
func (e dirEntry) IsDir() bool  { return e.dir }
func (e dirEntry) Type() fs.FileMode {
	if e.dir {
		return fs.ModeDir
	}
	return 0
}

// Info makes the file.
func (e dirEntry) Info() (fs.FileInfo, error) {
	f, err := e.site.Open(e.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Stat()
}
