package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// itemsScript is a classic script that lists every item and resource for the other scripts:
//
//	guideItems={"guide":"pmo-career","steps":[["get-qualified",[ids of items],[ids of resources],[topics]],...]}
//
// A topic is [slug, ids of items, ids of resources]. An id is "id", or ["id",[old ids]] where it has old ids. On a
// disk "file" is what addresses of folders lack. Nothing but front matter is in it.
type itemsScript struct {
	name   string // in the site
	script []byte
}

func newItemsScript(g *guide.Guide, file string) itemsScript {
	steps := []any{}
	for _, step := range g.Steps {
		row := docRow(step.Doc)
		topics := []any{}
		for _, t := range step.Topics {
			if len(t.Checklist)+len(t.Resources) > 0 {
				topics = append(topics, docRow(t))
			}
		}
		if len(topics) > 0 {
			row = append(row, topics)
		}
		steps = append(steps, row)
	}
	data, err := json.Marshal(struct {
		Guide string `json:"guide"`
		File  string `json:"file,omitempty"`
		Steps []any  `json:"steps"`
	}{g.Settings.ID.Value, file, steps})
	if err != nil {
		panic("site: " + err.Error()) // there are only strings in it
	}
	script := append(append([]byte("guideItems="), data...), '\n')
	digest := sha256.Sum256(script)
	return itemsScript{"assets/ids." + hex.EncodeToString(digest[:4]) + ".js", script}
}

func docRow(d *guide.Doc) []any {
	items, resources := make([]any, len(d.Checklist)), make([]any, len(d.Resources))
	for i, it := range d.Checklist {
		items[i] = idRow(it.ID, it.Was)
	}
	for i, r := range d.Resources {
		resources[i] = idRow(r.ID, r.Was)
	}
	return []any{d.Slug, items, resources}
}

func idRow(id frontmatter.Text, was []frontmatter.Text) any {
	if len(was) == 0 {
		return id.Value
	}
	oldIDs := make([]string, len(was))
	for i, o := range was {
		oldIDs[i] = o.Value
	}
	return []any{id.Value, oldIDs}
}
