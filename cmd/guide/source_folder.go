package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// folder returns one of the source folders, and opens it first if it was replaced.
func (s *sourceFS) folder(name string) (*os.Root, error) {
	if !slices.Contains(sourceFolders, name) {
		return nil, fs.ErrNotExist
	}
	dir := filepath.Join(s.dir, name)
	info, err := os.Stat(dir)
	if err != nil {
		link, lstatErr := os.Lstat(dir)
		if errors.Is(err, fs.ErrNotExist) && lstatErr == nil && link.Mode()&fs.ModeSymlink != 0 {
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
	s.folders[name] = openFolder{root, info} // the previous one may still be in use; the garbage collector closes it
	return root, nil
}

// maxOpenFolders is how many folders are kept open. A folder beyond is opened for each file in it, and so is every
// folder on Windows, where an open folder cannot be renamed.
const maxOpenFolders = 200

// subfolder returns a folder inside dir, which was just found to have this info, and whether it is kept open: if not,
// the caller closes it.
func (s *sourceFS) subfolder(name string, dir *os.Root, info fs.FileInfo) (folder *os.Root, kept bool, err error) {
	s.mu.Lock()
	f, ok := s.folders[name]
	kept = (ok || len(s.folders) < maxOpenFolders) && runtime.GOOS != "windows"
	s.mu.Unlock()
	if ok && os.SameFile(f.info, info) {
		return f.root, true, nil
	}
	folder, err = dir.OpenRoot(path.Base(name))
	if err != nil {
		return nil, false, err
	}
	if openedInfo, err := folder.Stat("."); err != nil || !os.SameFile(info, openedInfo) {
		folder.Close()
		return nil, false, errReplaced
	}
	if kept {
		s.mu.Lock()
		s.folders[name] = openFolder{folder, info} // the garbage collector closes the previous one, or that of a race
		s.mu.Unlock()
	}
	return folder, kept, nil
}

// checkTopLink returns why the top folder name may not resolve to target, or nil.
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

// isWithin reports whether path is folder or inside it. It compares files rather than names, since a system may
// have several names for one file.
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

// hasHiddenPart reports whether an element of the path begins with a dot, other than "." and "..".
func hasHiddenPart(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}
