package guide

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// A guide loaded with a previous one equals one loaded without, whatever changed.
func TestLoadFromPrevious(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		fsys := randomSource(r)
		g := load(t, fsys, false)
		for range 20 {
			next := randomSource(r)
			for name, file := range fsys { // some are unchanged
				if r.IntN(2) == 0 {
					next[name] = file
				}
			}
			opts := Options{Now: noon, Previous: Previous[Guide]{g, changedFiles(fsys, next)}}
			fsys = next
			fresh, again := load(t, fsys, false), loadWith(t, fsys, opts)
			if again.LinkFingerprint() != fresh.LinkFingerprint() {
				t.Fatalf("seed %d: the fingerprints differ: %q, %q", seed, problemLines(again), problemLines(fresh))
			}
			if !reflect.DeepEqual(detachStates(again), detachStates(fresh)) || !reflect.DeepEqual(again, fresh) {
				t.Fatalf("seed %d: the guides differ: %q, %q", seed, problemLines(again), problemLines(fresh))
			}
			g = loadWith(t, fsys, opts)
		}
	}
}

// So do its ids, whose table guides share where they can.
func TestIDsFromPrevious(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(id string) string {
		keys := pick(r, "", "outcomes: [one]\n") + "checklist:\n" + item(id, "")
		if r.IntN(3) == 0 {
			keys += item(pick(r, "a", "b"), pick(r, "", ", was: [c]"))
		}
		if r.IntN(3) == 0 {
			keys += "resources:\n" + resource(pick(r, "c", "one"), pick(r, "", ", was: [d]"))
		}
		return pageWith(keys)
	}
	fsys := files{"steps/1-a.md": random("one"), "steps/2-b.md": random("two")}.fs()
	g, shared := load(t, fsys, false), 0
	for range 2000 {
		name, data := "content/steps/1-a.md", random("one")
		switch r.IntN(4) {
		case 0:
			name, data = "content/steps/2-b.md", random(pick(r, "two", "two", "one"))
		case 1:
			name = SettingsFile
			data = string(files{}.fs()[name].Data) + pick(r, "", "retired: {ids: [a]}\n", "retired: {ids: [z]}\n")
		}
		before := fsys[name]
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
		opts := Options{Now: noon, Previous: Previous[Guide]{g, []string{name}}}
		fresh, again := load(t, fsys, false), loadWith(t, fsys, opts)
		if again.ids == g.ids {
			shared++
		}
		if got, want := problemLines(again), problemLines(fresh); !reflect.DeepEqual(got, want) {
			t.Fatalf("after %s became\n%s\ngot %q, want %q", name, data, got, want)
		}
		for _, id := range []string{"one", "two", "a", "b", "c", "d"} {
			a, okA := again.Item(id)
			b, okB := fresh.Item(id)
			if okA != okB || okA && (a.Doc.File != b.Doc.File || a.Index != b.Index || a.Resource != b.Resource) {
				t.Fatalf("after %s became\n%s\n%s is %+v, want %+v", name, data, id, a, b)
			}
		}
		if r.IntN(3) == 0 {
			fsys[name] = before // what is loaded next changes this file again
			continue
		}
		g = again
	}
	if shared < 100 {
		t.Errorf("only %d guides share the ids of the one before", shared)
	}
}

func loadWith(t *testing.T, fsys fs.FS, opts Options) *Guide {
	t.Helper()
	g, err := Load(t.Context(), fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// changedFiles returns the files that differ between two folders.
func changedFiles(a, b fstest.MapFS) []string {
	var out []string
	for name, file := range a {
		if b[name] == nil || string(b[name].Data) != string(file.Data) {
			out = append(out, name)
		}
	}
	for name := range b {
		if a[name] == nil {
			out = append(out, name)
		}
	}
	return out
}

func TestUpdateBody(t *testing.T) {
	page := pageWith("aliases: [/old/]\n")
	tests := []struct {
		name, before, after string
		kept                bool
	}{
		{"text", page + "One.\n", page + "Two.\n", true},
		{"nothing", page + "One.\n", page + "One.\n", true},
		{"text without a final newline", page + "One.", page, true},
		{"title", page, strings.Replace(page, "title: ", "title: X", 1), false},
		{"a comment in the front matter", page, strings.Replace(page, "---\n", "---\n# note\n", 1), false},
		{"a corrected mistake", "---\ntitel: x\n---\n", page, false},
		{"a mistake that stays", "---\ntitel: x\n---\nOne.\n", "---\ntitel: x\n---\nTwo.\n", false},
		{"text that is no longer UTF-8", page, "One.\xff\n", false},
		{"bytes that are not UTF-8", page + "One.\n", page + "One.\xff\n", false},
		{"emptied", page, "", false},
		{"line endings", page + "One.\n", strings.ReplaceAll(page, "\n", "\r\n") + "One.\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := files{"pages/p.md": ""}.fs()
			fsys["content/pages/p.md"] = &fstest.MapFile{Data: []byte(tt.before)}
			g := load(t, fsys, false)
			d, before := g.Pages[0], g.Pages[0].Hash()
			fsys["content/pages/p.md"] = &fstest.MapFile{Data: []byte(tt.after)}
			if got := g.UpdateBody(fsys, "content/pages/p.md"); got != tt.kept {
				t.Fatalf("UpdateBody = %v, want %v", got, tt.kept)
			}
			data, _, err := d.Source(fsys, new(bytes.Buffer))
			if tt.kept && (err != nil || string(data) != tt.after) {
				t.Errorf("Source = %q, %v", data, err)
			}
			if !tt.kept && d.Hash() != before {
				t.Error("the guide changed nevertheless")
			}
		})
	}
	g := load(t, files{}.fs(), false)
	if g.UpdateBody(files{}.fs(), "content/pages/none.md") {
		t.Error("UpdateBody of an unknown file reports true")
	}
}

// Pages are read again if guide.yaml changes what they may say.
func TestResourceTypesFromPrevious(t *testing.T) {
	page := strings.ReplaceAll(pageWith("resources:\n"+resource("a", "")), "type: book", "type: app")
	fsys := files{"steps/1-a.md": page}.fs()
	settings := string(fsys[SettingsFile].Data)
	g := load(t, fsys, false)
	for _, lines := range []string{"resourceTypes: {app: App}\n", "resourceTypes: {apps: Apps}\n", "id:\n", ""} {
		fsys[SettingsFile] = &fstest.MapFile{Data: []byte(settings + lines)}
		g = loadWith(t, fsys, Options{Now: noon, Previous: Previous[Guide]{g, []string{SettingsFile}}})
		if got, want := problemLines(g), problemLines(load(t, fsys, false)); !reflect.DeepEqual(got, want) {
			t.Errorf("after %q: got %q, want %q", lines, got, want)
		}
	}
}
