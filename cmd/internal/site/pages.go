package site

import (
	"html/template"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// view begins the View of a page.
func (s *Site) view(kind, address, title, summary string) *View {
	return &View{site: s, Kind: kind, Address: address, Title: title, Summary: summary, Guide: s.shared}
}

// guideView makes what is the same on all pages.
func (s *Site) guideView() *GuideView {
	set := s.guide.Settings
	g := &GuideView{ID: set.ID.Value, Title: set.Title.Value, Summary: set.Summary.Value, Language: set.Language.Value, Contact: set.Contact, Audiences: set.Audiences,
		HasAll: s.guide.WholeOnOnePage() && len(s.guide.Steps) > 0, HasGlossary: len(s.guide.Glossary) > 0}
	for _, step := range s.guide.Steps {
		ref := s.stepRef(step)
		g.Steps = append(g.Steps, ref)
		g.Actions += ref.Actions
		g.Resources += ref.Resources
	}
	g.HasResources = g.Resources > 0
	for _, p := range s.guide.Pages {
		g.Pages = append(g.Pages, s.ref(p))
	}
	return g
}

func (s *Site) ref(d *guide.Doc) Ref {
	return Ref{Address: d.Address, Title: s.guide.Title(d), Summary: d.Summary.Value, Reason: d.Reason}
}

func (s *Site) stepRef(step *guide.Step) StepRef {
	r := StepRef{Ref: s.ref(step.Doc)}
	r.Position, r.Slug = step.Position(), step.Slug
	docs := append([]*guide.Doc{step.Doc}, step.Topics...)
	for _, d := range docs {
		r.Actions += len(d.Checklist)
		r.Resources += len(d.Resources)
	}
	r.Effort = sum(efforts(docs...))
	return r
}

var kinds = map[page.Kind]string{page.KindHome: "home", page.KindStep: "step", page.KindTopic: "topic", page.KindPage: "page"}

// doc makes the page of a source file.
func (s *Site) doc(d *guide.Doc) ([]byte, error) {
	c, err := s.own(d)
	if err != nil {
		return nil, err
	}
	kind := kinds[d.Kind]
	v := s.view(kind, d.Address, s.guide.Title(d), d.Summary.Value)
	if d.Kind == page.KindHome && v.Summary == "" {
		v.Summary = v.Guide.Summary
	}
	v.Doc = d
	v.Sections = []Section{s.section(d, c)}
	switch d.Kind {
	case page.KindStep:
		s.stepView(v, d)
	case page.KindTopic:
		s.topicView(v, d)
	}
	return s.execute(kind+".html", v)
}

func (s *Site) section(d *guide.Doc, c converted) Section {
	out := Section{Title: s.guide.Title(d), Summary: d.Summary.Value, Body: template.HTML(c.HTML), Headings: c.Headings,
		Items: c.items, Resources: c.resources, Effort: sum(efforts(d)), Reason: d.Reason, Addresses: c.addresses.list}
	if step := s.stepOf(d); step != nil {
		out.Step = step.Slug
		topic := d.Kind == page.KindTopic
		out.Actions = Tally{len(d.Checklist), step.Actions, topic}
		out.Reading = Tally{len(d.Resources), step.Resources, topic}
		if !topic {
			out.Effort = step.Effort
		}
	}
	for _, o := range c.outcomes {
		out.Outcomes = append(out.Outcomes, template.HTML(o.HTML))
	}
	return out
}

// stepOf returns the step that a source file is or belongs to, or nil.
func (s *Site) stepOf(d *guide.Doc) *StepRef {
	switch d.Kind {
	case page.KindStep:
		return &s.shared.Steps[d.Index]
	case page.KindTopic:
		return &s.shared.Steps[d.Step.Index]
	}
	return nil
}

// stepView adds what a step has beside its text.
func (s *Site) stepView(v *View, d *guide.Doc) {
	i := d.Index
	v.Step = s.guide.Steps[i]
	v.Topics = s.topics(v.Step.Topics[:min(guide.MaxTopics, len(v.Step.Topics))])
	if i > 0 {
		v.Previous = &v.Guide.Steps[i-1].Ref
	}
	if i+1 < len(s.guide.Steps) {
		v.Next = &v.Guide.Steps[i+1].Ref
	}
	for _, need := range v.Step.Needs {
		v.Needs = append(v.Needs, v.Guide.Steps[need.Index].Ref)
	}
}

// topicView adds what a topic has beside its text. Before the first topic comes its step, behind the
// last the next step.
func (s *Site) topicView(v *View, d *guide.Doc) {
	v.Step = d.Step
	v.Previous = &v.Guide.Steps[d.Step.Index].Ref
	if i := d.Index; i > 0 {
		r := s.ref(d.Step.Topics[i-1])
		v.Previous = &r
	}
	if i := d.Index + 1; i < len(d.Step.Topics) {
		r := s.ref(d.Step.Topics[i])
		v.Next = &r
	} else if i := d.Step.Index + 1; i < len(v.Guide.Steps) {
		v.Next = &v.Guide.Steps[i].Ref
	}
}

func (s *Site) steps() ([]byte, error) {
	return s.execute("steps.html", s.view("steps", guide.StepsAddress, s.word("steps"), s.word("stepsSummary")))
}

func (s *Site) notFound() ([]byte, error) {
	return s.execute("not-found.html", s.view("not-found", guide.NotFoundAddress, s.word("notFound"), s.word("notFoundSummary")))
}

// resources makes the page of all resources, by step.
func (s *Site) resources() ([]byte, error) {
	v := s.view("resources", guide.ResourcesAddress, s.word("resources"), s.word("resourcesSummary"))
	for i, step := range s.guide.Steps {
		group, on := Group{Ref: v.Guide.Steps[i].Ref, Step: step.Slug}, &addresses{}
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			env := page.Env{Resolve: s.resolver(d, v.Address, nil), LinkNumber: on.number, HeadingOffset: 1}
			for j := range d.Resources {
				r := s.resource(d, &d.Resources[j], env)
				r.Step = step.Slug
				group.Resources = append(group.Resources, r)
			}
		}
		group.Addresses = on.list
		if len(group.Resources) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	return s.execute("resources.html", v)
}
