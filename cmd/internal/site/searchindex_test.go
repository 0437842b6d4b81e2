package site

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/markdown"
)

// readShard decodes the value of a shard.
func readShard(t *testing.T, s *Site, name string, value any) {
	t.Helper()
	text := mustRead(t, s, "assets/search/"+name+".js")
	call, found := strings.CutPrefix(text, "guideShard(")
	arguments, ended := strings.CutSuffix(call, ")\n")
	var got, layout, entries string
	if err := json.Unmarshal([]byte("["+arguments+"]"), &[]any{&got, value, &layout, &entries}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !found || !ended || got != name || layout != s.searchConfig.Layout || len(entries) != 8 {
		t.Fatalf("%s is %.80s", name, text)
	}
}

// searchForms returns the forms of all stems in the word shards.
func searchForms(t *testing.T, s *Site) map[string]bool {
	t.Helper()
	forms := map[string]bool{}
	for n := range s.searchConfig.WordShards {
		var shard string
		readShard(t, s, fmt.Sprint("w", n), &shard)
		for stem := range strings.SplitSeq(shard, "|") {
			stem, _, _ = strings.Cut(stem, ":")
			base, endings, _ := strings.Cut(stem, " ")
			for ending := range strings.SplitSeq(endings, " ") {
				forms[base+ending] = true
			}
		}
	}
	return forms
}

var searchFixture = sourceFiles{
	"content/glossary.yaml": "- {term: Gantt chart, means: Bars for tasks}\n",
	"content/steps/1-a/index.md": markdownDoc("First",
		"checklist:\n  - {id: do-it, text: \"Draw *bars*\", detail: On paper}\nresources:\n  - {id: book, title: A "+
			"handbook, url: \"https://example.org/\", type: book, why: Good charts}\n",
		"Opening words[^1].\n\n## Heading with charts\n\n- One item\n- `code`\n\n| A | B |\n|---|---|\n| cell | "+
			"bars |\n\n[^1]: Footnoted.\n",
	),
	"content/steps/1-a/b.md":   markdownDoc("Topic", "", "charts charts\n"),
	"content/steps/2-draft.md": markdownDoc("Hidden", "draft: true\n", "Unpublished charts.\n"),
}

// Shards have the words of pages and terms, not those of footnotes and drafts.
func TestShards(t *testing.T) {
	s := newSite(t, searchFixture.mapFS())
	wantProblems(t, s)
	var rows []any
	readShard(t, s, "p1", &rows)
	want := `[["steps/a/",[["s","","First"],["h","-","Heading with charts"],["i","do-it","Draw bars"],` +
		`["r","book","A handbook"]],[1,1,1,1,2,2,3]]]`
	if got, _ := json.Marshal(rows); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var texts []string
	for n := range s.searchConfig.TextsPerPage {
		readShard(t, s, fmt.Sprint("x", s.searchConfig.TextsPerPage+n), &rows)
		text, _ := json.Marshal(rows)
		texts = append(texts, string(text))
	}
	if got, want := strings.Join(texts, " "), `[0,["About First\nOpening words."]] [1,[]] [1,[]] [1,[]] `+
		`[1,["One item\ncode\nA\nB\ncell\nbars"]] [2,[]] [2,["On paper"]] [3,["Good charts"]]`; got != want {
		t.Errorf("texts: %s, want %s", got, want)
	}
	readShard(t, s, "t0", &rows)
	if got, want := fmt.Sprint(rows), "[[glossary/ [[g - Gantt chart Bars for tasks]]]]"; got != want {
		t.Errorf("terms: %s, want %s", got, want)
	}
	forms := searchForms(t, s)
	for word, want := range map[string]bool{
		"charts": true, "chart": true, "bars": true, "opening": true, "code": true, "cell": true, "paper": true,
		"handbook":  true,
		"footnoted": false, "unpublished": false, "hidden": false,
	} {
		if forms[word] != want {
			t.Errorf("%s is in the index: %v", word, forms[word])
		}
	}
}

// An edit of a text changes a text shard of its page and the shards of the words whose counts change.
func TestShardsStable(t *testing.T) {
	in := searchFixture.mapFS()
	before := readShards(t, newSite(t, in))
	edited := sourceFiles{}
	for name, text := range searchFixture {
		edited[name] = text
	}
	edited["content/steps/1-a/b.md"] = markdownDoc("Topic", "", "charts charts zebra\n")
	s := newSite(t, edited.mapFS())
	var changed []string
	for name, text := range readShards(t, s) {
		if text != before[name] {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	kinds := ""
	for _, name := range changed {
		kinds += string(path.Base(name)[0])
		if !strings.Contains(mustRead(t, s, name), "zebra") {
			t.Errorf("%s changed", name)
		}
	}
	if kinds != "osswx" { // one of its page, two of its spelling
		t.Errorf("changed: %q", changed)
	}
}

// If the numbers of pages or entries mean something else, the layout or the entries of every shard change. If not, they
// stay.
func TestShardTags(t *testing.T) {
	const steps, terms, topic = "content/steps/1-a/index.md", "content/glossary.yaml", "content/steps/1-a/b.md"
	tags := func(in sourceFiles) (layout, entries string) {
		s := newSite(t, in.mapFS())
		for name, text := range readShards(t, s) {
			fields := strings.Split(text, `"`)
			is := fields[len(fields)-4] + " " + fields[len(fields)-2]
			if want := layout + " " + entries; layout != "" && is != want {
				t.Errorf("%s has %s, another shard %s", name, is, want)
			}
			layout, entries, _ = strings.Cut(is, " ")
		}
		if index := scriptDataOf(t, mustRead(t, s, "search/index.html")).Index; index.Layout != layout {
			t.Errorf("the page /search/ has the layout %s, want %s", index.Layout, layout)
		}
		return layout, entries
	}
	layout, entries := tags(searchFixture)
	for _, test := range []struct {
		name, file, text string
		layout, entries  bool // whether it changes
	}{
		{"a typo", topic, markdownDoc("Topic", "", "chart charts\n"), false, false},
		{"a title", topic, markdownDoc("Other topic", "", "charts charts\n"), false, false},
		{"a meaning", terms, "- {term: Gantt chart, means: Bars for other tasks, aka: [Bars]}\n", false, false},
		{"a heading", topic, markdownDoc("Topic", "", "charts charts\n\n## More\n"), false, true},
		{"items in another order", steps,
			strings.Replace(searchFixture[steps], "  - {id: do-it,", "  - {id: before-it, text: Look}\n  - {id: do-it,",
				1), false, true},
		{"a page", "content/steps/1-a/a.md", markdownDoc("Before", "", "Text.\n"), true, true},
		{"a page in the place of another", topic, "", true, true},
		{"a term", terms, "- {term: Gantt chart, means: Bars}\n- {term: Agile, means: Quick}\n", true, true},
	} {
		edited := maps.Clone(searchFixture)
		edited[test.file] = test.text
		if test.text == "" {
			delete(edited, test.file)
			edited["content/steps/1-a/c.md"] = markdownDoc("Topic C", "", "charts charts\n\n## More\n")
		}
		if l, e := tags(edited); (l != layout) != test.layout || (e != entries) != test.entries {
			t.Errorf("%s: layout %s, then %s; entries %s, then %s", test.name, layout, l, entries, e)
		}
	}
}

func readShards(t *testing.T, s *Site) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range fileNames(t, s) {
		if strings.HasPrefix(name, "assets/search/") {
			out[name] = mustRead(t, s, name)
		}
	}
	return out
}

// A section has the text between its heading and the next.
func TestPassages(t *testing.T) {
	c := markdown.NewConverter(func(key string) string { return key })
	r := c.Body("f",
		[]byte(
			"One & *two*\n\n## A `b`\n\n> three\n\n### C\n\n## D\n\n"+
				"four\\_\nfive &amp; “six” <https://example.org/>",
		),
		0,
		markdown.Env{Sections: true},
	)
	var got []string
	for _, p := range r.Sections {
		got = append(got, fmt.Sprintf("%s|%s|%s", p.ID, p.Title, p.Text))
	}
	want := []string{"||One & two", "a-b|A b|three", "c|C|", "d|D|four_ five & “six” https://example.org/"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A site of which nothing is written has the same shards if they are read.
func TestCheckOnlyShards(t *testing.T) {
	fsys := smallGuide.mapFS()
	s, checked := newSite(t, fsys), newSite(t, fsys, func(o *Options) { o.CheckOnly = true })
	wantProblems(t, checked, problemLines(t, s)...)
	shards := 0
	for name := range s.files {
		if strings.HasPrefix(name, "assets/search/") {
			shards++
			if mustRead(t, checked, name) != mustRead(t, s, name) {
				t.Errorf("%s is another one", name)
			}
		}
	}
	if shards == 0 {
		t.Error("there are no shards")
	}
}
