package guide

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/suggest"
)

// idTable has where the item or resource of each id is. It has no pointers, so that guides can share it.
type idTable struct {
	places  map[string]idPlace
	clashes bool // a problem was reported
}

// idPlace is an ItemRef whose page is a number in Guide.allDocs.
type idPlace struct {
	doc, index int32
	isResource bool
}

// checkIDs checks that ids are unique in the whole guide: first current ids, then former ones (was:).
func (g *Guide) checkIDs(opts Options) {
	if p := opts.Previous.Version; p != nil && !p.ids.clashes && g.hasIDsOf(p, opts.Previous.Changed) {
		g.ids = p.ids
		return
	}
	problems, count := len(g.Problems), 0
	for _, d := range g.allDocs {
		count += len(d.Checklist) + len(d.Resources)
	}
	g.ids = &idTable{places: make(map[string]idPlace, count)}
	var old []oldID
	for n, d := range g.allDocs {
		for i := range d.Checklist {
			g.registerID(&d.Checklist[i].ID, idPlace{doc: int32(n), index: int32(i)})
			old = appendOldIDs(old, d, d.Checklist[i].Was)
		}
		for i := range d.Resources {
			g.registerID(&d.Resources[i].ID, idPlace{int32(n), int32(i), true})
			old = appendOldIDs(old, d, d.Resources[i].Was)
		}
	}
	g.checkOldIDs(old)
	g.ids.clashes = len(g.Problems) > problems
}

// hasIDsOf reports whether the ids of an earlier guide are the same and on the same pages.
func (g *Guide) hasIDsOf(earlier *Guide, changed []string) bool {
	if g.listing != earlier.listing || slices.Contains(changed, SettingsFile) {
		return false
	}
	return !slices.ContainsFunc(changed, func(file string) bool {
		d, before := g.docsByFile[file], earlier.docsByFile[file]
		return d != nil && !(slices.EqualFunc(d.Checklist, before.Checklist, func(a, b frontmatter.Item) bool {
			return a.ID.Value == b.ID.Value && slices.EqualFunc(a.Was, b.Was, haveSameValue)
		}) && slices.EqualFunc(d.Resources, before.Resources, func(a, b frontmatter.Resource) bool {
			return a.ID.Value == b.ID.Value && slices.EqualFunc(a.Was, b.Was, haveSameValue)
		}))
	})
}

func haveSameValue(a, b frontmatter.Text) bool { return a.Value == b.Value }

// oldID is an id that something on a page had before.
type oldID struct {
	was frontmatter.Text
	doc *Doc
}

func appendOldIDs(old []oldID, d *Doc, was []frontmatter.Text) []oldID {
	for _, w := range was {
		old = append(old, oldID{w, d})
	}
	return old
}

// checkOldIDs reports former and retired ids that are in use or are those of several things.
func (g *Guide) checkOldIDs(old []oldID) {
	first := map[string]oldID{}
	for _, o := range old {
		if live, ok := g.Item(o.was.Value); ok {
			g.report(diag.DuplicateID.At(o.was.In(o.doc.File),
				fmt.Sprintf("the old id %q is in use at %s", o.was.Value, location(live.Doc.File, live.ID())),
				"an id that is in use cannot be an old one"))
		} else if other, ok := first[o.was.Value]; ok {
			g.report(diag.DuplicateID.At(o.was.In(o.doc.File),
				fmt.Sprintf("the old id %q is also listed at %s", o.was.Value, location(other.doc.File, other.was)),
				"an id belonged to only one item or resource"))
		} else {
			first[o.was.Value] = o
		}
	}
	for _, r := range g.Settings.Retired.IDs {
		if live, ok := g.Item(r.Value); ok {
			g.report(diag.DuplicateID.At(r.In(SettingsFile),
				fmt.Sprintf("the retired id %q is in use at %s", r.Value, location(live.Doc.File, live.ID())),
				"give the new one another id, or it would get readers' old ticks"))
		}
	}
}

func (g *Guide) registerID(id *frontmatter.Text, p idPlace) {
	if id.Value == "" {
		return // it was reported as missing
	}
	if other, ok := g.Item(id.Value); ok {
		g.report(diag.DuplicateID.At(id.In(g.allDocs[p.doc].File),
			fmt.Sprintf("the id %q is already used at %s", id.Value, location(other.Doc.File, other.ID())),
			"readers' ticks are kept by id: give this one another"))
		return
	}
	g.ids.places[id.Value] = p
}

func location(file string, t frontmatter.Text) string { return fmt.Sprintf("%s:%d", file, t.Line) }

// checkAudiences checks the audiences in every `for:`.
func (g *Guide) checkAudiences() {
	if g.Settings.ID.Value == "" {
		return // guide.yaml could not be read, which was reported
	}
	names := make([]string, len(g.Settings.Audiences))
	for i, a := range g.Settings.Audiences {
		names[i] = a.Key.Value
	}
	for _, d := range g.allDocs {
		for i := range d.Checklist {
			g.checkAudience(d, d.Checklist[i].For, names)
		}
		for i := range d.Resources {
			g.checkAudience(d, d.Resources[i].For, names)
		}
		for _, door := range d.Home.Doors {
			g.checkAudience(d, []frontmatter.Text{door.For}, names)
		}
	}
}

func (g *Guide) checkAudience(d *Doc, audiences []frontmatter.Text, names []string) {
	for _, a := range audiences {
		if slices.Contains(names, a.Value) {
			continue
		}
		hint := "audiences: in " + SettingsFile + " has " + strings.Join(names, ", ")
		if len(names) == 0 {
			hint = "declare it under audiences: in " + SettingsFile
		} else if near := suggest.Nearest(a.Value, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		g.report(diag.UnknownAudience.At(a.In(d.File), fmt.Sprintf("there is no audience %q%s", a.Value,
			holdsOdd(a.Value)), hint))
	}
}
