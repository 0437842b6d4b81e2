package main

import (
	"bytes"
	"fmt"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/linkcheck"
)

// updateResources writes, into the front matter of resources whose address works, the day on which it was asked for,
// and with fix the address to which one has moved. It returns errProblems if a file was not written.
func (a *app) updateResources(p *project, g *guide.Guide, results linkResults, fix bool) (failed error) {
	files, seen := 0, map[string]bool{}
	for _, d := range g.Docs() {
		changes := resourceChanges(d, g, results, fix)
		if len(changes) == 0 {
			continue
		}
		file, err := resolve(p.source, d.File)
		if err != nil {
			return err
		}
		if seen[file] { // by a link
			continue
		}
		seen[file] = true
		data, _, err := d.Source(p.source, new(bytes.Buffer))
		if err != nil {
			return err
		}
		switch n, err := a.updateFile(file, data, changes); {
		case err != nil:
			a.logf("error: %s: %s", file, diag.Cause(err))
			failed = errProblems
		case n > 0:
			files++
			a.logf("%s: updated %s", file, pluralize(n, "resource"))
		}
	}
	if files == 0 && failed == nil {
		a.logf("nothing to update")
	}
	return failed
}

// updateFile makes changes in the front matter of a file that has the bytes data, and returns how many it made. It
// warns of those that are left to the editor.
func (a *app) updateFile(file string, data []byte, changes []frontmatter.ResourceChange) (int, error) {
	edits, refused := frontmatter.EditResources(data, changes)
	for _, c := range refused {
		a.warn(fmt.Sprintf("%s:%d: a value of this resource has a form that is left alone: write %s yourself",
			file, c.Resource.URL.Line, describeChange(c)))
	}
	if len(edits) == 0 {
		return 0, nil
	}
	changed, err := edit.Apply(data, edits)
	if err != nil {
		return 0, err
	}
	return len(changes) - len(refused), a.replaceSource(file, data, changed)
}

// resourceChanges returns what to change in the resources of a page.
func resourceChanges(d *guide.Doc, g *guide.Guide, results linkResults, fix bool) []frontmatter.ResourceChange {
	var changes []frontmatter.ResourceChange
	for i := range d.Resources {
		r := &d.Resources[i]
		result, asked := results[r.URL.Value]
		works := result.Status == linkcheck.Alive && !leadsToFrontPage(r.URL.Value, result.MovedTo)
		if !asked || r.Gone.Value != "" || !works {
			continue
		}
		c := frontmatter.ResourceChange{Resource: r}
		if day := frontmatter.DateOf(result.Asked, g.Zone); day > r.Checked.Date() {
			c.Checked = day
		}
		if fix {
			c.URL = result.MovedTo
		}
		if c.Checked != "" || c.URL != "" {
			changes = append(changes, c)
		}
	}
	return changes
}

// describeChange returns the lines to write by hand.
func describeChange(c frontmatter.ResourceChange) string {
	switch {
	case c.URL == "":
		return "checked: " + string(c.Checked)
	case c.Checked == "":
		return "url: " + c.URL
	}
	return "url: " + c.URL + " and checked: " + string(c.Checked)
}
