package site

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// glossary makes the page of all terms.
func (s *Site) glossary() ([]byte, error) {
	v := s.view("glossary", guide.GlossaryAddress, s.word("glossary"), s.word("glossarySummary"))
	on := &addresses{}
	terms := make([]Term, len(s.guide.Glossary))
	for i, means := range s.means(s.guide.Glossary, on, false) {
		t := s.guide.Glossary[i]
		terms[i] = Term{ID: termID(page.Slug(t.Term.Value)), Term: t.Term.Value, Means: template.HTML(means.HTML)}
		for _, a := range t.Aka {
			terms[i].Aka = append(terms[i].Aka, a.Value)
		}
	}
	v.Letters, v.Addresses = byLetter(terms, func(t Term) string { return t.Term }, s.guide.Settings.Language.Value), on.list
	return s.execute("glossary.html", v)
}

// firstLetter is the capital letter that a term is found under; "#" for what begins with none.
func firstLetter(term string) string {
	first, _ := utf8.DecodeRuneInString(page.Slug(term))
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

// means converts what terms of the glossary mean, with their passages if asked.
func (s *Site) means(terms []page.Term, on *addresses, passages bool) []page.Result {
	out := make([]page.Result, len(terms))
	env := page.Env{Resolve: s.resolver(glossaryDoc, guide.GlossaryAddress, nil), LinkNumber: on.number, Sections: passages}
	for i, t := range terms {
		out[i] = s.convert.Block(guide.GlossaryFile, t.Means, besideBody(env, termID(page.Slug(t.Term.Value))))
	}
	return out
}
