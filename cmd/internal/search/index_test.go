package search

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// parts returns the parts of all shards of a kind.
func parts(t *testing.T, index *Index, kind byte) (out []string) {
	t.Helper()
	for _, name := range index.config.Shards() {
		if name.Kind == kind {
			var shard string
			readShard(t, index, name, &shard)
			out = append(out, strings.Split(shard, "|")...)
		}
	}
	slices.Sort(out)
	return out
}

// A word or phrase has the others of its list that a document has, unless it has the same stems or is very common.
func TestSynonyms(t *testing.T) {
	docs := []Document{newDoc("a/", "A resume", "A project board resumed twice. Exams, exams and boards.")}
	for i := range 20 {
		docs = append(docs, newDoc(fmt.Sprint("t", i, "/"), "Topic", "test"))
	}
	index := newIndexWithSynonyms("en", [][]string{
		{"CV", "Résumé", "curriculum vitae", "resumed"},
		{"steering group", "project board", "SteerCo"},
		{"test", "exam"},
		{"steerco", "boards", "?", "and"},
	}, docs...)
	var got []string
	for _, part := range parts(t, index, 'w') {
		if strings.HasPrefix(part, "=") {
			got = append(got, part)
		}
	}
	want := []string{"=and=boards", "=boards=and", "=curriculum vitae=resume", "=cv=resume", "=exam=test",
		"=steerco=project board=boards=and", "=steering group=project board"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// The shards of synonyms are the same in whatever order pages arrive.
func TestSynonymsInAnyOrder(t *testing.T) {
	docs := []Document{newDoc("a/", "A", "resume"), newDoc("b/", "B", "résumé"), newDoc("c/", "C", "resumes")}
	var want []string
	for i, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		d := NewDictionary("en", len(docs))
		summaries := make([]*Summary, len(docs))
		for _, n := range order {
			summaries[n] = d.Summarize(docs[n])
		}
		config := NewConfig([]string{"a/", "b/", "c/"}, nil)
		index := New(config, d, summaries, nil, [][]string{{"vita", "resume", "resumes"}})
		got := parts(t, index, 'w')
		if i == 0 {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("in the order %v:\ngot  %q\nwant %q", order, got, want)
		}
	}
}

// Every title can be looked up by its words, in any form, and so can other names.
func TestTitles(t *testing.T) {
	doc := newDoc("a/", "The risks", "Text", "Plan for a risk: on", "To be or not to be: x", "…: no words")
	doc.Entries[0].Names = []string{"Dangers"}
	index := newIndex("en", doc, newDoc("b/", "A risk", "planned"))
	lookUp := func(listed string, words ...string) (out []string) {
		part := partOf(t, index, 'w', listed)
		if len(part) < 3 {
			return nil
		}
		for r := numberReader(part[2]); r != ""; {
			hash, doc, entry := r.next(), r.next(), r.next()
			if uint32(hash) == hashOf(strings.Join(words, " "))&0x7fff {
				out = append(out, fmt.Sprint(doc, ".", entry))
			}
		}
		return out
	}
	for _, test := range []struct {
		listed string
		words  []string
		want   string
	}{
		{"risk", []string{"the", "risk"}, "0.0"}, {"risk", []string{"risk"}, "1.0"},
		{"dangers", []string{"danger"}, "0.0"}, {"plan", []string{"plan", "for", "risk"}, "0.1"},
		{"risk", []string{"plan", "for", "risk"}, ""}, {"not", strings.Fields("to be or not to be"), "0.2"},
	} {
		if got := strings.Join(lookUp(test.listed, test.words...), " "); got != test.want {
			t.Errorf("%q with %q: %q, want %q", test.words, test.listed, got, test.want)
		}
	}
}

// Of many entries with one title, ten are listed.
func TestManySameTitles(t *testing.T) {
	var docs []Document
	for i := range 30 {
		docs = append(docs, newDoc(fmt.Sprint("t", i, "/"), fmt.Sprint("Lesson ", i), "", "Knowledge check: Text"))
	}
	titles := partOf(t, newIndex("en", docs...), 'w', "knowledge")
	if len(titles) != 3 {
		t.Fatalf("%q", titles)
	}
	count := 0
	for r := numberReader(titles[2]); r != ""; count++ {
		r.next()
		r.next()
		r.next()
	}
	if count != maxSameTitles {
		t.Errorf("%d are listed", count)
	}
}

// Each word is in the spelling shards of its first and its last letters.
func TestSpellings(t *testing.T) {
	index := newIndexWithSynonyms("en", [][]string{{"salary", "Gehälter"}},
		newDoc("a/", "Risks", "Risk risk ab 2026 項目管理 naïveté"), newDoc("b/", "Risks", ""))
	found := map[string][]int{}
	for n := range index.config.SpellingShards {
		var shard string
		readShard(t, index, ShardName{'s', n}, &shard)
		for word := range strings.FieldsSeq(shard) {
			found[word] = append(found[word], n)
		}
	}
	for word, numbers := range found {
		first, last := index.config.spellingShardsOf(word)
		if want := slices.Compact([]int{min(first, last), max(first, last)}); !slices.Equal(numbers, want) {
			t.Errorf("%s is in the shards %v, want %v", word, numbers, want)
		}
	}
	if got := fmt.Sprint(slices.Sorted(maps.Keys(found))); got != "[gehalter naivete risk risks salary]" {
		t.Errorf("words: %s", got)
	}
}

// Occurrences count all words of an entry, also single letters, with a gap between texts.
func TestOccurrences(t *testing.T) {
	index := newIndex("en",
		newDoc("a/", "Risk", "Plan a risk", "Risky e-learning: risk, a risk"), newDoc("b/", "Other", "The risks"))
	for word, want := range map[string]string{
		"risk": "0: 0.0 0.4 1.4 1.6, 1: 0.3", "plan": "0: 0.2", "learning": "0: 1.2", "elearning": "0: 1.1",
		"other": "1: 0.0",
	} {
		part := partOf(t, index, 'o', word)
		if len(part) != 2 {
			t.Fatalf("%s: %q", word, part)
		}
		if got := decodeOccurrences(part[1]); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// decodeOccurrences returns documents with entries and positions.
func decodeOccurrences(list string) string {
	var out []string
	r := numberReader(list)
	for doc := 0; r != ""; {
		doc += r.next()
		entry, position := 0, 0
		var places []string
		for count := r.next(); count > 0; count-- {
			if delta := r.next(); delta > 0 {
				entry, position = entry+delta, 0
			}
			position += r.next()
			places = append(places, fmt.Sprint(entry, ".", position))
		}
		out = append(out, fmt.Sprint(doc, ": ", strings.Join(places, " ")))
	}
	return strings.Join(out, ", ")
}

// Text shards have the texts of all entries, each once, and a large guide has the beginnings in its page shards.
func TestTexts(t *testing.T) {
	doc := newDoc("a/", "Title", "Intro", "One: first text", "Two", "Three: third text")
	doc.Entries[0].Texts = append(doc.Entries[0].Texts, Text{Bytes: []byte("hidden"), Hidden: true},
		Text{Bytes: []byte("second line")})
	index := newIndex("en", doc)
	var got []string
	for n := range index.config.TextsPerPage {
		var value []any
		readShard(t, index, ShardName{'x', n}, &value)
		for i, text := range value[1].([]any) {
			got = append(got, fmt.Sprint(int(value[0].(float64))+i, " ", text))
		}
	}
	if want := []string{"0 Intro\nsecond line", "1 first text", "2 ", "3 third text"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got, want := string(doc.row(0)), `["a/",[["p","","Title","Intro\nsecond line"],["h","h1","One","first text"],`+
		`["h","h2","Two",""],["h","h3","Three","third text"]]]`; got != want {
		t.Errorf("row of a large guide:\ngot  %s\nwant %s", got, want)
	}
}

// A term has its meaning, and an id that its title gives is left out.
func TestTermRow(t *testing.T) {
	doc := Document{Address: "g/", Entries: []Entry{{Kind: Term, ID: "stage-gate", Title: "Stage gate",
		Names: []string{"gate review"}, Texts: []Text{{Bytes: []byte("A point where work stops")}}}}}
	want := `["g/",[["g","-","Stage gate","A point where work stops","gate review"]]]`
	if got := string(doc.row(5)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Words of most pages are listed as frequent, and stop words by themselves.
func TestFrequentWords(t *testing.T) {
	var docs []Document
	for i := range 12 {
		doc := newDoc(fmt.Sprint("t", i, "/"), fmt.Sprint("Topic ", i), "The project")
		if i < 7 {
			doc = newDoc(fmt.Sprint("t", i, "/"), fmt.Sprint("Topic ", i), "The project of a board")
		}
		docs = append(docs, doc)
	}
	var shard string
	readShard(t, newIndex("en", docs...), ShardName{'c', 0}, &shard)
	if shard != "|project topic|of the" {
		t.Errorf("common words: %q", shard)
	}
}
