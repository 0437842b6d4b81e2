package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/refactor"
)

// randomChange plans a change of something random, and returns what it is and what maps an old id to a new one.
func randomChange(r *rand.Rand, g *guide.Guide, fsys fs.FS) (what string, change *refactor.Change, err error) {
	step := g.Steps[r.IntN(len(g.Steps))]
	isHome := func(d *guide.Doc) bool { return d.Kind == frontmatter.KindHome }
	docs := slices.DeleteFunc(slices.Clone(g.AllDocs()), isHome)
	doc := docs[r.IntN(len(docs))]
	find := func(name string) refactor.Thing {
		thing, findErr := refactor.Find(g, name)
		if findErr != nil {
			panic(findErr)
		}
		return thing
	}
	switch r.IntN(8) {
	case 0:
		place := 1 + r.IntN(len(g.Steps))
		change, err = refactor.Move(g, fsys, step.Doc, place)
		return fmt.Sprintf("move %s to %d", step.File, place), change, err
	case 1:
		if len(step.Topics) == 0 {
			break
		}
		topic := step.Topics[r.IntN(len(step.Topics))]
		change, err = refactor.Move(g, fsys, topic, 1)
		return "move " + topic.File, change, err
	case 2:
		item := step.Checklist[0].ID.Value
		change, err = refactor.Rename(g, fsys, find(item), "other-item")
		return "rename " + item, change, err
	case 3:
		resource := step.Resources[0].ID.Value
		change, err = refactor.Rename(g, fsys, find(resource), "other-resource")
		return "rename " + resource, change, err
	case 4:
		change, err = refactor.Rename(g, fsys, find("RAID log"), "Größe: #1")
		return "rename RAID log", change, err
	case 5:
		place := 1 + r.IntN(len(g.Steps)+1)
		change, err = refactor.AddStep(g, fsys, refactor.PageText{Title: "Ein Titel", Summary: "S: #"}, place)
		return fmt.Sprintf("new step at %d", place), change, err
	}
	change, err = refactor.Rename(g, fsys, find(doc.Address), "другое-имя")
	return "rename " + doc.File, change, err
}

// TestChangesKeepLinks moves and renames things in random guides: there is no new problem, every link leads where it
// led, and nothing else changes.
func TestChangesKeepLinks(t *testing.T) {
	changes := map[string]int{}
	for seed := range uint64(60) {
		files := newLinkedGuide(seed).files
		g, before := checked(t, files)
		for _, p := range before {
			if p.Severity == diag.Error {
				t.Fatalf("seed %d: %v", seed, p)
			}
		}
		what, change, err := randomChange(rand.New(rand.NewPCG(seed, 21)), g, files)
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, what, err)
		}
		verb, _, _ := strings.Cut(what, " ")
		changes[verb]++
		after := made(files, change)
		checkChangedFS(t, newChangedFS(files, change), after)
		now, problems := checked(t, newChangedFS(files, change))
		found := slices.DeleteFunc(newProblems(before, problems, change), func(p diag.Problem) bool {
			return p.Rule == diag.NeedsLater // as it is after a move
		})
		if len(found) > 0 {
			t.Errorf("seed %d: %s: %v", seed, what, found)
		}
		want := linksOf(t, g, files, func(target linkedTo) linkedTo { return target.after(g, now, change) })
		got := linksOf(t, now, after, func(target linkedTo) linkedTo { return target })
		for file, links := range want {
			if diff := cmp.Diff(links, got[change.NewName(file)]); diff != "" {
				t.Errorf("seed %d: %s: %s: %s", seed, what, file, diff)
			}
		}
		checkOtherBytes(t, files, change)
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, what)
		}
	}
	if changes["move"] < 10 || changes["rename"] < 20 || changes["new"] < 2 {
		t.Errorf("too few changes: %v", changes)
	}
}

// linkedTo is what a link leads to.
type linkedTo struct{ File, Address, Fragment string }

// after returns what the same is after a change.
func (l linkedTo) after(before, now *guide.Guide, change *refactor.Change) linkedTo {
	if ref, ok := before.Item(l.Fragment); ok && ref.Doc.Address == change.Address {
		if _, stays := now.Item(l.Fragment); !stays {
			l.Fragment = change.ID
		}
	}
	if l.Address == guide.GlossaryAddress && change.Address == l.Address && l.Fragment == "raid-log" {
		l.Fragment = change.ID
	}
	if l.Address == guide.AllAddress {
		for _, d := range before.AllDocs() {
			id, part := guide.AllPageID(d), strings.HasSuffix(l.Fragment, "--part")
			if id != "" && strings.TrimSuffix(l.Fragment, "part") == id {
				l.Fragment = guide.AllPageID(now.Doc(change.NewName(d.File))) + map[bool]string{true: "part"}[part]
				break
			}
		}
	}
	l.File = change.NewName(l.File)
	return l
}

// linksOf returns what the links of each file lead to, in order.
func linksOf(t *testing.T, g *guide.Guide, files fs.FS, as func(linkedTo) linkedTo) map[string][]linkedTo {
	t.Helper()
	out := map[string][]linkedTo{}
	add := func(d *guide.Doc, dest string) {
		if own := g.OwnPath(dest); own != "" {
			dest = own
		}
		target, err := g.Resolve(d, dest)
		if err != nil {
			t.Fatalf("%s: %s: %v", d.File, dest, err)
		}
		to := linkedTo{Address: target.Address, Fragment: target.Fragment}
		switch {
		case target.Doc != nil:
			to = linkedTo{File: target.Doc.File, Fragment: target.Fragment}
		case target.File != nil:
			to = linkedTo{File: target.File.Path}
		}
		out[d.File] = append(out[d.File], as(to))
	}
	addAll := func(d *guide.Doc, text []byte) {
		links, err := markdown.LinkRanges(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			add(d, l.Dest)
		}
	}
	for _, d := range g.AllDocs() {
		data, _ := fs.ReadFile(files, d.File)
		addAll(d, data[d.BodyOffset:])
		for _, text := range d.MarkdownTexts() {
			addAll(d, []byte(text.Value))
		}
		for i := range d.Checklist {
			add(d, d.Checklist[i].Passage())
		}
	}
	for _, term := range g.Glossary {
		addAll(guide.GlossaryDoc, []byte(term.Means.Value))
	}
	return out
}

// checkOtherBytes checks that a change of texts consists of names and of the lines that keep the old ones.
func checkOtherBytes(t *testing.T, files fstest.MapFS, change *refactor.Change) {
	t.Helper()
	for name, data := range change.Texts {
		old := strings.Split(string(files[name].Data), "\n")
		for line := range strings.SplitSeq(string(data), "\n") {
			switch {
			case len(old) > 0 && sameButNames(old[0], keptInBraces.ReplaceAllString(line, "")):
				old = old[1:]
			case keptInLine.MatchString(line):
			default:
				t.Fatalf("%s: %q is new", name, line)
			}
		}
		if len(old) > 0 {
			t.Errorf("%s: %q is gone", name, old)
		}
	}
}

// keptInLine matches a line that keeps former names, keptInBraces the former id of a resource in braces.
var (
	keptInLine   = regexp.MustCompile(`^ *(?:aliases|was|aka): \[`)
	keptInBraces = regexp.MustCompile(`, was: \[res-[a-z0-9-]*\]`)
)

// sameButNames reports whether two lines differ in ids, terms and destinations of links alone.
func sameButNames(old, line string) bool {
	isName := func(r rune) bool { return !strings.ContainsRune("[]() \"':{}|`“”,", r) }
	words := func(s string) string {
		for _, name := range []string{"RAID log", `"Größe: #1"`} {
			s = strings.ReplaceAll(s, name, "x")
		}
		return strings.Join(strings.FieldsFunc(s, isName), "x")
	}
	return words(old) == words(line)
}

// checkChangedFS checks that the file system of a change has exactly the files that the change makes.
func checkChangedFS(t *testing.T, fsys fs.FS, want fstest.MapFS) {
	t.Helper()
	got := fstest.MapFS{}
	err := fs.WalkDir(fsys, "content", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, readErr := fs.ReadFile(fsys, name)
			f, openErr := fsys.Open(name)
			info, statErr := fs.Stat(fsys, name)
			if readErr != nil || openErr != nil || statErr != nil || info.Size() != int64(len(data)) {
				t.Fatalf("%s: %v, %v, %v", name, readErr, openErr, statErr)
			}
			f.Close()
			got[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !maps.EqualFunc(got, want, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) {
		t.Errorf("it has %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// A step that moves away and back leaves every file as it was.
func TestMoveBack(t *testing.T) {
	for seed := range uint64(20) {
		files := newLinkedGuide(seed).files
		g, _ := checked(t, files)
		away, err := refactor.Move(g, files, g.Steps[0].Doc, len(g.Steps))
		if err != nil {
			t.Fatal(err)
		}
		moved := made(files, away)
		now, _ := checked(t, moved)
		back, err := refactor.Move(now, moved, now.Steps[len(now.Steps)-1].Doc, 1)
		if err != nil {
			t.Fatal(err)
		}
		checkChangedFS(t, newChangedFS(moved, back), files)
		if len(away.Renamed) < len(g.Steps) || away.Links == 0 || t.Failed() {
			t.Fatalf("seed %d: %v", seed, away.Renamed)
		}
	}
}
