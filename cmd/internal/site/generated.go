package site

import "guide/cmd/internal/guide"

// views has the generated pages whose templates get more than a [View].
var views = map[guide.PageKind]func(*Site, *View) (any, error){
	guide.AllPage:       newAllView,
	guide.ResourcesPage: newResourcesView,
	guide.GlossaryPage:  newGlossaryView,
	guide.SearchPage:    newSearchView,
	guide.SourcesPage:   newSourcesView,
}

// writers has the generated files that are not HTML.
var writers = map[guide.PageKind]func(*Site) ([]byte, error){
	guide.GuideJSON: writeGuideJSON,
	guide.Robots:    writeRobots,
	guide.Sitemap:   writeSitemap,
	guide.Feed:      writeFeed,
}

// generate returns a generated page or file.
func (s *Site) generate(p guide.PageType) ([]byte, error) {
	if write := writers[p.Kind]; write != nil {
		return write(s)
	}
	v := s.newView(p.Kind, p.Address, s.msg(p.Title), s.msg(p.Summary))
	newView := views[p.Kind]
	if newView == nil {
		return s.execute(v, v)
	}
	data, err := newView(s, v)
	if err != nil {
		return nil, err
	}
	return s.execute(v, data)
}
