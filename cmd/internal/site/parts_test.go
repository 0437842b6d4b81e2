package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/guide"
)

// longGuide is a guide of which /resources/ and the list of everything are cut into parts.
func longGuide() sourceFiles {
	files := sourceFiles{"content/pages/p.md": "See [us](/resources/#r-b-7) and [all](/resources/).\n"}
	for i, step := range []string{"a", "b", "c"} {
		front := "checklist:\n  - {id: do-" + step + ", text: Do it}\nresources:\n"
		for n := range 400 + 300*i {
			front += fmt.Sprintf("  - {id: r-%s-%d, title: Book %d, url: 'https://example.org/', type: book, why: W}\n",
				step, n, n)
		}
		for n, topic := range slices.Collect(slices.Chunk(strings.SplitAfter(front, "\n"), 300)) {
			name := fmt.Sprintf("content/steps/%d-%s/t%d.md", i+1, step, n)
			if n == 0 {
				name = fmt.Sprintf("content/steps/%d-%s/index.md", i+1, step)
			}
			text := strings.Join(topic, "")
			if n > 0 && text != "" {
				text = "resources:\n" + text
			}
			files[name] = "---\ntitle: T\nsummary: S.\n" + text + "---\nText.\n"
		}
	}
	return files
}

func TestListParts(t *testing.T) {
	s := newSite(t, longGuide().mapFS())
	wantProblems(t, s)
	var names []string
	for name := range s.files {
		if strings.HasPrefix(name, "resources/") || strings.HasPrefix(name, "search/") {
			names = append(names, path.Dir(name))
		}
	}
	slices.Sort(names)
	want := "resources resources/a resources/b resources/b/2 resources/c resources/c/2 " +
		"search search/1 search/2 search/3 search/4 search/5"
	if got := strings.Join(names, " "); got != want {
		t.Fatalf("got  %s\nwant %s", got, want)
	}
	wantContains(t, mustRead(t, s, "resources/index.html"), "2100 resources. ",
		`<li><a href="b/2/">Step 2: T, part 2 of 2</a> <span>200 resources</span></li>`)
	wantContains(t, mustRead(t, s, "resources/b/2/index.html"), "200 resources. The step has 700 resources in all.",
		`<h1>Resources of Step 2: T, part 2 of 2</h1>`, `<a rel="prev" href="../"`, `<a rel="next" href="../../c/"`)
	wantContains(t, mustRead(t, s, "search/2/index.html"), `<p class="summary">Part 2 of 5</p>`,
		`<a rel="prev" href="../1/"`, `<a rel="next" href="../3/"`)
	wantContains(t, mustRead(t, s, "p/index.html"),
		`<a href="../steps/b/#r-b-7">us</a>`, `<a href="../resources/">all</a>`)

	// Each entry is listed once.
	listed := func(prefix, pattern string) (ids []string) {
		for _, name := range names {
			if strings.HasPrefix(name, prefix) {
				for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(
					mustRead(t, s, name+"/index.html"), -1) {
					ids = append(ids, m[1])
				}
			}
		}
		slices.Sort(ids)
		return ids
	}
	for prefix, pattern := range map[string]string{
		"resources": `<li class="item" id="([^"]+)"`, "search": `<li><a href="[^"]+#(r-[^"]+)">`,
	} {
		ids := listed(prefix, pattern)
		if n := len(slices.Compact(slices.Clone(ids))); len(ids) != 2100 || n != 2100 {
			t.Errorf("/%s/ and its parts list %d resources, %d different ones; want 2100", prefix, len(ids), n)
		}
	}
}

// TestShortListsHaveNoParts is the guide up to the limit.
func TestShortListsHaveNoParts(t *testing.T) {
	g := loadGuide(t, longGuide().mapFS(), false)
	if n := len(g.ResourceParts()); n != 5 {
		t.Fatalf("%d parts", n)
	}
	last := g.Steps[2]
	last.Resources = last.Resources[:len(last.Resources)-(2100-guide.MaxListed)]
	if parts := g.ResourceParts(); parts != nil {
		t.Errorf("%d resources have %d parts", guide.MaxListed, len(parts))
	}
	if parts := g.IndexParts(); len(parts) != 5 || parts[4].To != parts[4].Entries {
		t.Errorf("the parts of everything are %+v", parts)
	}
}

// TestPartAddressIsTaken uses the address of a part as an alias.
func TestPartAddressIsTaken(t *testing.T) {
	files := longGuide()
	files["content/pages/q.md"] = "---\ntitle: Q\nsummary: S.\naliases: [/resources/b/2/]\n---\n"
	g := loadGuide(t, files.mapFS(), false)
	if !strings.Contains(fmt.Sprint(g.Problems), "the address /resources/b/2/ is already that of the program itself") {
		t.Errorf("the problems are %v", g.Problems)
	}
}
