package guide

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"guide/cmd/internal/frontmatter"
)

// Two Loads of one folder are equal, even if many run at once.
func TestDeterministic(t *testing.T) {
	in := files{
		"glossary.yaml": "- {term: Risk, means: R}\n- {term: risk, means: S}\n", "pages/all.md": "",
		"pages/about.md": "nothing",
		"steps/ten.md":   "", "steps/9-a.md": "", "pages/b.md": "---\ntitel: x\n---\n", "x.png": "", "pages/x.png": "",
	}
	for i := range 60 {
		in[fmt.Sprintf("steps/%d-step%d.md", i/2,
			i)] = pageWith(fmt.Sprintf("needs: [step%d]\naliases: [/old/, /old%d/]\nchecklist:\n", (i+7)%60, i) +
			item("same", ""))
		in[fmt.Sprintf("steps/1-step2/topic%d.md", i)] = pageWith("checklist:\n" +
			item(fmt.Sprintf("item%d", i%50), ", was: [gone]"))
	}
	fsys := in.fs()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := load(t, fsys, false)
	hashes := detachStates(want)
	if len(want.Problems) < 200 {
		t.Fatalf("only %d problems", len(want.Problems))
	}
	for _, procs := range []int{1, 8, 8} {
		runtime.GOMAXPROCS(procs)
		got := load(t, fsys, false)
		if !reflect.DeepEqual(got.Problems, want.Problems) {
			t.Fatalf("problems differ with %d threads", procs)
		}
		if !reflect.DeepEqual(detachStates(got), hashes) || !reflect.DeepEqual(got, want) {
			t.Fatalf("guides differ with %d threads", procs)
		}
	}
}

// detachStates removes and returns the states of the files, which reflect cannot compare.
func detachStates(g *Guide) []fileState {
	var out []fileState
	for _, d := range g.allDocs {
		out = append(out, *d.state.Swap(nil))
	}
	return out
}

// sourceOf returns the bytes of a page.
func sourceOf(d *Doc, fsys fs.FS) ([]byte, error) {
	data, _, err := d.Source(fsys, new(bytes.Buffer))
	return data, err
}

func TestSource(t *testing.T) {
	fsys := files{"pages/a.md": "", "pages/b.md": ""}.fs()
	g := load(t, fsys, false)
	a, b := g.Pages[0], g.Pages[1]
	data, err := sourceOf(a, fsys)
	if err != nil || string(data) != pageWith("") {
		t.Errorf("unchanged: %q, %v", data, err)
	}
	if data, err := sourceOf(g.Home, fsys); data != nil || err != nil {
		t.Errorf("no file: %q, %v", data, err)
	}
	fsys["content/pages/a.md"] = &fstest.MapFile{Data: []byte(pageWith("") + "More.\n")}
	if _, err := sourceOf(a, fsys); !errors.Is(err, ErrStale) || !strings.Contains(err.Error(), "content/pages/a.md") {
		t.Errorf("changed: %v", err)
	}
	fsys["content/pages/a.md"] = &fstest.MapFile{Data: make([]byte, 2*frontmatter.MaxFile)}
	if _, err := sourceOf(a, fsys); !errors.Is(err, ErrStale) {
		t.Errorf("grown too large: %v", err)
	}
	delete(fsys, "content/pages/b.md")
	if _, err := sourceOf(b, fsys); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("gone: %v", err)
	}
	if _, err := sourceOf(a, deniedFS{fsys, "content/pages/a.md"}); !errors.Is(err, ErrStale) {
		t.Errorf("no longer readable: %v", err)
	}
}

func TestSourceUnreadable(t *testing.T) {
	fsys := files{"pages/a.md": ""}.fs()
	locked := deniedFS{fsys, "content/pages/a.md"}
	d := load(t, locked, false).Pages[0]
	if data, err := sourceOf(d, locked); len(data) > 0 || err != nil {
		t.Errorf("never readable: %q, %v", data, err)
	}
	if _, err := sourceOf(d, fsys); !errors.Is(err, ErrStale) {
		t.Errorf("readable again: %v", err)
	}
}

// Whatever is in content/, Load and Resolve do not panic, addresses are unique, and every problem names a file.
func TestLoadRandomSources(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		fsys := randomSource(r)
		for _, drafts := range []bool{false, true} {
			g := load(t, fsys, drafts)
			wantUnique(t, g)
			for _, p := range g.Problems {
				if p.File != ContentDir && !strings.HasPrefix(p.File, ContentDir+"/") || p.Rule == nil ||
					p.Message == "" {
					t.Errorf("problem without a file: %+v", p)
				}
			}
			for _, d := range g.Docs() {
				for range 5 {
					dest := pick(r, "", "#x", "/", "/steps/", "../", "./", "index.md", "/old/") +
						pick(r, "", "index.md", "1-a/index.md", "a/", "pic.png", "2-b.md", "x.md")
					if place, fault := g.Resolve(d, dest); fault == nil && place.Address == "" {
						t.Errorf("Resolve(%q) from %s has no address", dest, d.File)
					}
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d, drafts %v: %v", seed, drafts, fsys)
			}
		}
	}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// randomSource returns a small source folder with valid, odd and wrong names and keys.
func randomSource(r *rand.Rand) fstest.MapFS {
	fsys := files{}.fs()
	if r.IntN(10) == 0 {
		delete(fsys, SettingsFile)
		fsys[ContentDir] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
	}
	for range r.IntN(12) {
		name := ContentDir
		for range r.IntN(4) {
			name += "/" + pick(r, "steps", "pages", "1-a", "2-b", "3-a", "a", "1-A", "x.md", "assets", "deep")
		}
		name += "/" + pick(r, "index.md", "index.md", "1-a.md", "2-b.md", "a.md", "x.md", "2-x.md", "all.md",
			"topics.md", "X.MD", "pic.png", "index.html",
			"a", "glossary.yaml", "guide.yml", ".hidden.md", "x y.md", "7.md")
		if pathConflict(fsys, name) {
			continue
		}
		keys := ""
		for range r.IntN(4) {
			keys += pick(r, "draft: true\n", "publishOn: 2027-01-01\n", "needs: [a]\n", "needs: [b, a, x]\n",
				"aliases: [/old/]\n",
				"aliases: [/steps/a/, /old/x.html, /Old/]\n", "checklist:\n"+item("one", ""),
				"resources:\n"+resource("one", ", was: [two]"), "wrong: [\n", "titel: x\n")
		}
		fsys[name] = &fstest.MapFile{Data: []byte(pick(r, pageWith(keys), pageWith(keys), "", "no front matter\n",
			"---\nunclosed\n", "\xff\xfe"))}
	}
	return fsys
}

// pathConflict reports whether a name needs a folder where there is a file, or the reverse.
func pathConflict(fsys fstest.MapFS, name string) bool {
	for other := range fsys {
		if other != ContentDir && (other == name || strings.HasPrefix(other, name+"/") ||
			strings.HasPrefix(name, other+"/")) {
			return true
		}
	}
	return false
}
