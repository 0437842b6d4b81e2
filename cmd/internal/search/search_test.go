package search

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// The table is also that of static/js/_test/tokenize.test.js.
func TestTokenize(t *testing.T) {
	data, err := os.ReadFile("testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Text  string
		Words []string
	}
	if err := json.Unmarshal(data, &rows); err != nil || len(rows) < 100 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows {
		words := []string{}
		Tokenize([]byte(row.Text), func(word []byte) { words = append(words, string(word)) })
		if !slices.Equal(words, row.Words) {
			t.Errorf("%q: %q, want %q", row.Text, words, row.Words)
		}
	}
}

// newDoc returns a document with a title and, for each text, a heading with the id h1, h2, ...
func newDoc(address, title, text string, headings ...string) Document {
	doc := Document{
		Address: address,
		Entries: []Entry{{Kind: Page, Title: title, Relevance: 9, Texts: []Text{{Bytes: []byte(text), Relevance: 1}}}},
	}
	for i, h := range headings {
		title, text, _ := strings.Cut(h, ": ")
		doc.Entries = append(doc.Entries, Entry{Kind: Heading, ID: fmt.Sprint("h", i+1), Title: title, Relevance: 4,
			Texts: []Text{{Bytes: []byte(text), Relevance: 1}}})
	}
	return doc
}

// newIndex returns the index of pages in a language.
func newIndex(language string, pages ...Document) *Index {
	return newIndexWithSynonyms(language, nil, pages...)
}

func newIndexWithSynonyms(language string, synonyms [][]string, pages ...Document) *Index {
	d := NewDictionary(language, len(pages))
	var addresses []string
	var summaries []*Summary
	for _, p := range pages {
		addresses = append(addresses, p.Address)
		summaries = append(summaries, d.Summarize(p))
	}
	return New(NewConfig(addresses, nil), d, summaries, nil, synonyms)
}

// readShard decodes the value of a shard and returns its layout and entries.
func readShard(t *testing.T, index *Index, name ShardName, value any) (layout, entries string) {
	t.Helper()
	text := string(index.Shard(name))
	call, found := strings.CutPrefix(text, "guideShard(")
	arguments, ended := strings.CutSuffix(call, ")\n")
	var got string
	if err := json.Unmarshal([]byte("["+arguments+"]"), &[]any{&got, value, &layout, &entries}); err != nil || !found ||
		!ended ||
		got != name.String() {
		t.Fatalf("%s is %.80s: %v", name, text, err)
	}
	return layout, entries
}

// partOf returns the part of the stem of a word in a shard of its kind, cut at the colons.
func partOf(t *testing.T, index *Index, kind byte, word string) []string {
	t.Helper()
	n := index.config.shardOf(word)
	if kind == 'o' {
		n %= index.config.occurrenceShards()
	}
	var shard string
	readShard(t, index, ShardName{kind, n}, &shard)
	for part := range strings.SplitSeq(shard, "|") {
		fields := strings.Split(part, ":")
		base, endings, _ := strings.Cut(fields[0], " ")
		for ending := range strings.SplitSeq(endings, " ") {
			if base+ending == word && len(fields) > 1 {
				return fields
			}
		}
	}
	return nil
}

// postingsOf returns the forms of a word's stem, how many pages have them, and the pages with their entries.
func postingsOf(t *testing.T, index *Index, word string) string {
	t.Helper()
	part := partOf(t, index, 'w', word)
	if part == nil {
		return ""
	}
	return part[0] + ": " + decodePostings(t, part[1])
}

// numberReader reads numbers from a list of digits.
type numberReader string

func (r *numberReader) digit() int {
	d := strings.IndexByte(shardDigits, (*r)[0])
	*r = (*r)[1:]
	return d
}

func (r *numberReader) next() (n int) {
	for shift := 0; ; shift += 5 {
		digit := r.digit()
		n |= digit & 31 << shift
		if digit < 32 {
			return n
		}
	}
}

func decodePostings(t *testing.T, list string) string {
	t.Helper()
	r := numberReader(list)
	count, pages := r.next(), map[int][]int{}
	for number := 0; r != ""; {
		number += r.next()
		digit := r.digit()
		if weight := digit >> 2; weight < 1 || weight > maxWeight {
			t.Errorf("a weight of %d", weight)
		}
		entries := make([]int, digit&3)
		for i := range entries {
			entries[i] = r.next()
		}
		pages[number] = entries
	}
	return fmt.Sprint(count, " ", pages)
}

func TestShards(t *testing.T) {
	index := newIndex("en",
		newDoc("a/", "Plan the risks", "A risk, planned.", "Dependencies: on policy", "Charts: one chart"),
		newDoc("b/", "Other", "A dependency. Policies."),
	)
	var rows any
	readShard(t, index, ShardName{'p', 0}, &rows)
	want := "[[a/ [[p  Plan the risks] [h h1 Dependencies] [h h2 Charts]] [1 1 1 1 2 2 3]]]"
	if got := fmt.Sprint(rows); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for word, want := range map[string]string{
		"risk": "risk  s: 1 map[0:[0]]", "plan": "plan  ned: 1 map[0:[0]]",
		"policies":   "polic ies y: 2 map[0:[1] 1:[0]]",
		"dependency": "depend encies ency: 2 map[0:[1] 1:[0]]", "chart": "chart  s: 1 map[0:[2]]",
		"other": "other: 1 map[1:[0]]", "none": "",
	} {
		if got := postingsOf(t, index, word); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	var shard string
	readShard(t, index, ShardName{'c', 0}, &shard)
	if shard != "s||on other the" {
		t.Errorf("common words: %q", shard)
	}
}

// Words are stemmed with their diacritics, and found without.
func TestStem(t *testing.T) {
	for _, test := range []struct{ language, words, stems string }{
		{"en", "risks policies planning certification pmo70s P3O", "risk polici plan certif pmo70s p3o"},
		{"en-GB", "dying 'quoted' PM’s", "die quot pm"},
		{"es", "certificación certificaciones", "certif certif"},
		{"fr", "planifiée planifier", "planifi planifi"},
		{"ru", "новый новая", "нов нов"},
		{"nb", "prosjekter prosjektene", "prosjekt prosjekt"},
		{"de", "Pläne Plan", "plane plan"},
		{"", "risks", "risks"},
	} {
		d := NewDictionary(test.language, 1)
		var stems []string
		eachToken([]byte(test.words), func(t token) { stems = append(stems, d.stem(t.word)) })
		if got := strings.Join(stems, " "); got != test.stems {
			t.Errorf("%s %q: %q, want %q", test.language, test.words, got, test.stems)
		}
	}
}

// A stem whose words begin with different letters is in the shard of each of them.
func TestFormsInSeveralShards(t *testing.T) {
	index := newIndex("en", newDoc("a/", "Title", "To die, dying."))
	for word, want := range map[string]string{"die": "d ie: 1 map[0:[0]]", "dying": "d ying: 1 map[0:[0]]"} {
		if got := postingsOf(t, index, word); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// Shards do not depend on the order in which documents are summarized.
func TestShardsDeterministic(t *testing.T) {
	docs := []Document{
		newDoc("a/", "Résumé", "Resume a plan."),
		newDoc("b/", "Plans", "Résumés planned; resumed."),
		newDoc("c/", "C", "Certify."),
	}
	d := NewDictionary("en", len(docs))
	backwards := make([]*Summary, len(docs))
	for i := range docs {
		backwards[len(docs)-1-i] = d.Summarize(docs[len(docs)-1-i])
	}
	index := newIndex("en", docs...)
	other := New(index.config, d, backwards, nil, nil)
	for _, name := range index.config.Shards() {
		if a, b := string(index.Shard(name)), string(other.Shard(name)); a != b {
			t.Errorf("%s, then %s", a, b)
		}
	}
}

// A stem of very many documents lists those where it weighs most.
func TestCommonWords(t *testing.T) {
	var docs []Document
	for i := range 1000 {
		doc := newDoc(fmt.Sprint("t", i, "/"), fmt.Sprint("T", i), "common word")
		if i == 777 {
			doc = newDoc("t777/", "T777", "", "Common: common common")
		}
		docs = append(docs, doc)
	}
	got := postingsOf(t, newIndex("en", docs...), "common")
	if !strings.HasPrefix(got, "common: 1000 ") || strings.Count(got, "[")-1 != 1000/8 ||
		!strings.Contains(got, " 777:[1]") {
		t.Errorf("%d pages are listed: %s", strings.Count(got, "[")-1, got)
	}
}

func TestConfig(t *testing.T) {
	names := func(c Config) (out []string) {
		for _, n := range c.Shards() {
			out = append(out, n.String())
		}
		return out
	}
	addresses := []string{"a/", "b/"}
	small := NewConfig(addresses, []string{"gantt-chart"})
	got := names(small)
	if len(got) != 1+256+128+32+2+1+16 || got[0] != "c0" || got[1] != "w0" || got[256] != "w255" ||
		!slices.Equal(got[len(got)-19:],
			strings.Fields("p0 p1 t0 x0 x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11 x12 x13 x14 x15")) {
		t.Errorf("shards: %q", got)
	}
	if !strings.HasPrefix(small.Layout, Version+":") {
		t.Errorf("the layout %s does not tell the version", small.Layout)
	}
	if big := NewConfig(make([]string, 3000), nil); big.WordShards != 1024 || big.PagesPerShard != 2 ||
		big.Letters != 4 || big.TextsPerPage != 0 || slices.Contains(names(big), "o0") {
		t.Errorf("of 3,000 pages: %+v", big)
	}
}

func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "short": "short", "five words that go on": "five words that go…",
		"five words that stay":  "five words that…",
		"äääääääääääääääääääää": "äääääääää…",
	} {
		if got := excerpt([]byte(text), 18); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzSummarize(f *testing.F) {
	f.Add("en", "Risks, policies and PMI’s résumés 項目管理")
	f.Add("ru", "новый ещё")
	f.Fuzz(func(t *testing.T, language, text string) {
		index := newIndex(language, newDoc("a/", text, text))
		for _, name := range index.config.Shards() {
			if !json.Valid(
				[]byte(
					"[" + strings.TrimSuffix(strings.TrimPrefix(string(index.Shard(name)), "guideShard("), ")\n") + "]",
				),
			) {
				t.Errorf("%s is not valid: %q", name, index.Shard(name))
			}
		}
	})
}
