package site

import (
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/search"
)

// SearchView is the view of /search/. Without script the page is a list of all entries from A to Z.
type SearchView struct {
	*View
	AZIndex []LetterGroup[AZEntry]
}

// AZEntry is a line of the list.
type AZEntry struct {
	KindLabel string // "Step", in the language of the guide
	Title     string
	Href      string
	PageTitle string // of the page of an item or a resource; else ""
}

// newSearchView lists all entries. It reads only front matter, so the page is ready before any text is converted.
func newSearchView(s *Site, v *View) (any, error) {
	var entries []AZEntry
	for _, d := range s.docs {
		title := s.guide.Title(d)
		if d.Kind != frontmatter.KindHome {
			label := s.kindLabel(entryKinds[d.Kind])
			entries = append(entries, AZEntry{KindLabel: label, Title: title, Href: v.Href(d.Address)})
		}
		for _, i := range d.Checklist {
			text := s.converter.Inline(i.Text.Value, i.Text.Locator(d.File), markdown.Env{}).PlainText
			href := s.urls.link(v.Address, d.Address, i.ID.Value)
			entries = append(entries, AZEntry{s.kindLabel(search.Item), text, href, title})
		}
		for _, r := range d.Resources {
			href := s.urls.link(v.Address, d.Address, r.ID.Value)
			entries = append(entries, AZEntry{s.kindLabel(search.Resource), r.Title.Value, href, title})
		}
	}
	for _, t := range s.guide.Glossary {
		term := t.Term.Value
		href := s.urls.link(v.Address, guide.GlossaryAddress, termID(naming.Slug(term)))
		entries = append(entries, AZEntry{KindLabel: s.kindLabel(search.Term), Title: term, Href: href})
	}
	groups := groupByLetter(entries, func(e AZEntry) string { return e.Title }, s.guide.Settings.Language.Value)
	return &SearchView{v, groups}, nil
}

// kindLabel returns the name of a kind of entry in the language of the guide.
func (t *theme) kindLabel(kind search.Kind) string {
	switch kind {
	case search.Step:
		return t.msg("step")
	case search.Topic:
		return t.msg("topic")
	case search.Page:
		return t.msg("page")
	case search.Item:
		return t.msg("action")
	case search.Resource:
		return t.msg("resource")
	}
	return t.msg("term")
}
