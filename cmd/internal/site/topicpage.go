package site

import "guide/cmd/internal/guide"

// TopicView is the view of a topic.
type TopicView struct {
	*DocView
	// Previous and Next are the neighbours in the order of /all/. Before the first topic comes its step, after the
	// last one the next step.
	Previous, Next *Ref
}

func newTopicView(v *DocView, g *guide.Guide) *TopicView {
	step, i := v.Doc.Step, v.Doc.Index
	v.Step = step
	out := &TopicView{DocView: v, Previous: &v.Guide.Steps[step.Index].Ref}
	if i > 0 {
		r := newRef(g, step.Topics[i-1])
		out.Previous = &r
	}
	if i+1 < len(step.Topics) {
		r := newRef(g, step.Topics[i+1])
		out.Next = &r
	} else if step.Index+1 < len(v.Guide.Steps) {
		out.Next = &v.Guide.Steps[step.Index+1].Ref
	}
	return out
}
