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

// maxLinks is how many links may lead from one to the next.
const maxLinks = 20

// walk goes from folder to folder, never through a link that it has not read itself.
type walk struct {
	root  *os.Root
	use   func(at *os.Root, found string) error
	links int
}

// from goes on from the folder at, which has the name above, to rest.
func (w *walk) from(at *os.Root, above []string, rest string) error {
	part, below, nested := strings.Cut(rest, "/")
	info, err := at.Lstat(part)
	switch {
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := at.Readlink(part)
		if err != nil {
			return errReplaced
		}
		return w.follow(above, filepath.ToSlash(target), below)
	case !nested:
		return w.use(at, path.Join(path.Join(above...), part))
	case !info.IsDir():
		return fmt.Errorf("%s: %w", part, errNotFolder)
	}
	folder, err := at.OpenRoot(part)
	if err != nil {
		return err
	}
	defer folder.Close()
	if now, err := folder.Stat("."); err != nil || !os.SameFile(info, now) {
		return errReplaced
	}
	return w.from(folder, append(above, part), below)
}

// follow goes where a link in the folder above leads, and then to below.
func (w *walk) follow(above []string, target, below string) error {
	if w.links++; w.links > maxLinks {
		return errLinks
	}
	to := path.Join(path.Join(above...), target)
	switch {
	case filepath.IsAbs(target) || path.IsAbs(target) || !filepath.IsLocal(filepath.FromSlash(to)) && to != "":
		return errLeadsOut
	case dotted(target):
		return errDotted
	}
	return w.from(w.root, nil, path.Join(to, below))
}

// openIn opens a regular file or a folder, without waiting for whoever is at the other end of a pipe.
func openIn(at *os.Root, base string) (*os.File, fs.FileInfo, error) {
	info, err := at.Lstat(base)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, nil, errNotFile
	}
	f, err := at.OpenFile(base, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	now, err := f.Stat()
	if err != nil || !os.SameFile(info, now) {
		f.Close()
		return nil, nil, errReplaced
	}
	return f, now, nil
}
