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

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// siteFile is one file of the site: rendered on demand, or copied from another file system.
type siteFile struct {
	render        func() ([]byte, error)
	doc           *guide.Doc // of a page with a source file
	frontOnly     bool       // no body of a page changes it
	path          string
	fsys          fs.FS
	problemFile   string // path as problems report it
	fingerprinted bool   // its name contains a hash of its content, or of all that the content depends on
	drawn         bool   // it is a picture: nothing can be wrong with it, and rendering takes long
	stripped      bool   // it is a copy without what a picture says beside its pixels
}

// staleError turns "not found" into ErrStale: the file existed when the site was built.
func (e siteFile) staleError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", e.path, ErrStale)
	}
	return err
}

var errNotCopyable = errors.New("it is not a file that can be copied")

// fileTree is an fs.FS of the files of a site.
type fileTree struct {
	files   map[string]siteFile
	folders map[string][]string            // names of what is directly inside, sorted
	report  func(problems ...diag.Problem) // of files that cannot be read
}

// newFileTree returns an empty tree with room for so many pages, each of which has a folder.
func newFileTree(pages int, report func(problems ...diag.Problem)) *fileTree {
	folders := make(map[string][]string, pages)
	folders["."] = nil
	return &fileTree{make(map[string]siteFile, 2*pages), folders, report}
}

// addUnlessTaken is add for a name that may be taken, or that of a folder, or have a file for a parent. It returns
// false then.
func (t *fileTree) addUnlessTaken(name string, e siteFile) bool {
	if t.conflicts(name) {
		return false
	}
	t.add(name, e)
	return true
}

// add registers a file with a name of its own.
func (t *fileTree) add(name string, e siteFile) {
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

// sortFolders sorts the names in each folder. It is called when all files are registered.
func (t *fileTree) sortFolders() {
	for _, names := range t.folders {
		slices.Sort(names)
	}
}

// Open renders or opens a file, or opens a folder.
func (t *fileTree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if _, ok := t.folders[name]; ok {
		return &openFolder{tree: t, info: fileInfo{name: path.Base(name), mode: fs.ModeDir | 0o555}, path: name}, nil
	}
	e, ok := t.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := t.openFile(e, path.Base(name))
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

// openFile renders or opens a file. A copied file that cannot be read is empty, and reported as a problem.
func (t *fileTree) openFile(e siteFile, base string) (fs.File, error) {
	var data []byte
	var err error
	if e.render == nil {
		f, err := e.openCopy(base)
		if err == nil || errors.Is(err, ErrStale) {
			return f, err
		}
		t.report(e.problem(err))
	} else if data, err = e.render(); err != nil {
		return nil, err
	}
	info := fileInfo{name: base, size: int64(len(data)), mode: 0o444}
	return &renderedFile{Reader: bytes.NewReader(data), data: data, info: info}, nil
}

// openCopy opens a copied file. The error is ErrStale if it does not exist any more.
func (e siteFile) openCopy(base string) (fs.File, error) {
	if e.stripped {
		return e.openStripped(base)
	}
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

// ReadFile renders or reads a file. The caller may change the bytes.
func (t *fileTree) ReadFile(name string) ([]byte, error) {
	e, ok := t.files[name]
	if !ok {
		err := fs.ErrNotExist
		if _, folder := t.folders[name]; folder || !fs.ValidPath(name) {
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
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// ReadDir lists a folder and renders nothing.
func (t *fileTree) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := t.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, len(names))
	for i, n := range names {
		_, dir := t.folders[path.Join(name, n)]
		out[i] = dirEntry{tree: t, path: path.Join(name, n), name: n, dir: dir}
	}
	return out, nil
}

// Fingerprinted reports whether the name of a file contains a hash of its content, or of all that the content depends
// on, so that it can be cached forever.
func (t *fileTree) Fingerprinted(name string) bool { return t.files[name].fingerprinted }

// NeedsNoBodies reports whether no body of a page changes a file.
func (t *fileTree) NeedsNoBodies(name string) bool { return t.files[name].frontOnly }

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

// renderedFile is an open file that was rendered. Close recycles its data.
type renderedFile struct {
	*bytes.Reader
	data []byte
	info fileInfo
}

func (f *renderedFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *renderedFile) Close() error {
	f.Reader.Reset(nil)
	if f.data != nil {
		recycle(f.data)
		f.data = nil
	}
	return nil
}

// copiedFile is an open file of another file system, without its modification time.
type copiedFile struct {
	io.ReadSeeker
	io.Closer
	info fileInfo
}

func (f *copiedFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// openFolder is an open folder.
type openFolder struct {
	tree      *fileTree
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
		f.remaining, _ = f.tree.ReadDir(f.path) // it exists, since Open found it
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

// dirEntry is an entry of a folder.
type dirEntry struct {
	tree       *fileTree
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

// Info renders the file to know its size.
func (e dirEntry) Info() (fs.FileInfo, error) {
	f, err := e.tree.Open(e.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Stat()
}
