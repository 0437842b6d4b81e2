package site

import "guide/cmd/internal/guide"

// StepView is the view of a step.
type StepView struct {
	*DocView
	Topics         []TopicRef // at most guide.MaxListedTopics
	Previous, Next *Ref       // steps
	Needs          []Ref      // the steps to finish first
}

func newStepView(v *DocView, g *guide.Guide) *StepView {
	i := v.Doc.Index
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
	return out
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
