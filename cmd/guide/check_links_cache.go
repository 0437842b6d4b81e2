package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"guide/cmd/internal/linkcheck"
)

// linkCache is the cache of guide check --links. All guides of a user share it.
type linkCache struct {
	*linkcheck.Cache
	path string // "" if the user has no folder for caches
}

// openLinkCache reads the cache. One that is missing or damaged is empty.
func (a *app) openLinkCache() linkCache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return linkCache{Cache: linkcheck.DecodeCache(nil)}
	}
	c := linkCache{path: filepath.Join(dir, "guide", "links.json")}
	data, _ := os.ReadFile(c.path)
	c.Cache = linkcheck.DecodeCache(data)
	return c
}

// saveLinkCache writes the cache, with what others have written since it was read.
func (a *app) saveLinkCache(c linkCache, now time.Time) {
	if c.path == "" {
		return
	}
	data, _ := os.ReadFile(c.path)
	c.Merge(linkcheck.DecodeCache(data))
	data, err := c.Encode(now)
	if err == nil {
		err = replaceCache(c.path, data)
	}
	if err != nil {
		a.warn("what was learnt of links could not be kept for the next run: " + err.Error())
	}
}

// replaceCache atomically replaces a file that nobody else needs to read.
func replaceCache(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".links-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
