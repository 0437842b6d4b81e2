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

// sourceFolders are what is read of a source folder.
var sourceFolders = []string{"content", "templates", "static"}

// maxFileSize is the size of the largest file that is read as a whole. Those that are copied may be larger.
const maxFileSize = 32 << 20

var (
	errNotFile           = errors.New("it is neither a file nor a folder")
	errNotFolder         = errors.New("it is not a folder")
	errIsFolder          = errors.New("it is a folder")
	errLinkEscapes       = errors.New("it is a link that leads out of its folder")
	errLinkToHidden      = errors.New("it is a link to a name that begins with a dot")
	errDanglingLink      = errors.New("it is a link that leads nowhere")
	errTooManyLinks      = errors.New("it is a link that leads to itself, or through too many links")
	errReplaced          = errors.New("it is being replaced all the time")
	errLinkToSource      = errors.New("it is a link to the source folder itself, or to one that holds it")
	errLinkToOtherFolder = errors.New("it is a link to files of another of content, templates and static")
)

// sourceFS is the fs.FS of a source folder: content/, templates/ and static/, each of which may be missing, and
// may be a symbolic link to a folder that mayBe allows. A link inside one of them leads to a file of the same
// one, never out of it nor to a name that begins with a dot. Only folders and regular files can be opened, so
// that opening never waits; ReadFile refuses a file larger than maxRead before reading it.
//
// This holds for the very file that is opened, whatever is replaced meanwhile. A folder that was replaced
// is opened anew, so a sourceFS never shows what is gone.
type sourceFS struct {
	dir string

	mu      sync.Mutex
	folders map[string]openFolder
}

// openFolder is one of the folders while it is open.
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

// Close closes what is open.
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
		return nil, err // a nil *os.File is no nil fs.File
	}
	return f, nil
}

// Stat describes a file or folder, or what a link leads to, without opening it.
func (s *sourceFS) Stat(name string) (fs.FileInfo, error) {
	var info fs.FileInfo
	err := s.lookup("stat", name, func(at *os.Root, found string) (err error) {
		info, err = at.Lstat(path.Base(found))
		return err
	})
	return info, err
}

// Resolve returns the name of the file or folder that a name leads to: another one if there are links.
func (s *sourceFS) Resolve(name string) (resolved string, err error) {
	top, _, _ := strings.Cut(name, "/")
	err = s.lookup("resolve", name, func(_ *os.Root, found string) error {
		resolved = path.Join(top, found)
		return nil
	})
	return resolved, err
}

// ReadFile reads a whole file of at most maxRead bytes.
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
		err = fmt.Errorf("it has %s, more than can be read", formatBytes(info.Size()))
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	data := make([]byte, 0, info.Size()+1) // one more, so that the end is met without growing
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
	return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("it grows while it is read")}
}

func (s *sourceFS) open(op, name string) (f *os.File, info fs.FileInfo, err error) {
	err = s.lookup(op, name, func(at *os.Root, found string) (err error) {
		f, info, err = openRegular(at, path.Base(found))
		return err
	})
	return f, info, err
}

// maxReplacedTries is how often a file is looked for that is replaced between two looks at it.
const maxReplacedTries = 100

// lookup calls use with the folder of what a name leads to, and with its path below the top folder: use finds no
// link of its last part there unless there is one since a moment ago.
func (s *sourceFS) lookup(op, name string, use func(at *os.Root, found string) error) error {
	if !fs.ValidPath(name) {
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	top, rest, _ := strings.Cut(name, "/")
	root, err := s.folder(top)
	for try := 0; err == nil; try++ {
		w := linkWalker{root: root, visit: use}
		if err = w.descend(root, nil, path.Clean(rest)); err == nil {
			return nil
		}
		switch {
		case err == errReplaced && try < maxReplacedTries:
			err = nil
		case w.links > 0 && errors.Is(err, fs.ErrNotExist):
			err = errDanglingLink // something has the name, so it cannot be said not to exist
		}
	}
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}
