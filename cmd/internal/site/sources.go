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

// PageFootnotes is the footnotes of one page. A step whose topics have some is there even if it has none.
type PageFootnotes struct {
	Ref
	IsTopic   bool // of the step before it
	Footnotes []Footnote
}

// Steps returns the steps that have footnotes, or whose topics do.
func (v *SourcesView) Steps() []Ref {
	var out []Ref
	for _, p := range v.Footnotes {
		if p.Position > 0 {
			out = append(out, p.Ref)
		}
	}
	return out
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
		if !d.MayHaveFootnotes() {
			continue
		}
		footnotes, err := s.footnotes(d)
		if err != nil {
			return nil, err
		}
		if len(footnotes) > 0 {
			out.add(d, footnotes)
		}
	}
	return out, nil
}

// add adds the footnotes of a page, and before those of a topic its step.
func (v *SourcesView) add(d *guide.Doc, footnotes []Footnote) {
	page := PageFootnotes{Ref: newRef(v.site.guide, d), Footnotes: footnotes}
	if step := v.Guide.stepOf(d); step != nil {
		page.IsTopic = d.Kind == frontmatter.KindTopic
		if steps := v.Steps(); page.IsTopic && (len(steps) == 0 || steps[len(steps)-1] != step.Ref) {
			v.Footnotes = append(v.Footnotes, PageFootnotes{Ref: step.Ref})
		}
		if !page.IsTopic {
			page.Ref = step.Ref
		}
	}
	v.Footnotes = append(v.Footnotes, page)
}

// footnotes returns the footnotes of a page for /sources/.
func (s *Site) footnotes(d *guide.Doc) ([]Footnote, error) {
	env := markdown.Env{Resolve: s.resolver(d, guide.SourcesAddress, nil), Footnotes: true}
	c, err := s.convertDoc(d, env, new(bytes.Buffer))
	if err != nil {
		return nil, err
	}
	var out []Footnote
	add := func(r *markdown.Result) {
		for _, n := range r.Footnotes {
			href := s.urls.link(guide.SourcesAddress, d.Address, n.RefID)
			out = append(out, Footnote{len(out) + 1, template.HTML(n.HTML), href})
		}
	}
	add(&c.Result)
	for r := range c.frontMatterResults() {
		add(r)
	}
	return out, nil
}
