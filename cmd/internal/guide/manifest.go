package guide

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// A manifest holds the published ids and addresses of content/published.yaml.
type manifest struct {
	frontmatter.Manifest
	idEntries, pageEntries map[string]frontmatter.ManifestEntry
	problems               []diag.Problem
	fileHash               Hash // of the file that was read; zero if there is none
	newIDs                 int  // in this version
	newPages               int
	changed                bool // this version differs from the file
}

// readManifest reads content/published.yaml, if it exists, unless the previous guide has it.
func (g *Guide) readManifest(fsys fs.FS, opts Options) {
	isManifest := func(file string) bool { return file == ManifestFile }
	if p := opts.Previous; p.Holds(isManifest) && p.Version.manifest != nil {
		g.manifest = p.Version.manifest
	} else if data, err := fs.ReadFile(fsys, ManifestFile); err == nil {
		m := &manifest{idEntries: map[string]frontmatter.ManifestEntry{},
			pageEntries: map[string]frontmatter.ManifestEntry{},
			fileHash:    HashOf(data)}
		m.Manifest, m.problems = frontmatter.ParseManifest(ManifestFile, data)
		for _, p := range m.IDs {
			m.idEntries[p.Key.Value] = p.Value
		}
		for _, p := range m.Pages {
			m.pageEntries[p.Key.Value] = p.Value
		}
		g.manifest = m
	} else if !errors.Is(err, fs.ErrNotExist) {
		g.reportUnreadable(ManifestFile, err)
	}
	if g.manifest != nil {
		g.Problems = append(g.Problems, g.manifest.problems...)
	}
}

// ManifestEntry returns the entry of an id in the manifest.
func (g *Guide) ManifestEntry(id string) (frontmatter.ManifestEntry, bool) {
	if g.manifest == nil {
		return frontmatter.ManifestEntry{}, false
	}
	r, ok := g.manifest.idEntries[id]
	return r, ok
}

// HasPageEntries reports whether the manifest dates a published page of the guide.
func (g *Guide) HasPageEntries() bool {
	return slices.ContainsFunc(g.Docs(), func(d *Doc) bool {
		entry, _ := g.PageEntry(d.Address)
		return entry.Changed != ""
	})
}

// PageEntry returns the entry of the page at an address.
func (g *Guide) PageEntry(address string) (frontmatter.ManifestEntry, bool) {
	if g.manifest == nil {
		return frontmatter.ManifestEntry{}, false
	}
	entry, ok := g.manifest.pageEntries[address]
	return entry, ok
}

// checkManifest compares the guide with the manifest: no id or address that was published may disappear unless the
// guide says what replaced it. Without a manifest nothing was published yet.
func (g *Guide) checkManifest(updating bool) {
	m := g.manifest
	if m == nil || len(m.problems) > 0 || slices.ContainsFunc(g.allDocs, func(d *Doc) bool { return d.Broken }) {
		return
	}
	if id := g.Settings.ID; id.Value != "" && m.Guide.Value != id.Value {
		g.report(diag.ChangedGuideID.At(id.In(SettingsFile),
			fmt.Sprintf("the guide was published as %q: readers' progress is kept under that id", m.Guide.Value),
			"write id: "+m.Guide.Value))
	}
	owner := map[int]frontmatter.Text{}
	for _, p := range m.IDs {
		if other, taken := owner[p.Value.Number]; taken {
			g.report(diag.SameNumber.At(p.Key.In(ManifestFile),
				fmt.Sprintf("%q and %q have the same number", other.Value, p.Key.Value),
				fmt.Sprintf("delete the newer entry and run guide build --record, which adds it again"+
					" (the last number is %d)", m.lastNumber())))
		}
		owner[p.Value.Number] = p.Key
	}
	unrecorded := g.unrecordedItems()
	withdrawn := append(g.checkRemovedIDs(unrecorded), g.checkRemovedPages()...)
	if updating {
		return
	}
	for _, t := range unrecorded {
		g.reportUnrecorded(t.Doc.File, t.ID(), fmt.Sprintf("the id %q is not on record yet", t.ID().Value))
	}
	for _, w := range withdrawn {
		g.reportUnrecorded(ManifestFile, w, fmt.Sprintf("%s was scheduled and withdrawn, but is still on record",
			w.Value))
	}
}

func (g *Guide) reportUnrecorded(file string, at frontmatter.Text, message string) {
	g.report(diag.NotRecorded.At(at.In(file), message,
		"run guide build --record when you publish, and commit "+ManifestFile))
}

// isFuture reports whether a date is in the future, so that no reader has seen what it belongs to. A date up to the
// last update of the manifest is past, even if the clock is wrong now.
func (m *manifest) isFuture(day, today frontmatter.Date) bool { return day > today && day > m.Updated }

// unrecordedItems returns the items and resources whose ids are missing in the manifest, in the order of the guide.
func (g *Guide) unrecordedItems() []ItemRef {
	var out []ItemRef
	for _, t := range g.nonDraftItems() {
		if _, ok := g.manifest.idEntries[t.ID().Value]; !ok {
			out = append(out, t)
		}
	}
	return out
}

// nonDraftItems returns every item and resource except drafts, including scheduled ones.
func (g *Guide) nonDraftItems() []ItemRef {
	var out []ItemRef
	for _, d := range g.nonDraftDocs() {
		for i := range d.Checklist {
			out = append(out, ItemRef{Doc: d, Index: int32(i)})
		}
		for i := range d.Resources {
			out = append(out, ItemRef{Doc: d, Index: int32(i), Resource: true})
		}
	}
	return slices.DeleteFunc(out, func(t ItemRef) bool {
		live, _ := g.Item(t.ID().Value)
		return live.Doc != t.Doc
	})
}

// nonDraftDocs returns every page except drafts, including scheduled ones, sorted by file, each step before its
// topics.
func (g *Guide) nonDraftDocs() []*Doc {
	var out []*Doc
	for _, d := range g.allDocs {
		if !d.unrouted && !d.Reason.Draft {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b *Doc) int {
		return cmp.Compare(strings.TrimSuffix(a.File, "index.md"), strings.TrimSuffix(b.File, "index.md"))
	})
	return out
}

// checkRemovedIDs reports published ids that no longer exist, with a hint that keeps readers' ticks. It returns those
// that were scheduled only.
func (g *Guide) checkRemovedIDs(unrecorded []ItemRef) (withdrawn []frontmatter.Text) {
	known := map[string]bool{}
	for _, d := range g.allDocs {
		for _, i := range d.Checklist {
			addAll(known, i.Was)
		}
		for _, r := range d.Resources {
			addAll(known, r.Was)
		}
	}
	addAll(known, g.Settings.Retired.IDs)
	for _, p := range g.manifest.IDs {
		if _, live := g.Item(p.Key.Value); live || known[p.Key.Value] {
			continue
		}
		if g.manifest.isFuture(p.Value.Since, g.Today) {
			withdrawn = append(withdrawn, p.Key)
			continue
		}
		id := p.Key.Value
		hint := fmt.Sprintf("add was: [%s] to what replaces it, or to %s: retired: {ids: [%s]}", id, SettingsFile, id)
		if len(unrecorded) == 1 {
			now := unrecorded[0].ID()
			hint = fmt.Sprintf("if it is now %q (%s), add was: [%s] there; if it is gone, add to %s: retired: {ids:"+
				" [%s]}", now.Value, location(unrecorded[0].Doc.File, now), id, SettingsFile, id)
		}
		g.report(diag.LostID.At(p.Key.In(ManifestFile),
			fmt.Sprintf("the id %q was published and is gone: readers would lose their ticks", id), hint))
	}
	return withdrawn
}

func addAll(known map[string]bool, texts []frontmatter.Text) {
	for _, t := range texts {
		known[t.Value] = true
	}
}

// checkRemovedPages reports published addresses that no longer exist. It returns those that were scheduled only.
func (g *Guide) checkRemovedPages() (withdrawn []frontmatter.Text) {
	known := map[string]bool{HomeAddress: true}
	addAll(known, g.Settings.Retired.Pages)
	for _, d := range g.nonDraftDocs() {
		known[d.Address] = true
		addAll(known, d.Aliases)
	}
	for _, p := range g.manifest.Pages {
		if a := p.Key.Value; known[a] {
			continue
		} else if g.manifest.isFuture(p.Value.Since, g.Today) {
			withdrawn = append(withdrawn, p.Key)
		} else {
			g.report(diag.LostPage.At(p.Key.In(ManifestFile),
				fmt.Sprintf("the page %s was published and is gone: readers' bookmarks would lead nowhere", a),
				fmt.Sprintf("add aliases: [%s] to the page that replaces it, or to %s: retired: {pages: [%s]}", a,
					SettingsFile, a)))
		}
	}
	return withdrawn
}
