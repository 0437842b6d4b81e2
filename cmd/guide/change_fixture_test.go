package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
)

// linkedGuide is a random guide in whose texts everything is linked in many ways.
type linkedGuide struct {
	*rand.Rand
	files   fstest.MapFS
	pages   []linkedPage
	targets []linkTarget
	ids     []string // of items and resources
	texts   int      // so far, so that each can be another
}

// linkedPage is a page whose text is not written yet.
type linkedPage struct{ file, address, id, front string }

// linkTarget is what a link can lead to: a file, by its address too, or an address alone.
type linkTarget struct {
	file, address string
	fragments     []string
}

const ownURL = "https://example.org/pmo"

// newLinkedGuide returns a guide without errors.
func newLinkedGuide(seed uint64) *linkedGuide {
	g := &linkedGuide{Rand: rand.New(rand.NewPCG(seed, 20)), files: fstest.MapFS{}}
	numbers := [][]string{{"1", "2", "3", "4"}, {"10", "20", "25", "110"}, {"01", "02", "08", "09"}}[g.IntN(3)]
	slugs := []string{"begin", "lernen-für-alle", "学ぶ", "a-1-b"}
	g.Shuffle(len(slugs), func(i, j int) { slugs[i], slugs[j] = slugs[j], slugs[i] })
	for i, slug := range slugs[:2+g.IntN(3)] {
		g.addStep(numbers[i], slug, i)
	}
	g.addPage("content/pages/about.md", "/about/", "", "")
	g.addPage("content/pages/zweite-seite.md", "/zweite-seite/", "", "")
	g.targets = append(g.targets, linkTarget{address: "/glossary/", fragments: []string{"raid-log", "c-plus-plus"}},
		linkTarget{address: "/steps/"}, linkTarget{address: "/progress/"})
	g.writePages()
	g.write("content/guide.yaml", "id: linked\ntitle: Linked\nsummary: S\nlanguage: en\nbaseURL: "+ownURL+"\n")
	g.write("content/glossary.yaml", "- term: RAID log\n  means: "+g.value("content/glossary.yaml", 1)+"\n"+
		"- term: C++\n  means: "+g.value("content/glossary.yaml", 1)+"\n")
	home := "content/index.md"
	g.write(home, "---\nhome:\n  start: ["+g.ids[0]+"]\n  sample: {title: T, before: B, after: "+
		g.value(home, 0)+"}\n  reasons:\n    - title: R\n      text: "+g.value(home, 3)+"\n---\n"+g.links(home))
	if g.IntN(2) == 0 {
		g.write("content/published.yaml", g.record())
	}
	return g
}

func (g *linkedGuide) addStep(number, slug string, n int) {
	base := "content/steps/" + number + "-" + slug
	file, address := base+"/index.md", "/steps/"+slug+"/"
	if g.IntN(3) == 0 {
		file = base + ".md"
	}
	front := ""
	if n > 0 && g.IntN(2) == 0 {
		front = "needs: [" + path.Base(strings.Trim(g.pages[0].address, "/")) + "]\n"
	}
	draft := ""
	if g.IntN(5) == 0 {
		draft = "draft: true\n"
	}
	g.addPage(file, address, fmt.Sprintf("item-%d", n), front+draft)
	for i := range g.IntN(4) {
		topic := fmt.Sprintf("topic-%d", i)
		name := topic
		if i < 2 {
			name = fmt.Sprintf("%d-%s", i+1, topic)
		}
		g.addPage(base+"/"+name+".md", address+topic+"/", fmt.Sprintf("item-%d-%d", n, i), draft)
	}
	for _, file := range []string{"map.svg", "a b.csv"} {
		g.write(base+"/"+file, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"></svg>")
		if file == "a b.csv" {
			g.write(base+"/"+file, "a,b\n1,2\n")
		}
		g.targets = append(g.targets, linkTarget{file: base + "/" + file, address: address + file})
	}
}

func (g *linkedGuide) addPage(file, address, id, front string) {
	g.pages = append(g.pages, linkedPage{file, address, id, front})
	fragments := []string{"part"}
	if id != "" {
		fragments = append(fragments, id, "res-"+id)
		g.ids = append(g.ids, id, "res-"+id)
		inAll := strings.ReplaceAll(strings.Trim(strings.TrimPrefix(address, "/steps"), "/"), "/", "--") + "--"
		g.targets = append(g.targets, linkTarget{address: "/all/", fragments: []string{id, inAll, inAll + "part"}},
			linkTarget{address: "/resources/", fragments: []string{"res-" + id}})
	}
	g.targets = append(g.targets, linkTarget{file, address, fragments})
}

// writePages writes the pages, when all targets are known.
func (g *linkedGuide) writePages() {
	for _, p := range g.pages {
		text := "---\ntitle: T " + strings.Trim(p.address, "/") + "\nsummary: S\n" + p.front
		if p.id != "" {
			read := "part"
			if g.IntN(2) == 0 {
				read = g.destination(p.file, g.pages[g.IntN(len(g.pages))].file) + "#part"
			}
			text += "outcomes:\n  - " + g.value(p.file, 1) + "\nchecklist:\n  - id: " + p.id + "\n    text: " +
				g.value(p.file, 2) + "\n    detail: " + g.value(p.file, 2) + "\n    read: " + read +
				"\nresources:\n  - {id: res-" + p.id + ", title: T, url: \"https://example.net/" + p.id +
				"\", type: tool, cost: free, checked: 2026-11-01, why: " + g.value(p.file, 0) + "}\n"
		}
		g.write(p.file, text+"---\n## Part\n\n"+g.links(p.file))
	}
}

func (g *linkedGuide) write(name, text string) {
	if strings.HasSuffix(name, ".md") || name == "content/glossary.yaml" {
		text = diagtest.Variants[g.IntN(len(diagtest.Variants))].Save(text)
	}
	g.files[name] = &fstest.MapFile{Data: []byte(text)}
}

// value returns a Markdown value with links, in a style that may stand at an indent, or in braces for 0.
func (g *linkedGuide) value(file string, indent int) string {
	g.texts++
	text := fmt.Sprintf("See %d ", g.texts) + g.link(file) + " and " + g.link(file)
	switch n := g.IntN(5); {
	case indent == 0 || n == 0:
		return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"`
	case n == 1:
		return "'" + text + "'"
	case n == 2:
		return text
	case n == 3:
		return strings.Replace(text, " and ", "\n"+strings.Repeat("  ", indent+1)+"and ", 1)
	}
	return "|\n" + strings.Repeat("  ", indent+1) + text
}

// links returns a body in which everything is linked once, in some way.
func (g *linkedGuide) links(file string) string {
	var b, definitions strings.Builder
	for n := range 4 {
		fmt.Fprintf(&b, "Text “%d” %s, `[a](../1-begin/index.md)`.\n\n> - %s\n\n", n, g.link(file), g.link(file))
	}
	for n, t := range g.targets {
		switch dest := g.destinationOf(file, t); {
		case strings.HasSuffix(t.file, ".svg"):
			fmt.Fprintf(&b, "![A map](%s)\n\n", dest)
		case g.IntN(3) == 0:
			fmt.Fprintf(&b, "A [reference][r%d].\n\n", n)
			fmt.Fprintf(&definitions, "[r%d]: %s\n", n, dest)
		default:
			fmt.Fprintf(&b, "| a |\n| --- |\n| [words 1](%s) |\n\n", dest)
		}
	}
	return b.String() + definitions.String()
}

func (g *linkedGuide) link(file string) string {
	t := g.targets[g.IntN(len(g.targets))]
	return "[the tools](" + g.destinationOf(file, t) + ")"
}

func (g *linkedGuide) destinationOf(file string, t linkTarget) string {
	fragment := ""
	if len(t.fragments) > 0 && (t.file == "" || g.IntN(2) == 0) {
		fragment = "#" + t.fragments[g.IntN(len(t.fragments))]
	}
	address := strings.ReplaceAll(t.address, " ", "%20")
	switch n := g.IntN(5); {
	case t.file == file && fragment != "" && n == 0:
		return fragment
	case t.file == "" && n == 0, n == 1 && !strings.Contains(address, "."):
		return ownURL + address + fragment
	case t.file == "", n == 2:
		return address + fragment
	}
	return g.destination(file, t.file) + fragment
}

// destination returns a path from a file to another one, in one of the ways to write it.
func (g *linkedGuide) destination(from, to string) string {
	here, there := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	same := 0
	for g.IntN(4) > 0 && same < len(here) && same < len(there)-1 && here[same] == there[same] {
		same++
	}
	same = max(same, 1)
	dest := strings.Repeat("../", len(here)-same) + strings.Join(there[same:], "/")
	if dest == "" || !strings.HasPrefix(dest, ".") && g.IntN(3) == 0 {
		dest = "./" + dest
	}
	if g.IntN(3) == 0 {
		parts := strings.Split(dest, "/")
		for i := range parts {
			parts[i] = url.PathEscape(parts[i])
		}
		dest = strings.Join(parts, "/")
	}
	return strings.ReplaceAll(dest, " ", "%20")
}

// record returns content/published.yaml with some of the ids and pages.
func (g *linkedGuide) record() string {
	text := "guide: linked\nformat: 2\nids:\n"
	const entry = "since: 2026-01-01, changed: 2026-01-01, hash: \"1\"}\n"
	isDraft := func(p linkedPage) bool { return slices.Contains(strings.Fields(p.front), "draft:") }
	for n, id := range g.ids[:1+g.IntN(len(g.ids))] {
		text += fmt.Sprintf("  %s: {n: %d, %s", id, n+1, entry)
	}
	text += "pages:\n"
	for _, p := range g.pages {
		if g.IntN(3) > 0 && !isDraft(p) || p.address == "/about/" {
			text += fmt.Sprintf("  %q: {%s", p.address, entry)
		}
	}
	return text
}

// checked loads and checks a guide, drafts included.
func checked(t *testing.T, fsys fs.FS) (*guide.Guide, []diag.Problem) {
	t.Helper()
	p := &project{source: fsys, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), drafts: true, checkOnly: true}
	_, g, problems, err := p.check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return g, problems
}

// made returns the files as they are after a change.
func made(files fstest.MapFS, change *refactor.Change) fstest.MapFS {
	after := fstest.MapFS{}
	for name, file := range files {
		after[change.NewName(name)] = file
		if data, ok := change.Texts[name]; ok {
			after[change.NewName(name)] = &fstest.MapFile{Data: data}
		}
	}
	for name, data := range change.Added {
		after[name] = &fstest.MapFile{Data: data}
	}
	return after
}
