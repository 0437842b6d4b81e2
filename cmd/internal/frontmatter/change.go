package frontmatter

import "guide/cmd/internal/edit"

// ResourceChange is what to change in the front matter of a resource.
type ResourceChange struct {
	Resource *Resource // of Parse of the same data
	Checked  Date      // "" to leave it
	URL      string    // "" to leave it
}

// EditResources returns the edits that make the changes in a Markdown file and change no other byte. It leaves out, and
// returns as refused, the changes that it cannot make so: a value on several lines, for example.
func EditResources(data []byte, changes []ResourceChange) (edits []edit.Edit, refused []ResourceChange) {
	for _, c := range changes {
		if e := resourceEdits(data, c); e != nil {
			edits = append(edits, e...)
		} else {
			refused = append(refused, c)
		}
	}
	return edits, refused
}

// resourceEdits returns the edits of one change, or nil if it cannot be made.
func resourceEdits(data []byte, c ResourceChange) []edit.Edit {
	e := NewEditor("resources.md", data)
	if e == nil {
		return nil
	}
	if c.Checked != "" {
		e.SetKey(c.Resource.URL, "checked", string(c.Checked))
	}
	if c.URL != "" {
		e.Set(c.Resource.URL, c.URL)
	}
	edits, err := e.Edits()
	if err != nil {
		return nil
	}
	return edits
}
