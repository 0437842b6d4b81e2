package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"

	"guide/cmd/internal/asset"
	"guide/cmd/internal/diag"
)

// siteFile is one file of the site: made, or copied from another file system.
type siteFile struct {
	render      func() ([]byte, error)
	path        string
	fsys        fs.FS
	problemFile string // from, as problems name it
}

// staleError makes ErrStale of the error of a file that was there when the site was planned.
func (e siteFile) staleError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", e.path, ErrStale)
	}
	return err
}

var errNotCopyable = errors.New("it is not a file that can be copied")

// fileTree holds the names of all files and what is in each folder.
type fileTree struct {
	files   map[string]siteFile
	folders map[string][]string // names of what is directly inside, sorted
}

func newFileTree() *fileTree {
	return &fileTree{files: map[string]siteFile{}, folders: map[string][]string{".": nil}}
}

// add names a file, unless a file or folder has the name or a file is where a folder is needed.
func (t *fileTree) add(name string, e siteFile) bool {
	if t.conflicts(name) {
		return false
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

func (t *fileTree) conflicts(name string) bool {
	if _, folder := t.folders[name]; folder {
		return true
	}
	for ; name != "."; name = path.Dir(name) {
		if _, file := t.files[name]; file {
			return true
		}
	}
	return false
}

// sortFolders puts the names in each folder in order, when all are known.
func (t *fileTree) sortFolders() {
	for _, names := range t.folders {
		slices.Sort(names)
	}
}

// Open makes or opens one file, or opens a folder.
func (s *Site) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if _, ok := s.tree.folders[name]; ok {
		return &openFolder{site: s, info: fileInfo{name: path.Base(name), mode: fs.ModeDir | 0o555}, path: name}, nil
	}
	e, ok := s.tree.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := s.openFile(e, path.Base(name))
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

// openFile opens what an entry names. One of the editor's files that cannot be read is empty, which is a
// problem.
func (s *Site) openFile(e siteFile, base string) (fs.File, error) {
	var data []byte
	var err error
	if e.render == nil {
		f, err := e.openCopy(base)
		if err == nil || errors.Is(err, ErrStale) {
			return f, err
		}
		s.buildProblems.report(diag.Unreadable(e.problemFile, err))
	} else if data, err = e.render(); err != nil {
		return nil, err
	}
	return &renderedFile{Reader: bytes.NewReader(data), info: fileInfo{name: base, size: int64(len(data)), mode: 0o444}}, nil
}

// openCopy opens a file that is copied. The error is ErrStale if it was there when the site was planned.
func (e siteFile) openCopy(base string) (fs.File, error) {
	f, err := e.fsys.Open(e.path)
	if err != nil {
		return nil, e.staleError(err)
	}
	stat, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	seeker, ok := f.(io.ReadSeeker)
	if !ok || stat.IsDir() {
		f.Close()
		return nil, errNotCopyable
	}
	return &copiedFile{ReadSeeker: seeker, Closer: f, info: fileInfo{name: base, size: stat.Size(), mode: 0o444}}, nil
}

// ReadFile makes or reads one file. The caller may change the bytes.
func (s *Site) ReadFile(name string) ([]byte, error) {
	e, ok := s.tree.files[name]
	if !ok {
		err := fs.ErrNotExist
		if _, folder := s.tree.folders[name]; folder || !fs.ValidPath(name) {
			err = fs.ErrInvalid
		}
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	if e.render != nil {
		data, err := e.render()
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: name, Err: err}
		}
		return data, nil
	}
	f, err := s.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// ReadDir lists a folder and makes nothing.
func (s *Site) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := s.tree.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, len(names))
	for i, n := range names {
		_, dir := s.tree.folders[path.Join(name, n)]
		out[i] = dirEntry{site: s, path: path.Join(name, n), name: n, dir: dir}
	}
	return out, nil
}

// Fingerprinted reports whether a file has a hash of its content in its name, so that a page asks for just this
// version of it: style sheets, scripts and what they show.
func (s *Site) Fingerprinted(name string) bool {
	match := func(f asset.File) bool { return f.Name == name && f.Data != nil }
	return name == s.itemsScript.name || slices.ContainsFunc(s.bundle.Files, match)
}

// fileInfo describes a file; every time is zero.
type fileInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return i.mode }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.mode.IsDir() }
func (i fileInfo) Sys() any           { return nil }

// renderedFile is a file that was made for whoever opened it.
type renderedFile struct {
	*bytes.Reader
	info fileInfo
}

func (f *renderedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *renderedFile) Close() error               { return nil }

// copiedFile is a file of another file system without its time.
type copiedFile struct {
	io.ReadSeeker
	io.Closer
	info fileInfo
}

func (f *copiedFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// openFolder is an open folder.
type openFolder struct {
	site      *Site
	info      fileInfo
	path      string
	remaining []fs.DirEntry
	listed    bool
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.listed {
		f.remaining, _ = f.site.ReadDir(f.path) // Open has found the folder
		f.listed = true
	}
	if n > 0 && len(f.remaining) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.remaining) {
		n = len(f.remaining)
	}
	var out []fs.DirEntry
	out, f.remaining = f.remaining[:n:n], f.remaining[n:]
	return out, nil
}

// dirEntry is a name in a folder.
type dirEntry struct {
	site       *Site
	path, name string
	dir        bool
}

func (e dirEntry) Name() string   { return e.name }
func (e dirEntry) IsDir() bool    { return e.dir }
func (e dirEntry) String() string { return fs.FormatDirEntry(e) }
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
