package guide

import (
	"fmt"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/suggest"
)

// checkHome resolves the actions with which the home page says to begin, and reports those that it cannot name. The
// audiences of its doors are checked by checkAudiences, their links when the page is rendered.
func (g *Guide) checkHome() {
	for _, id := range g.Home.Page.Home.Start {
		t, message, hint := g.startItem(id.Value)
		switch {
		case message != "":
			g.report(diag.BadStart.At(id.In(g.Home.File), "start: "+message, hint))
		case t.Doc.unpublished:
			g.report(diag.Withheld.At(id.In(g.Home.File),
				fmt.Sprintf("start: %q is in %s, which is %s", id.Value, t.Doc.File, t.Doc.Reason),
				"publish that page too, or name another action"))
		case !t.Doc.unrouted: // which was reported
			g.Start = append(g.Start, t)
		}
	}
}

// startItem returns the action with an id, or what is wrong with it.
func (g *Guide) startItem(id string) (t ItemRef, message, hint string) {
	t, ok := g.Item(id)
	switch {
	case !ok:
		return t, fmt.Sprintf("there is no action with the id %q", id), g.suggestItem(id)
	case t.Resource:
		return t, fmt.Sprintf("%q is a resource, not an action", id), "name an action of a checklist:"
	case slices.ContainsFunc(g.Start, func(s ItemRef) bool { return s == t }):
		return t, fmt.Sprintf("%q is named twice", id), "name it once"
	}
	return t, "", ""
}

// suggestItem returns a hint for the id of an action that does not exist.
func (g *Guide) suggestItem(id string) string {
	var ids []string
	for live := range g.ids.places {
		t, _ := g.Item(live)
		if t.Resource {
			continue
		}
		ids = append(ids, live)
		if slices.ContainsFunc(t.Item().Was, func(was frontmatter.Text) bool { return was.Value == id }) {
			return fmt.Sprintf("its id is now %q", live)
		}
	}
	if near := suggest.NewIndex(ids).Nearest(id); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "name the id: of an action in a checklist:"
}
