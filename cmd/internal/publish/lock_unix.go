//go:build unix

package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock takes the lock of that name, or fails at once. The file is removed before the lock is let go, so
// one that was opened meanwhile may no longer be the one that has the name; then it is opened again.
func (d *disk) lock(path string) (unlock func() error, err error) {
	for {
		if err := d.try("lock", path); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
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
}
