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
		if link, lstatErr := os.Lstat(dir); lstatErr == nil && link.Mode()&fs.ModeSymlink != 0 && errors.Is(err, fs.ErrNotExist) {
			err = errDanglingLink
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
	target, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	if err := s.checkTopLink(name, target); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(target)
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

// checkTopLink says why one of the folders may not be real, to which its name leads.
func (s *sourceFS) checkTopLink(name, target string) error {
	source := realPath(s.dir)
	if target == filepath.Join(source, name) {
		return nil // no link
	}
	rel, err := filepath.Rel(source, target)
	if err != nil {
		rel = target // on another drive
	}
	switch {
	case hasHiddenPart(filepath.ToSlash(rel)):
		return errLinkToHidden
	case isWithin(source, target):
		return errLinkToSource
	}
	for _, other := range sourceFolders {
		if other == name {
			continue
		}
		other := realPath(filepath.Join(s.dir, other))
		if isWithin(target, other) || isWithin(other, target) {
			return errLinkToOtherFolder
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
		if parentInfo, err := os.Stat(path); err == nil && os.SameFile(parentInfo, info) {
			return true
		}
		parent := filepath.Dir(path)
		if parent == path {
			return false
		}
		path = parent
	}
}

// hasHiddenPart reports whether a part of a path begins with a dot, but for those that only lead up.
func hasHiddenPart(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}
