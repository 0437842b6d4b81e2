package site

import (
	"bytes"
	"html/template"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// sources makes the page of all sources: the footnotes of every page.
func (s *Site) sources() ([]byte, error) {
	v := s.view("sources", guide.SourcesAddress, s.word("sources"), s.word("sourcesSummary"))
	on := &addresses{}
	for _, d := range s.guide.Docs() {
		cites, err := s.cites(d)
		if err != nil {
			return nil, err
		}
		if !cites {
			continue
		}
		notes, err := s.notes(d, on)
		if err != nil {
			return nil, err
		}
		if len(notes) > 0 {
			v.Cited = append(v.Cited, Cited{s.cited(d), notes})
		}
	}
	v.Addresses = on.list
	return s.execute("sources.html", v)
}

// cited is the link to a page that names sources.
func (s *Site) cited(d *guide.Doc) Ref {
	if d.Kind == page.KindStep {
		return s.shared.Steps[d.Index].Ref
	}
	return s.ref(d)
}

// cites reports whether a page seems to have footnotes, without converting it.
func (s *Site) cites(d *guide.Doc) (bool, error) {
	if l := s.memory.of(d); l != nil {
		return l.cites, nil
	}
	data, _, err := d.Source(s.opts.Source)
	return bytes.Contains(data, []byte("[^")), err
}

// notes returns the footnotes of a page, as the page of all sources shows them.
func (s *Site) notes(d *guide.Doc, on *addresses) ([]Note, error) {
	c, err := s.render(d, page.Env{Resolve: s.resolver(d, guide.SourcesAddress, nil), Footnotes: true}, on)
	if err != nil {
		return nil, err
	}
	var out []Note
	for _, r := range append([]page.Result{c.Result}, c.parts()...) {
		for _, n := range r.Footnotes {
			out = append(out, Note{len(out) + 1, template.HTML(n.HTML), s.link(guide.SourcesAddress, d.Address, n.RefID)})
		}
	}
	return out, nil
}
