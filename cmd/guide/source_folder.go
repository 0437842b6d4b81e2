package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder returns one of the folders as it is now.
func (s *sourceFS) folder(name string) (*os.Root, error) {
	if !slices.Contains(sourceFolders, name) {
		return nil, fs.ErrNotExist
	}
	dir := filepath.Join(s.dir, name)
	info, err := os.Stat(dir)
	if err != nil {
		if link, bad := os.Lstat(dir); bad == nil && link.Mode()&fs.ModeSymlink != 0 && errors.Is(err, fs.ErrNotExist) {
			err = errNowhere
		}
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.folders[name]; ok && os.SameFile(f.info, info) {
		return f.root, nil
	}
	if !info.IsDir() {
		return nil, errNotFolder
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	if err := s.mayBe(name, real); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(real)
	if err != nil {
		return nil, err
	}
	if info, err = root.Stat("."); err != nil {
		root.Close()
		return nil, err
	}
	s.folders[name] = openFolder{root, info} // the one before may still be read from; it is closed when that ends
	return root, nil
}

// mayBe says why one of the folders may not be real, to which its name leads.
func (s *sourceFS) mayBe(name, real string) error {
	source := realPath(s.dir)
	if real == filepath.Join(source, name) {
		return nil // no link
	}
	rel, err := filepath.Rel(source, real)
	if err != nil {
		rel = real // on another drive
	}
	switch {
	case dotted(filepath.ToSlash(rel)):
		return errDotted
	case isWithin(source, real):
		return errWhole
	}
	for _, other := range sourceFolders {
		if other == name {
			continue
		}
		other := realPath(filepath.Join(s.dir, other))
		if isWithin(real, other) || isWithin(other, real) {
			return errShared
		}
	}
	return nil
}

// isWithin reports whether a path is that of a folder or of something below it. It compares the folders
// themselves, since a system may take several names for one.
func isWithin(path, folder string) bool {
	info, err := os.Stat(folder)
	if err != nil {
		return false
	}
	for {
		if above, err := os.Stat(path); err == nil && os.SameFile(above, info) {
			return true
		}
		parent := filepath.Dir(path)
		if parent == path {
			return false
		}
		path = parent
	}
}

// dotted reports whether a part of a path begins with a dot, but for those that only lead up.
func dotted(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}
