//go:build !windows

package publish

import "syscall"

// errCrossDevice is the error of a rename or a link between file systems.
const errCrossDevice = syscall.EXDEV
