package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// sourceFolders are the folders of a source folder that are read.
var sourceFolders = []string{"content", "templates", "static"}

// maxFileSize is the size of the largest file that ReadFile reads. Files that are only copied may be larger.
const maxFileSize = 32 << 20

var (
	errNotFile           = errors.New("it is neither a file nor a folder")
	errNotFolder         = errors.New("it is not a folder")
	errIsFolder          = errors.New("it is a folder")
	errLinkEscapes       = errors.New("it is a link that leads out of its folder")
	errLinkToHidden      = errors.New("it is a link to a name that begins with a dot")
	errDanglingLink      = errors.New("it is a link to a file that does not exist")
	errTooManyLinks      = errors.New("it is a link that leads to itself or through too many links")
	errReplaced          = errors.New("it is being replaced all the time")
	errLinkToSource      = errors.New("it is a link to the source folder itself or to a parent of it")
	errLinkToOtherFolder = errors.New("it is a link to another of the folders content, templates and static")
)

// sourceFS is the fs.FS of a source folder: content/, templates/ and static/, each of which may be missing, and
// may be a symbolic link to a folder that checkTopLink allows. A link inside one of them may lead to a file of the
// same folder, but not out of it or to a name that begins with a dot. Only folders and regular files can be opened,
// so Open never blocks. ReadFile fails for a file larger than maxFileSize without reading it.
//
// This holds even if files are replaced while they are opened. A folder that was replaced is reopened, so a
// sourceFS never returns files of a deleted folder.
type sourceFS struct {
	dir string

	mu      sync.Mutex
	folders map[string]openFolder // the source folders, and some in them, by name
}

// openFolder is an open folder.
type openFolder struct {
	root *os.Root
	info fs.FileInfo
}

// openSource opens a source folder.
func openSource(dir string) (*sourceFS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		root.Close()
		return nil, err
	}
	return &sourceFS{dir: dir, folders: map[string]openFolder{}}, root.Close()
}

// Close closes the open folders.
func (s *sourceFS) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, f := range s.folders {
		f.root.Close()
		delete(s.folders, name)
	}
	return nil
}

// Open opens a regular file or a folder.
func (s *sourceFS) Open(name string) (fs.File, error) {
	f, _, err := s.open("open", name)
	if err != nil {
		return nil, err // a nil *os.File is not a nil fs.File
	}
	return f, nil
}

// Stat returns the FileInfo of a file or folder, or of the target of a link, without opening it.
func (s *sourceFS) Stat(name string) (fs.FileInfo, error) {
	var info fs.FileInfo
	err := s.lookup("stat", name, func(_ *os.Root, _ string, found fs.FileInfo) error {
		info = found
		return nil
	})
	return info, err
}

// Resolve returns the name of a file or folder with all links resolved.
func (s *sourceFS) Resolve(name string) (resolved string, err error) {
	top, _, _ := strings.Cut(name, "/")
	err = s.lookup("resolve", name, func(_ *os.Root, found string, _ fs.FileInfo) error {
		resolved = path.Join(top, found)
		return nil
	})
	return resolved, err
}

// ReadFile returns the content of a file. It fails for files larger than maxFileSize.
func (s *sourceFS) ReadFile(name string) ([]byte, error) {
	f, info, err := s.open("read", name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errIsFolder}
	}
	if info.Size() > maxFileSize {
		err = fmt.Errorf("it has %s and is too large to read", formatBytes(info.Size()))
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	data := make([]byte, 0, info.Size()+1) // one more, to reach the end of the file without growing
	for len(data) <= maxFileSize {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, err
		case len(data) == cap(data):
			data = slices.Grow(data, len(data))
		}
	}
	return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("it keeps growing while it is read")}
}

func (s *sourceFS) open(op, name string) (f *os.File, info fs.FileInfo, err error) {
	err = s.lookup(op, name, func(at *os.Root, found string, lstat fs.FileInfo) (err error) {
		f, info, err = openRegular(at, path.Base(found), lstat)
		return err
	})
	return f, info, err
}

// visitor is the type of what lookup calls.
type visitor func(at *os.Root, found string, info fs.FileInfo) error

// maxReplacedTries is how often lookup retries when a file is replaced between Lstat and Open.
const maxReplacedTries = 100

// lookup follows name and calls use with its parent folder, its resolved path below the top folder, and what Lstat
// returned for it. The last element is not a symbolic link, unless it was replaced in between.
func (s *sourceFS) lookup(op, name string, use visitor) error {
	if !fs.ValidPath(name) {
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	top, rest, _ := strings.Cut(name, "/")
	root, err := s.folder(top)
	for try := 0; err == nil; try++ {
		w := linkWalker{source: s, top: top, root: root, visit: use}
		if err = w.descend(root, nil, path.Clean(rest)); err == nil {
			return nil
		}
		switch {
		case err == errReplaced && try < maxReplacedTries:
			err = nil
		case w.links > 0 && errors.Is(err, fs.ErrNotExist):
			err = errDanglingLink // the link exists, so this is not fs.ErrNotExist
		}
	}
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}
