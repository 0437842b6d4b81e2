package site

import (
	"html/template"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// newView begins the View of a page.
func (s *Site) newView(kind, address, title, summary string) *View {
	return &View{site: s, Kind: kind, Address: address, Title: title, Summary: summary, Guide: s.guideView}
}

// newGuideView makes what is the same on all pages.
func (s *Site) newGuideView() *GuideView {
	settings := s.guide.Settings
	g := &GuideView{ID: settings.ID.Value, Title: settings.Title.Value, Summary: settings.Summary.Value, Language: settings.Language.Value, Contact: settings.Contact, Audiences: settings.Audiences,
		HasAll: s.guide.HasAllPage() && len(s.guide.Steps) > 0, HasGlossary: len(s.guide.Glossary) > 0}
	for _, step := range s.guide.Steps {
		ref := s.stepRef(step)
		g.Steps = append(g.Steps, ref)
		g.ActionCount += ref.ActionCount
		g.ResourceCount += ref.ResourceCount
	}
	g.HasResources = g.ResourceCount > 0
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
		r.ActionCount += len(d.Checklist)
		r.ResourceCount += len(d.Resources)
	}
	r.Effort = sumSpans(effortsOf(docs...))
	return r
}

var kindNames = map[frontmatter.Kind]string{frontmatter.KindHome: "home", frontmatter.KindStep: "step", frontmatter.KindTopic: "topic", frontmatter.KindPage: "page"}

// renderDoc makes the page of a source file.
func (s *Site) renderDoc(d *guide.Doc) ([]byte, error) {
	c, err := s.analyze(d)
	if err != nil {
		return nil, err
	}
	kind := kindNames[d.Kind]
	v := s.newView(kind, d.Address, s.guide.Title(d), d.Summary.Value)
	if d.Kind == frontmatter.KindHome && v.Summary == "" {
		v.Summary = v.Guide.Summary
	}
	v.Doc = d
	v.Sections = []Section{s.newSection(d, c)}
	switch d.Kind {
	case frontmatter.KindStep:
		s.fillStep(v, d)
	case frontmatter.KindTopic:
		s.fillTopic(v, d)
	}
	return s.executeTemplate(kind+".html", v)
}

func (s *Site) newSection(d *guide.Doc, c convertedDoc) Section {
	out := Section{Title: s.guide.Title(d), Summary: d.Summary.Value, Body: template.HTML(c.HTML), Headings: c.Headings,
		Items: c.items, Resources: c.resources, Effort: sumSpans(effortsOf(d)), Reason: d.Reason, PrintedLinks: c.printedLinks.urls}
	if step := s.stepRefOf(d); step != nil {
		out.StepSlug = step.Slug
		topic := d.Kind == frontmatter.KindTopic
		out.ActionTally = Tally{len(d.Checklist), step.ActionCount, topic}
		out.ResourceTally = Tally{len(d.Resources), step.ResourceCount, topic}
		if !topic {
			out.Effort = step.Effort
		}
	}
	for _, o := range c.outcomes {
		out.Outcomes = append(out.Outcomes, template.HTML(o.HTML))
	}
	return out
}

// stepRefOf returns the step that a source file is or belongs to, or nil.
func (s *Site) stepRefOf(d *guide.Doc) *StepRef {
	switch d.Kind {
	case frontmatter.KindStep:
		return &s.guideView.Steps[d.Index]
	case frontmatter.KindTopic:
		return &s.guideView.Steps[d.Step.Index]
	}
	return nil
}

// fillStep adds what a step has beside its text.
func (s *Site) fillStep(v *View, d *guide.Doc) {
	i := d.Index
	v.Step = s.guide.Steps[i]
	v.Topics = s.topicRefs(v.Step.Topics[:min(guide.MaxListedTopics, len(v.Step.Topics))])
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

// fillTopic adds what a topic has beside its text. Before the first topic comes its step, behind the
// last the next step.
func (s *Site) fillTopic(v *View, d *guide.Doc) {
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

func (s *Site) renderSteps() ([]byte, error) {
	return s.executeTemplate("steps.html", s.newView("steps", guide.StepsAddress, s.msg("steps"), s.msg("stepsSummary")))
}

func (s *Site) renderNotFound() ([]byte, error) {
	return s.executeTemplate("not-found.html", s.newView("not-found", guide.NotFoundAddress, s.msg("notFound"), s.msg("notFoundSummary")))
}

// renderResources makes the page of all resources, by step.
func (s *Site) renderResources() ([]byte, error) {
	v := s.newView("resources", guide.ResourcesAddress, s.msg("resources"), s.msg("resourcesSummary"))
	for i, step := range s.guide.Steps {
		group, links := ResourceGroup{Ref: v.Guide.Steps[i].Ref, StepSlug: step.Slug}, &printedLinks{}
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			env := markdown.Env{Resolve: s.resolver(d, v.Address, nil), LinkNumber: links.numberOf, HeadingOffset: 1}
			for j := range d.Resources {
				r := s.convertResource(d, &d.Resources[j], env)
				r.StepSlug = step.Slug
				group.Resources = append(group.Resources, r)
			}
		}
		group.PrintedLinks = links.urls
		if len(group.Resources) > 0 {
			v.ResourceGroups = append(v.ResourceGroups, group)
		}
	}
	return s.executeTemplate("resources.html", v)
}
