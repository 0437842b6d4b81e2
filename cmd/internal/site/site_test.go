package site

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/lint"
)

func TestSiteFiles(t *testing.T) {
	s := newSite(t, smallGuide.mapFS())
	wantProblems(t, s)
	var got []string
	for _, name := range fileNames(t, s) {
		if !strings.HasPrefix(name, "assets/") {
			got = append(got, name)
		}
	}
	want := []string{
		"404.html", "about/index.html", "all/index.html", "apple-touch-icon.png", "glossary/index.html", "guide.json",
		"guide.schema.json", "index.html", "old/page.html", "progress/index.html", "resources/index.html", "robots.txt",
		"search/index.html", "sources/index.html",
		"start/index.html", "steps/begin/index.html", "steps/begin/kinds/index.html", "steps/begin/map.png",
		"steps/go-on/details/index.html",
		"steps/go-on/index.html", "steps/index.html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if err := fstest.TestFS(s, want...); err != nil {
		t.Error(err)
	}
}

// repositorySite returns the site of the guide in this repository.
func repositorySite(t testing.TB, change ...func(*Options)) *Site {
	t.Helper()
	return newSite(t, os.DirFS("../../.."), change...)
}

// The guide in this repository has no errors. A long run also checks its site with fstest, which renders every page
// many times.
func TestRepositoryGuide(t *testing.T) {
	s := repositorySite(t)
	if os.Getenv("GUIDE_SEEDS") != "" {
		if err := fstest.TestFS(s, "index.html", "404.html", "steps/index.html", "all/index.html"); err != nil {
			t.Error(err)
		}
	}
	for _, p := range problemLines(t, s) {
		if strings.Contains(p, " error: ") {
			t.Error(p)
		}
	}
}

func TestFileContract(t *testing.T) {
	s := newSite(t, smallGuide.mapFS())
	for _, name := range fileNames(t, s) {
		f, err := s.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil || int64(len(data)) != info.Size() || len(data) == 0 {
			t.Errorf("%s: %d bytes, %v; its size is %d", name, len(data), err, info.Size())
		}
		if !info.ModTime().IsZero() {
			t.Errorf("%s: changed at %v", name, info.ModTime())
		}
		again, err := s.ReadFile(name)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: ReadFile gives %d other bytes, %v", name, len(again), err)
		}
		clear(again) // callers may change the bytes
		seeker, ok := f.(io.ReadSeeker)
		if !ok {
			t.Fatalf("%s cannot be sought in", name)
		}
		if _, err := seeker.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if again, err := io.ReadAll(f); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: %d other bytes the second time, %v", name, len(again), err)
		}
		if again, _ := s.ReadFile(name); !bytes.Equal(again, data) {
			t.Errorf("%s: what a caller changed stays changed", name)
		}
	}
	for name, want := range map[string]error{"none.html": fs.ErrNotExist, "steps/begin": fs.ErrInvalid,
		"/index.html": fs.ErrInvalid} {
		if _, err := s.ReadFile(name); !errors.Is(err, want) {
			t.Errorf("ReadFile(%q): %v, want %v", name, err, want)
		}
	}
}

// Listing folders renders nothing, so walking a site of 100,000 pages is cheap.
func TestListingRendersNothing(t *testing.T) {
	var asked atomic.Int32
	s := newSite(t, smallGuide.mapFS(), func(o *Options) {
		o.Lint = lint.Table{Text: []func(lint.Text) []diag.Problem{
			func(lint.Text) []diag.Problem { asked.Add(1); return nil },
		}}
	})
	if len(fileNames(t, s)) < 10 || asked.Load() != 0 {
		t.Errorf("%d texts were converted to list the files", asked.Load())
	}
	entries, err := s.ReadDir("steps/go-on")
	if err != nil || len(entries) != 2 || asked.Load() != 0 {
		t.Errorf("%v, %v; %d texts were converted", entries, err, asked.Load())
	}
	if _, err := entries[1].Info(); err != nil || asked.Load() != 1 {
		t.Errorf("Info: %v; %d texts were converted, want 1", err, asked.Load())
	}
}

func TestStale(t *testing.T) {
	for _, tt := range []struct {
		changed string
		files   []string
	}{
		{"content/steps/2-go-on/index.md", []string{"steps/go-on/index.html", "all/index.html"}},
		{"content/index.md", []string{"index.html"}},
	} {
		for _, gone := range []bool{false, true} {
			fsys := smallGuide.merge(sourceFiles{"templates/own.html": "Own.\n"}).mapFS()
			s := newSite(t, fsys)
			fsys[tt.changed] = &fstest.MapFile{Data: []byte(markdownDoc("Another", "", "Text.\n"))}
			if gone {
				delete(fsys, tt.changed)
			}
			for _, name := range tt.files {
				if _, err := s.Open(name); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
					t.Errorf("Open(%s): %v", name, err)
				}
				if _, err := s.ReadFile(name); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
					t.Errorf("ReadFile(%s): %v", name, err)
				}
			}
			if _, err := s.Check(t.Context()); !errors.Is(err, ErrStale) {
				t.Errorf("Check: %v", err)
			}
			if err := s.CheckTemplates(t.Context()); !errors.Is(err, ErrStale) {
				t.Errorf("CheckTemplates: %v", err)
			}
			if _, err := s.ReadFile("about/index.html"); err != nil {
				t.Errorf("another page: %v", err)
			}
		}
	}
}

// A deleted picture makes the site stale; it is not a problem of the site.
func TestStaleCopy(t *testing.T) {
	fsys := smallGuide.merge(sourceFiles{"static/CNAME": "example.org\n"}).mapFS()
	s := newSite(t, fsys)
	delete(fsys, "content/steps/1-begin/map.png")
	delete(fsys, "static/CNAME")
	for _, name := range []string{"steps/begin/map.png", "CNAME"} {
		if _, err := s.Open(name); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%s): %v", name, err)
		}
		if _, err := s.ReadFile(name); !errors.Is(err, ErrStale) {
			t.Errorf("ReadFile(%s): %v", name, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := newSite(t, smallGuide.merge(sourceFiles{"templates/own.html": "Own.\n"}).mapFS())
	if _, err := s.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Check: %v", err)
	}
	if err := s.CheckTemplates(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("CheckTemplates: %v", err)
	}
}

// Every site of the same folder has the same bytes, for all readers.
func TestConcurrent(t *testing.T) {
	fsys := smallGuide.merge(sourceFiles{"templates/badge.html": "{{.Nothing}}",
		"content/pages/bad.md": "[x](nowhere.md) <b>y</b>\n"}).
		mapFS()
	want := map[string]string{}
	one := newSite(t, fsys)
	for _, name := range fileNames(t, one) {
		want[name] = mustRead(t, one, name)
	}
	problems := problemLines(t, one)
	if len(problems) < 3 {
		t.Fatalf("problems: %q", problems)
	}
	s := newSite(t, fsys)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for name := range want { // in random order
				if data, err := s.ReadFile(name); err != nil || string(data) != want[name] {
					t.Errorf("%s differs, %v", name, err)
				}
			}
			if _, err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if diff := cmp.Diff(problems, problemLines(t, s)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestEmptyGuide(t *testing.T) {
	for name, in := range map[string]sourceFiles{
		"nothing but settings": {},
		"empty settings":       {"content/guide.yaml": ""},
		"an empty home page":   {"content/index.md": "---\n---\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, in.mapFS(), func(o *Options) { o.BaseURL = "https://example.org/x" })
			for _, p := range problemLines(t, s) {
				if !strings.HasPrefix(p, "guide.yaml") {
					t.Error(p)
				}
			}
			for _, file := range fileNames(t, s) {
				if text := mustRead(t, s, file); strings.HasSuffix(file, ".html") &&
					!strings.Contains(text, "</html>") {
					t.Errorf("%s is cut off:\n%s", file, text)
				}
			}
			wantContains(t, mustRead(t, s, "steps/index.html"), "This guide has no steps yet.")
			wantContains(t, mustRead(t, s, "glossary/index.html"), "The glossary has no terms yet.")
			wantNotContains(t, mustRead(t, s, "index.html"), `href="all/"`, `href="glossary/"`, `href="resources/"`)
		})
	}
}
