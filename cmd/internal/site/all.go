package site

import (
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// prefix is what ids of headings on the page that holds everything begin with: "<step>--" for a step,
// "<step>--<topic>--" for a topic. By itself it is the id of the section: no slug ends in a hyphen.
func prefix(d *guide.Doc) string {
	switch d.Kind {
	case page.KindStep:
		return d.Slug + "--"
	case page.KindTopic:
		return d.Step.Slug + "--" + d.Slug + "--"
	}
	return ""
}

// onAll reports whether a page's text stands on the page that holds everything.
func onAll(d *guide.Doc) bool {
	return d != nil && (d.Kind == page.KindStep || d.Kind == page.KindTopic)
}

// all makes the page that holds everything. Items and resources keep their ids; links to a text that
// is on the page become fragments of it.
func (s *Site) all() ([]byte, error) {
	v := s.view("all", guide.AllAddress, s.word("all"), s.word("allSummary", "guide", s.guide.Settings.Title.Value))
	for _, step := range s.guide.Steps {
		on := &addresses{}
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			c, err := s.render(d, s.allEnv(d), on)
			if err != nil {
				return nil, err
			}
			section := s.section(d, c)
			section.Addresses = nil // those of the step stand behind its last topic
			section.ID, section.Level = prefix(d), 2
			if d.Kind == page.KindTopic {
				section.Level = 3
			} else {
				section.Position = step.Position()
			}
			v.Sections = append(v.Sections, section)
		}
		v.Sections[len(v.Sections)-1].Addresses = on.list
	}
	return s.execute("all.html", v)
}

func (s *Site) allEnv(d *guide.Doc) page.Env {
	env := s.ownEnv(d)
	env.IDPrefix, env.HeadingOffset = prefix(d), 1
	if d.Kind == page.KindTopic {
		env.HeadingOffset = 2
	}
	env.Resolve = s.resolver(d, guide.AllAddress, s.allPlace)
	env.TermHref = s.termLinks(guide.AllAddress)
	env.Sections = false
	return env
}

// allPlace turns a place on a step or topic into one on the page that holds everything.
func (s *Site) allPlace(p guide.Place) (to, fragment string) {
	if !onAll(p.Doc) {
		return p.Address, p.Fragment
	}
	if t, ok := s.guide.Tracked(p.Fragment); ok && t.Doc == p.Doc {
		return guide.AllAddress, p.Fragment
	}
	return guide.AllAddress, prefix(p.Doc) + p.Fragment
}

// anchorsOfAll gathers the ids on the page that holds everything.
func (st *settling) anchorsOfAll(on *anchors) {
	for _, d := range st.guide.Docs() {
		if !onAll(d) {
			continue
		}
		on.unsure = on.unsure || d.Broken
		on.ids[prefix(d)] = true
		l := st.learnt(d)
		if l == nil {
			on.unsure = true
			continue
		}
		own := ownIDs(d)
		for id := range l.ids {
			if own[id] {
				on.ids[id] = true
			} else {
				on.ids[prefix(d)+id] = true
			}
		}
	}
}
