package site

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/page"
)

// renderGlossary makes the page of all terms.
func (s *Site) renderGlossary() ([]byte, error) {
	v := s.newView("glossary", guide.GlossaryAddress, s.msg("glossary"), s.msg("glossarySummary"))
	links := &printedLinks{}
	terms := make([]Term, len(s.guide.Glossary))
	for i, definition := range s.definitions(s.guide.Glossary, links, false) {
		t := s.guide.Glossary[i]
		terms[i] = Term{ID: termID(naming.Slug(t.Term.Value)), Term: t.Term.Value, Definition: template.HTML(definition.HTML)}
		for _, a := range t.Aka {
			terms[i].Aka = append(terms[i].Aka, a.Value)
		}
	}
	v.Glossary, v.PrintedLinks = groupByLetter(terms, func(t Term) string { return t.Term }, s.guide.Settings.Language.Value), links.urls
	return s.executeTemplate("glossary.html", v)
}

// firstLetter is the capital letter that a term is found under; "#" for what begins with none.
func firstLetter(term string) string {
	first, _ := utf8.DecodeRuneInString(naming.Slug(term))
	if !unicode.IsLetter(first) {
		return "#"
	}
	return strings.ToUpper(string(first))
}

// termID is the id of a term on the page of all terms; ids that begin with ui- are the page's own.
func termID(slug string) string {
	if strings.HasPrefix(slug, "ui-") {
		return "term-" + slug
	}
	return slug
}

// glossaryDoc is where links in the meanings of terms stand.
var glossaryDoc = &guide.Doc{Page: &page.Page{File: guide.GlossaryFile}, Address: guide.GlossaryAddress}

// definitions converts what terms of the glossary mean, with their passages if asked.
func (s *Site) definitions(terms []page.Term, links *printedLinks, withSections bool) []page.Result {
	out := make([]page.Result, len(terms))
	env := page.Env{Resolve: s.resolver(glossaryDoc, guide.GlossaryAddress, nil), LinkNumber: links.numberOf, Sections: withSections}
	for i, t := range terms {
		out[i] = s.converter.Block(guide.GlossaryFile, t.Means, frontMatterEnv(env, termID(naming.Slug(t.Term.Value))))
	}
	return out
}
