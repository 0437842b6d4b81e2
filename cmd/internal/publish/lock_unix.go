//go:build unix

package publish

import (
	"cmp"
	"context"
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockTries is how often a build may lose its lock file to another before it gives up.
const lockTries = 100

// lock takes the lock of that name, or fails at once. The file is removed before the lock is let go, so
// one that was opened meanwhile may no longer be the one that has the name; then it is opened again. A link is
// not followed, and nothing but a regular file is waited for.
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

// openLock opens the lock file, which it makes where there is none.
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
		return nil, cmp.Or(err, checkLockFile(path), errLocked) // it was put there just now
	}
	return f, nil
}
