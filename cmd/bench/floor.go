package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"go.yaml.in/yaml/v4"
	"golang.org/x/sync/errgroup"
)

// floorCommand is the argument with which bench runs itself as a child process to measure floor.
const floorCommand = "floor"

// floor does the least that a generator with these libraries does: it reads each file, decodes the front matter to YAML
// nodes, converts the body and writes one file. It has nothing of the program in it.
func floor(source, output string) error {
	debug.SetGCPercent(400)
	var names []string
	err := filepath.WalkDir(source, func(name string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	converters := sync.Pool{New: func() any { return newFloorConverter() }}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range names {
		group.Go(func() error {
			c := converters.Get().(*floorConverter)
			defer converters.Put(c)
			rel := strings.TrimSuffix(strings.TrimPrefix(name, source), ".md")
			return c.convert(name, filepath.Join(output, rel, "index.html"))
		})
	}
	return group.Wait()
}

type floorConverter struct {
	markdown goldmark.Markdown
	html     bytes.Buffer
}

func newFloorConverter() *floorConverter {
	return &floorConverter{markdown: goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify, extension.Footnote,
			extension.DefinitionList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	)}
}

func (c *floorConverter) convert(from, to string) error {
	body, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if rest, ok := bytes.CutPrefix(body, []byte("---\n")); ok {
		var front []byte
		front, body, _ = bytes.Cut(rest, []byte("\n---\n"))
		if err := yaml.Unmarshal(front, new(yaml.Node)); err != nil {
			return err
		}
	}
	c.html.Reset()
	c.html.WriteString("<!doctype html><main>")
	if err := c.markdown.Convert(body, &c.html); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, c.html.Bytes(), 0o644)
}
