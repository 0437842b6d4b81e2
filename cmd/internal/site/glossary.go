package site

import (
	"html/template"
	"slices"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

// GlossaryView is the view of /glossary/.
type GlossaryView struct {
	*View
	Glossary []LetterGroup[Term]
}

// Term is an entry of the glossary.
type Term struct {
	ID, Term   string
	Aka        []string
	Definition template.HTML
}

func newGlossaryView(s *Site, v *View) (any, error) {
	terms := make([]Term, len(s.guide.Glossary))
	for i, definition := range s.definitions(s.guide.Glossary, false) {
		t := s.guide.Glossary[i]
		id := guide.TermID(naming.TermSlug(t.Term.Value))
		terms[i] = Term{id, t.Term.Value, textValues(t.Aka), template.HTML(definition.HTML)}
	}
	title, language := func(t Term) string { return t.Term }, s.guide.Settings.Language.Value
	sortByTitle(terms, title, language)
	groups := groupByLetter(terms, title, language)
	return &GlossaryView{v, groups}, nil
}

// definitions converts the definitions of terms, with their plain text for the search index if withSections is set.
func (s *Site) definitions(terms []frontmatter.Term, withSections bool) []markdown.Result {
	out := make([]markdown.Result, len(terms))
	env := markdown.Env{
		Resolve:  s.resolver(guide.GlossaryDoc, guide.GlossaryAddress, nil),
		Sections: withSections,
		WebLinks: s.opts.WebLinks,
		Prose:    true,
	}
	for i, t := range terms {
		termEnv := frontMatterEnv(env, guide.TermID(naming.TermSlug(t.Term.Value)))
		out[i] = s.converter.Block(t.Means.Value, t.Means.Locator(guide.GlossaryFile), termEnv)
	}
	return out
}

// termNames returns the names by which the terms of a glossary are linked.
func termNames(glossary []frontmatter.Term) []markdown.TermName {
	var names []markdown.TermName
	for _, t := range glossary {
		slug := naming.TermSlug(t.Term.Value)
		for _, name := range slices.Concat([]frontmatter.Text{t.Term}, t.Aka) {
			names = append(names, markdown.TermName{Slug: slug, Name: name.Value})
		}
	}
	return names
}
