package site

import (
	"cmp"
	"slices"

	"guide/cmd/internal/frontmatter"
)

// ResourceFilter is a filter of /resources/ with several values.
type ResourceFilter struct {
	Name   string // of the attribute data-<name> of a row
	Label  string
	Any    string // the choice that filters nothing
	Values []FilterValue
}

// FilterValue is a value of a filter. Count is how many resources have it.
type FilterValue struct {
	Value, Label string
	Count        int
}

// costUnknown is the value for resources that do not state a cost.
const costUnknown = "unknown"

// costs are the costs in the order of the filter.
var costs = []string{"free", "freemium", "members", "paid", costUnknown}

// Filters returns the filters by type, cost, step and audience. Values that no resource has are left out.
func (v *ResourcesView) Filters() []ResourceFilter {
	s := v.site
	message := func(prefix string) func(string) string {
		return func(value string) string { return s.sentences(s.msg(prefix + value)) }
	}
	types := v.filterValues(message("type-"), func(r Resource) []string {
		if r.Type == "" { // which was reported
			return nil
		}
		return []string{r.Type}
	})
	strict, _ := collators(s.guide.Settings.Language.Value)
	slices.SortFunc(types, func(a, b FilterValue) int { return strict(a.Label, b.Label) })
	costLabel := func(value string) string {
		if value == costUnknown {
			return s.msg("costUnknown")
		}
		return message("cost-")(value)
	}
	byCost := v.filterValues(costLabel, func(r Resource) []string { return []string{cmp.Or(r.Cost, costUnknown)} })
	slices.SortFunc(byCost, func(a, b FilterValue) int {
		return slices.Index(costs, a.Value) - slices.Index(costs, b.Value)
	})
	filters := []ResourceFilter{
		{"type", s.msg("filterType"), s.msg("any"), types}, {"cost", s.msg("filterCost"), s.msg("any"), byCost},
		{"step", s.msg("filterStep"), s.msg("any"), v.stepValues()},
	}
	if len(v.Guide.Audiences) > 0 {
		filters = append(filters, ResourceFilter{"for", s.msg("filterFor"), s.msg("everyone"), v.audienceValues()})
	}
	return filters
}

// filterValues counts the resources by their values, in the order in which the values first occur.
func (v *ResourcesView) filterValues(label func(string) string, values func(Resource) []string) []FilterValue {
	var out []FilterValue
	for _, g := range v.ResourceGroups {
		for _, r := range g.Resources {
			for _, value := range values(r) {
				i := slices.IndexFunc(out, func(f FilterValue) bool { return f.Value == value })
				if i < 0 {
					i, out = len(out), append(out, FilterValue{value, label(value), 0})
				}
				out[i].Count++
			}
		}
	}
	return out
}

func (v *ResourcesView) stepValues() []FilterValue {
	var out []FilterValue
	for _, g := range v.ResourceGroups {
		label := v.site.msg("stepOption", "n", g.Position, "title", g.Title)
		out = append(out, FilterValue{g.StepSlug, label, len(g.Resources)})
	}
	return out
}

// audienceValues counts the resources for each audience: those for everyone too, which the filter shows as well.
func (v *ResourcesView) audienceValues() []FilterValue {
	var all []string
	titles := map[string]string{}
	for _, a := range v.Guide.Audiences {
		all = append(all, a.Key.Value)
		titles[a.Key.Value] = a.Value.Value
	}
	label := func(key string) string { return titles[key] }
	out := v.filterValues(label, func(r Resource) []string {
		if len(r.For) == 0 {
			return all
		}
		return textValues(r.For)
	})
	slices.SortFunc(out, func(a, b FilterValue) int { return slices.Index(all, a.Value) - slices.Index(all, b.Value) })
	return out
}

// LinksChecked says when someone last opened the links, once for all of them.
func (v *ResourcesView) LinksChecked() string {
	oldest, newest, unchecked := "", "", 0
	for _, g := range v.ResourceGroups {
		for _, r := range g.Resources {
			switch day := r.Checked.Value; {
			case r.Gone.Value != "":
			case day == "":
				unchecked++
			case oldest == "":
				oldest, newest = day, day
			default:
				oldest, newest = min(oldest, day), max(newest, day)
			}
		}
	}
	return v.site.linksChecked(frontmatter.Date(oldest), frontmatter.Date(newest), unchecked)
}

func (s *Site) linksChecked(oldest, newest frontmatter.Date, unchecked int) string {
	if newest == "" {
		return s.msg("linksUnchecked")
	}
	out := s.msg("linksChecked", "oldest", s.formatDate(oldest), "newest", s.formatDate(newest))
	if oldest == newest {
		out = s.msg("linksCheckedOn", "newest", s.formatDate(newest))
	}
	if unchecked > 0 {
		out += " " + s.msg("linksNotChecked", "n", unchecked)
	}
	return out
}
