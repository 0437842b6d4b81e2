package guide

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/suggest"
)

// checkIDs checks that ids are unique in the whole guide: first current ids, then former ones (was:).
func (g *Guide) checkIDs() {
	type old struct {
		was frontmatter.Text
		doc *Doc
	}
	var oldIDs []old
	count := 0
	for _, d := range g.allDocs {
		count += len(d.Checklist) + len(d.Resources)
	}
	g.itemsByID = make(map[string]ItemRef, count)
	for _, d := range g.allDocs {
		for n, i := range d.Checklist {
			g.registerID(ItemRef{Doc: d, Index: int32(n)})
			for _, w := range i.Was {
				oldIDs = append(oldIDs, old{w, d})
			}
		}
		for n, r := range d.Resources {
			g.registerID(ItemRef{Doc: d, Index: int32(n), Resource: true})
			for _, w := range r.Was {
				oldIDs = append(oldIDs, old{w, d})
			}
		}
	}
	first := map[string]old{}
	for _, o := range oldIDs {
		if live, ok := g.itemsByID[o.was.Value]; ok {
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
		if live, ok := g.itemsByID[r.Value]; ok {
			g.report(diag.DuplicateID.At(r.In(SettingsFile),
				fmt.Sprintf("the retired id %q is in use at %s", r.Value, location(live.Doc.File, live.ID())),
				"give the new one another id, or it would get readers' old ticks"))
		}
	}
}

func (g *Guide) registerID(t ItemRef) {
	id := t.ID()
	if id.Value == "" {
		return // it was reported as missing
	}
	if other, ok := g.itemsByID[id.Value]; ok {
		g.report(diag.DuplicateID.At(id.In(t.Doc.File),
			fmt.Sprintf("the id %q is already used at %s", id.Value, location(other.Doc.File, other.ID())),
			"readers' ticks are kept by id: give this one another"))
		return
	}
	g.itemsByID[id.Value] = t
}

func location(file string, t frontmatter.Text) string { return fmt.Sprintf("%s:%d", file, t.Line) }

// checkAudiences checks the audiences in every `for:`.
func (g *Guide) checkAudiences() {
	names := make([]string, len(g.Settings.Audiences))
	for i, a := range g.Settings.Audiences {
		names[i] = a.Key.Value
	}
	for _, d := range g.allDocs {
		for _, i := range d.Checklist {
			g.checkAudience(d, i.For, names)
		}
		for _, r := range d.Resources {
			g.checkAudience(d, r.For, names)
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
		g.report(diag.UnknownAudience.At(a.In(d.File), fmt.Sprintf("there is no audience %q", a.Value), hint))
	}
}
