package main

import (
	"io/fs"
	"os"
	"sync"
)

// followFS is the fs.FS of the folder that a path leads to, whichever that is at the moment: a folder that takes
// the place of another one is opened at the next look. Nothing outside the folder is ever read.
type followFS struct {
	dir string

	mu   sync.Mutex
	root *os.Root
	info fs.FileInfo
}

// follow opens a folder.
func follow(dir string) (*followFS, error) {
	f := &followFS{dir: dir}
	_, err := f.now()
	return f, err
}

// now returns the folder that the path leads to. One that another has taken the place of may still be read
// from; it is closed when nobody refers to it.
func (f *followFS) now() (*os.Root, error) {
	info, err := os.Stat(f.dir)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root != nil && os.SameFile(f.info, info) {
		return f.root, nil
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	if info, err = root.Stat("."); err != nil {
		root.Close()
		return nil, err
	}
	f.root, f.info = root, info
	return root, nil
}

func (f *followFS) Open(name string) (fs.File, error) {
	root, err := f.now()
	if err != nil {
		return nil, err
	}
	return root.FS().Open(name)
}

func (f *followFS) ReadDir(name string) ([]fs.DirEntry, error) {
	root, err := f.now()
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(root.FS(), name)
}

func (f *followFS) ReadFile(name string) ([]byte, error) {
	root, err := f.now()
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(root.FS(), name)
}

func (f *followFS) Stat(name string) (fs.FileInfo, error) {
	root, err := f.now()
	if err != nil {
		return nil, err
	}
	return fs.Stat(root.FS(), name)
}

// Close closes the folder.
func (f *followFS) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}
