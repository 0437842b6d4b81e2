package site

import (
	"bytes"
	"html/template"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// SourcesView is the view of /sources/.
type SourcesView struct {
	*View
	Footnotes []PageFootnotes
}

// PageFootnotes is the footnotes of one page.
type PageFootnotes struct {
	Ref
	Footnotes []Footnote
}

// Footnote is one footnote.
type Footnote struct {
	Number int // on its page
	HTML   template.HTML
	Href   string // of the first reference to it
}

func newSourcesView(s *Site, v *View) (any, error) {
	out := &SourcesView{View: v}
	for _, d := range s.docs {
		cited, err := s.hasFootnotes(d)
		if err != nil {
			return nil, err
		}
		if !cited {
			continue
		}
		footnotes, err := s.footnotes(d)
		if err != nil {
			return nil, err
		}
		if len(footnotes) > 0 {
			out.Footnotes = append(out.Footnotes, PageFootnotes{s.footnoteSource(d), footnotes})
		}
	}
	return out, nil
}

// footnoteSource returns the link to a page with footnotes.
func (s *Site) footnoteSource(d *guide.Doc) Ref {
	if d.Kind == frontmatter.KindStep {
		return s.guideView.Steps[d.Index].Ref
	}
	return newRef(s.guide, d)
}

// hasFootnotes reports whether a page may have footnotes, without converting it.
func (s *Site) hasFootnotes(d *guide.Doc) (bool, error) {
	if a := s.cache.get(d); a != nil {
		return a.hasFootnotes, nil
	}
	data, _, err := d.Source(s.opts.Source)
	return bytes.Contains(data, []byte("[^")), err
}

// footnotes returns the footnotes of a page for /sources/.
func (s *Site) footnotes(d *guide.Doc) ([]Footnote, error) {
	env := markdown.Env{Resolve: s.resolver(d, guide.SourcesAddress, nil), Footnotes: true}
	c, err := s.convertDoc(d, env)
	if err != nil {
		return nil, err
	}
	var out []Footnote
	for _, r := range append([]markdown.Result{c.Result}, c.frontMatterResults()...) {
		for _, n := range r.Footnotes {
			href := s.urls.link(guide.SourcesAddress, d.Address, n.RefID)
			out = append(out, Footnote{len(out) + 1, template.HTML(n.HTML), href})
		}
	}
	return out, nil
}
