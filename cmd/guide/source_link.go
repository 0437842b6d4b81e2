package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// maxLinks is how many links are followed for one name.
const maxLinks = 20

// linkWalker walks a path element by element and resolves symbolic links itself.
type linkWalker struct {
	source *sourceFS
	top    string // the name of the folder root
	root   *os.Root
	visit  visitor
	links  int
}

// descend walks rest from dir, whose path is parents.
func (w *linkWalker) descend(dir *os.Root, parents []string, rest string) error {
	part, remaining, nested := strings.Cut(rest, "/")
	info, err := dir.Lstat(part)
	switch {
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := dir.Readlink(part)
		if err != nil {
			return errReplaced
		}
		return w.follow(parents, filepath.ToSlash(target), remaining)
	case !nested:
		return w.visit(dir, path.Join(path.Join(parents...), part), info)
	case !info.IsDir():
		return fmt.Errorf("%s: %w", part, errNotFolder)
	}
	parents = append(parents, part)
	folder, kept, err := w.source.subfolder(w.top+"/"+path.Join(parents...), dir, info)
	if err != nil {
		return err
	}
	if !kept {
		defer folder.Close()
	}
	return w.descend(folder, parents, remaining)
}

// follow walks the target of a link in the folder parents, and then remaining.
func (w *linkWalker) follow(parents []string, target, remaining string) error {
	if w.links++; w.links > maxLinks {
		return errTooManyLinks
	}
	to := path.Join(path.Join(parents...), target)
	switch {
	case filepath.IsAbs(target) || path.IsAbs(target) || !filepath.IsLocal(filepath.FromSlash(to)) && to != "":
		return errLinkEscapes
	case hasHiddenPart(target):
		return errLinkToHidden
	}
	return w.descend(w.root, nil, path.Join(to, remaining))
}

// openRegular opens what Lstat found to be a regular file or a folder, without blocking on a FIFO.
func openRegular(dir *os.Root, base string, info fs.FileInfo) (*os.File, fs.FileInfo, error) {
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, nil, errNotFile
	}
	f, err := dir.OpenFile(base, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	openedInfo, err := f.Stat()
	if err != nil || !os.SameFile(info, openedInfo) {
		f.Close()
		return nil, nil, errReplaced
	}
	return f, openedInfo, nil
}
