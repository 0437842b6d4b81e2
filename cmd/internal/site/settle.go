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

// Settle converts what nobody has opened and returns every problem of the site, sorted.
func (s *Site) Settle(ctx context.Context) ([]diag.Problem, error) {
	docs := s.guide.Docs()
	if err := s.learnAll(ctx, docs); err != nil {
		return nil, err
	}
	glossary := s.learnGlossary()
	s.mu.Lock()
	st := settling{Site: s, learnt: maps.Clone(s.learnt), anchors: map[string]*anchors{}}
	st.problems = slices.Clone(s.guide.Problems)
	for p, address := range s.problems {
		if address != "" {
			p.Message += ", while making " + address
		}
		st.problems = append(st.problems, p)
	}
	s.mu.Unlock()
	st.add(glossary)
	for _, d := range docs {
		st.add(st.learnt[d])
	}
	return diag.Sort(st.silence(docs, glossary)), nil
}

// settling is the view of a site at the moment when everything has been learnt.
type settling struct {
	*Site
	learnt   map[*guide.Doc]*learnt
	anchors  map[string]*anchors // by address
	problems []diag.Problem
}

func (st *settling) add(l *learnt) {
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
	// unsure says that something on the page could not be read, which was reported: a link may lead
	// to that.
	unsure bool
	names  *guide.Names // the ids, once one was not found
}

// broken reports a link to an id that its page does not have.
func (st *settling) broken(link page.Link) (diag.Problem, bool) {
	on := st.anchors[link.Address]
	if on == nil {
		on = st.anchorsAt(link.Address)
		st.anchors[link.Address] = on
	}
	if on.ids[link.Fragment] || on.unsure {
		return diag.Problem{}, false
	}
	p := link.At
	p.Severity, p.Code = diag.Error, "broken-link"
	p.Message = fmt.Sprintf("the page %s has nothing with the id %q", link.Address, link.Fragment)
	p.Hint = st.nearAnchor(on, link)
	return p, true
}

func (st *settling) nearAnchor(on *anchors, link page.Link) string {
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
			on.ids, on.unsure = st.learnt[d].ids, d.Broken
		}
	}
	return on
}

// silence applies each file's allowances to its own problems.
func (st *settling) silence(docs []*guide.Doc, glossary *learnt) []diag.Problem {
	allowed := map[string][]page.Allowance{guide.GlossaryFile: glossary.allow}
	for _, d := range docs {
		if all := slices.Concat(d.Allow, st.learnt[d].allow); len(all) > 0 {
			allowed[d.File] = all
		}
	}
	withheld := map[string]bool{}
	for _, d := range st.guide.Withheld {
		allowed[d.File], withheld[d.File] = d.Allow, true
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
		rest := page.Silence(all, byFile[file])
		if withheld[file] { // what its texts would be allowed is not known
			rest = slices.DeleteFunc(rest, func(p diag.Problem) bool { return p.Code == "unused-allow" })
		}
		kept = append(kept, rest...)
	}
	return kept
}
