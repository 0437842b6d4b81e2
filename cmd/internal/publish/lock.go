package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// errLocked is the error of lock if another process holds the lock.
var errLocked = errors.New("another build is writing it: wait until that is done")

// checkLockFile returns an error if the lock file's name is that of something other than a regular file. Opening that
// could wait for a pipe, lock a file of another program or hold a device.
func checkLockFile(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() {
		return nil
	}
	if err != nil {
		return err
	}
	kind := "no regular file"
	switch info.Mode().Type() {
	case fs.ModeSymlink:
		kind = "a symbolic link"
	case fs.ModeDir:
		kind = "a folder"
	case fs.ModeNamedPipe:
		kind = "a named pipe"
	}
	return fmt.Errorf("the lock file %s is %s: remove it", path, kind)
}
