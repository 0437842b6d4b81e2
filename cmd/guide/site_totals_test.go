package main

import (
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
	case high == 60 && low == 60:
		return "1 hour"
	case high == 60:
		return amount(low, "minute") + " to 1 hour"
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

// progressText returns the progress of some items as a page shows it, or "" if there are none.
func (s itemStates) progressText(ids []string) string {
	done, skipped := 0, 0
	for _, id := range ids {
		switch s[id] {
		case "done":
			done++
		case "skip":
			skipped++
		}
	}
	switch left := len(ids) - skipped; {
	case left > 0 && skipped > 0:
		return fmt.Sprintf("%d of %d done, %d not for me.", done, left, skipped)
	case left > 0:
		return fmt.Sprintf("%d of %d done.", done, left)
	case skipped > 0:
		return fmt.Sprintf("Every action here is “not for me”: %d.", skipped)
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

// expectedTotals lists what a page must claim.
func (j stepWorkloads) expectedTotals(page string, start workload, s itemStates) (out []string) {
	add := func(what, said string) {
		if said != "" {
			out = append(out, what+": "+said)
		}
	}
	for _, docs := range j {
		step := sumWorkloads(docs)
		slug := strings.Split(docs[0].address, "/")[2]
		progress, bar := s.progressText(step.items), s.bar(slug, step)
		if page != "/resources/" && page != "/sources/" { // which have no list of steps
			add("state "+slug, s.stepProgressText(step.items))
		}
		if page == "/" || page == "/steps/" {
			add(docs[0].address, step.cardText())
		}
		if page == "/all/" && len(docs[0].items) > 0 {
			add("step "+slug, progress)
			add(bar[0], bar[1])
		}
		for i, d := range docs {
			if i == 0 {
				d = step
			}
			if page == docs[i].address && len(d.items) > 0 {
				out = append(out, d.keyFacts()...)
				add("step "+slug, progress)
				add(bar[0], bar[1])
			}
		}
		if page == docs[0].address {
			out = append(out, topicCounts(docs)...)
		}
	}
	for _, claim := range j.expectedOverview(page, start, s) {
		add(claim[0], claim[1])
	}
	return out
}

// time returns the time that the essential actions take, or all if none is essential.
func (d workload) time() string {
	low, high := d.low, d.high
	if len(d.essentials) > 0 {
		low, high = d.essentialLow, d.essentialHigh
	}
	if high == 0 {
		return ""
	}
	return formatWorkTime(low, high)
}

// cardText returns what a list of steps says of a step.
func (d workload) cardText() string {
	text := pluralize(len(d.items), "action")
	if len(d.essentials) > 0 {
		text += fmt.Sprintf(", %d essential", len(d.essentials))
	}
	if time := d.time(); time != "" {
		text += " " + time
	}
	return text
}

// keyFacts returns what the head of a page with actions says of them.
func (d workload) keyFacts() []string {
	actions, label := fmt.Sprintf("Actions: %d", len(d.items)), "They take about"
	switch n := len(d.essentials); {
	case n == 1 && len(d.items) == 1:
		actions, label = actions+", essential", "It takes about"
	case n == len(d.items):
		actions += ", all essential"
	case n == 1:
		actions, label = actions+", of which 1 essential", "The essential one takes about"
	case n > 1:
		actions, label = actions+fmt.Sprintf(", of which %d essential", n), "Essentials take about"
	case len(d.items) == 1:
		label = "It takes about"
	}
	if time := d.time(); time != "" {
		return []string{actions, label + ": " + time}
	}
	return []string{actions}
}

// topicCounts returns the counts that a step with very many actions shows in place of those of its topics.
func topicCounts(docs []workload) (out []string) {
	if len(sumWorkloads(docs).items) <= 50 {
		return nil
	}
	for _, t := range docs[1:] {
		if len(t.items) > 0 && len(out) < guide.MaxListedTopics {
			out = append(out, t.address+": "+pluralize(len(t.items), "action"))
		}
	}
	return out
}

func TestTotals(t *testing.T) {
	t.Parallel()
	checked, pages := 0, 0
	check := func(t *testing.T, r *siteFixture, j stepWorkloads, s itemStates) {
		tab, start := r.newTab(browser.View{}), readStart(r)
		r.storeProgress(tab, s)
		for _, page := range r.pages {
			if page == "/was/" {
				continue // it redirects
			}
			r.goTo(tab, page)
			r.must(tab.Wait(`!document.querySelector(".loading")`))
			got, want := eval[[]string](r, tab, displayedTotals), j.expectedTotals(page, start, s)
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
		r.pages = r.samplePages()
		check(t, r, j, itemStates{})
	}
	for seed := range seedCount(2) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 6))
		topics := 0
		if seed == 1 { // alone, since its many pages take long
			topics = guide.MaxListedTopics
		}
		files, j := randomGuide(rnd, topics)
		s := itemStates{}
		all := sumWorkloads(slices.Concat(j...))
		for _, id := range append(slices.Clone(all.items), all.resources...) {
			if did := pickOne(rnd, []string{"", "open", "doing", "done", "skip", "skip"}); did != "" {
				s[id] = did
			}
		}
		r := newSiteFixture(t, files)
		check(t, r, j, s)
		r.pages = []string{"/", "/progress/"} // which differ for a newcomer
		check(t, r, j, itemStates{})
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
