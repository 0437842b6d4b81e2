package publish

import (
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

// errCrossDevice is the error of a rename or a link between file systems.
const errCrossDevice = windows.ERROR_NOT_SAME_DEVICE

// These are the errors of Windows for an output that a server holds open and for one on another volume.
func TestImmovableOnWindows(t *testing.T) {
	for _, cause := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_NOT_SAME_DEVICE,
		windows.ERROR_ACCESS_DENIED} {
		if !immovable(&os.LinkError{Op: "rename", Old: "a", New: "b", Err: cause}) {
			t.Errorf("%v is not immovable", cause)
		}
	}
	if crossesDevices(windows.ERROR_SHARING_VIOLATION) || !crossesDevices(windows.ERROR_NOT_SAME_DEVICE) {
		t.Error("crossesDevices is wrong")
	}
}
