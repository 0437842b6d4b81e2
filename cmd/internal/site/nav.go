package site

import "guide/cmd/internal/guide"

// Pages stay small in a large guide: lists of links to steps and free pages are capped.

// NavLink is a link to a generated page.
type NavLink struct {
	Address, Title string
	IsCurrent      bool // it leads to this page
}

// BannerNav returns the links of the banner.
func (v *View) BannerNav() []NavLink { return v.navLinks(guide.BannerNav) }

// FooterNav returns the links of the footer to generated pages.
func (v *View) FooterNav() []NavLink { return v.navLinks(guide.FooterNav) }

func (v *View) navLinks(place guide.NavPlace) []NavLink {
	var out []NavLink
	for _, p := range guide.PageTypes {
		if p.Nav == place && v.site.has(p) && (p.InNav == nil || p.InNav(v.site.guide)) {
			out = append(out, NavLink{p.Address, v.site.msg(p.Title), p.Address == v.Address})
		}
	}
	return out
}

// FooterPages returns the free pages that the footer links to: on the home page all, on others the first ones.
func (v *View) FooterPages() []Ref {
	all := v.Guide.Pages
	if v.IsHome() {
		return all
	}
	return all[:min(guide.MaxNavLinks, len(all))]
}

// HasChecklist reports whether the page has a checklist of its own to skip to.
func (v *View) HasChecklist() bool {
	switch v.Kind {
	case guide.StepPage:
		return v.Guide.Steps[v.Step.Index].Actions.Count > 0
	case guide.TopicPage:
		return len(v.Doc.Checklist) > 0
	}
	return false
}

// Offline reports whether the page has an address on a disk, where pages may not share what a browser keeps, and /all/
// can stand in for them.
func (v *View) Offline() bool { return v.site.urls.offline && v.Guide.HasAll }

// IsHome reports whether this is the home page.
func (v *View) IsHome() bool { return v.Kind == guide.HomePage }

// ShowsSteps reports whether the page has a navigation of steps: not if it lists the steps itself.
func (v *View) ShowsSteps() bool {
	switch v.Kind {
	case guide.HomePage, guide.StepsPage, guide.ProgressPage, guide.ResourcesPage, guide.SourcesPage:
		return false
	}
	return true
}

// StepList returns the steps in the navigation: all, or those around the page's own step.
func (v *View) StepList() []StepRef {
	all := v.Guide.Steps
	if len(all) <= guide.MaxNavLinks {
		return all
	}
	first := 0
	if v.Step != nil {
		first = min(max(v.Step.Index-guide.MaxNavLinks/2, 0), len(all)-guide.MaxNavLinks)
	}
	return all[first : first+guide.MaxNavLinks]
}

// MoreSteps reports whether StepList leaves steps out.
func (v *View) MoreSteps() bool { return len(v.Guide.Steps) > guide.MaxNavLinks }

// IsCurrentStep reports whether the page is or belongs to the step at an address.
func (v *View) IsCurrentStep(address string) bool { return v.Step != nil && v.Step.Address == address }

// StepHref returns the link to a step in the navigation; on /all/ it leads to the step's section.
func (v *View) StepHref(step StepRef) string {
	if v.Kind == guide.AllPage {
		return v.site.urls.link(v.Address, v.Address, guide.AllPageID(v.site.byAddress[step.Address]))
	}
	return v.Href(step.Address)
}

// partNeighbours returns what comes before and after part i of a list. Before the first part comes the list's page.
func partNeighbours(i, total int, list *Ref, part func(i int) *Ref) (previous, next *Ref) {
	previous = list
	if i > 0 {
		previous = part(i - 1)
	}
	if i+1 < total {
		next = part(i + 1)
	}
	return previous, next
}

// has reports whether the site has a generated page.
func (s *Site) has(p guide.PageType) bool {
	return (p.Exists == nil || p.Exists(s.guide)) && !(p.ServerOnly && s.urls.offline) &&
		!(p.Absolute && (s.urls.base == "" || s.opts.NoIndex))
}
