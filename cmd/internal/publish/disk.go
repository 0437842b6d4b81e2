package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A disk is the file system of the machine. This package changes files only through a disk, so that tests can make
// each operation fail.
type disk struct {
	// fault, if not nil, is called before every operation. If it returns an error, the operation fails with it.
	fault func(op string, paths ...string) error
}

func (d *disk) checkFault(op string, paths ...string) error {
	if d.fault == nil {
		return nil
	}
	if err := d.fault(op, paths...); err != nil {
		return &fs.PathError{Op: op, Path: paths[len(paths)-1], Err: err}
	}
	return nil
}

// A diskFile is an open file.
type diskFile struct {
	disk *disk
	file *os.File
}

func (d *disk) open(path string) (*diskFile, error) { return d.openFile("open", path, os.O_RDONLY) }

// create creates a file. It fails if the file exists.
func (d *disk) create(path string) (*diskFile, error) {
	return d.openFile("create", path, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
}

func (d *disk) openFile(op, path string, flag int) (*diskFile, error) {
	if err := d.checkFault(op, path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, flag, 0o644)
	if err != nil {
		return nil, err
	}
	return &diskFile{d, f}, nil
}

func (f *diskFile) Read(p []byte) (int, error) {
	if err := f.disk.checkFault("read", f.file.Name()); err != nil {
		return 0, err
	}
	return f.file.Read(p)
}

func (f *diskFile) ReadAt(p []byte, at int64) (int, error) {
	if err := f.disk.checkFault("read", f.file.Name()); err != nil {
		return 0, err
	}
	return f.file.ReadAt(p, at)
}

func (f *diskFile) Write(p []byte) (int, error) {
	if err := f.disk.checkFault("write", f.file.Name()); err != nil {
		n, _ := f.file.Write(p[:len(p)/2]) // as on a full disk
		return n, err
	}
	return f.file.Write(p)
}

func (f *diskFile) Close() error {
	return errors.Join(f.disk.checkFault("close", f.file.Name()), f.file.Close())
}

func (f *diskFile) Stat() (fs.FileInfo, error) {
	if err := f.disk.checkFault("stat", f.file.Name()); err != nil {
		return nil, err
	}
	return f.file.Stat()
}

func (d *disk) lstat(path string) (fs.FileInfo, error) {
	if err := d.checkFault("lstat", path); err != nil {
		return nil, err
	}
	return os.Lstat(path)
}

func (d *disk) readDir(path string) ([]fs.DirEntry, error) {
	if err := d.checkFault("readdir", path); err != nil {
		return nil, err
	}
	return os.ReadDir(path)
}

func (d *disk) mkdir(path string) error {
	if err := d.checkFault("mkdir", path); err != nil {
		return err
	}
	return os.Mkdir(path, 0o755)
}

// mkdirAll makes a folder and its parents, unless they exist.
func (d *disk) mkdirAll(path string) error {
	err := d.mkdir(path)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(path) != path {
		if err := d.mkdirAll(filepath.Dir(path)); err != nil {
			return err
		}
		err = d.mkdir(path)
	}
	if err == nil {
		return nil
	}
	if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
		return nil
	}
	return err
}

// withMkdir calls do. If path's folder does not exist, it makes the folder and calls do again.
func (d *disk) withMkdir(path string, do func() error) error {
	err := do()
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.mkdirAll(filepath.Dir(path)); err != nil {
		return err
	}
	return do()
}

func (d *disk) remove(path string) error {
	if err := d.checkFault("remove", path); err != nil {
		return err
	}
	return os.Remove(path)
}

func (d *disk) removeAll(path string) error {
	if err := d.checkFault("remove all", path); err != nil {
		return err
	}
	return os.RemoveAll(path)
}

func (d *disk) rename(from, to string) error {
	if err := d.checkFault("rename", from, to); err != nil {
		return err
	}
	return os.Rename(from, to)
}

func (d *disk) link(from, to string) error {
	if err := d.checkFault("link", from, to); err != nil {
		return err
	}
	return os.Link(from, to)
}

// exchange exchanges two folders in one step, if the system can do that.
func (d *disk) exchange(a, b string) error {
	if err := d.checkFault("exchange", a, b); err != nil {
		return err
	}
	return exchange(a, b)
}

// setTime sets the mtime of a file to that of another one.
func (d *disk) setTime(path string, info fs.FileInfo) error {
	if err := d.checkFault("chtimes", path); err != nil {
		return err
	}
	return os.Chtimes(path, info.ModTime(), info.ModTime())
}
