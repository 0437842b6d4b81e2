package site

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

func TestOverlay(t *testing.T) {
	o := overlay{
		top:  fstest.MapFS{"a": {Data: []byte("mine")}, "dir/x": {}},
		base: fstest.MapFS{"a": {Data: []byte("theirs")}, "b": {Data: []byte("theirs")}, "dir/y": {}, "other/z": {}},
	}
	for name, want := range map[string]string{"a": "mine", "b": "theirs"} {
		if data, err := fs.ReadFile(o, name); err != nil || string(data) != want {
			t.Errorf("%s = %q, %v, want %q", name, data, err, want)
		}
	}
	if got := fileNames(t, o); !slices.Equal(got, []string{"a", "b", "dir/x", "dir/y", "other/z"}) {
		t.Errorf("files: %v", got)
	}
	if _, err := fs.ReadDir(o, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that neither has: %v", err)
	}
	// An unreadable file of the editor is not replaced silently by that of the program.
	o.top = failingFS{}
	if _, err := o.Open("a"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file that cannot be read: %v", err)
	}
	if _, err := o.ReadDir("."); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a folder that cannot be read: %v", err)
	}
	o.top, o.base = fstest.MapFS{}, failingFS{}
	if _, err := o.ReadDir("."); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a folder of the program that cannot be read: %v", err)
	}
}
