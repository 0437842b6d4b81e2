package lint

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/prose"
)

// Mentions returns what the texts of a page mention.
func (t Table) Mentions(g *guide.Guide, d *guide.Doc, texts []*markdown.Result) guide.Mentions {
	var m guide.Mentions
	for _, t := range texts {
		m.Terms = append(m.Terms, t.UsedTerms...)
		for _, l := range t.Links {
			if strings.Count(l.Address, "/") == 2 && !slices.Contains(m.Pages, l.Address) {
				m.Pages = append(m.Pages, l.Address)
			}
		}
	}
	if isEnglish(g) {
		a := abbreviations{d: d}
		if a.collect(texts); len(a.names) > 0 {
			m.Abbreviations, m.Explained = a.result(texts)
		}
	}
	return m
}

// abbreviations collects the abbreviations of a page.
type abbreviations struct {
	d     *guide.Doc
	names []abbreviation
}

type abbreviation struct {
	first     frontmatter.Text // where it is used first
	explained bool
}

func (a *abbreviations) collect(texts []*markdown.Result) {
	for _, t := range []frontmatter.Text{a.d.Title, a.d.Summary} {
		a.add([]byte(t.Value), t.Locator(a.d.File), func(int) bool { return false })
	}
	for _, t := range texts {
		for i := range t.Paragraphs {
			if p := &t.Paragraphs[i]; p.Place != markdown.InFootnote {
				a.add(p.Text, p.At, p.InLink) // a link leads to what explains it
			}
		}
	}
}

func (a *abbreviations) add(text []byte, at func(offset, n int) diag.Problem, isLink func(offset int) bool) {
	for _, found := range prose.Abbreviations(text) {
		if len(bytes.TrimSpace(text)) == len(found.Name) && !isLink(found.Start) {
			return // a cell or an item of its own: what it means is beside it, or it is the name of somebody
		}
		i := slices.IndexFunc(a.names, func(n abbreviation) bool { return n.first.Value == found.Name })
		if i < 0 {
			pos := at(found.Start, len(found.Name))
			i = len(a.names)
			a.names = append(a.names, abbreviation{first: frontmatter.Text{Value: found.Name, Line: int32(pos.Line),
				Column: int32(pos.Column), EndColumn: int32(pos.EndColumn)}})
		}
		if found.Explained || isLink(found.Start) {
			a.names[i].explained = true
		}
	}
}

// result returns the abbreviations that the page explains, and where it uses the others first.
func (a *abbreviations) result(texts []*markdown.Result) (unexplained []frontmatter.Text, explained []string) {
	initials := sync.OnceValue(func() *prose.Initials { return a.initials(texts) })
	for _, n := range a.names {
		name := n.first.Value
		switch {
		case n.explained:
			explained = append(explained, name)
		case hasWord(texts, strings.ToLower(name)): // it is a word in capitals
		case initials().Spell(name):
			explained = append(explained, name)
		default:
			unexplained = append(unexplained, n.first)
		}
	}
	return unexplained, explained
}

func hasWord(texts []*markdown.Result, word string) bool {
	for _, t := range texts {
		for i := range t.Paragraphs {
			if prose.HasWord(t.Paragraphs[i].Text, word) {
				return true
			}
		}
	}
	return false
}

// initials returns those of all words of the page.
func (a *abbreviations) initials(texts []*markdown.Result) *prose.Initials {
	var initials prose.Initials
	initials.Add([]byte(a.d.Title.Value))
	initials.Add([]byte(a.d.Summary.Value))
	for i := range a.d.Resources {
		initials.Add([]byte(a.d.Resources[i].Title.Value))
	}
	for _, t := range texts {
		for _, h := range t.Headings {
			initials.Add([]byte(h.Text))
		}
		for i := range t.Paragraphs {
			initials.Add(t.Paragraphs[i].Text)
		}
	}
	return &initials
}

// unexplainedAbbreviations finds abbreviations that neither a page nor the glossary explains, each where it is used
// first.
func unexplainedAbbreviations(g *guide.Guide, pages []guide.Mentions) []diag.Problem {
	known := map[string]bool{}
	for _, t := range g.Glossary {
		for _, name := range append([]frontmatter.Text{t.Term}, t.Aka...) {
			for _, word := range strings.Fields(name.Value) {
				known[strings.Trim(word, "()")] = true
			}
		}
	}
	for _, p := range pages {
		for _, name := range p.Explained {
			known[name] = true
		}
	}
	uses := map[string]int{}
	for _, p := range pages {
		for _, a := range p.Abbreviations {
			uses[a.Value]++
		}
	}
	var out []diag.Problem
	for i, d := range g.Docs() {
		for _, a := range pages[i].Abbreviations {
			if known[a.Value] {
				continue
			}
			known[a.Value] = true
			message := fmt.Sprintf("nothing explains %s", a.Value)
			if n := uses[a.Value]; n > 1 {
				message += fmt.Sprintf(", which %d pages use", n)
			}
			out = append(out, diag.UnexplainedAbbreviation.At(a.In(d.File), message,
				fmt.Sprintf("write the long form here, with (%s) behind it, or add %[1]s to %s", a.Value,
					guide.GlossaryFile)))
		}
	}
	return out
}

// unusedTerms finds terms of the glossary that no text uses, apart from their own definition.
func unusedTerms(g *guide.Guide, pages []guide.Mentions) []diag.Problem {
	if !g.IsOn(diag.UnusedTerm) {
		return nil
	}
	unused := map[string]frontmatter.Text{}
	for _, t := range g.Glossary {
		unused[naming.Slug(t.Term.Value)] = t.Term
	}
	for _, p := range pages {
		for _, slug := range p.Terms {
			delete(unused, slug)
		}
	}
	if len(unused) == 0 {
		return nil
	}
	dropTermsElsewhere(g, unused)
	var out []diag.Problem
	for _, slug := range slices.Sorted(maps.Keys(unused)) {
		term := unused[slug]
		out = append(out, diag.UnusedTerm.At(term.In(guide.GlossaryFile),
			fmt.Sprintf("no text uses the term %q", term),
			"use it in a text, add the words that texts do use to its aka:, or delete it"))
	}
	return out
}

// dropTermsElsewhere removes the terms that are used in front matter or in the definitions of others.
func dropTermsElsewhere(g *guide.Guide, unused map[string]frontmatter.Text) {
	var names []markdown.TermName
	for _, t := range g.Glossary {
		slug := naming.Slug(t.Term.Value)
		if _, ok := unused[slug]; !ok {
			continue
		}
		for _, name := range append([]frontmatter.Text{t.Term}, t.Aka...) {
			names = append(names, markdown.TermName{Slug: slug, Name: name.Value})
		}
	}
	terms := markdown.NewTerms(names)
	drop := func(text, except string) {
		for _, slug := range terms.Find(text) {
			if slug != except {
				delete(unused, slug)
			}
		}
	}
	for _, d := range g.Docs() {
		texts := append(d.MarkdownTexts(), d.Title, d.Summary)
		for i := range d.Resources {
			texts = append(texts, d.Resources[i].Title)
		}
		for _, t := range texts {
			drop(t.Value, "")
		}
	}
	for _, t := range g.Glossary {
		drop(t.Means.Value, naming.Slug(t.Term.Value))
	}
}

// orphanPages finds free pages to which nothing leads but the home page: no text, and no footer, which has room for the
// first ones only.
func orphanPages(g *guide.Guide, pages []guide.Mentions) []diag.Problem {
	if len(g.Pages) <= guide.MaxNavLinks {
		return nil
	}
	linked := map[string]bool{}
	for _, p := range pages {
		for _, address := range p.Pages {
			linked[address] = true
		}
	}
	var out []diag.Problem
	for _, d := range g.Pages[guide.MaxNavLinks:] {
		if !linked[d.Address] {
			out = append(out, diag.OrphanPage.At(d.Title.In(d.File),
				fmt.Sprintf("no text links to this page, and the footer has room for %d pages", guide.MaxNavLinks),
				"link to it where readers need it"))
		}
	}
	return out
}
