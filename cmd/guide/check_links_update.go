package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/linkcheck"
)

// updateResources writes, into the front matter of resources whose address works, the day on which it was asked for,
// and with fix the address to which one has moved. It returns errProblems if a file was not written.
func (a *app) updateResources(p *project, g *guide.Guide, results linkResults, fix bool) (failed error) {
	files := 0
	for _, d := range g.Docs() {
		changes := resourceChanges(d, g, results, fix)
		if len(changes) == 0 {
			continue
		}
		data, _, err := d.Source(p.source, new(bytes.Buffer))
		if err != nil {
			return err
		}
		edits, refused := frontmatter.EditResources(data, changes)
		for _, c := range refused {
			a.warn(fmt.Sprintf("%s:%d: a value of this resource has a form that is left alone: write %s yourself",
				d.File, c.Resource.URL.Line, describeChange(c)))
		}
		if len(edits) == 0 {
			continue
		}
		if err := a.editFile(d.File, data, edits); err != nil {
			a.logf("error: %s: %s", d.File, diag.Cause(err))
			failed = errProblems
			continue
		}
		files++
		a.logf("%s: updated %s", d.File, pluralize(len(changes)-len(refused), "resource"))
	}
	if files == 0 && failed == nil {
		a.logf("nothing to update")
	}
	return failed
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

// editFile changes a file of the source folder that still has the bytes data.
func (a *app) editFile(file string, data []byte, edits []edit.Edit) error {
	changed, err := edit.Apply(data, edits)
	if err != nil {
		return err
	}
	dir, name := path.Split(file)
	root, err := os.OpenRoot(filepath.Join(a.source, filepath.FromSlash(dir)))
	if err != nil {
		return err
	}
	defer root.Close()
	return replaceFile(root, name, changed, func(current []byte) bool { return bytes.Equal(current, data) })
}
