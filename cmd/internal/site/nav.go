package site

import "guide/cmd/internal/guide"

// Pages do not grow with the guide, but for those that list it: the list of steps at the side, the
// topics of a step and the free pages in the footer end somewhere.

// maxNavLinks is how many steps or free pages a page lists that is not there for them.
const maxNavLinks = 50

// StepList returns the steps at the side: all, or those before and behind the page's own.
func (v *View) StepList() []StepRef {
	all := v.Guide.Steps
	if len(all) <= maxNavLinks {
		return all
	}
	first := 0
	if v.Step != nil {
		first = min(max(v.Step.Index-maxNavLinks/2, 0), len(all)-maxNavLinks)
	}
	return all[first : first+maxNavLinks]
}

// MoreSteps reports whether the list at the side leaves steps out.
func (v *View) MoreSteps() bool { return len(v.Guide.Steps) > maxNavLinks }

// FooterPages returns the free pages that the footer links to: all on the home page, on others the
// first.
func (v *View) FooterPages() []Ref {
	all := v.Guide.Pages
	if v.Kind == "home" {
		return all
	}
	return all[:min(maxNavLinks, len(all))]
}

// MoreTopics returns the address of the list of all topics, or "" where the page shows them all.
func (v *View) MoreTopics() string {
	if v.Step == nil || len(v.Step.Topics) <= guide.MaxListedTopics {
		return ""
	}
	return guide.TopicListAddress(v.Step)
}

// TopicCount returns how many topics the page's step has.
func (v *View) TopicCount() int { return len(v.Step.Topics) }

// renderTopicList makes the page of all topics of a step that has more than it shows.
func (s *Site) renderTopicList(step *guide.Step) ([]byte, error) {
	v := s.newView("topics", guide.TopicListAddress(step), s.msg("topicsOf", "step", s.guide.Title(step.Doc)), "")
	v.Step = step
	v.Topics = s.topicRefs(step.Topics)
	return s.executeTemplate("topics.html", v)
}

func (s *Site) topicRefs(topics []*guide.Doc) []TopicRef {
	refs := make([]TopicRef, len(topics))
	for i, t := range topics {
		refs[i] = TopicRef{s.ref(t), len(t.Checklist)}
	}
	return refs
}
