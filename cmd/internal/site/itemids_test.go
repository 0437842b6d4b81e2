package site

import (
	"encoding/json"
	"strings"
	"testing"
)

// The script lists every item and resource in the order of the guide, with its old ids, and marks what is essential.
// Its name changes with an id and not with other texts.
func TestItemsScript(t *testing.T) {
	const checklist = "checklist:\n  - {id: one, text: First words}\n" +
		"  - {id: two, text: Two, level: stretch, was: [old-two, older]}\n"
	in := sourceFiles{
		"content/steps/1-a/index.md": markdownDoc("A",
			checklist+"resources:\n  - {id: book, was: [old-book], title: T, url: \"https://example.org/\", "+
				"type: book, why: Why}\n",
			"Text.\n",
		),
		"content/steps/1-a/b.md": markdownDoc("B", "checklist:\n  - {id: of-topic, text: Three}\n", "Text.\n"),
		"content/steps/1-a/c.md": markdownDoc("C", "", "Text.\n"),
		"content/steps/2-d.md":   markdownDoc("D", "", "Text.\n"),
	}
	name := func(s *Site) string { return s.itemsScript.name }
	s := newSite(t, in.mapFS())
	text := mustRead(t, s, name(s))
	const want = `guideItems={"guide":"g","steps":[["a",["*one",["two",["old-two","older"]]],[["b",["*of-topic"]]]],` +
		`["d",[]]]}` + "\n"
	if text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	wantContains(t, mustRead(t, s, s.resources.name), `guideResources=[["a",[["book",["old-book"]]]],["d",[]]]`)
	wantContains(t, mustRead(t, s, "progress/index.html"), s.resources.name+`" defer></script>`)
	wantContains(t, mustRead(t, s, "steps/a/index.html"), ` data-was="old-book"`)
	wantNotContains(t, mustRead(t, s, "steps/a/index.html"), s.resources.name)
	if !json.Valid([]byte(strings.TrimPrefix(strings.TrimSpace(text), "guideItems="))) {
		t.Error("not JSON")
	}
	for _, page := range []string{"index.html", "steps/a/index.html", "all/index.html", "progress/index.html",
		"404.html"} {
		wantContains(t, mustRead(t, s, page), name(s)+`" data-items defer></script>`)
	}
	in["content/steps/1-a/index.md"] = markdownDoc("Another title",
		strings.ReplaceAll(
			checklist,
			"First words",
			"Other words",
		)+"resources:\n  - {id: book, was: [old-book], title: T, url: \"https://example.org/\", type: book, "+
			"why: Why}\n",
		"Text.\n",
	)
	if reworded := newSite(t, in.mapFS()); name(reworded) != name(s) {
		t.Error("other words change the script")
	}
	in["content/steps/2-d.md"] = markdownDoc("D", "checklist:\n  - {id: more, text: More}\n", "Text.\n")
	if other := newSite(t, in.mapFS()); name(other) == name(s) {
		t.Error("another item leaves the script as it was")
	}
}
