package site

import (
	"slices"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// IndexEntry is a line of the list of everything, on the page /search/.
type IndexEntry struct {
	Kind  string // s step, t topic, p page, i item, r resource, g term
	Title string
	Href  string
	Of    string // the title of the page that an item or a resource stands on
}

// search makes the page of search: without script it is the list of everything, from A to Z. It needs no
// text but front matter.
func (s *Site) search() ([]byte, error) {
	v := s.view("search", guide.SearchAddress, s.word("search"), s.word("searchSummary"))
	var all []IndexEntry
	for _, d := range s.docs {
		title := s.guide.Title(d)
		if d.Kind != page.KindHome {
			all = append(all, IndexEntry{Kind: entryOf[d.Kind], Title: title, Href: v.Href(d.Address)})
		}
		for _, i := range d.Checklist {
			text := s.convert.Inline(d.File, i.Text, page.Env{}).PlainText
			all = append(all, IndexEntry{entryItem, text, s.link(v.Address, d.Address, i.ID.Value), title})
		}
		for _, r := range d.Resources {
			all = append(all, IndexEntry{entryResource, r.Title.Value, s.link(v.Address, d.Address, r.ID.Value), title})
		}
	}
	for _, t := range s.guide.Glossary {
		term := t.Term.Value
		all = append(all, IndexEntry{Kind: entryTerm, Title: term, Href: s.link(v.Address, guide.GlossaryAddress, termID(page.Slug(term)))})
	}
	v.Index = byLetter(all, func(e IndexEntry) string { return e.Title }, s.guide.Settings.Language.Value)
	return s.execute("search.html", v)
}

// byLetter sorts rows by their titles as the language does, and puts those together that begin with one
// letter.
func byLetter[T any](rows []T, title func(T) string, language string) []Letter[T] {
	words, letters := page.Collators(language)
	slices.SortStableFunc(rows, func(a, b T) int { return words(title(a), title(b)) })
	var out []Letter[T]
	for _, r := range rows {
		letter := firstLetter(title(r))
		if len(out) == 0 || letters(out[len(out)-1].Letter, letter) != 0 {
			out = append(out, Letter[T]{Letter: letter})
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, r)
	}
	return out
}
