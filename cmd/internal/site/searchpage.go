package site

import (
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/search"
)

// SearchView is the view of /search/. Without script the page is a list of all entries from A to Z, or of the parts of
// that list.
type SearchView struct {
	*View
	AZIndex []LetterGroup[AZEntry]
	Parts   []IndexPart
}

// AZEntry is a line of the list.
type AZEntry struct {
	KindLabel string // "Step", in the language of the guide
	Title     string
	Href      string
	PageTitle string // of the page of an item or a resource; else ""
}

// IndexPart is a part of the list.
type IndexPart struct {
	Address     string
	First, Last string // titles
}

// IndexPartView is the view of a part of the list of everything.
type IndexPartView struct {
	*View
	AZIndex        []LetterGroup[AZEntry]
	Previous, Next *Ref
}

// newSearchView lists all entries. It reads only front matter, so the page is ready before any text is converted.
func newSearchView(s *Site, v *View) (any, error) {
	if len(s.indexParts) == 0 {
		return &SearchView{View: v, AZIndex: v.azIndex(s.index())}, nil
	}
	out := &SearchView{View: v}
	for _, part := range s.indexParts {
		out.Parts = append(out.Parts, s.newIndexPart(part))
	}
	return out, nil
}

func (s *Site) newIndexPart(part guide.ListPart) IndexPart {
	entries := s.index()
	return IndexPart{part.Address, s.indexTitle(entries[part.From]), s.indexTitle(entries[part.To-1])}
}

// renderIndexPart returns a part of the list of everything.
func (s *Site) renderIndexPart(i int) ([]byte, error) {
	part := s.indexParts[i]
	p := s.newIndexPart(part)
	v := s.newView(guide.IndexPartPage, part.Address, s.msg("allEntriesPart", "first", p.First, "last", p.Last),
		s.sentences(s.msg("partOf", "n", part.Number, "total", part.Total)))
	out := &IndexPartView{View: v, AZIndex: v.azIndex(s.index()[part.From:part.To])}
	list := &Ref{Address: guide.SearchAddress, Title: s.msg("allEntries")}
	out.Previous, out.Next = partNeighbours(i, len(s.indexParts), list, s.indexPartRef)
	return s.execute(v, out)
}

func (s *Site) indexPartRef(i int) *Ref {
	p := s.newIndexPart(s.indexParts[i])
	return &Ref{Address: p.Address, Title: s.msg("fromTo", "first", p.First, "last", p.Last)}
}

// indexEntry is an entry of the list of everything: a page, or an item or a resource of one, or a term.
type indexEntry struct {
	doc            *guide.Doc // nil for a term
	item, resource int32      // -1 if it is none
	term           int32
}

// Begin starts in the background what all parts of a list wait for. It is called before all files are opened.
func (s *Site) Begin() {
	if len(s.indexParts) > 0 {
		go s.index()
	}
}

// sortIndex returns all entries from A to Z.
func (s *Site) sortIndex() []indexEntry {
	var entries []indexEntry
	for _, d := range s.docs {
		if d.Kind != frontmatter.KindHome {
			entries = append(entries, indexEntry{doc: d, item: -1, resource: -1})
		}
		for i := range d.Checklist {
			entries = append(entries, indexEntry{doc: d, item: int32(i), resource: -1})
		}
		for i := range d.Resources {
			entries = append(entries, indexEntry{doc: d, item: -1, resource: int32(i)})
		}
	}
	for i := range s.guide.Glossary {
		entries = append(entries, indexEntry{term: int32(i)})
	}
	sortByTitle(entries, s.indexTitle, s.guide.Settings.Language.Value)
	return entries
}

// indexTitle returns the title of an entry.
func (s *Site) indexTitle(e indexEntry) string {
	switch {
	case e.doc == nil:
		return s.guide.Glossary[e.term].Term.Value
	case e.item >= 0:
		text := e.doc.Checklist[e.item].Text
		return s.converter.Inline(text.Value, text.Locator(e.doc.File), markdown.Env{}).PlainText
	case e.resource >= 0:
		return e.doc.Resources[e.resource].Title.Value
	}
	return s.guide.Title(e.doc)
}

// azIndex returns entries as a page lists them.
func (v *View) azIndex(entries []indexEntry) []LetterGroup[AZEntry] {
	s := v.site
	lines := make([]AZEntry, len(entries))
	for i, e := range entries {
		line := AZEntry{Title: s.indexTitle(e)}
		switch {
		case e.doc == nil:
			line.KindLabel = s.kindLabel(search.Term)
			line.Href = s.urls.link(v.Address, guide.GlossaryAddress, guide.TermID(naming.TermSlug(line.Title)))
		case e.item >= 0:
			line.KindLabel, line.PageTitle = s.kindLabel(search.Item), s.guide.Title(e.doc)
			line.Href = s.urls.link(v.Address, e.doc.Address, e.doc.Checklist[e.item].ID.Value)
		case e.resource >= 0:
			line.KindLabel, line.PageTitle = s.kindLabel(search.Resource), s.guide.Title(e.doc)
			line.Href = s.urls.link(v.Address, e.doc.Address, e.doc.Resources[e.resource].ID.Value)
		default:
			line.KindLabel, line.Href = s.kindLabel(entryKinds[e.doc.Kind]), v.Href(e.doc.Address)
		}
		lines[i] = line
	}
	return groupByLetter(lines, func(e AZEntry) string { return e.Title }, s.guide.Settings.Language.Value)
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
