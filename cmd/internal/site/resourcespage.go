package site

import (
	"math"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// ResourcesView is the view of /resources/, and of its parts if there are many resources. The page itself then has
// links to the parts, and no resources.
type ResourcesView struct {
	*View
	ResourceGroups []ResourceGroup
	Parts          []ResourcePart
	Previous, Next *Ref // of a part
}

// ResourceGroup is the resources of one step with its topics.
type ResourceGroup struct {
	Ref
	StepSlug  string
	Resources []Resource
}

// ResourcePart is a part of the list of resources.
type ResourcePart struct {
	Address, Title string
	Count          int
}

func newResourcesView(s *Site, v *View) (any, error) {
	out := &ResourcesView{View: v}
	for _, part := range s.resourceParts {
		out.Parts = append(out.Parts, ResourcePart{part.Address, s.resourcePartTitle(part), part.To - part.From})
	}
	if len(out.Parts) > 0 {
		return out, nil
	}
	for _, step := range s.guide.Steps {
		if group := s.newResourceGroup(v, step, 0, math.MaxInt); len(group.Resources) > 0 {
			out.ResourceGroups = append(out.ResourceGroups, group)
		}
	}
	return out, nil
}

// newResourceGroup returns some of the resources of a step and its topics.
func (s *Site) newResourceGroup(v *View, step *guide.Step, from, to int) ResourceGroup {
	group := ResourceGroup{Ref: v.Guide.Steps[step.Index].Ref, StepSlug: step.Slug}
	n := 0
	for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
		env := markdown.Env{Resolve: s.resolver(d, v.Address, nil), HeadingOffset: 1}
		for j := range d.Resources {
			if n >= from && n < to {
				r := s.convertResource(d, &d.Resources[j], env)
				r.StepSlug = step.Slug
				group.Resources = append(group.Resources, r)
			}
			n++
		}
	}
	return group
}

func (s *Site) resourcePartTitle(part guide.ListPart) string {
	title := s.msg("stepTitle", "n", part.Step.Position(), "title", s.guide.Title(part.Step.Doc))
	if part.Total > 1 {
		title += s.msg("comma") + s.msg("partOf", "n", part.Number, "total", part.Total)
	}
	return title
}

// renderResourcePart returns a part of the list of resources.
func (s *Site) renderResourcePart(i int) ([]byte, error) {
	part := s.resourceParts[i]
	title := s.msg("resourcesOf", "part", s.resourcePartTitle(part))
	v := s.newView(guide.ResourcesPage, part.Address, title, s.msg("resourcesOfStep", "n", part.Entries))
	group := s.newResourceGroup(v, part.Step, part.From, part.To)
	out := &ResourcesView{View: v, ResourceGroups: []ResourceGroup{group}}
	list := &Ref{Address: guide.ResourcesAddress, Title: s.msg("resources")}
	out.Previous, out.Next = partNeighbours(i, len(s.resourceParts), list, s.resourcePartRef)
	return s.execute(v, out)
}

func (s *Site) resourcePartRef(i int) *Ref {
	return &Ref{Address: s.resourceParts[i].Address, Title: s.resourcePartTitle(s.resourceParts[i])}
}

// ResourceCount returns how many resources the page has, with its parts.
func (v *ResourcesView) ResourceCount() int {
	n := 0
	for _, p := range v.Parts {
		n += p.Count
	}
	for _, g := range v.ResourceGroups {
		n += len(g.Resources)
	}
	return n
}
