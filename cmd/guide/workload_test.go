package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"guide/cmd/internal/guide"
)

// workload is the work that one source file asks for.
type workload struct {
	address                     string
	items                       []string // ids
	resources                   []string
	low, high                   int      // minutes of hands-on time of all items
	essentials                  []string // the ids of those that are
	essentialLow, essentialHigh int      // minutes of these
}

// stepWorkloads are the workloads of a guide: for every step its own, then those of its topics.
type stepWorkloads [][]workload

// sumWorkloads returns the sum of workloads.
func sumWorkloads(docs []workload) (sum workload) {
	for _, d := range docs {
		sum.items = append(sum.items, d.items...)
		sum.resources = append(sum.resources, d.resources...)
		sum.low, sum.high = sum.low+d.low, sum.high+d.high
		sum.essentials = append(sum.essentials, d.essentials...)
		sum.essentialLow, sum.essentialHigh = sum.essentialLow+d.essentialLow, sum.essentialHigh+d.essentialHigh
	}
	return sum
}

// add adds an item that takes so many minutes.
func (w *workload) add(id, level string, low, high int) {
	w.items = append(w.items, id)
	w.low, w.high = w.low+low, w.high+high
	if level == "essential" {
		w.essentials = append(w.essentials, id)
		w.essentialLow, w.essentialHigh = w.essentialLow+low, w.essentialHigh+high
	}
}

// readWorkloads returns the workloads in the front matter of a guide.
func readWorkloads(r *siteFixture) (j stepWorkloads) {
	r.Helper()
	g, err := guide.Load(r.Context(), os.DirFS(r.source), guide.Options{Now: time.Now()})
	r.must(err)
	for _, step := range g.Steps {
		var docs []workload
		for _, d := range append([]*guide.Doc{step.Doc}, step.Topics...) {
			a := workload{address: d.Address}
			for _, i := range d.Checklist {
				a.add(i.ID.Value, i.Level, i.Effort.Min.Minutes(), i.Effort.Max.Minutes())
			}
			for _, res := range d.Resources {
				a.resources = append(a.resources, res.ID.Value)
			}
			docs = append(docs, a)
		}
		j = append(j, docs)
	}
	return j
}

// readStart returns the work of the actions with which the home page of a guide says to begin.
func readStart(r *siteFixture) (start workload) {
	r.Helper()
	g, err := guide.Load(r.Context(), os.DirFS(r.source), guide.Options{Now: time.Now()})
	r.must(err)
	for _, id := range g.Home.Page.Home.Start {
		for _, d := range g.Docs() {
			for _, i := range d.Checklist {
				if i.ID.Value == id.Value {
					start.add(i.ID.Value, "", i.Effort.Min.Minutes(), i.Effort.Max.Minutes())
				}
			}
		}
	}
	return start
}

// randomGuide returns a guide and its workloads: steps with and without topics, some unpublished, and items of every
// level and length. The first step has at least so many topics.
func randomGuide(rnd *rand.Rand, topics int) (files map[string]string, j stepWorkloads) {
	g := guideGenerator{Rand: rnd}
	files = map[string]string{"content/guide.yaml": "id: g\ntitle: A guide\nsummary: S\nlanguage: en\n"}
	for s := range 2 + rnd.IntN(3) {
		folder, step := fmt.Sprintf("content/steps/%d-s%[1]d/", s+1), fmt.Sprintf("/steps/s%d/", s+1)
		text, w := g.page(step, 5)
		files[folder+"index.md"] = text
		docs := []workload{w}
		for t := range topics + rnd.IntN(4) {
			text, w := g.page(fmt.Sprintf("%st%02d/", step, t), 4)
			files[fmt.Sprintf("%st%02d.md", folder, t)] = text
			docs = append(docs, w)
		}
		topics = 0
		j = append(j, docs)
		// Unpublished pages do not count.
		files[folder+"withheld.md"] = pageSource("Withheld",
			fmt.Sprintf("draft: true\nchecklist:\n  - {id: hidden-%d, text: Do it, effort: 9h}\n", s), "Text.\n")
	}
	start := sumWorkloads(slices.Concat(j...)).items
	rnd.Shuffle(len(start), func(a, b int) { start[a], start[b] = start[b], start[a] })
	files["content/index.md"] = pageSource("Home",
		fmt.Sprintf("home:\n  start: [%s]\n", strings.Join(start[:min(len(start), 3)], ", ")), "Text.\n")
	files["content/steps/9-later.md"] = pageSource("Later",
		"publishOn: 2999-01-01\nchecklist:\n  - {id: later, text: Do it, effort: 9h}\n", "Text.\n")
	return files, j
}

// guideGenerator writes random pages. Ids are numbered.
type guideGenerator struct {
	*rand.Rand
	lastID int
}

// page returns a page with fewer than maxItems items and resources, and its workload.
func (g *guideGenerator) page(address string, maxItems int) (text string, w workload) {
	w = workload{address: address}
	front := ""
	if g.IntN(3) == 0 {
		front = "outcomes: [Know this]\n"
	}
	if items := g.IntN(maxItems); items > 0 {
		front += "checklist:\n"
		for range items {
			front += g.item(&w)
		}
	}
	if resources := g.IntN(maxItems); resources > 0 {
		front += "resources:\n"
		for range resources {
			g.lastID++
			id := fmt.Sprintf("resource-%d", g.lastID)
			front += fmt.Sprintf("  - {id: %s, title: %[1]s, url: https://example.org/%[1]s, type: book, why: Why}\n",
				id)
			w.resources = append(w.resources, id)
		}
	}
	return pageSource("Title", front, "Text.\n"), w
}

// item returns an item and adds it to a workload.
func (g *guideGenerator) item(w *workload) string {
	g.lastID++
	id, level := fmt.Sprintf("item-%d", g.lastID), pickOne(g.Rand, []string{"essential", "recommended", "stretch"})
	low, minutes := 1+g.IntN(40), pickOne(g.Rand, []int{1, 1, 60})
	high := low + g.IntN(30)
	text := fmt.Sprintf("  - {id: %s, text: Do it, level: %s", id, level)
	if g.IntN(4) == 0 {
		w.add(id, level, 0, 0)
		return text + "}\n"
	}
	w.add(id, level, low*minutes, high*minutes)
	return text + fmt.Sprintf(", effort: %d%[2]s-%[3]d%[2]s}\n", low, map[int]string{1: "m", 60: "h"}[minutes], high)
}
