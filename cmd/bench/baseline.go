package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// baselineCommand is the argument with which bench runs itself as a child process to measure baseline.
const baselineCommand = "baseline"

// baseline does the minimum for the same pages: read, split, parse, convert, write.
func baseline(source, output string) error {
	debug.SetGCPercent(400) // as guide build does
	var names []string
	err := filepath.WalkDir(source, func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	convert := markdown.Baseline()
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range names {
		group.Go(func() error {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			html, err := convert(frontmatter.BaselineBody(data))
			if err != nil {
				return err
			}
			dir := filepath.Join(output, strings.TrimSuffix(strings.TrimPrefix(name, source), ".md"))
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, "index.html"), html, 0o644)
		})
	}
	return group.Wait()
}
