package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// OpenCache opens what WriteCache has written for an output folder. It must be closed before WriteCache replaces it.
func OpenCache(dir string) (*os.File, error) {
	name, err := cachePath(dir)
	if err != nil {
		return nil, err
	}
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() { // a pipe could block, a device be endless
		return nil, errors.Join(fs.ErrNotExist, err)
	}
	return os.Open(name)
}

// WriteCache keeps beside an output folder what a later build of it can use. The file has the name of the folder, so
// that each has its own; it is replaced as a whole. The next Stage removes what a killed process leaves.
func WriteCache(dir string, write func(*os.File) error) (err error) {
	name, err := cachePath(dir)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), strings.TrimSuffix(filepath.Base(name), "cache")+"new-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

func cachePath(dir string) (string, error) {
	resolved, err := resolveOutput(dir)
	return besidePrefix(resolved) + "cache", err
}

// besidePrefix begins the paths of all files beside an output folder.
func besidePrefix(dir string) string {
	parent, base := filepath.Split(dir)
	return parent + "." + base + ".guide-"
}

// Fingerprint returns a hash of the name, type, size and modification time of everything in an output folder, but for
// temporary files. As long as it is the same, the folder holds what it did, unless someone has set back the time of a
// file.
func Fingerprint(dir string) (string, error) {
	resolved, err := resolveOutput(dir)
	if err != nil {
		return "", err
	}
	o := &output{disk: &disk{}, dir: resolved}
	return o.fingerprint()
}

func (o *output) fingerprint() (string, error) {
	digest := sha256.New()
	err := o.fingerprintInto(digest, ".")
	return hex.EncodeToString(digest.Sum(nil)), err
}

// fingerprintInto adds one folder of the output.
func (o *output) fingerprintInto(digest hash.Hash, folder string) error {
	entries, err := o.readDir(o.join(folder))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if strings.HasPrefix(name, insidePrefix) {
			continue
		}
		if e.IsDir() {
			fmt.Fprintf(digest, "%q\n", name)
			if err := o.fingerprintInto(digest, name); err != nil {
				return err
			}
			continue
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(digest, "%q %v %d %d\n", name, info.Mode(), info.Size(), info.ModTime().UnixNano())
	}
	return nil
}
