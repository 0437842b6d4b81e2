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
	page.Manifest
	ids, pages map[string]page.ManifestEntry
	faults     []diag.Problem
	file       Hash // of the file that it was read from, or that it is to replace; zero for none
	newIDs     int  // in this version of the record
	newPages   int
	changed    bool // this version is not what the file has
}

// readRecord reads content/published.yaml, which may be absent, unless the previous guide knows it.
func (g *Guide) readRecord(fsys fs.FS, opts Options) {
	if p := opts.Previous; p != nil && !slices.Contains(opts.Changed, PublishedFile) {
		g.published = p.published
	} else if data, err := fs.ReadFile(fsys, PublishedFile); err == nil {
		r := &record{ids: map[string]page.ManifestEntry{}, pages: map[string]page.ManifestEntry{}, file: hash(data)}
		r.Manifest, r.faults = page.ParseManifest(PublishedFile, data)
		for _, p := range r.IDs {
			r.ids[p.Key.Value] = p.Value
		}
		for _, p := range r.Pages {
			r.pages[p.Key.Value] = p.Value
		}
		g.published = r
	} else if !errors.Is(err, fs.ErrNotExist) {
		g.unread(PublishedFile, err)
	}
	if g.published != nil {
		g.Problems = append(g.Problems, g.published.faults...)
	}
}

// Recorded returns what is on record of an id.
func (g *Guide) Recorded(id string) (page.ManifestEntry, bool) {
	if g.published == nil {
		return page.ManifestEntry{}, false
	}
	r, ok := g.published.ids[id]
	return r, ok
}

// checkRecord compares the guide with its record: nothing that was in public may vanish unless the guide
// says what became of it. Without a record nothing was in public yet.
func (g *Guide) checkRecord(today page.Date, recording bool) {
	r := g.published
	if r == nil || len(r.faults) > 0 || slices.ContainsFunc(g.all, func(d *Doc) bool { return d.Broken }) {
		return
	}
	if id := g.Settings.ID; id.Value != "" && r.Guide.Value != id.Value {
		g.add(problem(SettingsFile, id, "changed-guide-id", fmt.Sprintf("the guide was published as %q: readers' progress is kept under that id", r.Guide.Value), "write id: "+r.Guide.Value))
	}
	owner := map[int]page.Text{}
	for _, p := range r.IDs {
		if other, taken := owner[p.Value.Number]; taken {
			g.add(problem(PublishedFile, p.Key, "same-number", fmt.Sprintf("%q and %q have the same number", other.Value, p.Key.Value), fmt.Sprintf("take the newer one out and run guide build --record: it writes that one anew (the last number is %d)", r.lastNumber())))
		}
		owner[p.Value.Number] = p.Key
	}
	fresh := g.unrecorded()
	withdrawn := append(g.checkLostIDs(fresh, today), g.checkLostPages(today)...)
	if recording {
		return
	}
	for _, t := range fresh {
		g.notRecorded(t.Doc.File, t.ID, fmt.Sprintf("the id %q is not on record yet", t.ID.Value))
	}
	for _, w := range withdrawn {
		g.notRecorded(PublishedFile, w, fmt.Sprintf("%s was scheduled and is withdrawn, and is still on record", w.Value))
	}
}

func (g *Guide) notRecorded(file string, at page.Text, message string) {
	p := problem(file, at, "not-recorded", message, "run guide build --record when you publish, and commit "+PublishedFile)
	p.Severity = diag.Warning
	g.add(p)
}

// ahead reports whether a day of the record is one to come, so that no reader has seen what has it. A day
// up to that of the recording has come, even if a clock is wrong now.
func (r *record) ahead(day, today page.Date) bool { return day > today && day > r.Updated }

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

// checkLostIDs reports ids that were in public and are gone, with the line that keeps readers' ticks. It
// returns those that are gone and never were in public.
func (g *Guide) checkLostIDs(fresh []Tracked, today page.Date) (withdrawn []page.Text) {
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
		if g.published.ahead(p.Value.Since, today) {
			withdrawn = append(withdrawn, p.Key)
			continue
		}
		id := p.Key.Value
		hint := fmt.Sprintf("add was: [%s] to what takes its place, or to %s: retired: {ids: [%s]}", id, SettingsFile, id)
		if len(fresh) == 1 {
			hint = fmt.Sprintf("if it is %q now (%s), add there was: [%s]; if it is gone, add to %s: retired: {ids: [%s]}", fresh[0].ID.Value, at(fresh[0].Doc.File, fresh[0].ID), id, SettingsFile, id)
		}
		g.add(problem(PublishedFile, p.Key, "lost-id", fmt.Sprintf("the id %q was published and is gone: readers would lose their ticks", id), hint))
	}
	return withdrawn
}

func remember(known map[string]bool, texts []page.Text) {
	for _, t := range texts {
		known[t.Value] = true
	}
}

// checkLostPages reports addresses that were in public and lead nowhere. It returns those that lead nowhere
// and never were in public.
func (g *Guide) checkLostPages(today page.Date) (withdrawn []page.Text) {
	known := map[string]bool{HomeAddress: true}
	remember(known, g.Settings.Retired.Pages)
	for _, d := range g.publicDocs() {
		known[d.Address] = true
		remember(known, d.Aliases)
	}
	for _, p := range g.published.Pages {
		if a := p.Key.Value; known[a] {
			continue
		} else if g.published.ahead(p.Value.Since, today) {
			withdrawn = append(withdrawn, p.Key)
		} else {
			g.add(problem(PublishedFile, p.Key, "lost-page", fmt.Sprintf("the page %s was published and is gone: readers' bookmarks would lead nowhere", a),
				fmt.Sprintf("add aliases: [%s] to the page that takes its place, or to %s: retired: {pages: [%s]}", a, SettingsFile, a)))
		}
	}
	return withdrawn
}

// PublishedFile returns content/published.yaml as it is to be, and how many ids and pages are new in it, of a
// guide that was loaded with Options.Record. The data is nil where the file has it all.
func (g *Guide) PublishedFile() (data []byte, ids, pages int) {
	if r := g.published; r.changed {
		return r.write(g.Settings.ID.Value), r.newIDs, r.newPages
	}
	return nil, 0, 0
}

// IsRecord reports whether data is what Load read from content/published.yaml; nil stands for no file.
func (g *Guide) IsRecord(data []byte) bool {
	var known, now Hash
	if g.published != nil {
		known = g.published.file
	}
	if data != nil {
		now = hash(data)
	}
	return now == known
}

// record returns what is on record when the guide is published on a day. Numbers go on from the last, and
// nothing that was in public leaves the record.
func (g *Guide) record(today page.Date) *record {
	old := g.published
	if old == nil {
		old = &record{}
	}
	next := &record{ids: map[string]page.ManifestEntry{}, pages: map[string]page.ManifestEntry{}, file: old.file}
	next.Format, next.Updated, next.MaxNumber = page.ManifestFormat, today, old.lastNumber()
	for _, on := range []struct{ from, to map[string]page.ManifestEntry }{{old.ids, next.ids}, {old.pages, next.pages}} {
		for key, entry := range on.from {
			if !old.ahead(entry.Since, today) {
				on.to[key] = entry
			}
		}
	}
	for _, t := range g.publicIDs() {
		entry, known := old.ids[t.ID.Value]
		if !known {
			next.MaxNumber++
			next.newIDs++
			entry.Number = next.MaxNumber
		}
		next.ids[t.ID.Value] = old.renew(entry, sumTracked(t), publicFrom(t.Doc), today)
	}
	for _, d := range g.publicDocs() {
		if d.Kind == page.KindHome {
			continue // it is always there
		}
		entry, known := old.pages[d.Address]
		if !known {
			next.newPages++
		}
		next.pages[d.Address] = old.renew(entry, d.sums, publicFrom(d), today)
	}
	next.changed = old.Format != next.Format || old.Guide.Value != g.Settings.ID.Value ||
		!maps.Equal(old.ids, next.ids) || !maps.Equal(old.pages, next.pages)
	return next
}

// publicFrom returns the day before which a page is withheld; "" if there is none.
func publicFrom(d *Doc) page.Date {
	if d.Step != nil {
		return max(d.PublishOn, d.Step.PublishOn)
	}
	return d.PublishOn
}

// renew brings an entry of the old record up to date; one that is new has no days yet.
func (r *record) renew(entry page.ManifestEntry, now sums, from, today page.Date) page.ManifestEntry {
	first := max(today, from)
	if r.Format < 2 && slices.Contains(now.format1, entry.Hash) {
		entry.Hash = now.seen
	}
	if r.Format < 2 && entry.Since != "" { // that of what was scheduled was the day of the recording
		entry.Since = max(entry.Since, from)
		entry.Changed = max(entry.Changed, from)
	}
	if entry.Since == "" || r.ahead(entry.Since, today) {
		entry.Since = first
	}
	if r.ahead(entry.Changed, today) {
		entry.Changed = first
	}
	if entry.Hash != now.seen {
		entry.Hash, entry.Changed = now.seen, max(entry.Changed, first)
	}
	return entry
}

func (r *record) lastNumber() int {
	last := r.MaxNumber
	for _, id := range r.ids {
		last = max(last, id.Number)
	}
	return last
}

// sums are the hashes of a page, an item or a resource.
type sums struct {
	seen    string   // of what readers see of it
	format1 []string // those that the first format of the record may have
}

func sumPage(p *page.Page, data []byte) sums {
	lf := bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	crlf := bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n"))
	return sums{short(p.Canonical(data)), []string{short(data), short(lf), short(crlf)}}
}

func sumTracked(t Tracked) sums {
	if t.Resource {
		r := t.Doc.Resources[slices.IndexFunc(t.Doc.Resources, func(r page.Resource) bool { return r.ID == t.ID })]
		old := strings.Join([]string{r.Title.Value, r.URL.Value, r.Why.Value}, "\x00")
		return sums{short(r.Canonical()), []string{short([]byte(old))}}
	}
	i := t.Doc.Checklist[slices.IndexFunc(t.Doc.Checklist, func(i page.Item) bool { return i.ID == t.ID })]
	return sums{short(i.Canonical()), []string{short([]byte(i.Text.Value + "\x00" + i.Detail.Value))}}
}

func short(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

// write writes the record: ids by number, pages by address.
func (r *record) write(guide string) []byte {
	var b bytes.Buffer
	b.WriteString("# Written by guide build --record: what readers have seen. Commit it and leave it as it is.\n")
	fmt.Fprintf(&b, "guide: %s\nformat: %d\nrecorded: %s\n", guide, r.Format, r.Updated)
	if r.MaxNumber > 0 {
		fmt.Fprintf(&b, "last: %d\n", r.MaxNumber)
	}
	fmt.Fprintf(&b, "ids:%s\n", none(len(r.ids)))
	byNumber := func(a, b string) int { return cmp.Or(cmp.Compare(r.ids[a].Number, r.ids[b].Number), cmp.Compare(a, b)) }
	for _, id := range slices.SortedFunc(maps.Keys(r.ids), byNumber) {
		e := r.ids[id]
		fmt.Fprintf(&b, "  %s: {n: %d, since: %s, changed: %s, hash: %q}\n", id, e.Number, e.Since, e.Changed, e.Hash)
	}
	fmt.Fprintf(&b, "pages:%s\n", none(len(r.pages)))
	for _, address := range slices.Sorted(maps.Keys(r.pages)) {
		e := r.pages[address]
		fmt.Fprintf(&b, "  %q: {since: %s, changed: %s, hash: %q}\n", address, e.Since, e.Changed, e.Hash)
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
