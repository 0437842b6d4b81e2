package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"
)

// update makes an output that cannot be swapped what the site is, file by file: first the marker, so that
// the next build knows the folder, then assets, then the pages that refer to them; what no page refers to
// any longer goes last.
func (s *Staged) update() error {
	r := s.result
	for _, f := range slices.Concat(s.files[r.Files:], s.files[r.Pages:r.Files], s.files[:r.Pages]) {
		if f.kept {
			continue
		}
		if err := s.place(f); err != nil {
			return err
		}
	}
	for _, name := range slices.Backward(s.extra) {
		if err := s.remove(name); err != nil {
			return err
		}
	}
	return nil
}

// place moves one file from the new tree to the output. A file where it needs a folder goes first,
// and so does a folder where it needs a file.
func (s *Staged) place(f file) error {
	for dir := path.Dir(f.name); dir != "."; dir = path.Dir(dir) {
		if mode, ok := s.old[dir]; ok && !mode.IsDir() {
			if err := os.Remove(s.out.join(dir)); err != nil {
				return err
			}
			delete(s.old, dir)
		}
	}
	to := s.out.join(f.name)
	if s.old[f.name].IsDir() {
		if err := os.RemoveAll(to); err != nil {
			return err
		}
	}
	return inFolder(to, func() error { return s.move(filepath.Join(s.out.stage, f.path), to) })
}

// move renames or, over the border of a file system, copies to the new folder and renames there.
func (s *Staged) move(from, to string) error {
	err := s.rename(from, to)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	near := filepath.Join(filepath.Dir(to), within+filepath.Base(s.out.stage))
	if err := copyFile(from, near, make([]byte, bufferSize)); err != nil {
		return errors.Join(err, os.Remove(near))
	}
	return s.rename(near, to)
}

// remove removes what the site does not have, unless place has put something else there.
func (s *Staged) remove(name string) error {
	if _, ok := s.want[name]; ok {
		return nil
	}
	err := os.Remove(s.out.join(name))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	return err
}

// join returns the path of a name in the output.
func (o *output) join(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }
