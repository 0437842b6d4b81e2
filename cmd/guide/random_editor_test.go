package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guide/templates"
)

// randomEditor changes source files at random.
type randomEditor struct {
	*testing.T
	dir     string
	random  *rand.Rand
	history []string
}

var sourceNames = []string{"content/index.md", "content/steps/1-a/index.md", "content/steps/1-a/1-first.md",
	"content/steps/1-a/second.md", "content/steps/2-b.md",
	"content/steps/2-b/index.md", "content/steps/3-b/index.md", "content/steps/4-d/index.md",
	"content/steps/4-d/deep/e.md", "content/pages/p.md", "content/pages/all.md"}

func pickOne[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// mutate makes one random change.
func (e *randomEditor) mutate() {
	r := e.random
	name := pickOne(r, sourceNames)
	page := "---\n" + pickOne(r, frontTexts) + "---\n" + pickOne(r, bodyTexts)
	switch what := r.IntN(24); what {
	case 0, 1, 2, 3, 4, 5, 6:
		e.write(name, page)
	case 7, 8:
		e.replace(name, page)
	case 9:
		e.truncate(name)
	case 10:
		e.edit(name, func(old []byte) []byte { return append(old, "\nMore about the risk.\n"...) })
	case 11:
		e.edit(name, func(old []byte) []byte { return bytes.Replace(old, []byte("A "), []byte("B "), 1) })
	case 12, 13:
		e.logAction("remove", name)
		os.Remove(e.path(name))
	case 14:
		dir := pickOne(r, []string{"content/steps/1-a", "content/steps/4-d", "content/steps", "content/pages",
			"templates", "static", "content/steps/9-new"})
		e.logAction("remove all", dir)
		os.RemoveAll(e.path(dir))
	case 15:
		e.move(pickOne(r, sourceNames), pickOne(r, sourceNames))
	case 16:
		dirs := []string{"content/steps/1-a", "content/steps/4-d", "content/steps/5-moved", "content/steps/6-b"}
		e.move(pickOne(r, dirs), pickOne(r, dirs))
	case 17:
		e.logAction("mkdir", "content/steps/9-new/deeper")
		_ = os.MkdirAll(e.path("content/steps/9-new/deeper"), 0o755)
		e.write("content/steps/9-new/index.md", page)
	case 18:
		e.write("content/glossary.yaml", pickOne(r, glossaryTexts))
	case 19:
		e.write("content/guide.yaml", pickOne(r, settingsTexts))
	case 20:
		e.writeTemplate()
	case 21:
		e.write("static/css/main.css", pickOne(r, []string{"body { color: red }", "body { color: blue }", "body {"}))
		e.write("static/note.txt", fmt.Sprint(r.IntN(9)))
	case 22:
		e.write(pickOne(r, []string{"content/x.png", "content/steps/1-a/x.png", "content/steps/1-a/y.svg",
			"content/pages/y.svg"}),
			pickOne(r, []string{"no picture", "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='4'/>",
				"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"}))
	case 23:
		time.Sleep(time.Duration(r.IntN(30)) * time.Millisecond)
	}
}

// writeTemplate writes a template that differs from the embedded one in one place.
func (e *randomEditor) writeTemplate() {
	name := pickOne(e.random, []string{"base.html", "key-facts.html", "page-meta.html", "footer.html"})
	data, err := fs.ReadFile(templates.FS, name)
	if err != nil {
		e.Fatal(err)
	}
	e.write("templates/"+name, string(data)+pickOne(e.random, []string{"", "<p>More</p>", "{{.NoSuchField}}", "{{if}}",
		`{{word "none"}}`}))
}

func (e *randomEditor) path(name string) string {
	return filepath.Join(e.dir, filepath.FromSlash(name))
}

func (e *randomEditor) logAction(what ...string) {
	e.history = append(e.history, strings.Join(what, " "))
}

// write and the other methods may fail, for example if a file is in place of a folder. That is ignored.
func (e *randomEditor) write(name, text string) {
	e.logAction("write", name)
	_ = os.MkdirAll(filepath.Dir(e.path(name)), 0o755)
	_ = os.WriteFile(e.path(name), []byte(text), 0o644)
}

func (e *randomEditor) replace(name, text string) {
	e.logAction("replace", name)
	temporary := e.path(name) + ".tmp"
	if os.WriteFile(temporary, []byte(text), 0o644) == nil && os.Rename(temporary, e.path(name)) != nil {
		os.Remove(temporary)
	}
}

func (e *randomEditor) truncate(name string) {
	e.logAction("truncate", name)
	if info, err := os.Stat(e.path(name)); err == nil && !info.IsDir() {
		_ = os.Truncate(e.path(name), e.random.Int64N(info.Size()+1))
	}
}

func (e *randomEditor) edit(name string, change func([]byte) []byte) {
	e.logAction("edit", name)
	if old, err := os.ReadFile(e.path(name)); err == nil {
		_ = os.WriteFile(e.path(name), change(old), 0o644)
	}
}

func (e *randomEditor) move(from, to string) {
	e.logAction("move", from, to)
	_ = os.MkdirAll(filepath.Dir(e.path(to)), 0o755)
	_ = os.Rename(e.path(from), e.path(to))
}
