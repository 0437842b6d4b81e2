package site

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// learnt is what is kept of a converted source file.
type learnt struct {
	ids      map[string]bool // that a link can lead to
	links    []page.Link
	problems []diag.Problem
	allow    []page.Allowance
	words    int
}

// converted is one source file as HTML.
type converted struct {
	page.Result
	items     []Item
	resources []Resource
	outcomes  []page.Result
}

// render converts a source file for the page at address; it is the page's own unless ids get a prefix.
func (s *Site) render(d *guide.Doc, env func() page.Env) (converted, error) {
	data, err := d.Source(s.opts.Source)
	if err != nil {
		return converted{}, err
	}
	c := converted{Result: s.convert.Body(d.Page, data, env())}
	for i := range d.Checklist {
		c.items = append(c.items, s.item(d, &d.Checklist[i], env()))
	}
	for i := range d.Resources {
		c.resources = append(c.resources, s.resource(d, &d.Resources[i], env()))
	}
	for _, o := range d.Outcomes {
		c.outcomes = append(c.outcomes, s.convert.Inline(d.File, o, plain(env())))
	}
	return c, nil
}

// ownEnv is the Env of a page on its own address.
func (s *Site) ownEnv(d *guide.Doc) page.Env {
	return page.Env{
		Resolve: s.resolver(d, d.Address, nil),
		Taken:   ownIDs(d),
		Terms:   s.terms,
		Term: func(slug string) string {
			return relative(d.Address, guide.GlossaryAddress, slug)
		},
	}
}

// plain is an Env for texts beside the body, in which terms are not linked.
func plain(env page.Env) page.Env {
	env.Terms = nil
	return env
}

// ownIDs returns the ids that a page has from its front matter.
func ownIDs(d *guide.Doc) map[string]bool {
	ids := make(map[string]bool, len(d.Checklist)+len(d.Resources))
	for _, i := range d.Checklist {
		ids[i.ID.Value] = true
	}
	for _, r := range d.Resources {
		ids[r.ID.Value] = true
	}
	return ids
}

// own converts a source file for its own page and keeps what was learnt.
func (s *Site) own(d *guide.Doc) (converted, error) {
	c, err := s.render(d, func() page.Env { return s.ownEnv(d) })
	if err != nil {
		return c, err
	}
	l := &learnt{ids: ownIDs(d), links: c.Links, problems: c.Problems, allow: c.Allow, words: c.Words}
	for _, h := range c.Headings {
		l.ids[h.ID] = true
	}
	l.problems = append(l.problems, s.opts.Check(d, c.Result)...)
	for _, r := range c.parts() {
		l.links = append(l.links, r.Links...)
		l.problems = append(l.problems, r.Problems...)
		l.problems = append(l.problems, s.opts.Check(d, r)...)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.learnt[d] = l
	return c, nil
}

// parts returns what was converted beside the body.
func (c converted) parts() []page.Result {
	parts := c.outcomes
	for _, i := range c.items {
		parts = append(parts, i.parts...)
	}
	for _, r := range c.resources {
		parts = append(parts, r.parts...)
	}
	return parts
}

// learnAll converts the pages of which nothing is known yet.
func (s *Site) learnAll(ctx context.Context, docs []*guide.Doc) error {
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range docs {
		s.mu.Lock()
		known := s.learnt[d] != nil
		s.mu.Unlock()
		if known || running.Err() != nil {
			continue
		}
		group.Go(func() error {
			_, err := s.own(d)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// brokenFragments reports links to ids that their page does not have; known holds the ids of the pages
// looked at so far. s.mu is held.
func (s *Site) brokenFragments(links []page.Link, known map[string]map[string]bool) []diag.Problem {
	var out []diag.Problem
	for _, link := range links {
		ids, ok := known[link.Address]
		if !ok {
			ids = s.idsAt(link.Address)
			known[link.Address] = ids
		}
		if ids[link.Fragment] {
			continue
		}
		p := link.At
		p.Severity, p.Code = diag.Error, "broken-link"
		p.Message = fmt.Sprintf("the page %s has nothing with the id %q", link.Address, link.Fragment)
		all := make([]string, 0, len(ids))
		for id := range ids {
			all = append(all, id)
		}
		p.Hint = "an id is that of a heading, an item or a resource on that page"
		if near := page.Nearest(link.Fragment, sorted(all)); near != "" {
			p.Hint = fmt.Sprintf("did you mean #%s?", near)
		}
		out = append(out, p)
	}
	return out
}

// idsAt returns the ids on the page at an address. s.mu is held.
func (s *Site) idsAt(address string) map[string]bool {
	switch address {
	case guide.GlossaryAddress:
		ids := map[string]bool{}
		for _, t := range s.guide.Glossary {
			ids[page.Slug(t.Term.Value)] = true
		}
		return ids
	case guide.ResourcesAddress:
		ids := map[string]bool{}
		for _, d := range s.guide.Docs() {
			for _, r := range d.Resources {
				ids[r.ID.Value] = true
			}
		}
		return ids
	case guide.AllAddress:
		return s.allIDs()
	}
	if d := s.byAddress[address]; d != nil {
		return s.learnt[d].ids
	}
	return nil
}
