//go:build unix

package publish

import (
	"cmp"
	"context"
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockTries is how often lock tries again if the lock file was replaced in the meantime.
const lockTries = 100

// lock takes the lock with this path, or fails at once if it is held. The file is removed before the lock is released,
// so a file that was opened in the meantime may no longer have the name; then it is opened again. Links are not
// followed, and only regular files are locked.
func (d *disk) lock(ctx context.Context, path string) (unlock func() error, err error) {
	for range lockTries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, err := d.openLock(path)
		if err != nil {
			return nil, err
		}
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
			f.Close()
			if err == unix.EWOULDBLOCK {
				return nil, errLocked
			}
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		}
		if named, err := d.lstat(path); err == nil {
			if held, err := f.Stat(); err == nil && os.SameFile(held, named) {
				return func() error { return errors.Join(d.remove(path), f.Close()) }, nil
			}
		}
		f.Close()
	}
	return nil, errLocked
}

// openLock opens the lock file and creates it if necessary.
func (d *disk) openLock(path string) (*os.File, error) {
	if err := d.checkFault("lock", path); err != nil {
		return nil, err
	}
	if err := checkLockFile(path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0o644)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, cmp.Or(err, checkLockFile(path), errLocked) // it was replaced just now
	}
	return f, nil
}
