package site

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// StepView is the view of a step.
type StepView struct {
	*DocView
	Topics         []TopicRef // at most guide.MaxListedTopics
	Previous, Next *Ref       // steps
	Needs          []Ref      // the steps to finish first
}

// maxStepItems is how many actions a step may have for its page to list those of its topics, which else are only
// counted.
const maxStepItems = 50

// TopicItem is an action of a topic in the list of its step.
type TopicItem struct {
	ID, Level    string
	TextHTML     template.HTML
	FactsHTML    template.HTML // with a link to the action on the page of its topic
	AudienceKeys string
}

func newStepView(s *Site, v *DocView) *StepView {
	g, i := s.guide, v.Doc.Index
	v.Step = g.Steps[i]
	listed := v.Step.Topics[:min(guide.MaxListedTopics, len(v.Step.Topics))]
	out := &StepView{DocView: v, Topics: newTopicRefs(g, listed)}
	v.Sections[0].HasTopics = len(out.Topics) > 0
	if i > 0 {
		out.Previous = &v.Guide.Steps[i-1].Ref
	}
	if i+1 < len(v.Guide.Steps) {
		out.Next = &v.Guide.Steps[i+1].Ref
	}
	for _, need := range v.Step.Needs {
		out.Needs = append(out.Needs, v.Guide.Steps[need.Index].Ref)
	}
	s.addTopicActions(&v.Sections[0], v.Step)
	return out
}

// addTopicActions adds the actions of the topics to the section of their step.
func (s *Site) addTopicActions(section *Section, step *guide.Step) {
	if s.guideView.Steps[step.Index].Actions.Count > maxStepItems {
		for _, t := range step.Topics {
			if n := len(t.Checklist); n > 0 && len(section.CountedTopics) < guide.MaxListedTopics {
				link := s.urls.link(step.Address, t.Address, checklistID)
				section.CountedTopics = append(section.CountedTopics, CountedTopic{link, s.guide.Title(t), n})
			}
		}
		return
	}
	for _, t := range step.Topics {
		for i := range t.Checklist {
			section.TopicItems = append(section.TopicItems, s.newTopicItem(step, t, &t.Checklist[i]))
		}
	}
}

// CountedTopic is a topic with actions, and the link to its checklist.
type CountedTopic struct {
	Href, Title string
	ActionCount int
}

// checklistID is the id of the checklist in checklist.html.
const checklistID = "ui-checklist"

// newTopicItem returns an action of a topic for the page of its step. Problems in its text are those of its own page.
func (s *Site) newTopicItem(step *guide.Step, topic *guide.Doc, i *frontmatter.Item) TopicItem {
	env := markdown.Env{Resolve: s.resolver(topic, step.Address, nil)}
	text := s.converter.Inline(i.Text.Value, i.Text.Locator(topic.File), frontMatterEnv(env, i.ID.Value))
	link := fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(s.urls.link(step.Address, topic.Address, i.ID.Value)),
		html.EscapeString(s.guide.Title(topic)))
	facts := html.EscapeString(s.itemFacts(i, s.msg("inTopic")))
	return TopicItem{
		ID: i.ID.Value, Level: i.Level, TextHTML: template.HTML(text.HTML),
		FactsHTML:    template.HTML(strings.ReplaceAll(facts, "{topic}", link)),
		AudienceKeys: strings.Join(textValues(i.For), " "),
	}
}

// MoreTopics returns the address of the list of all topics, or "" if the page lists them all.
func (v *StepView) MoreTopics() string {
	if len(v.Step.Topics) <= guide.MaxListedTopics {
		return ""
	}
	return guide.TopicListAddress(v.Step)
}

// TopicCount returns how many topics the step has.
func (v *StepView) TopicCount() int { return len(v.Step.Topics) }

// TopicsView is the view of the list of all topics of a step that has more than its page lists.
type TopicsView struct {
	*View
	Topics []TopicRef
}

// renderTopics returns the page of all topics of a step.
func (s *Site) renderTopics(step *guide.Step) ([]byte, error) {
	title := s.msg("topicsOf", "step", s.guide.Title(step.Doc))
	v := s.newView(guide.TopicsPage, guide.TopicListAddress(step), title, "")
	v.Step = step
	return s.execute(v, &TopicsView{v, newTopicRefs(s.guide, step.Topics)})
}
