package publish

import (
	"context"
	"os"

	"golang.org/x/sys/windows"
)

// lock opens the file exclusively, or fails at once if it is open. Windows deletes the file when it is closed, even
// because the process was killed. Links are not followed.
func (d *disk) lock(_ context.Context, path string) (unlock func() error, err error) {
	if err := d.checkFault("lock", path); err != nil {
		return nil, err
	}
	if err := checkLockFile(path); err != nil {
		return nil, err
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.DELETE, 0, nil,
		windows.OPEN_ALWAYS, windows.FILE_FLAG_DELETE_ON_CLOSE|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	switch err {
	case nil:
		return func() error { return windows.CloseHandle(h) }, nil
	case windows.ERROR_SHARING_VIOLATION:
		return nil, errLocked
	}
	return nil, &os.PathError{Op: "lock", Path: path, Err: err}
}
