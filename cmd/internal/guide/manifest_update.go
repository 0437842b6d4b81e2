package guide

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
)

// EncodeManifest returns the new content of content/published.yaml, and how many ids and pages are new in it. The
// guide must have been loaded with Options.UpdateManifest. The data is nil if the file needs no change.
func (g *Guide) EncodeManifest() (data []byte, ids, pages int) {
	if m := g.manifest; m.changed {
		return m.encode(g.Settings.ID.Value), m.newIDs, m.newPages
	}
	return nil, 0, 0
}

// ManifestMatches reports whether data is what Load read from content/published.yaml; nil means that the file does not
// exist.
func (g *Guide) ManifestMatches(data []byte) bool {
	var known, now Hash
	if g.manifest != nil {
		known = g.manifest.fileHash
	}
	if data != nil {
		now = HashOf(data)
	}
	return now == known
}

// nextManifest returns the manifest of a guide that is published today. Numbers continue after the last one, and
// published entries are never removed.
func (g *Guide) nextManifest(today frontmatter.Date) *manifest {
	old := g.manifest
	if old == nil {
		old = &manifest{}
	}
	next := &manifest{idEntries: map[string]frontmatter.ManifestEntry{},
		pageEntries: map[string]frontmatter.ManifestEntry{},
		fileHash:    old.fileHash}
	next.Format, next.Updated, next.MaxNumber = frontmatter.ManifestFormat, today, old.lastNumber()
	for _, pair := range []struct {
		from, to map[string]frontmatter.ManifestEntry
	}{{old.idEntries, next.idEntries},
		{old.pageEntries, next.pageEntries}} {
		for key, entry := range pair.from {
			if !old.isFuture(entry.Since, today) {
				pair.to[key] = entry
			}
		}
	}
	for _, t := range g.nonDraftItems() {
		entry, known := old.idEntries[t.ID().Value]
		if !known {
			next.MaxNumber++
			next.newIDs++
			entry.Number = next.MaxNumber
		}
		next.idEntries[t.ID().Value] = old.updateEntry(entry, hashItem(t), publicFrom(t.Doc), today)
	}
	for _, d := range g.nonDraftDocs() {
		if d.Kind == frontmatter.KindHome {
			continue // it always exists
		}
		entry, known := old.pageEntries[d.Address]
		if !known {
			next.newPages++
		}
		next.pageEntries[d.Address] = old.updateEntry(entry, d.hashes, publicFrom(d), today)
	}
	next.changed = old.Format != next.Format || old.Guide.Value != g.Settings.ID.Value ||
		!maps.Equal(old.idEntries, next.idEntries) || !maps.Equal(old.pageEntries, next.pageEntries)
	return next
}

// publicFrom returns the date from which a page is public, or "" if there is none.
func publicFrom(d *Doc) frontmatter.Date {
	if d.Step != nil {
		return max(d.PublishOn, d.Step.PublishOn)
	}
	return d.PublishOn
}

// updateEntry updates an entry of the manifest. A new entry has no dates yet.
func (m *manifest) updateEntry(entry frontmatter.ManifestEntry, hashes contentHashes, from,
	today frontmatter.Date) frontmatter.ManifestEntry {
	first := max(today, from)
	if m.Format < 2 && slices.Contains(hashes.legacy, entry.Hash) {
		entry.Hash = hashes.visible
	}
	if m.Format < 2 && entry.Since != "" { // that format had the date of the update for scheduled pages
		entry.Since = max(entry.Since, from)
		entry.Changed = max(entry.Changed, from)
	}
	if entry.Since == "" || m.isFuture(entry.Since, today) {
		entry.Since = first
	}
	if m.isFuture(entry.Changed, today) {
		entry.Changed = first
	}
	if entry.Hash != hashes.visible {
		entry.Hash, entry.Changed = hashes.visible, max(entry.Changed, first)
	}
	return entry
}

func (m *manifest) lastNumber() int {
	last := m.MaxNumber
	for _, id := range m.idEntries {
		last = max(last, id.Number)
	}
	return last
}

// contentHashes are the hashes of a page, an item or a resource.
type contentHashes struct {
	visible string   // of what readers see
	legacy  []string // the hashes that the first format may have
}

func hashPage(p *frontmatter.Page, data []byte) contentHashes {
	lf := bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	crlf := bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n"))
	return contentHashes{shortHash(canonicalPage(p, data)), []string{shortHash(data), shortHash(lf), shortHash(crlf)}}
}

func hashItem(t ItemRef) contentHashes {
	if t.Resource {
		r := t.Doc.Resources[t.Index]
		old := strings.Join([]string{r.Title.Value, r.URL.Value, r.Why.Value}, "\x00")
		return contentHashes{shortHash(canonicalItem(r)), []string{shortHash([]byte(old))}}
	}
	i := t.Doc.Checklist[t.Index]
	return contentHashes{shortHash(canonicalItem(i)), []string{
		shortHash([]byte(i.Text.Value + "\x00" + i.Detail.Value))}}
}

func shortHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

// encode returns the file: ids by number, pages by address.
func (m *manifest) encode(guide string) []byte {
	var b bytes.Buffer
	b.WriteString("# Written by guide build --record: what readers have seen. Commit it and leave it as it is.\n")
	fmt.Fprintf(&b, "guide: %s\nformat: %d\nrecorded: %s\n", guide, m.Format, m.Updated)
	if m.MaxNumber > 0 {
		fmt.Fprintf(&b, "last: %d\n", m.MaxNumber)
	}
	fmt.Fprintf(&b, "ids:%s\n", emptyFlow(len(m.idEntries)))
	byNumber := func(a, b string) int {
		return cmp.Or(cmp.Compare(m.idEntries[a].Number, m.idEntries[b].Number), cmp.Compare(a, b))
	}
	for _, id := range slices.SortedFunc(maps.Keys(m.idEntries), byNumber) {
		e := m.idEntries[id]
		fmt.Fprintf(&b, "  %s: {n: %d, since: %s, changed: %s, hash: %q}\n", id, e.Number, e.Since, e.Changed, e.Hash)
	}
	fmt.Fprintf(&b, "pages:%s\n", emptyFlow(len(m.pageEntries)))
	for _, address := range slices.Sorted(maps.Keys(m.pageEntries)) {
		e := m.pageEntries[address]
		fmt.Fprintf(&b, "  %q: {since: %s, changed: %s, hash: %q}\n", address, e.Since, e.Changed, e.Hash)
	}
	return b.Bytes()
}

// emptyFlow returns " {}" for an empty mapping, as in YAML.
func emptyFlow(n int) string {
	if n > 0 {
		return ""
	}
	return " {}"
}
