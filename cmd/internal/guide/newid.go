package guide

import (
	"cmp"
	"fmt"
	"strings"

	"guide/cmd/internal/naming"
)

// maxNewID is the length of an id made from a text.
const maxNewID = 40

// NewID returns an id for an item with a text that is not in taken.
func NewID(text string, taken map[string]bool) string {
	base := cmp.Or(naming.ID(text), "action")
	if len(base) > maxNewID {
		if i := strings.LastIndexByte(base[:maxNewID+1], '-'); i > 0 {
			base = base[:i]
		}
		base = base[:min(len(base), maxNewID)]
	}
	if strings.HasPrefix(base, naming.ReservedPrefix) {
		base = "action-" + base
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// UsedIDs returns all ids that an item or resource has, had, or was published with.
func (g *Guide) UsedIDs() map[string]bool {
	used := map[string]bool{}
	for id := range g.ids.places {
		used[id] = true
	}
	for _, d := range g.allDocs {
		for _, i := range d.Checklist {
			addAll(used, i.Was)
		}
		for _, r := range d.Resources {
			addAll(used, r.Was)
		}
	}
	addAll(used, g.Settings.Retired.IDs)
	if g.manifest != nil {
		for _, p := range g.manifest.IDs {
			used[p.Key.Value] = true
		}
	}
	return used
}
