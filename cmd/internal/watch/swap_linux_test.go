package watch

import (
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// renameat2 has the numbers of a system call that package syscall does not know.
var renameat2 = map[string]uintptr{"amd64": 316, "arm64": 276, "riscv64": 276, "loong64": 276}

// swap exchanges two names in one step if the file system can do that.
func swap(a, b string) error {
	number, known := renameat2[runtime.GOARCH]
	if !known {
		return swapByRenames(a, b)
	}
	from, to := append([]byte(a), 0), append([]byte(b), 0)
	const cwd, exchange = ^uintptr(99), 2 // AT_FDCWD, RENAME_EXCHANGE
	_, _, err := syscall.Syscall6(number, cwd, uintptr(unsafe.Pointer(&from[0])),
		cwd, uintptr(unsafe.Pointer(&to[0])), exchange, 0)
	switch err {
	case 0:
		return nil
	case syscall.EINVAL, syscall.ENOSYS:
		return swapByRenames(a, b)
	}
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
}
