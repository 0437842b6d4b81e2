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
//	guideTable={"guide":"pmo-career","since":"2026-11-25","steps":[["get-qualified",[ids of items],[ids of resources],[topics]],...]}
//
// A topic is [slug, ids of items, ids of resources]. An id is "id", or ["id",n,since,changed,[old ids]]
// with what is on record of it (content/published.yaml), as far as there is something to say: n, 0 for
// what is not on record, only where it does not follow the number before it; since only where it is not
// that of the table, the day of most ids; changed only where it is not since. On a disk "file" is what
// addresses of folders lack. Nothing but front matter is in it.
type table struct {
	name   string // in the site
	script []byte
}

func newTable(g *guide.Guide, file string) table {
	w := tableWriter{g: g, since: firstDay(g)}
	steps := []any{}
	for _, step := range g.Steps {
		row := w.doc(step.Doc)
		topics := []any{}
		for _, t := range step.Topics {
			if len(t.Checklist)+len(t.Resources) > 0 {
				topics = append(topics, w.doc(t))
			}
		}
		if len(topics) > 0 {
			row = append(row, topics)
		}
		steps = append(steps, row)
	}
	data, err := json.Marshal(struct {
		Guide string    `json:"guide"`
		Since page.Date `json:"since,omitempty"`
		File  string    `json:"file,omitempty"`
		Steps []any     `json:"steps"`
	}{g.Settings.ID.Value, w.since, file, steps})
	if err != nil {
		panic("site: " + err.Error()) // there are only strings and numbers in it
	}
	script := append(append([]byte("guideTable="), data...), '\n')
	sum := sha256.Sum256(script)
	return table{"assets/ids." + hex.EncodeToString(sum[:4]) + ".js", script}
}

// firstDay is the day since which most ids are in public; "" where none is.
func firstDay(g *guide.Guide) page.Date {
	days, first := map[page.Date]int{}, page.Date("")
	for _, d := range g.Docs() {
		for id := range ownIDs(d) {
			if r, ok := g.Recorded(id); ok {
				days[r.Since]++
			}
		}
	}
	for day, n := range days {
		if n > days[first] || n == days[first] && day < first {
			first = day
		}
	}
	return first
}

// tableWriter writes ids in the order of the table.
type tableWriter struct {
	g     *guide.Guide
	since page.Date
	last  int // the number before
}

func (w *tableWriter) doc(d *guide.Doc) []any {
	items, resources := make([]any, len(d.Checklist)), make([]any, len(d.Resources))
	for i, it := range d.Checklist {
		items[i] = w.id(it.ID, it.Was)
	}
	for i, r := range d.Resources {
		resources[i] = w.id(r.ID, r.Was)
	}
	return []any{d.Slug, items, resources}
}

func (w *tableWriter) id(id page.Text, was []page.Text) any {
	row := []any{id.Value, "", "", "", ""}
	r, known := w.g.Recorded(id.Value)
	if w.since != "" && (!known || r.Number != w.last+1) {
		row[1] = r.Number
	}
	if known {
		w.last = r.Number
	}
	if r.Since != w.since {
		row[2] = string(r.Since)
	}
	if r.Changed != r.Since {
		row[3] = string(r.Changed)
	}
	if len(was) > 0 {
		old := make([]string, len(was))
		for i, o := range was {
			old[i] = o.Value
		}
		row[4] = old
	}
	for len(row) > 1 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	if len(row) == 1 {
		return id.Value
	}
	return row
}
