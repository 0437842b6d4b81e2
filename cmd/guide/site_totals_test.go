package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
	"guide/cmd/internal/guide"
)

// Every number of actions and resources and every span of hours that a page gives for a step or the guide is the
// sum of its front matter, on whatever page it stands.

// formatWorkTime formats a span of minutes as pages do: in minutes below two hours, else in hours.
func formatWorkTime(low, high int) string {
	amount := func(n int, unit string) string {
		if n != 1 {
			unit += "s"
		}
		return fmt.Sprintf("%d %s", n, unit)
	}
	hours := func(minutes int) int { return (minutes + 30) / 60 }
	switch {
	case high < 120 && low == high:
		return amount(high, "minute")
	case high < 120:
		return fmt.Sprintf("%d to %s", low, amount(high, "minute"))
	case low < 60:
		return amount(low, "minute") + " to " + amount(hours(high), "hour")
	case hours(low) == hours(high):
		return amount(hours(high), "hour")
	}
	return fmt.Sprintf("%d to %s", hours(low), amount(hours(high), "hour"))
}

// displayedTotals returns the totals that a page shows.
var displayedTotals = "(" + js("totals") + ")()"

// itemStates are the states of items and resources by id.
type itemStates map[string]string

// progressText returns the progress of some items as a page shows it.
func (s itemStates) progressText(done, none string, ids []string) string {
	finished, skipped := 0, 0
	for _, id := range ids {
		switch s[id] {
		case "done":
			finished++
		case "skip":
			skipped++
		}
	}
	switch left := len(ids) - skipped; {
	case left > 0 && skipped > 0:
		return fmt.Sprintf("%s: %d of %d; not for me: %d.", done, finished, left, skipped)
	case left > 0:
		return fmt.Sprintf("%s: %d of %d.", done, finished, left)
	case skipped > 0:
		return fmt.Sprintf("%s: %d.", none, skipped)
	}
	return ""
}

// stepProgressText returns the progress of a step as the list of steps shows it.
func (s itemStates) stepProgressText(ids []string) string {
	done, left := 0, len(ids)
	for _, id := range ids {
		if s[id] == "done" {
			done++
		} else if s[id] == "skip" {
			left--
		}
	}
	switch {
	case len(s) == 0 || len(ids) == 0:
		return ""
	case left == 0:
		return "Not for me"
	case left == done:
		return "Done"
	}
	return fmt.Sprintf("%d of %d done", done, left)
}

const allSkippedText = "Every action here is set to “not for me”"

// expectedTotals lists what a page must claim.
func (j stepWorkloads) expectedTotals(page string, s itemStates) (out []string) {
	add := func(what, said string) {
		if said != "" {
			out = append(out, strings.TrimPrefix(what+": "+said, ": "))
		}
	}
	all := sumWorkloads(slices.Concat(j...))
	guideCount := s.progressText("Actions done in the guide", allSkippedText, all.items)
	for _, docs := range j {
		step := sumWorkloads(docs)
		slug := strings.Split(docs[0].address, "/")[2]
		add("state "+slug, s.stepProgressText(step.items))
		if page == "/" || page == "/steps/" {
			facts := []string{pluralize(len(step.items), "action")}
			if step.high > 0 {
				facts = append(facts, "about "+formatWorkTime(step.low, step.high))
			}
			add(docs[0].address, strings.Join(append(facts, pluralize(len(step.resources), "resource")), ", "))
		}
		if page == "/all/" && len(docs[0].items) > 0 {
			add("step "+slug, s.progressText("Actions done in this step", allSkippedText, step.items))
		}
		for i, d := range docs {
			if page == d.address {
				out = append(out, d.expectedTotals(docs, i > 0, slug, s)...)
			}
		}
		if page == docs[0].address+"topics/" {
			out = append(out, expectedTopicTotals(docs[1:])...)
		}
	}
	switch page {
	case "/":
		add("Steps", fmt.Sprint(len(j)))
		add("Actions", fmt.Sprint(len(all.items)))
		add("Resources", fmt.Sprint(len(all.resources)))
		add("guide ", guideCount)
	case "/all/", "/progress/":
		add("guide ", guideCount)
	case "/resources/":
		add("", pluralize(len(all.resources), "resource"))
	}
	return out
}

// expectedTotals lists what the page of a step or a topic must claim beside the list of steps.
func (d workload) expectedTotals(docs []workload, topic bool, slug string, s itemStates) (out []string) {
	step := sumWorkloads(docs)
	whole := cmp.Or(map[bool]*workload{true: &d}[topic], &step)
	tally := func(own, whole, step int) (total, parts string) {
		switch {
		case topic && own < step:
			return fmt.Sprintf("%d of %d in this step", own, step), ""
		case own < whole:
			parts = fmt.Sprintf("%d here, %d in its topics", own, whole-own)
			return fmt.Sprintf("%d %s", whole, parts), parts
		}
		return fmt.Sprint(whole), ""
	}
	actions, actionParts := tally(len(d.items), len(whole.items), len(step.items))
	resources, resourceParts := tally(len(d.resources), len(whole.resources), len(step.resources))
	if hasKeyFacts := d.outcomes || len(whole.items) > 0; hasKeyFacts {
		if whole.high > 0 {
			out = append(out, "Time, by our estimate: "+formatWorkTime(whole.low, whole.high))
		}
		if len(whole.items) > 0 {
			out = append(out, "Actions: "+actions)
		}
		if len(whole.resources) > 0 {
			out = append(out, "Resources: "+resources)
		}
	}
	if len(d.items) > 0 {
		out = append(out, "step "+slug+": "+s.progressText("Actions done in this step", allSkippedText, step.items))
		if actionParts != "" {
			out = append(out, "checklist: "+actionParts)
		}
	}
	if len(d.resources) > 0 {
		out = append(out, "resources "+slug+": "+s.progressText("Resources done in this step", allSkippedText,
			step.resources))
		if resourceParts != "" {
			out = append(out, "resources: "+resourceParts)
		}
	}
	if !topic {
		out = append(out, expectedTopicTotals(docs[1:min(len(docs), 1+guide.MaxListedTopics)])...)
	}
	return out
}

// expectedTopicTotals returns the totals that a list of topics must show.
func expectedTopicTotals(topics []workload) (out []string) {
	for _, t := range topics {
		if len(t.items) > 0 {
			out = append(out, t.address+": "+pluralize(len(t.items), "action"))
		}
	}
	return out
}

func TestTotals(t *testing.T) {
	t.Parallel()
	checked, pages := 0, 0
	check := func(t *testing.T, r *siteFixture, j stepWorkloads, s itemStates) {
		tab := r.newTab(browser.View{})
		r.storeProgress(tab, s)
		for _, page := range r.pages {
			if page == "/was/" {
				continue // it redirects
			}
			r.goTo(tab, page)
			got, want := eval[[]string](r, tab, displayedTotals), j.expectedTotals(page, s)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s\ngot  %s\nwant %s", page, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
			}
			checked += len(got)
			pages++
		}
	}
	for _, name := range []string{"the guide", "everything"} {
		r := newSiteFixture(t, testGuides[name])
		j := readWorkloads(r)
		check(t, r, j, itemStates{})
	}
	for seed := range seedCount(2) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 6))
		files, j := randomGuide(rnd, seed%2*guide.MaxListedTopics)
		s := itemStates{}
		all := sumWorkloads(slices.Concat(j...))
		for _, id := range append(slices.Clone(all.items), all.resources...) {
			if did := pickOne(rnd, []string{"", "open", "doing", "done", "skip", "skip"}); did != "" {
				s[id] = did
			}
		}
		check(t, newSiteFixture(t, files), j, s)
	}
	reportMetric(t, "totals: %d numbers on %d pages, 0 other than the front matter's", checked, pages)
}

// storeProgress stores states in the browser.
func (r *siteFixture) storeProgress(tab *browser.Tab, s itemStates) {
	r.Helper()
	r.goTo(tab, "/404.html")
	name := eval[string](r, tab, "guideItems.guide")
	type entry struct {
		State string `json:"state"`
		At    string `json:"at"`
	}
	items := map[string]entry{}
	for id, did := range s {
		items[id] = entry{did, "2026-01-01T00:00:00.000Z"}
	}
	data, err := json.Marshal(map[string]any{"format": "guide-progress", "version": 1, "guide": name, "items": items})
	r.must(err)
	eval[any](r, tab, fmt.Sprintf("localStorage.setItem(%q, %q)", "guide:"+name, data))
}

// workTimePattern matches a time of work in hours in a text.
var workTimePattern = regexp.MustCompile(`(?i)\b(\w+) to (\w+) hours of work`)

// TestProseWorkTimes checks that the times in the text of a step agree with its front matter.
func TestProseWorkTimes(t *testing.T) {
	t.Parallel()
	r := &siteFixture{T: t, source: "../.."}
	g, err := guide.Load(t.Context(), os.DirFS(r.source), guide.Options{Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	for i, docs := range readWorkloads(r) {
		step := sumWorkloads(docs)
		body, err := os.ReadFile("../../" + g.Steps[i].File)
		if err != nil {
			t.Fatal(err)
		}
		for _, said := range workTimePattern.FindAllString(string(body), -1) {
			if want := formatWorkTime(step.low, step.high) + " of work"; said != want {
				t.Errorf("%s: the text says %q, the front matter %q", g.Steps[i].File, said, want)
			}
		}
	}
}
