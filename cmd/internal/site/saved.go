package site

import (
	"encoding/gob"
	"io"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/search"
)

// Saved is what a site has learnt of its pages, for a later build of a guide in which only bodies of pages have
// changed: all other files, the options and the day are the same, and what guide.Guide.PageHashes knows.
type Saved struct {
	analyses   map[string]*pageAnalysis // by file
	dictionary *search.Dictionary
}

// savedPage is the analysis of a page in the encoding of Saved.
type savedPage struct {
	File     string
	Analysis pageAnalysis
}

// Save writes what ReadSaved reads. It reports whether it did: if a problem was found while a page was rendered, a
// build that does not render that page would not find it.
func (s *Site) Save(w io.Writer) (bool, error) {
	if s.opts.CheckOnly || s.problemCount() > s.problemsAtFirst {
		return false, nil
	}
	e := gob.NewEncoder(w)
	if err := e.Encode(s.cache.dictionary); err != nil {
		return false, err
	}
	for _, d := range s.docs {
		a := s.cache.get(d)
		if a == nil || a.Summary == nil {
			return false, nil
		}
		if err := e.Encode(savedPage{d.File, *a}); err != nil {
			return false, err
		}
	}
	return true, nil
}

// problemCount returns how many problems were found that are not those of a page's analysis.
func (s *Site) problemCount() int {
	return len(s.theme.list()) + len(s.buildProblems.list()) + len(s.templateErrors.list())
}

// ReadSaved reads what Site.Save has written.
func ReadSaved(r io.Reader) (*Saved, error) {
	saved := &Saved{map[string]*pageAnalysis{}, &search.Dictionary{}}
	d := gob.NewDecoder(r)
	if err := d.Decode(saved.dictionary); err != nil {
		return nil, err
	}
	for {
		var p savedPage
		err := d.Decode(&p)
		if err == io.EOF {
			return saved, nil
		}
		if err != nil {
			return nil, err
		}
		saved.analyses[p.File] = &p.Analysis
	}
}

// restore takes over what was saved of the pages whose text is the same.
func (s *Site) restore(saved *Saved) {
	s.unchanged = map[*guide.Doc]bool{}
	s.cache.dictionary = saved.dictionary
	for _, d := range s.docs {
		if a := saved.analyses[d.File]; a != nil && a.Hash == d.Hash() {
			s.cache.analyses[d.File] = a
			s.unchanged[d] = true
		}
	}
}

// Unchanged reports whether a file is certainly the same as in the site that Options.Saved is of: a copied file, one
// that depends on no body, or a page whose text is the same and that has neither a title of a passage in a text that is
// not nor a link to an id there, which may be a second name.
func (s *Site) Unchanged(name string) bool {
	f, ok := s.files[name]
	switch {
	case !ok || s.unchanged == nil:
		return false
	case f.doc == nil:
		return f.render == nil || f.frontOnly
	case !s.unchanged[f.doc] || f.doc.Kind == frontmatter.KindHome: // which shows actions of other pages
		return false
	}
	for i := range f.doc.Checklist {
		item := &f.doc.Checklist[i]
		if item.Read.Value == "" {
			continue
		}
		if t, err := s.guide.Resolve(f.doc, item.Passage()); err != nil || t.Doc != nil && !s.unchanged[t.Doc] {
			return false
		}
	}
	for _, l := range s.cache.get(f.doc).Links {
		if to := s.byAddress[l.Address]; to != nil && !s.unchanged[to] {
			return false
		}
	}
	return true
}
