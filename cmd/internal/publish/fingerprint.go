package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"path"
	"path/filepath"
	"strings"
)

// CachePath returns the path beside an output folder where its builder may keep what a later build can use. It has the
// folder's name, so that each output has its own.
func CachePath(dir string) (string, error) {
	resolved, err := resolveOutput(dir)
	if err != nil {
		return "", err
	}
	return besidePrefix(resolved) + "cache", nil
}

// besidePrefix begins the paths of all files beside an output folder.
func besidePrefix(dir string) string {
	parent, base := filepath.Split(dir)
	return parent + "." + base + ".guide-"
}

// Fingerprint returns a hash of the name, type, size and modification time of everything in an output folder, but
// for temporary files. As long
// as it is the same, the folder holds what it did, unless someone has set back the time of a file.
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
