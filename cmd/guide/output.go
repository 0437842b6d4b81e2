package main

import (
	"path/filepath"
	"strings"
)

// checkOutput refuses a folder inside what is read.
func (a *app) checkOutput(output string) error {
	for _, dir := range sourceFolders {
		rel, err := filepath.Rel(realPath(filepath.Join(a.source, dir)), realPath(output))
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return usageErrorf("--output: %s lies in %s/, which is read to make the site", output, dir)
		}
	}
	return nil
}

// realPath makes a path absolute and follows its links as far as it exists.
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
