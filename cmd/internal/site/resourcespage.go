package site

import (
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// ResourcesView is the view of /resources/.
type ResourcesView struct {
	*View
	ResourceGroups []ResourceGroup
}

// ResourceGroup is the resources of one step with its topics.
type ResourceGroup struct {
	Ref
	StepSlug  string
	Resources []Resource
}

func newResourcesView(s *Site, v *View) (any, error) {
	out := &ResourcesView{View: v}
	for i, step := range s.guide.Steps {
		group := ResourceGroup{Ref: v.Guide.Steps[i].Ref, StepSlug: step.Slug}
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			env := markdown.Env{Resolve: s.resolver(d, v.Address, nil), HeadingOffset: 1}
			for j := range d.Resources {
				r := s.convertResource(d, &d.Resources[j], env)
				r.StepSlug = step.Slug
				group.Resources = append(group.Resources, r)
			}
		}
		if len(group.Resources) > 0 {
			out.ResourceGroups = append(out.ResourceGroups, group)
		}
	}
	return out, nil
}

// ResourceCount returns how many resources the page has.
func (v *ResourcesView) ResourceCount() int {
	n := 0
	for _, g := range v.ResourceGroups {
		n += len(g.Resources)
	}
	return n
}
