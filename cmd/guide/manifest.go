package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"guide/cmd/internal/guide"
)

// updateManifest rewrites content/published.yaml after a successful build.
func (a *app) updateManifest(g *guide.Guide) error {
	data, ids, pages := g.EncodeManifest()
	if data == nil {
		a.logf("nothing new to record")
		return nil
	}
	dir, name := path.Split(guide.ManifestFile)
	root, err := os.OpenRoot(filepath.Join(a.source, dir))
	if err == nil {
		defer root.Close()
		err = replaceFile(root, name, data, g.ManifestMatches)
	}
	if err != nil {
		return fmt.Errorf("the site was written, but the record was not: %s: %w", guide.ManifestFile, err)
	}
	a.logf("recorded in %s: %s, %s; commit it", guide.ManifestFile,
		pluralize(ids, "new id"), pluralize(pages, "new page"))
	return nil
}

// errFileChanged means that a file was modified after it was read.
var errFileChanged = errors.New("the file has changed since it was read and was not overwritten: run the command again")

// replaceFile atomically replaces a file in root and keeps its mode. It fails with errFileChanged if isExpected
// rejects the current content, which is nil if there is no file.
func replaceFile(root *os.Root, name string, data []byte, isExpected func([]byte) bool) (err error) {
	mode := fs.FileMode(0)
	if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return errors.New("this is not a regular file, so it was not replaced: put the file itself there")
	} else if err == nil {
		mode = info.Mode().Perm()
	}
	if mode != 0 && mode&0o222 == 0 {
		return errors.New("it is read-only, so it was not changed")
	}
	tempName := path.Join(path.Dir(name), "."+path.Base(name)+"."+rand.Text())
	defer func() {
		if err != nil {
			_ = root.Remove(tempName)
		}
	}()
	if err := createFile(root, tempName, data, mode); err != nil {
		return err
	}
	current, err := root.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !isExpected(current) {
		return errFileChanged
	}
	return root.Rename(tempName, name)
}

// createFile creates a file with the mode given, or with the default mode if that is 0.
func createFile(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if mode != 0 {
		err = errors.Join(err, f.Chmod(mode))
	}
	return errors.Join(err, f.Sync(), f.Close())
}
