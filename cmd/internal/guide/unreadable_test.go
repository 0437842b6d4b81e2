package guide

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"guide/cmd/internal/frontmatter"
)

// A deniedFS has a file or folder that cannot be read.
type deniedFS struct {
	fstest.MapFS
	name string
}

func (d deniedFS) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.MapFS.Open(name)
}

func (d deniedFS) ReadFile(name string) ([]byte, error) { return fs.ReadFile(struct{ fs.FS }{d}, name) }
func (d deniedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(struct{ fs.FS }{d}, name)
}
func (d deniedFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(struct{ fs.FS }{d}, name) }

func TestUnreadable(t *testing.T) {
	in := files{"steps/1-a/index.md": "", "steps/1-a/b.md": "", "steps/2-c/index.md": ""}.fs()
	g := load(t, deniedFS{in, "content/steps/1-a/b.md"}, false)
	wantProblems(t, g, "steps/1-a/b.md: the file cannot be read: permission denied [unreadable] ()")
	wantPages(t, g, "/", "/steps/a/", "/steps/a/b/", "/steps/c/")
	if d := g.Steps[0].Topics[0]; !d.Broken {
		t.Error("the page is not marked as broken")
	}
	g = load(t, deniedFS{in, "content/steps/1-a"}, false)
	wantProblems(t, g, "steps/1-a: the folder cannot be read: permission denied [unreadable] ()")
	wantPages(t, g, "/", "/steps/c/")
}

// What cannot be read is reported again when another file has changed.
func TestUnreadableAgain(t *testing.T) {
	fsys := files{"pages/a.md": "", "glossary.yaml": "[]\n", "published.yaml": "guide: g\nids: {}\npages: {}\n"}.fs()
	for _, name := range []string{SettingsFile, GlossaryFile, ManifestFile, "content/pages/a.md"} {
		denied := deniedFS{fsys, name}
		g := load(t, denied, false)
		opts := Options{Now: noon, Previous: Previous[Guide]{g, []string{"content/index.md"}}}
		if len(g.Problems) != 1 {
			t.Errorf("%s: %q", name, problemLines(g))
		}
		wantProblems(t, loadWith(t, denied, opts), problemLines(g)...)
	}
}

func TestLinksOfTheFileSystem(t *testing.T) {
	in := files{"steps/1-a/index.md": "", "pages/real.md": ""}.fs()
	in["content/pages/linked.md"] = &fstest.MapFile{Data: []byte("real.md"), Mode: fs.ModeSymlink}
	in["content/pages/nowhere.md"] = &fstest.MapFile{Data: []byte("missing.md"), Mode: fs.ModeSymlink}
	in["content/steps/2-b"] = &fstest.MapFile{Data: []byte("1-a"), Mode: fs.ModeSymlink}
	in["content/pages/b.jpg"] = &fstest.MapFile{Data: []byte("real.md"), Mode: fs.ModeSymlink}
	in["content/pages/pipe.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	g := load(t, in, false)
	wantProblems(t, g,
		"pages/b.jpg: the file cannot be read: it is a link, and where it leads is not known [unreadable] ()",
		"pages/nowhere.md: the file cannot be read: file does not exist [unreadable] ()",
		"pages/pipe.md: this is neither a file nor a folder [unreadable] (delete it)",
		"steps/2-b: this is a link to a folder; such links are not followed [unreadable] (copy the folder here)")
	wantPages(t, g, "/", "/steps/a/", "/linked/", "/real/")
}

// An endlessFS has a file that claims a size and never ends.
type endlessFS struct {
	fstest.MapFS
	name string
	size int64
	read int64
}

func (e *endlessFS) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	if name == e.name && err == nil {
		return endlessFile{f, e}, nil
	}
	return f, err
}

type endlessFile struct {
	fs.File
	e *endlessFS
}

type sizedInfo struct {
	fs.FileInfo
	size int64
}

func (i sizedInfo) Size() int64 { return i.size }

func (f endlessFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return sizedInfo{info, f.e.size}, err
}

func (f endlessFile) Read(p []byte) (int, error) {
	f.e.read += int64(len(p))
	if f.e.read > 100*frontmatter.MaxFile {
		return 0, io.ErrUnexpectedEOF
	}
	clear(p)
	return len(p), nil
}

func TestFileTooLarge(t *testing.T) {
	for _, tt := range []struct {
		says string
		size int64
		most int64
	}{{"the file has 20 MiB; a page may have at most 64 KiB of Markdown", 20 << 20, 0},
		{"", 10, 4 * frontmatter.MaxFile}} {
		e := &endlessFS{MapFS: files{"pages/big.md": ""}.fs(), name: "content/pages/big.md", size: tt.size}
		g := load(t, e, false)
		if got := problemLines(g); len(got) != 1 || !strings.Contains(got[0], tt.says) ||
			!strings.Contains(got[0], "[too-large]") {
			t.Errorf("a file of %d bytes: %q", tt.size, got)
		}
		if e.read > tt.most {
			t.Errorf("a file of %d bytes: %d were read, want at most %d", tt.size, e.read, tt.most)
		}
		e.read = 0
		if data, _, err := g.Pages[0].Source(e, new(bytes.Buffer)); len(data) > 0 || err != nil || e.read > tt.most {
			t.Errorf("a file of %d bytes: Source = %d bytes, %v; %d were read", tt.size, len(data), err, e.read)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Load(ctx, files{"steps/1-a.md": ""}.fs(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("before the start: %v", err)
	}
	in := files{}
	for i := range 100 {
		in[fmt.Sprintf("pages/p%d.md", i)] = ""
	}
	ctx, cancel = context.WithCancel(t.Context())
	if _, err := Load(ctx, openHook{in.fs(), cancel}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("while reading: %v", err)
	}
}

// An openHook is a folder that calls a function when the first page is opened.
type openHook struct {
	fs.FS
	onOpen func()
}

func (o openHook) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") {
		o.onOpen()
	}
	return o.FS.Open(name)
}
