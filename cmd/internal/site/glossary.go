package site

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
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
var glossaryDoc = &guide.Doc{Page: &frontmatter.Page{File: guide.GlossaryFile}, Address: guide.GlossaryAddress}

// definitions converts what terms of the glossary mean, with their passages if asked.
func (s *Site) definitions(terms []frontmatter.Term, links *printedLinks, withSections bool) []markdown.Result {
	out := make([]markdown.Result, len(terms))
	env := markdown.Env{Resolve: s.resolver(glossaryDoc, guide.GlossaryAddress, nil), LinkNumber: links.numberOf, Sections: withSections}
	for i, t := range terms {
		textEnv := frontMatterEnv(env, termID(naming.Slug(t.Term.Value)))
		out[i] = s.converter.Block(t.Means.Value, t.Means.Locator(guide.GlossaryFile), textEnv)
	}
	return out
}

// termNames returns the names by which the terms of a glossary are linked.
func termNames(glossary []frontmatter.Term) []markdown.TermName {
	var names []markdown.TermName
	for _, t := range glossary {
		slug := naming.Slug(t.Term.Value)
		for _, name := range slices.Concat([]frontmatter.Text{t.Term}, t.Aka) {
			names = append(names, markdown.TermName{Slug: slug, Name: name.Value})
		}
	}
	return names
}
