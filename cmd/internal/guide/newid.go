package guide

import (
	"cmp"
	"fmt"
	"strings"

	"guide/cmd/internal/naming"
)

// The lengths of an id and of a part of an address that are made from a text.
const (
	maxNewID   = 40
	maxNewSlug = 60
)

// NewID returns an id for an item or a resource with a text that is not in taken. For a text without a letter from a to
// z it is made of another word.
func NewID(text, otherwise string, taken map[string]bool) string {
	base := shorten(cmp.Or(naming.ID(text), otherwise), maxNewID)
	if strings.HasPrefix(base, naming.ReservedPrefix) {
		base = otherwise + "-" + base
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// NewSlug returns the part of an address for a page with a title, which has letters of any script. It is "" for a title
// without a letter or digit.
func NewSlug(title string) string { return shorten(naming.Slug(title), maxNewSlug) }

// shorten returns the first words of a slug.
func shorten(slug string, limit int) string {
	letters := []rune(slug)
	if len(letters) <= limit {
		return slug
	}
	if i := strings.LastIndexByte(string(letters[:limit+1]), '-'); i > 0 {
		return slug[:i]
	}
	return string(letters[:limit])
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
