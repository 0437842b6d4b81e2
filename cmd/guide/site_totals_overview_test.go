package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// What pages of the whole guide claim beside the progress of each step: the home page, /progress/ and /resources/.

// expectedOverview lists what a page must claim of the whole guide. The claims are of a kind and what is said.
func (j stepWorkloads) expectedOverview(page string, start workload, s itemStates) (out [][2]string) {
	all := sumWorkloads(slices.Concat(j...))
	switch page {
	case "/":
		out = [][2]string{{"route", j.routeText()}, {"guide ", s.progressText(all.items)}}
		if time := start.time(); time != "" && s.offersStart(all) {
			out = append(out, [2]string{"start", "About " + time + "."})
		}
		return append(out, s.bar("guide", all))
	case "/all/":
		return append(out, [2]string{"guide ", s.progressText(all.items)}, s.bar("guide", all))
	case "/progress/":
		return j.expectedDashboard(all, s)
	case "/resources/":
		return j.expectedResources(all)
	}
	return nil
}

// routeText returns what the home page says above the list of steps.
func (j stepWorkloads) routeText() string {
	all := sumWorkloads(slices.Concat(j...))
	n := len(all.essentials)
	text := fmt.Sprintf("%s, %s.", pluralize(len(j), "step"), pluralize(len(all.items), "action"))
	switch {
	case n == 0 || n == len(all.items):
		return text
	case n == 1:
		return text + " 1 is essential; the others are for when you have time."
	}
	return text + fmt.Sprintf(" %d are essential; the others are for when you have time.", n)
}

// offersStart reports whether the home page shows the first actions: to a reader who has not begun, or for whom
// nothing is left.
func (s itemStates) offersStart(all workload) bool {
	n := s.count(all.items)
	return n["open"] == len(all.items) || n["open"]+n["doing"] == 0
}

// count returns how many of some items are in each state.
func (s itemStates) count(ids []string) map[string]int {
	n := map[string]int{}
	for _, id := range ids {
		n[cmp.Or(s[id], "open")]++
	}
	return n
}

// bar returns the claim of the bar of a step or the guide. Without actions to do there is none.
func (s itemStates) bar(name string, w workload) [2]string {
	n := s.count(w.items)
	left := len(w.items) - n["skip"]
	if left == 0 {
		return [2]string{}
	}
	return [2]string{"bar " + name, fmt.Sprintf("%d/%d", n["done"], left)}
}

// expectedDashboard lists what /progress/ must claim. Before the reader has begun, it counts only actions by step.
func (j stepWorkloads) expectedDashboard(all workload, s itemStates) (out [][2]string) {
	n, resources := s.count(all.items), s.count(all.resources)
	left := len(all.items) - n["skip"]
	begun := n["open"] < len(all.items) || resources["doing"]+resources["done"] > 0
	for _, docs := range j {
		step, slug := sumWorkloads(docs), strings.Split(docs[0].address, "/")[2]
		if !begun {
			out = append(out, [2]string{"facts " + slug, pluralize(len(step.items), "action")})
			continue
		}
		out = append(out, [2]string{"facts " + slug, s.stepFacts(step.items)}, s.bar(slug, step))
	}
	if !begun {
		return out
	}
	for name, count := range map[string]int{"Doing": n["doing"] + resources["doing"], "Not for me": n["skip"]} {
		if count > 0 {
			out = append(out, [2]string{name, fmt.Sprint(count)})
		}
	}
	e := s.count(all.essentials)
	summary := fmt.Sprintf("%d of %s done.", n["done"], pluralize(left, "action"))
	if left == 0 {
		summary = s.progressText(all.items)
	}
	return append(out, [2]string{"Essentials left", fmt.Sprint(e["open"] + e["doing"])},
		[2]string{"summary", summary}, s.bar("guide", all))
}

// stepFacts returns what /progress/ says below the name of a step once something is ticked.
func (s itemStates) stepFacts(ids []string) string {
	n := s.count(ids)
	if len(ids) > 0 && n["open"] == len(ids) {
		return "Not begun"
	}
	var out []string
	for _, part := range [][2]string{{"doing", "doing"}, {"open", "to do"}, {"skip", "not for me"}} {
		if count := n[part[0]]; count > 0 {
			out = append(out, fmt.Sprintf("%d %s", count, part[1]))
		}
	}
	return cmp.Or(strings.Join(out, ", "), pluralize(n["done"], "action"))
}

// expectedResources lists what /resources/ must claim: the sum, what is shown, and the sums of its filters.
func (j stepWorkloads) expectedResources(all workload) [][2]string {
	n := len(all.resources)
	out := [][2]string{{"summary", pluralize(n, "resource") + "."}}
	if n == 0 {
		return out
	}
	out = append(out, [2]string{"shown", fmt.Sprintf("%d of %[1]d shown", n)},
		[2]string{"by type", fmt.Sprint(n)}, [2]string{"by cost", fmt.Sprint(n)})
	for _, docs := range j {
		if resources := len(sumWorkloads(docs).resources); resources > 0 {
			slug := strings.Split(docs[0].address, "/")[2]
			out = append(out, [2]string{"filter " + slug, fmt.Sprint(resources)})
		}
	}
	return out
}
