package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

// An endlessFile is a file of zeros without an end. It calls stop at one of its reads.
type endlessFile struct {
	fs.File
	reads  *atomic.Int64
	stopAt int64
	stop   func()
}

func (f endlessFile) Read(p []byte) (int, error) {
	switch n := f.reads.Add(1); {
	case n == f.stopAt:
		f.stop()
	case n > f.stopAt+100:
		return 0, errBroken // so that a publisher that ignores the context ends
	}
	clear(p)
	return len(p), nil
}

type endlessSite struct {
	fstest.MapFS
	at   string
	file endlessFile
}

func (s endlessSite) Open(name string) (fs.File, error) {
	f, err := s.MapFS.Open(name)
	if name == s.at && err == nil {
		s.file.File = f
		f = s.file
	}
	return f, err
}

// TestCancelWithinAFile cancels while a file of the site is written, and while it is compared.
func TestCancelWithinAFile(t *testing.T) {
	zeros := strings.Repeat("\x00", 8<<20)
	for name, old := range map[string]string{"new": "", "compared": zeros, "other": zeros[1:]} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			was := smallSiteWith(map[string]string{"film.mp4": old})
			publishTo(t, was, dir)
			next := was.mapFS()
			next["film.mp4"] = &fstest.MapFile{Data: []byte(zeros)}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var reads atomic.Int64
			s, err := Stage(ctx, endlessSite{next, "film.mp4", endlessFile{nil, &reads, 5, cancel}}, dir, Options{})
			if err != context.Canceled || s != nil {
				t.Errorf("got %v, %v", s, err)
			}
			if reads.Load() != 5 {
				t.Errorf("%d reads, want 5", reads.Load())
			}
			wantSite(t, dir, was)
			wantEntries(t, parent, "public")
		})
	}
}

// TestCancelWithinAFileOfTheOutput cancels at each read of a large unchanged file: while it is compared, hashed and,
// if it cannot be linked, copied.
func TestCancelWithinAFileOfTheOutput(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const large = "assets/large.js"
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	text := string(bytes.Repeat([]byte("0123456789abcdef"), 1<<15)) // 8 buffers
	old := smallSiteWith(map[string]string{large: text})
	publishTo(t, old, dir)
	next := smallSiteWith(map[string]string{large: text, "index.html": "HOME"})
	attempt := func(stopAt int) (reads int, err error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		fault := func(op string, paths ...string) error {
			if op == "link" {
				return errBroken
			}
			if op == "read" && strings.HasSuffix(filepath.ToSlash(paths[0]), large) {
				if reads++; reads == stopAt {
					cancel()
				}
			}
			return nil
		}
		isLarge := func(name string) bool { return name == large }
		s, err := stageOn(ctx, &disk{fault: fault}, next, dir, Options{Fingerprinted: isLarge})
		if err == nil {
			err = s.Discard()
		}
		return reads, err
	}
	total, err := attempt(0)
	if err != nil || total < 3*8 {
		t.Fatalf("%d reads, %v", total, err)
	}
	for stopAt := 1; stopAt < total; stopAt++ {
		if reads, err := attempt(stopAt); !errors.Is(err, context.Canceled) || reads > stopAt {
			t.Errorf("%d reads, and it was cancelled at the %dth: %v", reads, stopAt, err)
		}
		wantEntries(t, parent, "public")
	}
	wantSite(t, dir, old)
}
