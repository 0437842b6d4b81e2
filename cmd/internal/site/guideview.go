package site

import (
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// GuideView is what pages show of the whole guide.
type GuideView struct {
	ID, Title, Summary, Language, Contact string
	Direction                             string // "rtl", or "" if the language is written from left to right
	Steps                                 []StepRef
	Pages                                 []Ref
	Audiences                             []frontmatter.MapItem[frontmatter.Text]
	HasAll, HasGlossary, HasResources     bool
	ActionCount, EssentialCount           int    // of all steps
	StartIDs                              string // of the actions to begin with, separated by spaces
}

// Ref is a link to a page of the guide.
type Ref struct {
	Address, Title, Summary string
	Position                int // of a step, from 1
	Reason                  guide.Reason
}

// StepRef is a step in a list of steps.
type StepRef struct {
	Ref
	Slug    string
	Actions Actions // of the step and its topics
}

// Actions counts the actions of some texts, and their time.
type Actions struct {
	Count, Essential int
	Effort           frontmatter.Span // hands-on time of the essential ones, of all if there are none; an estimate
}

// TopicRef is a topic in the list of its step's topics.
type TopicRef struct {
	Ref
	ActionCount int
}

// newGuideView returns the view of a guide, with what still holds of that of the previous site, if there is one.
func newGuideView(g *guide.Guide, previous *Site) *GuideView {
	settings := g.Settings
	v := &GuideView{
		ID: settings.ID.Value, Title: settings.Title.Value, Summary: settings.Summary.Value,
		Language: settings.Language.Value, Contact: settings.Contact.Value, Audiences: settings.Audiences,
		Direction: direction(settings.Language.Value),
		HasAll:    g.HasAllPage() && g.HasSteps(), HasGlossary: g.HasGlossary(), HasResources: g.HasResources(),
	}
	for _, step := range g.Steps {
		ref := StepRef{Ref: newRef(g, step.Doc), Slug: step.Slug}
		ref.Position = step.Position()
		if previous.hasPagesOf(step) {
			ref.Actions = previous.guideView.Steps[step.Index].Actions
		} else {
			ref.Actions = newActions(append([]*guide.Doc{step.Doc}, step.Topics...)...)
		}
		v.Steps = append(v.Steps, ref)
		v.ActionCount += ref.Actions.Count
		v.EssentialCount += ref.Actions.Essential
	}
	var start []string
	for _, t := range g.Start {
		start = append(start, t.ID().Value)
	}
	v.StartIDs = strings.Join(start, " ")
	for _, p := range g.Pages {
		v.Pages = append(v.Pages, newRef(g, p))
	}
	return v
}

// Progress returns what a script counts for the whole guide.
func (v *GuideView) Progress() Progress { return Progress{Total: v.ActionCount} }

// HasChoice reports whether some of the actions are essential and others are not.
func (v *GuideView) HasChoice() bool { return v.EssentialCount > 0 && v.EssentialCount < v.ActionCount }

// LastInColumn returns the position of the last step in the first of two columns. The second column ends with a link.
func (v *GuideView) LastInColumn() int { return len(v.Steps)/2 + 1 }

func newRef(g *guide.Guide, d *guide.Doc) Ref {
	return Ref{Address: d.Address, Title: g.Title(d), Summary: d.Summary.Value, Reason: d.Reason}
}

// hasPagesOf reports whether the site has a step at the same place, whose pages have the same front matter. A site that
// is nil has none.
func (s *Site) hasPagesOf(step *guide.Step) bool {
	if s == nil || step.Index >= len(s.guide.Steps) {
		return false
	}
	own := s.guide.Steps[step.Index]
	return own.Page == step.Page &&
		slices.EqualFunc(own.Topics, step.Topics, func(a, b *guide.Doc) bool { return a.Page == b.Page })
}

func newActions(docs ...*guide.Doc) Actions {
	var essential, all []frontmatter.Span
	for _, d := range docs {
		for n := range d.Checklist {
			i := &d.Checklist[n]
			all = append(all, i.Effort)
			if i.Level == "essential" {
				essential = append(essential, i.Effort)
			}
		}
	}
	counted := essential
	if len(essential) == 0 {
		counted = all
	}
	return Actions{len(all), len(essential), sumSpans(counted)}
}

func newTopicRefs(g *guide.Guide, topics []*guide.Doc) []TopicRef {
	refs := make([]TopicRef, len(topics))
	for i, t := range topics {
		refs[i] = TopicRef{newRef(g, t), len(t.Checklist)}
	}
	return refs
}

// stepOf returns the step that a source file is or belongs to, or nil.
func (v *GuideView) stepOf(d *guide.Doc) *StepRef {
	switch d.Kind {
	case frontmatter.KindStep:
		return &v.Steps[d.Index]
	case frontmatter.KindTopic:
		return &v.Steps[d.Step.Index]
	}
	return nil
}
