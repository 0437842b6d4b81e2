package site

import (
	"html/template"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// Section is the text of one source file on a page.
type Section struct {
	ID        string // of the section on /all/; else ""
	StepSlug  string // of the step that it is or belongs to
	Position  int    // of its step on /all/; 0 for a topic, and on other pages
	HasTopics bool   // it is a step, and its page lists topics
	Title     string
	Summary   string
	Outcomes  []template.HTML
	Body      template.HTML
	Footnotes template.HTML // items of a list
	Headings  []markdown.Heading
	TOC       []markdown.Heading // those of the second level, for a table of contents
	Items     []Item
	Resources []Resource
	Guide     *GuideView

	// Of a step on its own page: the actions of its topics. If there are too many, the topics that have them.
	TopicItems    []TopicItem
	CountedTopics []CountedTopic

	Actions Actions // of a step, with its topics
	IsTopic bool
	Reason  guide.Reason
}

// HasActions reports whether the section lists or counts actions.
func (s Section) HasActions() bool { return len(s.Items)+len(s.TopicItems)+len(s.CountedTopics) > 0 }

// HasShortList reports whether the actions are too few to filter them or to print them alone.
func (s Section) HasShortList() bool { return len(s.Items)+len(s.TopicItems) <= 3 }

// HasTOC reports whether the page has enough parts for a table of contents.
func (s Section) HasTOC() bool { return len(s.TOC) > 2 || len(s.TOC) > 0 && s.HasActions() }

// Progress returns what a script counts for the section: the actions of its step.
func (s Section) Progress() Progress {
	for _, step := range s.Guide.Steps {
		if step.Slug == s.StepSlug {
			p := Progress{Step: step.Slug, Total: step.Actions.Count}
			if s.IsTopic {
				p.Position = step.Position
			}
			return p
		}
	}
	return Progress{}
}

// Progress is a count of actions that are done.
type Progress struct {
	Step  string // its slug; "" for the whole guide
	Total int
	// Position is that of the step on the page of a topic, which says whose count it is; else 0.
	Position int
}

// newSection returns the section of a converted source file on the page at an address.
func (s *Site) newSection(d *guide.Doc, c convertedDoc, page string) Section {
	body := s.addPassageLinks(c.HTML, d, c.Headings, page)
	out := Section{
		Title: s.guide.Title(d), Summary: d.Summary.Value, Body: template.HTML(body),
		Footnotes: template.HTML(c.FootnoteItems), Headings: c.Headings, Guide: s.guideView,
		Items: c.items, Resources: c.resources, Actions: newActions(d), Reason: d.Reason,
		IsTopic: d.Kind == frontmatter.KindTopic,
	}
	if step := s.guideView.stepOf(d); step != nil {
		out.StepSlug = step.Slug
		if d.Kind == frontmatter.KindStep {
			out.Actions = step.Actions
		}
	}
	for _, h := range c.Headings {
		if h.Level <= 2 {
			out.TOC = append(out.TOC, h)
		}
	}
	for _, o := range c.outcomes {
		out.Outcomes = append(out.Outcomes, template.HTML(o.HTML))
	}
	return out
}
