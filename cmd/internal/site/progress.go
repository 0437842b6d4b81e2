package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// progress makes the page about what is stored on the reader's device: its script does the rest.
func (s *Site) progress() ([]byte, error) {
	return s.execute("progress.html", s.view("progress", guide.ProgressAddress, s.word("progress"), s.word("progressSummary")))
}

// table is a classic script that tells the other scripts of every item and resource:
//
//	guideTable={"guide":"pmo-career","steps":[["get-qualified",[ids of items],[ids of resources],[topics]],...]}
//
// A topic is [slug, ids of items, ids of resources]. An id is "id", or ["id",n,since,changed,[old ids]]
// with what is on record of it (content/published.yaml), as far as there is something
// to say: changed only where it is not since. Nothing but front matter is in it.
type table struct {
	name   string // in the site
	script []byte
}

func newTable(g *guide.Guide) table {
	steps := []any{}
	for _, step := range g.Steps {
		row := docRow(g, step.Doc)
		topics := []any{}
		for _, t := range step.Topics {
			if len(t.Checklist)+len(t.Resources) > 0 {
				topics = append(topics, docRow(g, t))
			}
		}
		if len(topics) > 0 {
			row = append(row, topics)
		}
		steps = append(steps, row)
	}
	data, err := json.Marshal(struct {
		Guide string `json:"guide"`
		Steps []any  `json:"steps"`
	}{g.Settings.ID.Value, steps})
	if err != nil {
		panic("site: " + err.Error()) // there are only strings and numbers in it
	}
	script := append(append([]byte("guideTable="), data...), '\n')
	sum := sha256.Sum256(script)
	return table{"assets/ids." + hex.EncodeToString(sum[:4]) + ".js", script}
}

func docRow(g *guide.Guide, d *guide.Doc) []any {
	items, resources := make([]any, len(d.Checklist)), make([]any, len(d.Resources))
	for i, it := range d.Checklist {
		items[i] = idRow(g, it.ID, it.Was)
	}
	for i, r := range d.Resources {
		resources[i] = idRow(g, r.ID, r.Was)
	}
	return []any{d.Slug, items, resources}
}

func idRow(g *guide.Guide, id page.Text, was []page.Text) any {
	r, known := g.Recorded(id.Value)
	row := []any{id.Value, r.N, r.Since, r.Changed}
	switch {
	case len(was) > 0:
		old := make([]string, len(was))
		for i, w := range was {
			old[i] = w.Value
		}
		return append(row, old)
	case known && r.Changed == r.Since:
		return row[:3]
	case known:
		return row
	}
	return id.Value
}
