package main

import (
	"path/filepath"
	"strings"
)

// checkOutput rejects an output folder inside one of the source folders.
func (a *app) checkOutput(output string) error {
	for _, dir := range sourceFolders {
		rel, err := filepath.Rel(realPath(filepath.Join(a.source, dir)), realPath(output))
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return usageErrorf("--output: %s is inside %s/, which the site is made from", output, dir)
		}
	}
	return nil
}

// realPath returns the absolute path, with the links resolved of the part that exists.
func realPath(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if resolved, err := filepath.EvalSymlinks(abs); err == nil {
		return resolved
	}
	if parent := filepath.Dir(abs); parent != abs {
		return filepath.Join(realPath(parent), filepath.Base(abs))
	}
	return abs
}
