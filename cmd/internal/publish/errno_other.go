//go:build !windows

package publish

import (
	"errors"
	"syscall"
)

// crossesDevices reports whether a rename or a link failed because its paths are on different file systems.
func crossesDevices(err error) bool { return errors.Is(err, syscall.EXDEV) }

// isInUse reports whether a folder cannot be renamed because a program has it open.
func isInUse(error) bool { return false }
