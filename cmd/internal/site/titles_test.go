package site

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// titlesIn returns the rows of a shard of titles.
func titlesIn(t *testing.T, s *Site, number int) map[string][2]string {
	t.Helper()
	text := strings.TrimSpace(mustRead(t, s, fmt.Sprintf("assets/titles/%d.js", number)))
	rows := map[string][2]string{}
	call := strings.TrimSuffix(strings.TrimPrefix(text, "guideTitles("), ")")
	if err := json.Unmarshal([]byte(call), &rows); err != nil {
		t.Fatalf("%v: %.200s", err, text)
	}
	return rows
}

// The titles are plain text, the facts those of the rows without the audiences.
func TestTitles(t *testing.T) {
	in := sourceFiles{
		"content/guide.yaml": "id: g\ntitle: G\nsummary: S\nlanguage: en\naudiences: {new: New here}\n",
		"content/steps/1-a/index.md": markdownDoc("A", "checklist:\n"+
			"  - {id: one, text: 'First **words** & `more`', effort: 30m, milestone: true, for: [new]}\n"+
			"resources:\n  - {id: book, title: A <book>, url: \"https://example.org/\", type: book, why: Why, "+
			"cost: free}\n",
			"Text.\n"),
		"content/steps/1-a/b.md": markdownDoc("B", "checklist:\n  - {id: of-topic, text: Three}\n", "Text.\n"),
	}
	s := newSite(t, in.mapFS())
	rows := titlesIn(t, s, 0)
	want := map[string][2]string{
		"one": {"First words & more", "30 minutes, milestone"}, "of-topic": {"Three", ""},
		"book": {"A <book>", "Book, free"},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", rows, want)
	}
	if strings.Contains(mustRead(t, s, "assets/titles/0.js"), "<book>") {
		t.Error("a title could end a script")
	}
	settings := scriptDataOf(t, mustRead(t, s, "progress/index.html")).Titles
	if settings == nil || settings.Size != titlesPerShard || settings.Version == "" {
		t.Errorf("the page of progress has %v", settings)
	}
	if other := scriptDataOf(t, mustRead(t, s, "steps/a/index.html")).Titles; other != nil {
		t.Errorf("the page of a step has %v", other)
	}
	in["templates/i18n/en.yaml"] = strings.Replace(englishMessages(t), "{n} minutes", "{n} min", 1)
	other := newSite(t, in.mapFS())
	if now := scriptDataOf(t, mustRead(t, other, "progress/index.html")).Titles; now.Version == settings.Version {
		t.Error("browsers would keep the old facts")
	}
	delete(in, "templates/i18n/en.yaml")
	in["content/steps/1-a/b.md"] = markdownDoc("B", "checklist:\n  - {id: of-topic, text: Reworded}\n", "Text.\n")
	reworded := newSite(t, in.mapFS())
	if now := scriptDataOf(t, mustRead(t, reworded, "progress/index.html")).Titles; now.Version == settings.Version {
		t.Error("browsers would keep the old titles")
	}
}

// A shard has a bounded number of titles: actions in the order of the guide, then resources.
func TestTitleShards(t *testing.T) {
	var checklist, resources strings.Builder
	for i := range titlesPerShard {
		fmt.Fprintf(&checklist, "  - {id: item-%d, text: Do it}\n", i)
	}
	for i := range 3 {
		fmt.Fprintf(&resources, "  - {id: book-%d, title: T, url: \"https://example.org/\", type: book, why: Why}\n", i)
	}
	s := newSite(t, sourceFiles{
		"content/steps/1-a.md": markdownDoc("A", "checklist:\n  - {id: first, text: Do it}\nresources:\n"+
			resources.String(), "Text.\n"),
		"content/steps/2-b.md": markdownDoc("B", "checklist:\n"+checklist.String(), "Text.\n"),
	}.mapFS())
	first, second := titlesIn(t, s, 0), titlesIn(t, s, 1)
	last := fmt.Sprintf("item-%d", titlesPerShard-1)
	if len(first) != titlesPerShard || first["first"][0] == "" || first["item-0"][0] == "" || first[last][0] != "" {
		t.Errorf("the first shard has %d titles", len(first))
	}
	if len(second) != 4 || second[last][0] == "" || second["book-2"][0] == "" {
		t.Errorf("the second shard has %v", second)
	}
	if _, err := s.ReadFile("assets/titles/2.js"); err == nil {
		t.Error("there is a third shard")
	}
}
