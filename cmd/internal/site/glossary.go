package site

import (
	"html/template"
	"slices"
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
	for i, means := range s.means(on) {
		t := s.guide.Glossary[i]
		terms[i] = Term{ID: termID(page.Slug(t.Term.Value)), Term: t.Term.Value, Means: template.HTML(means.HTML)}
		for _, a := range t.Aka {
			terms[i].Aka = append(terms[i].Aka, a.Value)
		}
	}
	v.Letters, v.Addresses = byLetter(terms, s.guide.Settings.Language.Value), on.list
	return s.execute("glossary.html", v)
}

// byLetter sorts terms as the language does and puts those together that begin with one letter.
func byLetter(terms []Term, language string) []Letter {
	words, letters := page.Order(language)
	slices.SortStableFunc(terms, func(a, b Term) int { return words(a.Term, b.Term) })
	var out []Letter
	for _, t := range terms {
		letter := firstLetter(t.Term)
		if len(out) == 0 || letters(out[len(out)-1].Letter, letter) != 0 {
			out = append(out, Letter{Letter: letter})
		}
		last := &out[len(out)-1]
		last.Terms = append(last.Terms, t)
	}
	return out
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

// means converts what the terms of the glossary mean.
func (s *Site) means(on *addresses) []page.Result {
	out := make([]page.Result, len(s.guide.Glossary))
	env := page.Env{Resolve: s.resolver(glossaryDoc, guide.GlossaryAddress, nil), Number: on.number}
	for i, t := range s.guide.Glossary {
		out[i] = s.convert.Block(guide.GlossaryFile, t.Means, besideBody(env, termID(page.Slug(t.Term.Value))))
	}
	return out
}
