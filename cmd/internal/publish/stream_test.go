package publish

import (
	"bytes"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
)

// A bigSite has one file of zeros, except for one byte.
type bigSite struct {
	fstest.MapFS
	size, onePos int64
	largest      *int
}

type bigFile struct {
	fs.File
	site bigSite
	at   int64
}

func (b bigSite) Open(name string) (fs.File, error) {
	f, err := b.MapFS.Open(name)
	if name == "big.zip" {
		f = &bigFile{File: f, site: b}
	}
	return f, err
}

func (f *bigFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return bigInfo{info, f.site.size}, err
}

func (f *bigFile) Read(p []byte) (int, error) {
	*f.site.largest = max(*f.site.largest, len(p))
	n := int(min(int64(len(p)), f.site.size-f.at))
	if n == 0 {
		return 0, io.EOF
	}
	clear(p[:n])
	if i := f.site.onePos - f.at; i >= 0 && i < int64(n) {
		p[i] = 1
	}
	f.at += int64(n)
	return n, nil
}

type bigInfo struct {
	fs.FileInfo
	size int64
}

func (i bigInfo) Size() int64 { return i.size }

func TestBigFileStreams(t *testing.T) {
	const size = 16<<20 + 1
	dir := filepath.Join(t.TempDir(), "public")
	for _, one := range []int64{5, 10 << 20, size - 1, size} { // the last one: all bytes are zero
		largest := 0
		fsys := bigSite{fstest.MapFS{"big.zip": {}}, size, one, &largest}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := publishTo(t, fsys, dir)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
			t.Errorf("one at %d: %d bytes allocated for a file of %d", one, used, size)
		}
		if got.Bytes != size || got.Written != 1 || largest > 1<<20 {
			t.Errorf("one at %d: got %+v, reads of up to %d bytes", one, got, largest)
		}
		if at := onePosition(t, filepath.Join(dir, "big.zip")); at != min(one, size) {
			t.Errorf("the output differs from zeros at %d, want %d", at, one)
		}
	}
}

// onePosition returns the position of the only byte of a file that is not zero, or the file's size.
func onePosition(t *testing.T, name string) int64 {
	data := []byte(readTree(t, filepath.Dir(name))[filepath.Base(name)])
	if bytes.Count(data, []byte{0}) < len(data)-1 {
		t.Error("more than one byte is not zero")
	}
	if i := bytes.IndexByte(data, 1); i >= 0 {
		return int64(i)
	}
	return int64(len(data))
}

// A wrongSize claims a wrong size for its only file.
type wrongSize struct {
	fstest.MapFS
	size int64
}

type wrongSizeFile struct {
	fs.File
	size int64
}

func (w wrongSize) Open(name string) (fs.File, error) {
	f, err := w.MapFS.Open(name)
	return wrongSizeFile{f, w.size}, err
}

func (f wrongSizeFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return bigInfo{info, f.size}, err
}

func TestWrongSize(t *testing.T) {
	for _, data := range []string{"1234", "12345678", "12", ""} {
		dir := filepath.Join(t.TempDir(), "public")
		publishTo(t, newSite(map[string]string{"a.txt": "1234"}), dir)
		publishTo(t, wrongSize{fstest.MapFS{"a.txt": {Data: []byte(data)}}, 4}, dir)
		wantSite(t, dir, newSite(map[string]string{"a.txt": data}))
	}
}
