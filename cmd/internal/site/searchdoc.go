package site

import (
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/search"
)

// entryKinds maps the kinds of source files to those of the search index.
var entryKinds = map[frontmatter.Kind]search.Kind{
	frontmatter.KindHome: search.Page, frontmatter.KindStep: search.Step,
	frontmatter.KindTopic: search.Topic, frontmatter.KindPage: search.Page,
}

// How much a word counts by where it is; in running text it counts 1.
const (
	titleRelevance   = 9 // in the title of a page
	summaryRelevance = 3
	headingRelevance = 4 // in the title of a heading, an item, a resource or a term
)

// summarize returns the summary of a converted source file for the search index.
func (s *Site) summarize(d *guide.Doc, c convertedDoc) *search.Summary {
	entries := make([]search.Entry, 0, 1+len(c.Sections)+len(c.items)+len(c.resources))
	entries = append(entries, search.Entry{
		Kind: entryKinds[d.Kind], Title: s.guide.Title(d), Relevance: titleRelevance,
		Texts: []search.Text{
			{Bytes: []byte(strings.ReplaceAll(d.Slug, "-", " ")), Relevance: headingRelevance, Hidden: true},
			{Bytes: []byte(d.Summary.Value), Relevance: summaryRelevance},
		},
	})
	add := func(kind search.Kind, id, title string, texts []search.Text) {
		entry := search.Entry{Kind: kind, ID: id, Title: title, Relevance: headingRelevance, Texts: texts}
		entries = append(entries, entry)
	}
	for i, section := range c.Sections {
		if i > 0 {
			add(search.Heading, section.ID, section.Title, nil)
		}
		last := &entries[len(entries)-1]
		last.Texts = append(last.Texts, search.Text{Bytes: section.Text, Relevance: 1})
	}
	for _, i := range c.items {
		add(search.Item, i.ID, i.PlainText, textsOf(i.results[1:]))
	}
	for _, r := range c.resources {
		add(search.Resource, r.ID, r.Title, textsOf(r.results))
	}
	return s.cache.dictionary.Summarize(search.Document{Address: s.searchAddress(d.Address), Entries: entries})
}

// textsOf returns the plain text of converted Markdown.
func textsOf(results []markdown.Result) []search.Text {
	var texts []search.Text
	for i := range results {
		for _, section := range results[i].Sections {
			texts = append(texts, search.Text{Bytes: section.Text, Relevance: 1})
		}
	}
	return texts
}

// summarizeTerm returns the summary of a term of the glossary, which is a document of its own.
func (s *Site) summarizeTerm(t frontmatter.Term, definition markdown.Result) *search.Summary {
	entry := search.Entry{
		Kind: search.Term, ID: guide.TermID(naming.TermSlug(t.Term.Value)), Title: t.Term.Value,
		Names:     textValues(t.Aka),
		Relevance: titleRelevance, Texts: textsOf([]markdown.Result{definition}),
	}
	address := s.searchAddress(guide.GlossaryAddress)
	return s.cache.dictionary.Summarize(search.Document{Address: address, Entries: []search.Entry{entry}})
}

// searchAddress returns the address of a page as the search index has it.
func (s *Site) searchAddress(address string) string {
	return strings.TrimPrefix(s.urls.offlinePath(address), "/")
}
