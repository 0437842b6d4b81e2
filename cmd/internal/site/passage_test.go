package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/guide"
)

// An item links to the passage that its key read names, and the heading of the passage links back, on the page, from
// another page, and on /all/.
func TestPassageLinks(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a/index.md": markdownDoc("A", `checklist:
  - {id: one, text: Do *it*, read: rules-of-the-game}
  - {id: two, text: Do more, read: "#rules-of-the-game"}
  - {id: three, text: Compare, read: b.md#x}
  - {id: four, text: Look, read: b.md}
`, "## Rules of the game\n\nText.\n\n## \"Quoted\" {#q}\n\nMore.\n"),
		"content/steps/1-a/b.md": markdownDoc("The b", "checklist:\n  - {id: five, text: Go back, read: index.md#q}\n",
			"## x\n\n### y\n"),
		"content/steps/2-c.md": markdownDoc("C", "checklist:\n"+
			"  - {id: six, text: Look up, read: /glossary/}\n  - {id: seven, text: Come back, read: 1-a/b.md#y}\n", ""),
	}.mapFS())
	wantProblems(t, s)
	const rules = `Rules of the game <a class="permalink" href="#rules-of-the-game" ` +
		`aria-label="Link to: Rules of the game">#</a></h2>` + "\n"
	wantContains(t, mustRead(t, s, "steps/a/index.html"),
		`<p>Read: <a href="#rules-of-the-game">Rules of the game</a></p></div></details>`,
		`<p>Read: <a href="b/#x">x, in The b</a></p>`,
		`<p>Read: <a href="b/">The b</a></p>`,
		rules+`<p class="for-actions">Helps you to: <a href="#one">Do it</a>; <a href="#two">Do more</a></p>`,
		`<p class="for-actions">Helps you to: <a href="b/#five">Go back</a></p>`,
	)
	wantContains(t, mustRead(t, s, "steps/c/index.html"), `<p>Read: <a href="../../glossary/">Glossary</a></p>`,
		`<p>Read: <a href="../a/b/#y">y, in The b</a></p>`)
	topic := mustRead(t, s, "steps/a/b/index.html")
	wantContains(t, topic, `Helps you to: <a href="../../c/#seven">Come back (step 2)</a></p>`,
		`<p>Read: <a href="../#q">“Quoted”, in A</a></p>`,
		`<p class="for-actions">Helps you to: <a href="../#three">Compare</a></p>`)
	wantNotContains(t, topic, "Look")
	wantContains(t, mustRead(t, s, "all/index.html"),
		`<p>Read: <a href="#a--rules-of-the-game">Rules of the game</a></p>`,
		`<p>Read: <a href="#a--b--x">x, in The b</a></p>`,
		`<p class="for-actions">Helps you to: <a href="#one">Do it</a>; <a href="#two">Do more</a></p>`,
		`<p class="for-actions">Helps you to: <a href="#three">Compare</a></p>`,
		`<p class="for-actions">Helps you to: <a href="#five">Go back</a></p>`,
	)
	wantContains(t, mustRead(t, s, "guide.json"), `"read":"steps/a/#rules-of-the-game"`, `"read":"steps/a/b/#x"`)
}

func TestBrokenPassages(t *testing.T) {
	tests := []struct{ read, want string }{
		{"ruls", `error: read: the page has no heading with the id "ruls" [broken-link] (did you mean "rules"?)`},
		{"one", `error: read: the page has no heading with the id "one" [broken-link] (an id is the heading in ` +
			`lower case with hyphens, or what stands in {#id})`},
		{"lost.md#x", `error: read: there is no file content/steps/1-a/lost.md [broken-link] (links to other pages ` +
			`name the file, such as ../1-first-step/index.md)`},
		{"b.md#lost", `error: the page /steps/a/b/ has nothing with the id "lost" [broken-link] (an id is that of a ` +
			`heading, an item or a resource on that page)`},
		{"/glossary/#lost", `error: the page /glossary/ has nothing with the id "lost" [broken-link] (an id there is ` +
			`a term in lower case, with hyphens)`},
		{"https://example.org/",
			`error: read: "https://example.org/" is not an address of this guide [broken-link] ()`},
	}
	for _, tt := range tests {
		s := newSite(t, sourceFiles{
			"content/steps/1-a/index.md": markdownDoc("A",
				"checklist:\n  - {id: one, text: Do it, read: \""+tt.read+"\"}\n", "## Rules\n"),
			"content/steps/1-a/b.md": markdownDoc("B", "", "## x\n"),
		}.mapFS())
		wantProblems(t, s, "steps/1-a/index.md:5:34: "+tt.want)
	}
}

// The title of a passage is that of the heading as it is now, and a page of the program has its own.
func TestPassageTitles(t *testing.T) {
	files := sourceFiles{
		"content/steps/1-a/index.md": markdownDoc("A", "checklist:\n  - {id: one, text: Do, read: b00.md#x}\n"+
			"  - {id: two, text: Do, read: /steps/a/topics/}\n", ""),
	}
	for n := range guide.MaxListedTopics + 1 {
		files[fmt.Sprintf("content/steps/1-a/b%02d.md", n)] = markdownDoc(fmt.Sprint("B", n), "", "## Old words {#x}\n")
	}
	fsys := files.mapFS()
	s := newSite(t, fsys)
	wantContains(t, mustRead(t, s, "steps/a/index.html"), `<a href="b00/#x">Old words, in B0</a>`,
		`<a href="topics/">All topics of: A</a>`)
	const file = "content/steps/1-a/b00.md"
	fsys[file] = &fstest.MapFile{Data: []byte(markdownDoc("B0", "", "## New words {#x}\n")), ModTime: time.Unix(2e9, 0)}
	if !s.guide.UpdateBody(fsys, file) {
		t.Fatal("the body was not updated")
	}
	wantContains(t, mustRead(t, s, "steps/a/index.html"), `<a href="b00/#x">New words, in B0</a>`)
}

// A step with very many topics counts the actions of those that have some.
func TestActionsOfLastTopics(t *testing.T) {
	files := sourceFiles{"content/steps/1-a/index.md": "Text.\n"}
	for n := range 60 {
		items := ""
		for i := range 6 * (n / 50) {
			items += fmt.Sprintf("  - {id: item-%d-%d, text: Do it}\n", n, i)
		}
		if items != "" {
			items = "checklist:\n" + items
		}
		files[fmt.Sprintf("content/steps/1-a/b%02d.md", n)] = markdownDoc(fmt.Sprint("B", n), items, "Text.\n")
	}
	text := mustRead(t, newSite(t, files.mapFS()), "steps/a/index.html")
	wantContains(t, text, `id="ui-checklist"`, `<li><a href="b59/#ui-checklist">B59</a> 6 actions</li>`, `max="60"`)
}

// A step lists the actions of its topics, so that one total holds everywhere; if they are too many, it counts them.
func TestActionsOfTopics(t *testing.T) {
	topic := func(first, n int) string {
		var b strings.Builder
		for i := first; i < first+n; i++ {
			fmt.Fprintf(&b, "  - {id: item-%d, text: Item %d, level: recommended}\n", i, i)
		}
		return markdownDoc(fmt.Sprintf("Topic %d", first), "checklist:\n"+b.String(), "")
	}
	files := sourceFiles{
		"content/steps/1-a/index.md": markdownDoc("A", "checklist:\n  - {id: own, text: Own}\n", ""),
		"content/steps/1-a/b.md":     topic(1, 29), "content/steps/1-a/c.md": topic(30, 20),
	}
	s := newSite(t, files.mapFS())
	text := string(mustRead(t, s, "steps/a/index.html"))
	wantContains(t, mustRead(t, s, "steps/a/index.html"), "<dd>50, of which 1 essential</dd>", `max="50"`,
		`<p class="facts">In <a href="b/#item-29">Topic 1</a></p>`)
	if n := strings.Count(text, `<li class="item"`); n != maxStepItems {
		t.Errorf("%d rows, want %d", n, maxStepItems)
	}
	files["content/steps/1-a/d.md"] = topic(50, 1)
	s = newSite(t, files.mapFS())
	text = string(mustRead(t, s, "steps/a/index.html"))
	wantContains(t, mustRead(t, s, "steps/a/index.html"), "<dd>51, of which 1 essential</dd>", `max="51"`,
		`<li><a href="b/#ui-checklist">Topic 1</a> 29 actions</li>`,
		`<li><a href="d/#ui-checklist">Topic 50</a> 1 action</li>`)
	if n := strings.Count(text, `<li class="item"`); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}
