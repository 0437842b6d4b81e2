package main

import (
	"os"
	"path/filepath"

	"guide/cmd/internal/guide"
)

// record writes content/published.yaml anew, whole or not at all, after what it describes was published.
func (a *app) record(g *guide.Guide) error {
	data, ids, pages := g.PublishedFile()
	name := filepath.Join(a.source, filepath.FromSlash(guide.PublishedFile))
	if data == nil {
		a.say("nothing new to record")
		return nil
	}
	beside := filepath.Join(filepath.Dir(name), ".published.yaml.new")
	err := os.WriteFile(beside, data, 0o666)
	if err == nil {
		err = os.Rename(beside, name)
	}
	if err != nil {
		os.Remove(beside)
		return err
	}
	a.say("recorded in %s: %s, %s; commit it", guide.PublishedFile, counted(ids, "new id"), counted(pages, "new page"))
	return nil
}
