package site

import (
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// idPrefix is what ids of headings on the page that holds everything begin with: "<step>--" for a step,
// "<step>--<topic>--" for a topic. By itself it is the id of the section: no slug ends in a hyphen.
func idPrefix(d *guide.Doc) string {
	switch d.Kind {
	case frontmatter.KindStep:
		return d.Slug + "--"
	case frontmatter.KindTopic:
		return d.Step.Slug + "--" + d.Slug + "--"
	}
	return ""
}

// isOnAllPage reports whether a page's text stands on the page that holds everything.
func isOnAllPage(d *guide.Doc) bool {
	return d != nil && (d.Kind == frontmatter.KindStep || d.Kind == frontmatter.KindTopic)
}

// renderAllPage makes the page that holds everything. Items and resources keep their ids; links to a text that
// is on the page become fragments of it.
func (s *Site) renderAllPage() ([]byte, error) {
	v := s.newView("all", guide.AllAddress, s.msg("all"), s.msg("allSummary", "guide", s.guide.Settings.Title.Value))
	for _, step := range s.guide.Steps {
		links := &printedLinks{}
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			c, err := s.convertDoc(d, s.allPageEnv(d), links)
			if err != nil {
				return nil, err
			}
			section := s.newSection(d, c)
			section.PrintedLinks = nil // those of the step stand behind its last topic
			section.ID, section.Level = idPrefix(d), 2
			if d.Kind == frontmatter.KindTopic {
				section.Level = 3
			} else {
				section.Position = step.Position()
			}
			v.Sections = append(v.Sections, section)
		}
		v.Sections[len(v.Sections)-1].PrintedLinks = links.urls
	}
	return s.executeTemplate("all.html", v)
}

func (s *Site) allPageEnv(d *guide.Doc) markdown.Env {
	env := s.pageEnv(d)
	env.IDPrefix, env.HeadingOffset = idPrefix(d), 1
	if d.Kind == frontmatter.KindTopic {
		env.HeadingOffset = 2
	}
	env.Resolve = s.resolver(d, guide.AllAddress, s.allPageTarget)
	env.TermHref = s.termLinks(guide.AllAddress)
	env.Sections = false
	return env
}

// allPageTarget turns a place on a step or topic into one on the page that holds everything.
func (s *Site) allPageTarget(target guide.LinkTarget) (to, fragment string) {
	if !isOnAllPage(target.Doc) {
		return target.Address, target.Fragment
	}
	if t, ok := s.guide.Item(target.Fragment); ok && t.Doc == target.Doc {
		return guide.AllAddress, target.Fragment
	}
	return guide.AllAddress, idPrefix(target.Doc) + target.Fragment
}

// addAllPageAnchors gathers the ids on the page that holds everything.
func (st *checker) addAllPageAnchors(set *anchorSet) {
	for _, d := range st.guide.Docs() {
		if !isOnAllPage(d) {
			continue
		}
		set.incomplete = set.incomplete || d.Broken
		set.ids[idPrefix(d)] = true
		l := st.analysis(d)
		if l == nil {
			set.incomplete = true
			continue
		}
		itemIDs := frontMatterIDs(d)
		for id := range l.ids {
			if itemIDs[id] {
				set.ids[id] = true
			} else {
				set.ids[idPrefix(d)+id] = true
			}
		}
	}
}
