package site

import (
	"bytes"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// isOnAllPage reports whether the text of a page is part of /all/.
func isOnAllPage(d *guide.Doc) bool {
	return d != nil && (d.Kind == frontmatter.KindStep || d.Kind == frontmatter.KindTopic)
}

// AllView is the view of /all/.
type AllView struct {
	*View
	Sections []Section // each step with its topics after it
}

// newAllView converts all steps and topics. Items and resources keep their ids; links to a text that is on the page
// become fragments.
func newAllView(s *Site, v *View) (any, error) {
	out := &AllView{View: v}
	for _, step := range s.guide.Steps {
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			c, err := s.convertDoc(d, s.allPageEnv(d), new(bytes.Buffer))
			if err != nil {
				return nil, err
			}
			v.hasBlocks = v.hasBlocks || c.hasBlocks()
			v.hasBlocksScript = v.hasBlocksScript || c.HasBlocksScript
			section := s.newSection(d, c, guide.AllAddress)
			section.ID = guide.AllPageID(d)
			if d.Kind == frontmatter.KindStep {
				section.Position = step.Position()
			}
			out.Sections = append(out.Sections, section)
		}
	}
	return out, nil
}

func (s *Site) allPageEnv(d *guide.Doc) markdown.Env {
	env := s.pageEnv(d)
	env.Prose = false
	env.IDPrefix, env.HeadingOffset = guide.AllPageID(d), 1
	if d.Kind == frontmatter.KindTopic {
		env.HeadingOffset = 2
	}
	env.Resolve = s.resolver(d, guide.AllAddress, s.allPageTarget)
	env.TermHref = s.termLinks(guide.AllAddress)
	env.Sections, env.NoPlayers = false, true
	return env
}

// allPageTarget returns where a link to a step or topic leads on /all/.
func (s *Site) allPageTarget(target guide.LinkTarget) (to, fragment string) {
	if !isOnAllPage(target.Doc) {
		return target.Address, target.Fragment
	}
	if t, ok := s.guide.Item(target.Fragment); ok && t.Doc == target.Doc {
		return guide.AllAddress, target.Fragment
	}
	return guide.AllAddress, guide.AllPageID(target.Doc) + target.Fragment
}

// addAllPageAnchors adds the ids on /all/.
func (c *checker) addAllPageAnchors(set *anchorSet) {
	for _, d := range c.docs {
		if !isOnAllPage(d) {
			continue
		}
		set.incomplete = set.incomplete || d.Broken
		set.ids[guide.AllPageID(d)] = true
		a := c.cache.get(d)
		if a == nil {
			set.incomplete = true
			continue
		}
		itemIDs := frontMatterIDs(d)
		for _, id := range a.IDs {
			if itemIDs[id] {
				set.ids[id] = true
			} else {
				set.ids[guide.AllPageID(d)+id] = true
			}
		}
	}
}
