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
	Headings  []markdown.Heading
	Items     []Item
	Resources []Resource

	ActionTally, ResourceTally Tally

	Effort       frontmatter.Span // of a step, with its topics
	Reason       guide.Reason
	PrintedLinks []string // external URLs, numbered from 1 in the order of this list
}

// Tally counts the actions or the resources of a page. Those of a step include those of its topics, so that every
// page shows the same number for it.
type Tally struct {
	OnPage  int  // in the page's own source file
	InStep  int  // in the step that the page is or belongs to, with all its topics
	IsTopic bool // the page is a topic
}

// Total returns the number for the page as a whole.
func (t Tally) Total() int {
	if t.IsTopic {
		return t.OnPage
	}
	return t.InStep
}

// InTopics returns how many of a step's Total are in its topics.
func (t Tally) InTopics() int { return t.Total() - t.OnPage }

// TOC returns the headings for a table of contents, which are those of the second level.
func (s Section) TOC() []markdown.Heading {
	var out []markdown.Heading
	for _, h := range s.Headings {
		if h.Level <= 2 {
			out = append(out, h)
		}
	}
	return out
}

// newSection returns the section of a converted source file.
func (s *Site) newSection(d *guide.Doc, c convertedDoc) Section {
	out := Section{
		Title: s.guide.Title(d), Summary: d.Summary.Value, Body: template.HTML(c.HTML), Headings: c.Headings,
		Items: c.items, Resources: c.resources, Effort: sumSpans(effortsOf(d)), Reason: d.Reason,
		PrintedLinks: c.printedLinks.urls,
	}
	if step := s.guideView.stepOf(d); step != nil {
		out.StepSlug = step.Slug
		isTopic := d.Kind == frontmatter.KindTopic
		out.ActionTally = Tally{len(d.Checklist), step.ActionCount, isTopic}
		out.ResourceTally = Tally{len(d.Resources), step.ResourceCount, isTopic}
		if !isTopic {
			out.Effort = step.Effort
		}
	}
	for _, o := range c.outcomes {
		out.Outcomes = append(out.Outcomes, template.HTML(o.HTML))
	}
	return out
}
