package site

import (
	"slices"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/search"
)

// AZEntry is a line of the list of everything, on the page /search/.
type AZEntry struct {
	Kind      search.Kind // s step, t topic, p page, i item, r resource, g term
	Title     string
	Href      string
	PageTitle string // the title of the page that an item or a resource stands on
}

// renderSearch makes the page of search: without script it is the list of everything, from A to Z. It needs no
// text but front matter.
func (s *Site) renderSearch() ([]byte, error) {
	v := s.newView("search", guide.SearchAddress, s.msg("search"), s.msg("searchSummary"))
	var entries []AZEntry
	for _, d := range s.docs {
		title := s.guide.Title(d)
		if d.Kind != frontmatter.KindHome {
			entries = append(entries, AZEntry{Kind: entryKinds[d.Kind], Title: title, Href: v.Href(d.Address)})
		}
		for _, i := range d.Checklist {
			text := s.converter.Inline(i.Text.Value, i.Text.Locator(d.File), markdown.Env{}).PlainText
			entries = append(entries, AZEntry{search.Item, text, s.link(v.Address, d.Address, i.ID.Value), title})
		}
		for _, r := range d.Resources {
			entries = append(entries, AZEntry{search.Resource, r.Title.Value, s.link(v.Address, d.Address, r.ID.Value), title})
		}
	}
	for _, t := range s.guide.Glossary {
		term := t.Term.Value
		entries = append(entries, AZEntry{Kind: search.Term, Title: term, Href: s.link(v.Address, guide.GlossaryAddress, termID(naming.Slug(term)))})
	}
	v.AZIndex = groupByLetter(entries, func(e AZEntry) string { return e.Title }, s.guide.Settings.Language.Value)
	return s.executeTemplate("search.html", v)
}

// groupByLetter sorts rows by their titles as the language does, and puts those together that begin with one
// letter.
func groupByLetter[T any](rows []T, title func(T) string, language string) []LetterGroup[T] {
	compareTitles, compareLetters := collators(language)
	slices.SortStableFunc(rows, func(a, b T) int { return compareTitles(title(a), title(b)) })
	var out []LetterGroup[T]
	for _, r := range rows {
		letter := firstLetter(title(r))
		if len(out) == 0 || compareLetters(out[len(out)-1].Letter, letter) != 0 {
			out = append(out, LetterGroup[T]{Letter: letter})
		}
		group := &out[len(out)-1]
		group.Entries = append(group.Entries, r)
	}
	return out
}
