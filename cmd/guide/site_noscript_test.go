package main

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
)

// crawlResult is what a crawler sees of a page: internal links with fragments, ids, and controls that need a script.
type crawlResult struct{ Links, IDs, Dead []string }

var crawlScript = "(" + js("crawl") + ")()"

// TestWithoutScript checks that without scripts everything can be reached from the home page and no control is dead.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	for name, files := range testGuides {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newSiteFixture(t, files)
			tab := r.newTab(browser.View{NoScript: true})
			visited := map[string]bool{} // addresses of pages and of elements with ids
			queue, deadControls := []string{"/"}, 0
			for len(queue) > 0 {
				pageAddress := queue[0]
				queue = queue[1:]
				if visited[pageAddress] {
					continue
				}
				visited[pageAddress] = true
				r.goTo(tab, pageAddress)
				v := eval[crawlResult](r, tab, crawlScript)
				deadControls += len(v.Dead)
				for _, dead := range v.Dead {
					t.Errorf("%s: a dead control: %s", pageAddress, dead)
				}
				ids := map[string]bool{}
				for _, id := range v.IDs {
					ids[id] = true
					visited[pageAddress+"#"+id] = true
				}
				for _, link := range v.Links {
					to, fragment, _ := strings.Cut(link, "#")
					if to == pageAddress && fragment != "" && !ids[fragment] {
						t.Errorf("%s: a link to #%s, which cannot be seen", pageAddress, fragment)
					}
					queue = append(queue, to)
				}
			}
			wanted := r.guideAddresses()
			expectVisited(t, visited, wanted)
			reportMetric(t, "without script, %s: %d steps, %d topics, %d pages, %d items, %d resources, %d terms "+
				"found from the home page, %d dead controls",
				name, len(wanted["step"]), len(wanted["topic"]), len(wanted["page"]), len(wanted["item"]),
				len(wanted["resource"]), len(wanted["term"]), deadControls)
			r.checkBoxesDisabled(tab)
		})
	}
}

// expectVisited fails for each address that was not visited. The addresses are listed by kind.
func expectVisited(t *testing.T, visited map[string]bool, wanted map[string][]string) {
	t.Helper()
	for _, kind := range slices.Sorted(maps.Keys(wanted)) {
		for _, address := range wanted[kind] {
			if !visited[address] {
				t.Errorf("no way from the home page to the %s %s", kind, address)
			}
		}
	}
}

// checkBoxesDisabled fails if a checkbox can be ticked, since that would be lost, if the page does not say why it
// cannot, or if it shows a notice about missing scripts.
func (r *siteFixture) checkBoxesDisabled(tab *browser.Tab) {
	r.Helper()
	for _, at := range r.pages {
		if at == "/was/" {
			continue // it redirects
		}
		r.goTo(tab, at)
		got := eval[string](r, tab, `(() => {
			const boxes = [...document.querySelectorAll("[data-item] input")],
				seen = (s) => [...document.querySelectorAll(s)].filter((e) => e.checkVisibility()).length;
			boxes.forEach((box) => box.click());
			return [boxes.filter((box) => box.checked || !box.disabled || !box.checkVisibility()).length,
				boxes.length > 0 && seen("noscript .hint") !== 1, seen(".notice")].join();
		})()`)
		if got != "0,false,0" {
			r.Errorf("%s: checkboxes that can be ticked, missing hint, notices: %s", at, got)
		}
	}
}

// guideAddresses returns the addresses of everything in the guide, by kind.
func (r *siteFixture) guideAddresses() map[string][]string {
	r.Helper()
	g, err := guide.Load(r.Context(), os.DirFS(r.source), guide.Options{Now: time.Now()})
	r.must(err)
	out := map[string][]string{}
	for _, d := range g.Docs() {
		kind := map[frontmatter.Kind]string{frontmatter.KindStep: "step", frontmatter.KindTopic: "topic",
			frontmatter.KindPage: "page",
			frontmatter.KindHome: "home page"}[d.Kind]
		out[kind] = append(out[kind], d.Address)
		for _, i := range d.Checklist {
			out["item"] = append(out["item"], d.Address+"#"+i.ID.Value)
		}
		for _, res := range d.Resources {
			out["resource"] = append(out["resource"], d.Address+"#"+res.ID.Value)
		}
	}
	for _, term := range g.Glossary {
		out["term"] = append(out["term"], guide.GlossaryAddress+"#"+naming.Slug(term.Term.Value))
	}
	return out
}
