package guide

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// record is what was in public, as content/published.yaml has it.
type record struct {
	page.Published
	ids, pages map[string]page.Recorded
	faults     []diag.Problem
	newIDs     int // in this version of the record
	newPages   int
}

// readRecord reads content/published.yaml, which may be absent, unless the previous guide knows it.
func (g *Guide) readRecord(fsys fs.FS, opts Options) {
	if p := opts.Previous; p != nil && !slices.Contains(opts.Changed, PublishedFile) {
		g.published = p.published
	} else if data, err := fs.ReadFile(fsys, PublishedFile); err == nil {
		r := &record{ids: map[string]page.Recorded{}, pages: map[string]page.Recorded{}}
		r.Published, r.faults = page.ParsePublished(PublishedFile, data)
		for _, p := range r.IDs {
			r.ids[p.Key.Value] = p.Value
		}
		for _, p := range r.Pages {
			r.pages[p.Key.Value] = p.Value
		}
		g.published = r
	} else if !errors.Is(err, fs.ErrNotExist) {
		g.add(unreadable(PublishedFile, err))
	}
	if g.published != nil {
		g.Problems = append(g.Problems, g.published.faults...)
	}
}

// Recorded returns what is on record of an id.
func (g *Guide) Recorded(id string) (page.Recorded, bool) {
	if g.published == nil {
		return page.Recorded{}, false
	}
	r, ok := g.published.ids[id]
	return r, ok
}

// checkRecord compares the guide with its record: nothing that was in public may vanish unless the guide
// says what became of it. Without a record nothing was in public yet.
func (g *Guide) checkRecord(recording bool) {
	r := g.published
	if r == nil || len(r.faults) > 0 || slices.ContainsFunc(g.all, func(d *Doc) bool { return d.Broken }) {
		return
	}
	if id := g.Settings.ID; id.Value != "" && r.Guide.Value != id.Value {
		g.add(problem(SettingsFile, id, "changed-guide-id", fmt.Sprintf("the guide was published as %q: readers' progress is kept under that id", r.Guide.Value), "write id: "+r.Guide.Value))
	}
	owner := map[int]page.Text{}
	for _, p := range r.IDs {
		if other, taken := owner[p.Value.N]; taken {
			g.add(problem(PublishedFile, p.Key, "same-number", fmt.Sprintf("%q and %q have the same number", other.Value, p.Key.Value), fmt.Sprintf("take the newer one out and run guide build --record: it writes that one anew (the last number is %d)", r.lastNumber())))
		}
		owner[p.Value.N] = p.Key
	}
	fresh := g.unrecorded()
	g.checkLostIDs(fresh)
	g.checkLostPages()
	if recording {
		return
	}
	for _, t := range fresh {
		p := problem(t.Doc.File, t.ID, "not-recorded", fmt.Sprintf("the id %q is not on record yet", t.ID.Value), "run guide build --record when you publish, and commit "+PublishedFile)
		p.Severity = diag.Warning
		g.add(p)
	}
}

// unrecorded returns the ids that are to be public and not on record, in the order of the guide.
func (g *Guide) unrecorded() []Tracked {
	var out []Tracked
	for _, t := range g.publicIDs() {
		if _, ok := g.published.ids[t.ID.Value]; !ok {
			out = append(out, t)
		}
	}
	return out
}

// publicIDs returns every item and resource that is no draft, also those that are to be public later.
func (g *Guide) publicIDs() []Tracked {
	var out []Tracked
	for _, d := range g.publicDocs() {
		for _, i := range d.Checklist {
			out = append(out, Tracked{ID: i.ID, Doc: d})
		}
		for _, r := range d.Resources {
			out = append(out, Tracked{ID: r.ID, Doc: d, Resource: true})
		}
	}
	return slices.DeleteFunc(out, func(t Tracked) bool { return g.items[t.ID.Value].Doc != t.Doc })
}

// publicDocs returns every page that is no draft, those that are to be public later too, by file, a step
// before its topics.
func (g *Guide) publicDocs() []*Doc {
	var out []*Doc
	for _, d := range g.all {
		if !d.lost && !d.Reason.Draft {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b *Doc) int {
		return cmp.Compare(strings.TrimSuffix(a.File, "index.md"), strings.TrimSuffix(b.File, "index.md"))
	})
	return out
}

// checkLostIDs reports ids that were in public and are gone, with the line that keeps readers' ticks.
func (g *Guide) checkLostIDs(fresh []Tracked) {
	known := map[string]bool{}
	for _, d := range g.all {
		for _, i := range d.Checklist {
			remember(known, i.Was)
		}
		for _, r := range d.Resources {
			remember(known, r.Was)
		}
	}
	remember(known, g.Settings.Retired.IDs)
	for _, p := range g.published.IDs {
		if _, live := g.items[p.Key.Value]; live || known[p.Key.Value] {
			continue
		}
		id := p.Key.Value
		hint := fmt.Sprintf("add was: [%s] to what takes its place, or to %s: retired: {ids: [%s]}", id, SettingsFile, id)
		if len(fresh) == 1 {
			hint = fmt.Sprintf("if it is %q now (%s), add there was: [%s]; if it is gone, add to %s: retired: {ids: [%s]}", fresh[0].ID.Value, at(fresh[0].Doc.File, fresh[0].ID), id, SettingsFile, id)
		}
		g.add(problem(PublishedFile, p.Key, "lost-id", fmt.Sprintf("the id %q was published and is gone: readers would lose their ticks", id), hint))
	}
}

func remember(known map[string]bool, texts []page.Text) {
	for _, t := range texts {
		known[t.Value] = true
	}
}

// checkLostPages reports addresses that were in public and lead nowhere.
func (g *Guide) checkLostPages() {
	known := map[string]bool{HomeAddress: true}
	remember(known, g.Settings.Retired.Pages)
	for _, d := range g.publicDocs() {
		known[d.Address] = true
		remember(known, d.Aliases)
	}
	for _, p := range g.published.Pages {
		if a := p.Key.Value; !known[a] {
			g.add(problem(PublishedFile, p.Key, "lost-page", fmt.Sprintf("the page %s was published and is gone: readers' bookmarks would lead nowhere", a),
				fmt.Sprintf("add aliases: [%s] to the page that takes its place, or to %s: retired: {pages: [%s]}", a, SettingsFile, a)))
		}
	}
}

// PublishedFile returns content/published.yaml as it is to be, and how many ids and pages are new in it, of a
// guide that was loaded with Options.Record.
func (g *Guide) PublishedFile() (data []byte, ids, pages int) {
	r := g.published
	return write(g.Settings.ID.Value, r.ids, r.pages), r.newIDs, r.newPages
}

// record returns what is on record when the guide is published on a day. Numbers go on from the last;
// nothing that is on record leaves it.
func (g *Guide) record(today page.Date) *record {
	next := &record{ids: map[string]page.Recorded{}, pages: map[string]page.Recorded{}}
	if old := g.published; old != nil {
		maps.Copy(next.ids, old.ids)
		maps.Copy(next.pages, old.pages)
	}
	last := next.lastNumber()
	for _, t := range g.publicIDs() {
		if note(next.ids, t.ID.Value, t.hash(), today, last+1) {
			last++
			next.newIDs++
		}
	}
	for _, d := range g.publicDocs() {
		if d.Kind == page.Home {
			continue // it is always there
		}
		hash := d.Hash()
		if note(next.pages, d.Address, short(hash[:]), today, 0) {
			next.newPages++
		}
	}
	return next
}

func (r *record) lastNumber() int {
	last := 0
	for _, id := range r.ids {
		last = max(last, id.N)
	}
	return last
}

// note brings what is on record of a key up to date, and reports whether it is new.
func note(on map[string]page.Recorded, key, hash string, today page.Date, n int) bool {
	r, known := on[key]
	if !known {
		r = page.Recorded{N: n, Since: today}
	}
	if r.Hash != hash {
		r.Hash, r.Changed = hash, today
	}
	on[key] = r
	return !known
}

// hash sums up what readers see of an item or a resource.
func (t Tracked) hash() string {
	var seen []string
	for _, i := range t.Doc.Checklist {
		if i.ID == t.ID {
			seen = []string{i.Text.Value, i.Detail.Value}
		}
	}
	for _, r := range t.Doc.Resources {
		if r.ID == t.ID {
			seen = []string{r.Title.Value, r.URL.Value, r.Why.Value}
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(seen, "\x00")))
	return short(sum[:])
}

func short(sum []byte) string { return hex.EncodeToString(sum[:4]) }

// write writes the record: ids by number, pages by address.
func write(guide string, ids, pages map[string]page.Recorded) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Written by guide build --record: what readers have seen. Commit it and leave it as it is.\nguide: %s\nids:%s\n", guide, none(len(ids)))
	byNumber := func(a, b string) int { return cmp.Or(cmp.Compare(ids[a].N, ids[b].N), cmp.Compare(a, b)) }
	for _, id := range slices.SortedFunc(maps.Keys(ids), byNumber) {
		r := ids[id]
		fmt.Fprintf(&b, "  %s: {n: %d, since: %s, changed: %s, hash: %q}\n", id, r.N, r.Since, r.Changed, r.Hash)
	}
	fmt.Fprintf(&b, "pages:%s\n", none(len(pages)))
	for _, address := range slices.Sorted(maps.Keys(pages)) {
		r := pages[address]
		fmt.Fprintf(&b, "  %q: {since: %s, changed: %s, hash: %q}\n", address, r.Since, r.Changed, r.Hash)
	}
	return b.Bytes()
}

// none is how YAML writes that a mapping has no keys.
func none(n int) string {
	if n > 0 {
		return ""
	}
	return " {}"
}
