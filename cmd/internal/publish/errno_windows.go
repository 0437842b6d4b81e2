package publish

import (
	"errors"

	"golang.org/x/sys/windows"
)

// crossesDevices reports whether a rename or a link failed because its paths are on different file systems.
func crossesDevices(err error) bool { return errors.Is(err, windows.ERROR_NOT_SAME_DEVICE) }

// isInUse reports whether a folder cannot be renamed because a program has it open.
func isInUse(err error) bool { return errors.Is(err, windows.ERROR_SHARING_VIOLATION) }
