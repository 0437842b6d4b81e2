package site

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/suggest"
)

// Check converts what nobody has opened, opens what is copied, and returns every problem of the site, sorted.
func (s *Site) Check(ctx context.Context) ([]diag.Problem, error) {
	if err := s.analyzeAll(ctx, s.guide.Docs()); err != nil {
		return nil, err
	}
	return s.finishCheck(ctx, func(context.Context) {})
}

// finishCheck looks at the files, of which converted texts have asked for some already, and returns every problem.
func (s *Site) finishCheck(ctx context.Context, idle func(context.Context)) ([]diag.Problem, error) {
	if err := s.checkFiles(ctx, idle); err != nil {
		return nil, err
	}
	return s.Problems(), nil
}

// CheckWhenIdle is Settle for the background: it looks at one text or file at a time and calls idle before each, which
// returns when nothing else is to be done first. It holds no lock meanwhile, and nothing else ever calls idle.
func (s *Site) CheckWhenIdle(ctx context.Context, idle func(context.Context)) ([]diag.Problem, error) {
	for _, d := range s.guide.Docs() {
		if s.cache.get(d) == nil {
			idle(ctx)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s.cache.get(d) != nil {
			continue
		}
		if _, err := s.analyze(d); err != nil {
			return nil, err
		}
	}
	return s.finishCheck(ctx, idle)
}

// Problems returns what is known to be wrong so far, sorted: all of it once the site has settled.
func (s *Site) Problems() []diag.Problem {
	st := s.newChecker()
	st.problems = slices.Concat(s.guide.Problems, s.theme.list(), s.buildProblems.list(), s.uniqueTemplateErrors(), s.opts.CheckGuide(s.guide))
	docs, glossary := s.guide.Docs(), s.analyzeGlossary()
	st.addAnalysis(glossary)
	for _, d := range docs {
		st.addAnalysis(st.analysis(d))
	}
	return diag.Sort(st.applySuppressions(docs, glossary))
}

// checker is a site while its problems are gathered.
type checker struct {
	*Site
	anchors  map[string]*anchorSet // by address
	problems []diag.Problem
}

func (s *Site) newChecker() *checker { return &checker{Site: s, anchors: map[string]*anchorSet{}} }

// analysis returns what is known of a page, or nil.
func (st *checker) analysis(d *guide.Doc) *pageAnalysis { return st.cache.get(d) }

func (st *checker) addAnalysis(l *pageAnalysis) {
	if l == nil {
		return
	}
	st.problems = append(st.problems, l.problems...)
	for _, link := range l.links {
		if p, broken := st.brokenLink(link); broken {
			st.problems = append(st.problems, p)
		}
	}
}

// anchorSet are the ids on a page that a link can lead to.
type anchorSet struct {
	ids map[string]bool
	// incomplete says that something on the page could not be read, which was reported, or was not read
	// yet: a link may lead to that.
	incomplete bool
	suggester  *suggest.Index // the ids, once one was not found
}

// brokenLink reports a link to an id that its page does not have.
func (st *checker) brokenLink(link markdown.FragmentLink) (diag.Problem, bool) {
	set := st.anchors[link.Address]
	if set == nil {
		set = st.anchorsOn(link.Address)
		st.anchors[link.Address] = set
	}
	if set.ids[link.Fragment] || set.incomplete {
		return diag.Problem{}, false
	}
	p := link.Pos
	p.Severity, p.Code = diag.Error, "broken-link"
	p.Message = fmt.Sprintf("the page %s has nothing with the id %q", link.Address, link.Fragment)
	p.Hint = st.suggestAnchor(set, link)
	return p, true
}

func (st *checker) suggestAnchor(set *anchorSet, link markdown.FragmentLink) string {
	if set.suggester == nil {
		set.suggester = suggest.NewIndex(slices.Collect(maps.Keys(set.ids)))
	}
	if slug := naming.Slug(link.Fragment); set.ids[slug] {
		return fmt.Sprintf("did you mean #%s?", slug)
	}
	if t, ok := st.guide.Item(link.Fragment); ok {
		return fmt.Sprintf("it is on the page of %s", t.Doc.File)
	}
	if suggestion := set.suggester.Nearest(link.Fragment); suggestion != "" {
		return fmt.Sprintf("did you mean #%s?", suggestion)
	}
	if link.Address == guide.GlossaryAddress {
		return "an id there is a term in lower case, with hyphens"
	}
	return "an id is that of a heading, an item or a resource on that page"
}

// anchorsOn returns the ids on the page at an address.
func (st *checker) anchorsOn(address string) *anchorSet {
	set := &anchorSet{ids: map[string]bool{}}
	switch address {
	case guide.GlossaryAddress:
		for _, t := range st.guide.Glossary {
			set.ids[termID(naming.Slug(t.Term.Value))] = true
		}
		set.incomplete = slices.ContainsFunc(st.guide.Problems, func(p diag.Problem) bool { return p.File == guide.GlossaryFile })
	case guide.ResourcesAddress:
		for _, d := range st.guide.Docs() {
			for _, r := range d.Resources {
				set.ids[r.ID.Value] = true
			}
			set.incomplete = set.incomplete || d.Broken
		}
	case guide.AllAddress:
		st.addAllPageAnchors(set)
	default:
		if d := st.byAddress[address]; d != nil {
			l := st.analysis(d)
			if set.incomplete = d.Broken || l == nil; l != nil {
				set.ids = l.ids
			}
		}
	}
	return set
}

// applySuppressions applies each file's allowances to its own problems.
func (st *checker) applySuppressions(docs []*guide.Doc, glossary *pageAnalysis) []diag.Problem {
	suppressionsByFile := maps.Clone(st.guide.Suppressions)
	suppressionsByFile[guide.GlossaryFile] = slices.Concat(suppressionsByFile[guide.GlossaryFile], glossary.suppressions)
	incomplete := map[string]bool{}
	for _, d := range docs {
		suppressions, all := st.suppressionsOf(d)
		if len(suppressions) > 0 {
			suppressionsByFile[d.File], incomplete[d.File] = suppressions, !all
		}
	}
	for _, d := range st.guide.Unpublished {
		suppressionsByFile[d.File], incomplete[d.File] = d.Suppressions, true
	}
	var kept []diag.Problem
	problemsByFile := map[string][]diag.Problem{}
	for _, p := range st.problems {
		if len(suppressionsByFile[p.File]) > 0 {
			problemsByFile[p.File] = append(problemsByFile[p.File], p)
		} else {
			kept = append(kept, p)
		}
	}
	for file, all := range suppressionsByFile {
		kept = append(kept, suppress(all, problemsByFile[file], incomplete[file])...)
	}
	return kept
}

// suppress applies allowances; where the texts of the file were not read, what they would be allowed is
// not known.
func suppress(suppressions []diag.Suppression, problems []diag.Problem, incomplete bool) []diag.Problem {
	remaining := diag.ApplySuppressions(suppressions, problems)
	if incomplete {
		remaining = slices.DeleteFunc(remaining, func(p diag.Problem) bool { return p.Code == "unused-allow" })
	}
	return remaining
}

// suppressionsOf returns the allowances of a page that are known, and whether these are all.
func (st *checker) suppressionsOf(d *guide.Doc) (suppressions []diag.Suppression, complete bool) {
	if l := st.analysis(d); l != nil {
		return slices.Concat(d.Suppressions, l.suppressions), true
	}
	return d.Suppressions, false
}
