package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/publish"
)

// A cacheGuide is a guide that is built with a cache, and whose texts are edited.
type cacheGuide struct {
	*testing.T
	dir, output string
	random      *rand.Rand
	n           int // counts the edits
}

func newCacheGuide(t *testing.T, seed uint64) *cacheGuide {
	g := &cacheGuide{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(seed, 17))}
	g.output = filepath.Join(g.dir, "public")
	g.writeAll()
	return g
}

// writeAll writes the guide as it was at first, and removes templates.
func (g *cacheGuide) writeAll() {
	g.Helper()
	os.RemoveAll(filepath.Join(g.dir, "templates"))
	g.write("content/guide.yaml", "id: g\ntitle: A guide\nsummary: About it.\nlanguage: en\n"+
		"baseURL: https://example.org/\naudiences: {new: New here}\n")
	g.write("content/index.md", "---\ntitle: Home\nsummary: All of it.\nhome:\n  start: [do-a0]\n---\nText.\n")
	g.write("content/glossary.yaml", glossaryTexts[0])
	g.write("content/steps/1-a/map.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>`)
	g.write("static/robots-not.txt", "One.\n")
	for _, step := range []string{"a", "b", "c"} {
		for i := range 4 {
			file := fmt.Sprintf("content/steps/%d-%s/t%d.md", 1+strings.Index("abc", step), step, i)
			if i == 0 {
				file = filepath.Dir(file) + "/index.md"
			}
			front := fmt.Sprintf("---\ntitle: Text %[1]s%[2]d\nsummary: About %[1]s.\nchecklist:\n"+
				"  - {id: do-%[1]s%[2]d, text: Do %[1]s%[2]d}\n", step, i)
			if i == 3 {
				front += "  - {id: read-" + step + ", text: Read, read: 't1.md#part'}\n"
			}
			g.write(file, front+"---\n## Part {#part}\n\nA risk of "+step+".\n")
		}
	}
}

func (g *cacheGuide) write(name, text string) {
	g.Helper()
	file := filepath.Join(g.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		g.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		g.Fatal(err)
	}
}

// replace replaces text in a file, which may lack it.
func (g *cacheGuide) replace(name, old, text string) {
	g.Helper()
	data, err := os.ReadFile(filepath.Join(g.dir, filepath.FromSlash(name)))
	if err != nil {
		g.Fatal(err)
	}
	g.write(name, strings.Replace(string(data), old, text, 1))
}

// build builds the guide and returns the exit status, the problems and what else is printed.
func (g *cacheGuide) build(output string, args ...string) (status int, problems, rest string) {
	var stdout, stderr bytes.Buffer
	args = append([]string{"build", "--source", g.dir, "--output", output}, args...)
	status = run(g.Context(), args, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

// topic returns the name of a random topic.
func (g *cacheGuide) topic() string {
	step := g.random.IntN(3)
	return fmt.Sprintf("content/steps/%d-%c/t%d.md", 1+step, 'a'+step, 1+g.random.IntN(3))
}

// edit makes a random change: mostly to the body of a page, sometimes to anything else that a site is made of.
func (g *cacheGuide) edit() string {
	g.n++
	topic := g.topic()
	body := func(text string) func() { return func() { g.append(topic, text) } }
	edits := []func(){
		body(fmt.Sprintf("\nSentence %d.\n", g.n)),
		body("\n## Another part\n\nMore of it.[^1]\n\n[^1]: A note.\n"),
		body("\nSee [a](/steps/a/#part) and [b](../2-b/t1.md#part).\n"),
		body("\n![A map](../1-a/map.svg)\n\n<!-- allow: h1-in-body since -->\n\n# Loud\n"),
		body("\nSee [nothing](/steps/a/#nothing).\n"),
		body("\n# Loud\n"),
		func() { g.replace(topic, "See [nothing](/steps/a/#nothing).", "") },
		func() { g.replace(topic, "## Part {", "## Renamed {") },
		func() { g.replace(topic, "## Renamed {", "## Part {") },
		func() { g.replace(topic, "title: Text", "title: A text") },
		func() { g.replace(topic, "text: Do", "text: Now do") },
		func() { g.replace(topic, "---\n## ", "publishOn: 2099-01-01\n---\n## ") },
		func() { g.replace(topic, "publishOn: 2099-01-01\n", "") },
		func() { g.replace(topic, "summary:", "sumary:") },
		func() { g.replace(topic, "sumary:", "summary:") },
		func() { g.write("content/glossary.yaml", glossaryTexts[g.random.IntN(2)]) },
		func() { g.write("content/pages/p.md", fmt.Sprintf("---\ntitle: P\nsummary: S.\n---\n%d\n", g.n)) },
		func() { os.Remove(filepath.Join(g.dir, "content/pages/p.md")) },
		func() { g.write("static/robots-not.txt", fmt.Sprintf("Number %d.\n", g.n%10)) },
		func() { g.write("static/.ignored", "x") },
		func() {
			g.write("content/steps/1-a/map.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>`)
		},
		func() { g.write("templates/badge.html", "{{if .Draft}}<b>draft</b>{{end}}\n") },
		func() {
			g.write("templates/badge.html", "{{if .Draft}}{{.Missing}}{{else}}{{word \"nothing\"}}{{end}}")
		},
		func() { os.RemoveAll(filepath.Join(g.dir, "templates")) },
		func() { g.replace("content/guide.yaml", "title: A guide", "title: The guide") },
		func() { g.damage(filepath.Join(g.dir, ".public.guide-cache")) },
		func() { os.Remove(filepath.Join(g.dir, ".public.guide-cache")) },
		func() { g.damage(filepath.Join(g.output, "index.html")) },
		func() { os.Remove(filepath.Join(g.output, "steps", "b", "index.html")) },
		func() { os.WriteFile(filepath.Join(g.output, "stray.txt"), nil, 0o644) },
		func() {}, func() {},
	}
	i := g.random.IntN(len(edits))
	if g.random.IntN(2) == 0 {
		i = g.random.IntN(9) // bodies
	}
	edits[i]()
	return fmt.Sprintf("edit %d of %s", i, topic)
}

func (g *cacheGuide) append(name, text string) {
	data, err := os.ReadFile(filepath.Join(g.dir, filepath.FromSlash(name)))
	if err != nil {
		g.Fatal(err)
	}
	if len(data) < 2000 {
		g.write(name, string(data)+text)
	}
}

// damage changes a byte of a file, or cuts it short.
func (g *cacheGuide) damage(file string) {
	data, err := os.ReadFile(file)
	if err != nil || len(data) == 0 {
		return
	}
	i := g.random.IntN(len(data))
	data[i] ^= 0x55
	if g.random.IntN(2) == 0 {
		data = data[:i]
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		g.Fatal(err)
	}
}

// TestBuildCacheRandomEdits edits a guide and compares each build that has a cache with a clean one.
func TestBuildCacheRandomEdits(t *testing.T) {
	for seed := range seedCount(1) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			g := newCacheGuide(t, uint64(seed))
			var edits []string
			written := 0
			for range 12 {
				for range 1 + g.random.IntN(2) {
					edits = append(edits, g.edit())
				}
				var args []string
				switch g.random.IntN(12) {
				case 0:
					args = []string{"--drafts"}
				case 1:
					args = []string{"--strict"}
				case 2:
					args = []string{"--base-url", "https://example.org/other/"}
				}
				status, problems, rest := g.build(g.output, args...)
				clean := filepath.Join(t.TempDir(), "clean")
				wantStatus, wantProblems, wantRest := g.build(clean, append(args, "--no-cache")...)
				if status != wantStatus || problems != wantProblems {
					t.Fatalf("after %q with %q:\ngot  %d %s%s\nwant %d %s%s", edits, args, status, problems, rest,
						wantStatus, wantProblems, wantRest)
				}
				if status != exitOK {
					g.writeAll()
					edits = append(edits, "write all")
					continue
				}
				written++
				compareTrees(t, readFS(t, publish.Open(clean)), readFS(t, publish.Open(g.output)))
				if t.Failed() {
					t.Fatalf("after %q with %q", edits, args)
				}
			}
			if written == 0 {
				t.Error("no build was compared")
			}
		})
	}
}

// markedPage is a page that tests mark.
const markedPage = "steps/a/t2/index.html"

// mark changes the page in the output without changing its size and time.
func (g *cacheGuide) mark() {
	g.Helper()
	file := filepath.Join(g.output, filepath.FromSlash(markedPage))
	info, err := os.Stat(file)
	if err != nil {
		g.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		g.Fatal(err)
	}
	data = bytes.Replace(data, []byte("<!doctype html>"), []byte("<!DOCTYPE html>"), 1)
	if err := os.WriteFile(file, data, 0o644); err != nil {
		g.Fatal(err)
	}
	if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
		g.Fatal(err)
	}
}

func (g *cacheGuide) isMarked() bool {
	g.Helper()
	data, err := os.ReadFile(filepath.Join(g.output, filepath.FromSlash(markedPage)))
	if err != nil {
		g.Fatal(err)
	}
	return bytes.HasPrefix(data, []byte("<!DOCTYPE"))
}

// TestBuildCacheIsUsed changes a page of the output behind the back of a build, which shows whether it makes it anew.
func TestBuildCacheIsUsed(t *testing.T) {
	g := newCacheGuide(t, 1)
	const other = "content/steps/2-b/t1.md"
	for _, tt := range []struct {
		name   string
		change func()
		args   []string
		kept   bool
	}{
		{"nothing changed", func() {}, nil, true},
		{"another text changed", func() { g.append(other, "\nMore.\n") }, nil, true},
		{"another title changed", func() { g.replace(other, "title: Text", "title: A text") }, nil, false},
		{"--no-cache", func() {}, []string{"--no-cache"}, false},
		{"--drafts", func() {}, []string{"--drafts"}, false},
		{"its text changed", func() { g.replace("content/steps/1-a/t2.md", "A risk", "The risk") }, nil, false},
		{"the glossary changed", func() { g.write("content/glossary.yaml", glossaryTexts[1]) }, nil, false},
	} {
		if status, problems, rest := g.build(g.output); status != exitOK {
			t.Fatal(status, problems, rest)
		}
		g.mark()
		tt.change()
		if status, problems, rest := g.build(g.output, tt.args...); status != exitOK {
			t.Fatal(status, problems, rest)
		}
		if got := g.isMarked(); got != tt.kept {
			t.Errorf("%s: the page was kept: %v, want %v", tt.name, got, tt.kept)
		}
	}
}

// TestBuildCacheDay builds on the next day, when a page is due.
func TestBuildCacheDay(t *testing.T) {
	g := newCacheGuide(t, 1)
	g.write("content/pages/p.md", "---\ntitle: P\nsummary: S.\npublishOn: 2026-11-28\n---\nText.\n")
	built := func(now string) bool {
		t.Helper()
		t.Setenv("SOURCE_DATE_EPOCH", now)
		if status, problems, rest := g.build(g.output); status != exitOK {
			t.Fatal(status, problems, rest)
		}
		_, err := os.Stat(filepath.Join(g.output, "p", "index.html"))
		return err == nil
	}
	const today, tomorrow = "1795737600", "1795824000" // noon of 27 and 28 November 2026
	got := []bool{built(today), built(today), built(tomorrow), built(today)}
	if want := []bool{false, false, true, false}; !slices.Equal(got, want) {
		t.Errorf("the page is there: %v, want %v", got, want)
	}
}
