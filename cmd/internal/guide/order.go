package guide

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// organize sorts the pages and drops those that are not published.
func (g *Guide) organize(opts Options) {
	steps := map[string]*Step{} // by folder
	for _, d := range g.allDocs {
		d.Reason = g.unpublishedReason(d, opts.Now)
		switch {
		case d.unrouted:
		case d.Kind == frontmatter.KindHome:
			g.Home = d
		case d.Kind == frontmatter.KindPage && g.include(d, opts):
			g.Pages = append(g.Pages, d)
		case d.Kind == frontmatter.KindStep:
			s := &Step{Doc: d}
			g.Steps = append(g.Steps, s)
			steps[strings.TrimSuffix(strings.TrimSuffix(d.File, "/index.md"), ".md")] = s
		}
	}
	if g.Home == nil {
		g.Home = &Doc{Page: &frontmatter.Page{Kind: frontmatter.KindHome}, Address: HomeAddress, Number: -1}
		g.routes[foldAddress(HomeAddress)].doc = g.Home
	}
	g.addTopics(steps)
	g.sortSteps()
	g.dropUnpublished(opts)
	slices.SortFunc(g.Pages, func(a, b *Doc) int { return cmp.Compare(a.Address, b.Address) })
}

// addTopics adds each topic to the step of its folder. A topic without a step is left unrouted.
func (g *Guide) addTopics(steps map[string]*Step) {
	orphans := map[string]bool{}
	for _, d := range g.allDocs {
		if d.Kind != frontmatter.KindTopic || d.unrouted {
			continue
		}
		folder := path.Dir(d.File)
		if s := steps[folder]; s != nil {
			d.Step = s
			s.Topics = append(s.Topics, d)
			continue
		}
		d.unrouted = true
		_, index := g.listing.entries[folder+"/index.md"] // reported: no number, or its address is taken
		_, file := g.listing.entries[folder+".md"]
		if !index && !file && !orphans[folder] {
			orphans[folder] = true
			g.report(diag.NoStep.In(folder, "this folder has topics but no index.md, which is the step itself",
				"write "+folder+"/index.md"))
		}
	}
}

func (g *Guide) sortSteps() {
	docs := make([]*Doc, len(g.Steps))
	for i, s := range g.Steps {
		docs[i] = s.Doc
		g.checkDuplicateNumbers("topics", s.Topics)
		slices.SortFunc(s.Topics, compareDocs)
	}
	g.checkDuplicateNumbers("steps", docs)
	slices.SortFunc(g.Steps, func(a, b *Step) int { return compareDocs(a.Doc, b.Doc) })
}

// compareDocs compares numbers, then names. Pages without a number come last.
func compareDocs(a, b *Doc) int {
	if (a.Number < 0) != (b.Number < 0) {
		return cmp.Compare(b.Number, a.Number)
	}
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Slug, b.Slug), cmp.Compare(a.File, b.File))
}

// checkDuplicateNumbers reports pages that have the same number.
func (g *Guide) checkDuplicateNumbers(what string, docs []*Doc) {
	first := map[int]*Doc{}
	for _, d := range docs {
		if other := first[d.Number]; other != nil && d.Number >= 0 {
			g.report(diag.SameNumber.In(d.File,
				fmt.Sprintf("two %s have the number %d: this one and %s", what, d.Number, other.File),
				"give one of them another number"))
			continue
		}
		first[d.Number] = d
	}
}

// unpublishedReason returns why a page is not public at a time.
func (g *Guide) unpublishedReason(d *Doc, now time.Time) Reason {
	switch {
	case d.Draft:
		return Reason{Draft: true}
	case d.PublishOn != "" && now.Before(d.PublishOn.Time(g.Zone)):
		return Reason{Until: d.PublishOn}
	}
	return Reason{}
}

// include reports whether a page is part of this guide. If not, it adds the page to Unpublished.
func (g *Guide) include(d *Doc, opts Options) bool {
	if d.Reason.IsZero() || opts.Drafts {
		return true
	}
	d.unpublished = true
	g.Unpublished = append(g.Unpublished, d)
	return false
}

// dropUnpublished removes the steps and topics that are not public. A topic is a draft if its step is one, and not
// public before its step.
func (g *Guide) dropUnpublished(opts Options) {
	g.Steps = slices.DeleteFunc(g.Steps, func(s *Step) bool {
		for _, t := range s.Topics {
			t.Reason = Reason{t.Reason.Draft || s.Reason.Draft, max(t.Reason.Until, s.Reason.Until)}
		}
		s.Topics = slices.DeleteFunc(s.Topics, func(t *Doc) bool { return !g.include(t, opts) })
		return !g.include(s.Doc, opts)
	})
	for i, s := range g.Steps {
		s.Index = i
		for j, t := range s.Topics {
			t.Index = j
		}
	}
	slices.SortFunc(g.Unpublished, func(a, b *Doc) int { return cmp.Compare(a.File, b.File) })
}
