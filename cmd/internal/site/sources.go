package site

import (
	"bytes"
	"html/template"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// renderSources makes the page of all sources: the footnotes of every page.
func (s *Site) renderSources() ([]byte, error) {
	v := s.newView("sources", guide.SourcesAddress, s.msg("sources"), s.msg("sourcesSummary"))
	links := &printedLinks{}
	for _, d := range s.guide.Docs() {
		cited, err := s.hasFootnotes(d)
		if err != nil {
			return nil, err
		}
		if !cited {
			continue
		}
		footnotes, err := s.footnotes(d, links)
		if err != nil {
			return nil, err
		}
		if len(footnotes) > 0 {
			v.Footnotes = append(v.Footnotes, PageFootnotes{s.footnoteSource(d), footnotes})
		}
	}
	v.PrintedLinks = links.urls
	return s.executeTemplate("sources.html", v)
}

// footnoteSource is the link to a page that names sources.
func (s *Site) footnoteSource(d *guide.Doc) Ref {
	if d.Kind == frontmatter.KindStep {
		return s.guideView.Steps[d.Index].Ref
	}
	return s.ref(d)
}

// hasFootnotes reports whether a page seems to have footnotes, without converting it.
func (s *Site) hasFootnotes(d *guide.Doc) (bool, error) {
	if l := s.cache.get(d); l != nil {
		return l.hasFootnotes, nil
	}
	data, _, err := d.Source(s.opts.Source)
	return bytes.Contains(data, []byte("[^")), err
}

// footnotes returns the footnotes of a page, as the page of all sources shows them.
func (s *Site) footnotes(d *guide.Doc, links *printedLinks) ([]Footnote, error) {
	c, err := s.convertDoc(d, markdown.Env{Resolve: s.resolver(d, guide.SourcesAddress, nil), Footnotes: true}, links)
	if err != nil {
		return nil, err
	}
	var out []Footnote
	for _, r := range append([]markdown.Result{c.Result}, c.frontMatterResults()...) {
		for _, n := range r.Footnotes {
			out = append(out, Footnote{len(out) + 1, template.HTML(n.HTML), s.link(guide.SourcesAddress, d.Address, n.RefID)})
		}
	}
	return out, nil
}
