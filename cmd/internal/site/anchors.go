package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/suggest"
)

// anchorSet holds the ids of a page that a link can lead to.
type anchorSet struct {
	ids    map[string]bool
	second map[string]bool // second names of headings
	// incomplete means that part of the page could not be read or was not analyzed yet, so a missing id is not
	// reported.
	incomplete bool
	suggester  *suggest.Index // of the ids; nil until one was not found
}

// problemsOf returns the known problems of the file of a page, sorted.
func (c *checker) problemsOf(d *guide.Doc) []diag.Problem {
	inSettings := c.guide.Suppressions[guide.SettingsFile]
	all := c.guideProblems()
	mentions := c.mentionProblems.Load()
	if mentions != nil {
		all = slices.Concat(all, *mentions)
	}
	for _, p := range all {
		covers := func(s diag.Suppression) bool { return s.Covers(p) }
		if p.File == d.File && (p.Line > 0 || !slices.ContainsFunc(inSettings, covers)) {
			c.problems = append(c.problems, p)
		}
	}
	c.addAnalysis(c.cache.get(d))
	suppressions, complete := c.suppressionsOf(d)
	remaining := suppress(suppressions, c.problems, !complete || mentions == nil)
	return diag.Sort(diag.ApplySeverities(c.guide.Settings.Rules, remaining))
}

// brokenLink reports a link to an id that its page does not have.
func (c *checker) brokenLink(link markdown.FragmentLink) (diag.Problem, bool) {
	set := c.anchors[link.Address]
	if set == nil {
		set = c.anchorsOn(link.Address)
		c.anchors[link.Address] = set
	}
	if set.ids[link.Fragment] || set.second[link.Fragment] || set.incomplete {
		return diag.Problem{}, false
	}
	message := fmt.Sprintf("the page %s has nothing with the id %q", link.Address, link.Fragment)
	p := diag.BrokenLink.At(link.Pos, message, c.suggestAnchor(set, link))
	if id := set.spelledOtherwise(link.Fragment); id != "" && link.Written.Line > 0 {
		link.Written.Text = id
		p.Fix = diag.FixOf(link.Written)
	}
	return p, true
}

// spelledOtherwise returns the only id that differs from a fragment in nothing but hyphens and upper case, as those of
// GitHub's headings do: #qa of "Q&A" is #q-a here. It returns "" if there is none.
func (set *anchorSet) spelledOtherwise(fragment string) (id string) {
	letters := func(s string) string { return strings.ReplaceAll(naming.Slug(s), "-", "") }
	want := letters(fragment)
	for other := range set.ids {
		switch {
		case letters(other) != want || want == "":
		case id != "":
			return ""
		default:
			id = other
		}
	}
	return id
}

func (c *checker) suggestAnchor(set *anchorSet, link markdown.FragmentLink) string {
	if set.suggester == nil {
		set.suggester = suggest.NewIndex(slices.Collect(maps.Keys(set.ids)))
	}
	if slug := naming.Slug(link.Fragment); set.ids[slug] {
		return fmt.Sprintf("did you mean #%s?", slug)
	}
	if t, ok := c.guide.Item(link.Fragment); ok {
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
func (c *checker) anchorsOn(address string) *anchorSet {
	set := &anchorSet{ids: map[string]bool{}, second: map[string]bool{}}
	switch address {
	case guide.GlossaryAddress:
		for _, t := range c.guide.Glossary {
			set.ids[guide.TermID(naming.TermSlug(t.Term.Value))] = true
		}
		isOfGlossary := func(p diag.Problem) bool { return p.File == guide.GlossaryFile }
		set.incomplete = slices.ContainsFunc(c.guide.Problems, isOfGlossary)
	case guide.ResourcesAddress:
		for _, d := range c.docs {
			for _, r := range d.Resources {
				set.ids[r.ID.Value] = true
			}
			set.incomplete = set.incomplete || d.Broken
		}
	case guide.AllAddress:
		c.addAllPageAnchors(set)
	default:
		if d := c.byAddress[address]; d != nil {
			a := c.cache.get(d)
			if set.incomplete = d.Broken || a == nil; a != nil {
				for _, id := range a.IDs {
					set.ids[id] = true
				}
				for _, id := range a.SecondIDs {
					set.second[id] = true
				}
			}
		}
	}
	return set
}
