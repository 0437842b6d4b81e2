package publish

import (
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

// What Windows says of an output that a server holds open, or of one on another volume.
func TestImmovableOnWindows(t *testing.T) {
	for _, cause := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_NOT_SAME_DEVICE, windows.ERROR_ACCESS_DENIED} {
		if !immovable(&os.LinkError{Op: "rename", Old: "a", New: "b", Err: cause}) {
			t.Errorf("%v fails the build", cause)
		}
	}
	if crossesDevices(windows.ERROR_SHARING_VIOLATION) || !crossesDevices(windows.ERROR_NOT_SAME_DEVICE) {
		t.Error("volumes are mistaken")
	}
}
