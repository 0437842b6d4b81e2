package site

import (
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// DocView is the view of the page of a source file: a free page, or part of a [HomeView], [StepView] or [TopicView].
type DocView struct {
	*View
	Sections []Section // one: the text of the source file
}

// pageKinds maps the kinds of source files to those of their pages.
var pageKinds = map[frontmatter.Kind]guide.PageKind{
	frontmatter.KindHome: guide.HomePage, frontmatter.KindStep: guide.StepPage,
	frontmatter.KindTopic: guide.TopicPage, frontmatter.KindPage: guide.FreePage,
}

// renderDoc returns the page of a source file.
func (s *Site) renderDoc(d *guide.Doc) ([]byte, error) {
	c, err := s.analyze(d)
	if err != nil {
		return nil, err
	}
	base := s.newView(pageKinds[d.Kind], d.Address, s.guide.Title(d), d.Summary.Value)
	base.Doc = d
	base.hasFigures = strings.Contains(c.HTML, "<figure") || strings.Contains(c.HTML, "<pre")
	base.hasBlocks, base.hasBlocksScript = c.hasBlocks(), c.HasBlocksScript
	base.frameSources = c.FrameSources
	v := &DocView{base, []Section{s.newSection(d, c, d.Address)}}
	if items := v.Sections[0].Items; len(items) > 0 {
		items[0].IsOpen = true // it shows what the others hold
	}
	switch v.Kind {
	case guide.HomePage:
		return s.execute(v.View, newHomeView(s, v, c.home))
	case guide.StepPage:
		return s.execute(v.View, newStepView(s, v))
	case guide.TopicPage:
		return s.execute(v.View, newTopicView(v, s.guide))
	}
	return s.execute(v.View, v)
}
