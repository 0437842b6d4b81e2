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

// search makes the page of search: without script it is the list of everything, from A to Z.
func (s *Site) search() ([]byte, error) {
	v := s.view("search", guide.SearchAddress, s.word("search"), s.word("searchSummary"))
	var all []IndexEntry
	add := func(address, of string, e foundEntry) {
		all = append(all, IndexEntry{Kind: string(e.kind), Title: e.title, Href: relative(v.Address, address, e.id), Of: of})
	}
	for _, d := range s.guide.Docs() {
		f, err := s.foundOn(d)
		if err != nil {
			return nil, err
		}
		if d.Kind != page.Home {
			add(d.Address, "", f.entries[0])
		}
		for _, e := range f.entries[1:] {
			if e.kind != entryHeading {
				add(d.Address, f.entries[0].title, e)
			}
		}
	}
	for _, f := range s.findableTerms() {
		add(guide.GlossaryAddress, "", f.entries[0])
	}
	v.Index = byLetter(all, func(e IndexEntry) string { return e.Title }, s.guide.Settings.Language.Value)
	return s.execute("search.html", v)
}

// byLetter sorts rows by their titles as the language does, and puts those together that begin with one
// letter.
func byLetter[T any](rows []T, title func(T) string, language string) []Letter[T] {
	words, letters := page.Order(language)
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
