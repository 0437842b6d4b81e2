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
//	guideItems={"guide":"pmo-career","since":"2026-11-25","steps":[["get-qualified",[ids of items],[ids of resources],[topics]],...]}
//
// A topic is [slug, ids of items, ids of resources]. An id is "id", or ["id",n,since,changed,[old ids]] with the fields
// from the manifest (content/published.yaml) that differ from the default, and no empty ones at the end: n is its
// number, 0 if it is not in the manifest, by default one more than the number before; since is by default that of the
// whole list, which is the most common one; changed is by default since. In an offline site "file" is what URLs of
// folders lack. Everything comes from front matter.
type itemsScript struct {
	name   string // in the site
	script []byte
}

func newItemsScript(g *guide.Guide, file string) itemsScript {
	w := itemIDWriter{g: g, since: commonSince(g)}
	steps := []any{}
	for _, step := range g.Steps {
		row := w.docRow(step.Doc)
		topics := []any{}
		for _, t := range step.Topics {
			if len(t.Checklist)+len(t.Resources) > 0 {
				topics = append(topics, w.docRow(t))
			}
		}
		if len(topics) > 0 {
			row = append(row, topics)
		}
		steps = append(steps, row)
	}
	data, err := json.Marshal(struct {
		Guide string           `json:"guide"`
		Since frontmatter.Date `json:"since,omitempty"`
		File  string           `json:"file,omitempty"`
		Steps []any            `json:"steps"`
	}{g.Settings.ID.Value, w.since, file, steps})
	if err != nil {
		panic("site: " + err.Error()) // there are only strings and numbers in it
	}
	script := append(append([]byte("guideItems="), data...), '\n')
	digest := sha256.Sum256(script)
	return itemsScript{"assets/ids." + hex.EncodeToString(digest[:4]) + ".js", script}
}

// commonSince returns the day on which most ids were published first; "" if none was.
func commonSince(g *guide.Guide) frontmatter.Date {
	counts, common := map[frontmatter.Date]int{}, frontmatter.Date("")
	for _, d := range g.Docs() {
		for id := range frontMatterIDs(d) {
			if r, ok := g.ManifestEntry(id); ok {
				counts[r.Since]++
			}
		}
	}
	for day, n := range counts {
		if n > counts[common] || n == counts[common] && day < common {
			common = day
		}
	}
	return common
}

// itemIDWriter writes ids in the order of the script.
type itemIDWriter struct {
	g          *guide.Guide
	since      frontmatter.Date
	lastNumber int // of the id before
}

func (w *itemIDWriter) docRow(d *guide.Doc) []any {
	items, resources := make([]any, len(d.Checklist)), make([]any, len(d.Resources))
	for i, it := range d.Checklist {
		items[i] = w.idRow(it.ID, it.Was)
	}
	for i, r := range d.Resources {
		resources[i] = w.idRow(r.ID, r.Was)
	}
	return []any{d.Slug, items, resources}
}

func (w *itemIDWriter) idRow(id frontmatter.Text, was []frontmatter.Text) any {
	row := []any{id.Value, "", "", "", ""}
	r, recorded := w.g.ManifestEntry(id.Value)
	if w.since != "" && (!recorded || r.Number != w.lastNumber+1) {
		row[1] = r.Number
	}
	if recorded {
		w.lastNumber = r.Number
	}
	if r.Since != w.since {
		row[2] = string(r.Since)
	}
	if r.Changed != r.Since {
		row[3] = string(r.Changed)
	}
	if len(was) > 0 {
		oldIDs := make([]string, len(was))
		for i, o := range was {
			oldIDs[i] = o.Value
		}
		row[4] = oldIDs
	}
	for len(row) > 1 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	if len(row) == 1 {
		return id.Value
	}
	return row
}
