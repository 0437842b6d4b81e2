//go:build unix

package main

import (
	"maps"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// wellKnownNames are files that the program opens by name.
var wellKnownNames = []string{"content/glossary.yaml", "content/published.yaml", "content/index.md",
	"content/steps/1-step-1/index.md",
	"templates/page.html", "templates/own.html", "templates/i18n/en.yaml", "static/css/main.css", "static/js/main.js",
	"static/CNAME", "content/steps/1-step-1/log.csv"}

// obstacles make something other than a regular file.
var obstacles = map[string]func(path string) error{
	"pipe":   func(path string) error { return syscall.Mkfifo(path, 0o666) },
	"folder": func(path string) error { return os.Mkdir(path, 0o777) },
	"socket": func(path string) error {
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
		if err == nil {
			l.SetUnlinkOnClose(false)
			err = l.Close()
		}
		return err
	},
	"link to a device": func(path string) error { return os.Symlink("/dev/zero", path) },
	"link to nothing":  func(path string) error { return os.Symlink("nothing", path) },
	"link to itself":   func(path string) error { return os.Symlink(filepath.Base(path), path) },
	"link to a pipe":   func(path string) error { return linkToSibling(path, syscall.Mkfifo(path+"~", 0o666)) },
	"link to a folder": func(path string) error { return linkToSibling(path, os.MkdirAll(path+"~", 0o777)) },
	"link to a dotted": func(path string) error {
		return linkToNewFile(path, filepath.Dir(path)+"/.secret", ".secret")
	},
	"link to one outside": func(path string) error { return os.Symlink("../../../../../../../etc/passwd", path) },
}

func linkToSibling(path string, err error) error {
	if err != nil {
		return err
	}
	return os.Symlink(filepath.Base(path)+"~", path)
}

func linkToNewFile(path, file, target string) error {
	if err := os.WriteFile(file, []byte("SECRET"), 0o666); err != nil {
		return err
	}
	return os.Symlink(target, path)
}

// TestSpecialFiles has something else in place of wellKnownNames: check and build end and report every name, and build
// publishes nothing.
func TestSpecialFiles(t *testing.T) {
	tries := 0
	for kind, put := range obstacles {
		// without the language no messages are read
		for _, names := range [][]string{wellKnownNames, {"content/guide.yaml"}} {
			dir := writeSource(t, "content/steps/1-step-1/more.md",
				"---\ntitle: More\nsummary: More.\n---\n\n![A log](log.csv)\n")
			for _, name := range names {
				placeObstacle(t, filepath.Join(dir, filepath.FromSlash(name)), put)
			}
			for _, command := range []string{"check", "build"} {
				status, out := runCommand(t, dir, command)
				for _, name := range names {
					if kind == "folder" && (name == "static/CNAME" || strings.HasSuffix(name, ".csv")) {
						continue // a folder there is not a problem
					}
					tries++
					if status != 1 || !strings.Contains(out, name) {
						t.Errorf("%s in place of %s: guide %s: status %d\n%s", kind, name, command, status, out)
					}
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
				t.Errorf("%s: something was published", kind)
			}
		}
	}
	t.Logf("%d tries", tries)
}

// TestSpecialFilesAsFolders has something else in place of folders.
func TestSpecialFilesAsFolders(t *testing.T) {
	kinds := maps.Clone(obstacles)
	delete(kinds, "folder")
	delete(kinds, "link to a folder")
	kinds["file"] = func(path string) error { return os.WriteFile(path, []byte("x"), 0o666) }
	for kind, put := range kinds {
		for _, name := range []string{"content/steps", "templates", "templates/i18n", "static", "static/css",
			"static/js"} {
			if kind == "file" && name == "content/steps" {
				continue // an ordinary file
			}
			dir := writeSource(t)
			if name == "content/steps" {
				if err := os.RemoveAll(filepath.Join(dir, "content/steps")); err != nil {
					t.Fatal(err)
				}
			}
			placeObstacle(t, filepath.Join(dir, filepath.FromSlash(name)), put)
			if status, out := runCommand(t, dir, "check"); status != 1 || !strings.Contains(out, name) {
				t.Errorf("%s in place of %s: status %d\n%s", kind, name, status, out)
			}
		}
	}
}

func placeObstacle(t *testing.T, path string, put func(path string) error) {
	t.Helper()
	os.Remove(path)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(path)) // names of sockets must be short
	if err := put(filepath.Base(path)); err != nil {
		t.Fatal(err)
	}
}

// TestPipeSwapped replaces a file by a pipe while it is opened.
func TestPipeSwapped(t *testing.T) {
	dir := writeSource(t, "static/x", "public")
	s := openTestSource(t, dir)
	var ended atomic.Bool
	done := make(chan bool)
	go func() {
		defer close(done)
		for name := filepath.Join(dir, "static", "x"); !ended.Load(); {
			_ = os.Rename(name, name+"~")
			_ = syscall.Mkfifo(name, 0o666)
			runtime.Gosched()
			_ = os.Remove(name)
			_ = os.Rename(name+"~", name)
		}
	}()
	for opened, refused := 0, 0; opened < 500 || refused < 500; {
		if data, err := s.ReadFile("static/x"); err == nil && string(data) != "public" {
			t.Fatalf("read %q", data)
		} else if err == nil {
			opened++
		} else {
			refused++
		}
	}
	ended.Store(true)
	<-done
}
