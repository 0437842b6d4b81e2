package site

import (
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// pageEnv returns the Env for the body of a page at its own address.
func (s *Site) pageEnv(d *guide.Doc) markdown.Env {
	return markdown.Env{
		Resolve: s.resolver(d, d.Address, nil), UsedIDs: s.usedIDs(d), PermalinkLabel: s.msg("permalink"),
		Terms: s.terms, TermHref: s.termLinks(d.Address), Sections: true, Prose: true, WebLinks: s.opts.WebLinks,
		NoPlayers: s.urls.offline, // a host of videos refuses pages without an address
	}
}

// frontMatterEnv returns the Env for a text of the front matter. Terms are not linked there, and the id keeps the ids
// in the text apart from those of the body and of other such texts. What the Scratch holds is of the body, and still in
// use.
func frontMatterEnv(env markdown.Env, id string) markdown.Env {
	env.Terms, env.UsedIDs, env.Scratch = nil, nil, nil
	if id != "" {
		env.IDPrefix += id + "---"
	}
	return env
}

// usedIDs returns the ids on a page besides those of its headings.
func (s *Site) usedIDs(d *guide.Doc) map[string]bool {
	ids := frontMatterIDs(d)
	for _, id := range s.foreignIDs(d) {
		ids[id] = true
	}
	return ids
}

// foreignIDs returns the ids of actions of other pages that a page may show: a step those of its topics, the home page
// those to begin with.
func (s *Site) foreignIDs(d *guide.Doc) (ids []string) {
	switch d.Kind {
	case frontmatter.KindHome:
		for _, t := range s.guide.Start {
			ids = append(ids, t.Item().ID.Value)
		}
	case frontmatter.KindStep:
		ids = make([]string, 0, s.guideView.Steps[d.Index].Actions.Count)
		for _, t := range s.guide.Steps[d.Index].Topics {
			for i := range t.Checklist {
				ids = append(ids, t.Checklist[i].ID.Value)
			}
		}
	}
	return ids
}

// frontMatterIDs returns the ids of the items and resources of a page.
func frontMatterIDs(d *guide.Doc) map[string]bool {
	ids := make(map[string]bool, len(d.Checklist)+len(d.Resources))
	for _, i := range d.Checklist {
		ids[i.ID.Value] = true
	}
	for _, r := range d.Resources {
		ids[r.ID.Value] = true
	}
	return ids
}

// termLinks returns a function that links to terms from the page at an address.
func (s *Site) termLinks(from string) func(slug string) string {
	return func(slug string) string { return s.urls.link(from, guide.GlossaryAddress, guide.TermID(slug)) }
}
