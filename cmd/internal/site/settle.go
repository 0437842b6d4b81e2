package site

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// Settle converts what nobody has opened, opens what is copied, and returns every problem of the site, sorted.
func (s *Site) Settle(ctx context.Context) ([]diag.Problem, error) {
	if err := s.learnAll(ctx, s.guide.Docs()); err != nil {
		return nil, err
	}
	return s.checked(ctx, func(context.Context) {})
}

// checked looks at the files, of which converted texts have asked for some already, and returns every problem.
func (s *Site) checked(ctx context.Context, idle func(context.Context)) ([]diag.Problem, error) {
	if err := s.checkFiles(ctx, idle); err != nil {
		return nil, err
	}
	return s.Problems(), nil
}

// SettleSlowly is Settle for the background: it looks at one text or file at a time and calls idle before each, which
// returns when nothing else is to be done first. It holds no lock meanwhile, and nothing else ever calls idle.
func (s *Site) SettleSlowly(ctx context.Context, idle func(context.Context)) ([]diag.Problem, error) {
	for _, d := range s.guide.Docs() {
		if s.memory.of(d) == nil {
			idle(ctx)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s.memory.of(d) != nil {
			continue
		}
		if _, err := s.own(d); err != nil {
			return nil, err
		}
	}
	return s.checked(ctx, idle)
}

// Problems returns what is known to be wrong so far, sorted: all of it once the site has settled.
func (s *Site) Problems() []diag.Problem {
	st := s.settling()
	st.problems = slices.Concat(s.guide.Problems, s.look.list(), s.met.list(), s.cuts(), s.opts.CheckGuide(s.guide))
	docs, glossary := s.guide.Docs(), s.learnGlossary()
	st.add(glossary)
	for _, d := range docs {
		st.add(st.learnt(d))
	}
	return diag.Sort(st.silence(docs, glossary))
}

// settling is a site while its problems are gathered.
type settling struct {
	*Site
	anchors  map[string]*anchors // by address
	problems []diag.Problem
}

func (s *Site) settling() *settling { return &settling{Site: s, anchors: map[string]*anchors{}} }

// learnt returns what is known of a page, or nil.
func (st *settling) learnt(d *guide.Doc) *learnt { return st.memory.of(d) }

func (st *settling) add(l *learnt) {
	if l == nil {
		return
	}
	st.problems = append(st.problems, l.problems...)
	for _, link := range l.links {
		if p, broken := st.broken(link); broken {
			st.problems = append(st.problems, p)
		}
	}
}

// anchors are the ids on a page that a link can lead to.
type anchors struct {
	ids map[string]bool
	// unsure says that something on the page could not be read, which was reported, or was not read
	// yet: a link may lead to that.
	unsure bool
	names  *guide.Names // the ids, once one was not found
}

// broken reports a link to an id that its page does not have.
func (st *settling) broken(link page.FragmentLink) (diag.Problem, bool) {
	on := st.anchors[link.Address]
	if on == nil {
		on = st.anchorsAt(link.Address)
		st.anchors[link.Address] = on
	}
	if on.ids[link.Fragment] || on.unsure {
		return diag.Problem{}, false
	}
	p := link.Pos
	p.Severity, p.Code = diag.Error, "broken-link"
	p.Message = fmt.Sprintf("the page %s has nothing with the id %q", link.Address, link.Fragment)
	p.Hint = st.nearAnchor(on, link)
	return p, true
}

func (st *settling) nearAnchor(on *anchors, link page.FragmentLink) string {
	if on.names == nil {
		on.names = guide.NewNames(slices.Collect(maps.Keys(on.ids)))
	}
	if slug := page.Slug(link.Fragment); on.ids[slug] {
		return fmt.Sprintf("did you mean #%s?", slug)
	}
	if t, ok := st.guide.Tracked(link.Fragment); ok {
		return fmt.Sprintf("it is on the page of %s", t.Doc.File)
	}
	if near := on.names.Nearest(link.Fragment); near != "" {
		return fmt.Sprintf("did you mean #%s?", near)
	}
	if link.Address == guide.GlossaryAddress {
		return "an id there is a term in lower case, with hyphens"
	}
	return "an id is that of a heading, an item or a resource on that page"
}

// anchorsAt returns the ids on the page at an address.
func (st *settling) anchorsAt(address string) *anchors {
	on := &anchors{ids: map[string]bool{}}
	switch address {
	case guide.GlossaryAddress:
		for _, t := range st.guide.Glossary {
			on.ids[termID(page.Slug(t.Term.Value))] = true
		}
		on.unsure = slices.ContainsFunc(st.guide.Problems, func(p diag.Problem) bool { return p.File == guide.GlossaryFile })
	case guide.ResourcesAddress:
		for _, d := range st.guide.Docs() {
			for _, r := range d.Resources {
				on.ids[r.ID.Value] = true
			}
			on.unsure = on.unsure || d.Broken
		}
	case guide.AllAddress:
		st.anchorsOfAll(on)
	default:
		if d := st.byAddress[address]; d != nil {
			l := st.learnt(d)
			if on.unsure = d.Broken || l == nil; l != nil {
				on.ids = l.ids
			}
		}
	}
	return on
}

// silence applies each file's allowances to its own problems.
func (st *settling) silence(docs []*guide.Doc, glossary *learnt) []diag.Problem {
	allowed := maps.Clone(st.guide.Allowed)
	allowed[guide.GlossaryFile] = slices.Concat(allowed[guide.GlossaryFile], glossary.allow)
	unread := map[string]bool{}
	for _, d := range docs {
		allowances, all := st.allowed(d)
		if len(allowances) > 0 {
			allowed[d.File], unread[d.File] = allowances, !all
		}
	}
	for _, d := range st.guide.Withheld {
		allowed[d.File], unread[d.File] = d.Suppressions, true
	}
	var kept []diag.Problem
	byFile := map[string][]diag.Problem{}
	for _, p := range st.problems {
		if len(allowed[p.File]) > 0 {
			byFile[p.File] = append(byFile[p.File], p)
		} else {
			kept = append(kept, p)
		}
	}
	for file, all := range allowed {
		kept = append(kept, silenced(all, byFile[file], unread[file])...)
	}
	return kept
}

// silenced applies allowances; where the texts of the file were not read, what they would be allowed is
// not known.
func silenced(allowed []page.Suppression, problems []diag.Problem, unread bool) []diag.Problem {
	rest := page.ApplySuppressions(allowed, problems)
	if unread {
		rest = slices.DeleteFunc(rest, func(p diag.Problem) bool { return p.Code == "unused-allow" })
	}
	return rest
}

// allowed returns the allowances of a page that are known, and whether these are all.
func (st *settling) allowed(d *guide.Doc) (allowances []page.Suppression, all bool) {
	if l := st.learnt(d); l != nil {
		return slices.Concat(d.Suppressions, l.allow), true
	}
	return d.Suppressions, false
}
