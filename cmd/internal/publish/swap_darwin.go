package publish

import "golang.org/x/sys/unix"

// exchange exchanges two folders in one step. It fails with EINVAL, ENOSYS or ENOTSUP if the file system cannot do
// that.
func exchange(a, b string) error {
	return unix.RenamexNp(a, b, unix.RENAME_SWAP)
}
