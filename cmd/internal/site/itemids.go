package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// renderProgress makes the page about what is stored on the reader's device: its script does the rest.
func (s *Site) renderProgress() ([]byte, error) {
	return s.executeTemplate("progress.html", s.newView("progress", guide.ProgressAddress, s.msg("progress"), s.msg("progressSummary")))
}

// itemsScript is a classic script that tells the other scripts of every item and resource:
//
//	guideItems={"guide":"pmo-career","since":"2026-11-25","steps":[["get-qualified",[ids of items],[ids of resources],[topics]],...]}
//
// A topic is [slug, ids of items, ids of resources]. An id is "id", or ["id",n,since,changed,[old ids]]
// with what is on record of it (content/published.yaml), as far as there is something to say: n, 0 for
// what is not on record, only where it does not follow the number before it; since only where it is not
// that of the table, the day of most ids; changed only where it is not since. On a disk "file" is what
// addresses of folders lack. Nothing but front matter is in it.
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

// commonSince is the day since which most ids are in public; "" where none is.
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

// itemIDWriter writes ids in the order of the table.
type itemIDWriter struct {
	g          *guide.Guide
	since      frontmatter.Date
	lastNumber int // the number before
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
