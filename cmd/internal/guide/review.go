package guide

import (
	"cmp"

	"guide/cmd/internal/frontmatter"
)

// Owner returns who looks after a page, or "". A topic that does not say so has the owner of its step.
func (g *Guide) Owner(d *Doc) string {
	if d.Owner.Value == "" && d.Kind == frontmatter.KindTopic {
		return d.Step.Owner.Value
	}
	return d.Owner.Value
}

// ReviewEvery returns after what time a review of a page is too old: as it says itself, or a topic's step, or the
// settings. Own tells whether a page does.
func (g *Guide) ReviewEvery(d *Doc) (every frontmatter.Amount, own bool) {
	every = d.Page.ReviewEvery
	if d.Kind == frontmatter.KindTopic {
		every = cmp.Or(every, d.Step.ReviewEvery)
	}
	return cmp.Or(every, g.Settings.ReviewEvery), every != frontmatter.Amount{}
}
