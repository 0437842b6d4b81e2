package site

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// What search knows of one page is gathered while its text is converted, and kept small.

// dictionary numbers the words of all pages.
type dictionary struct {
	mu    sync.RWMutex
	ids   map[string]uint32
	words []string
}

// intern returns the number of a word and the word as the dictionary has it.
func (d *dictionary) intern(word []byte) (uint32, string) {
	d.mu.RLock()
	id, ok := d.ids[string(word)]
	if ok {
		interned := d.words[id]
		d.mu.RUnlock()
		return id, interned
	}
	d.mu.RUnlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	id, ok = d.ids[string(word)]
	if !ok {
		id = uint32(len(d.words))
		d.words = append(d.words, string(word))
		d.ids[d.words[id]] = id
	}
	return id, d.words[id]
}

// indexedDoc is what search knows of one page, as shards have it.
type indexedDoc struct {
	// row is the page in its shard.
	row []byte
	// entriesHash is a hash of kind and id of the entries in the row, in their order.
	entriesHash uint64
	// words has, for each word in the order of the numbers: how much the number is larger than the one
	// before (uvarint), the weight and how many entries it leads to (a byte each), and these, the best
	// first (uvarints).
	words []byte
}

// searchEntry is the page itself, a heading, an item, a resource or a term.
type searchEntry struct {
	kind        string
	id          string
	title, text string
}

// What a result leads to, as shards and the list of everything have it.
const (
	entryStep     = "s"
	entryTopic    = "t"
	entryPage     = "p"
	entryHeading  = "h"
	entryItem     = "i"
	entryResource = "r"
	entryTerm     = "g"
)

var entryKinds = map[page.Kind]string{page.KindHome: entryPage, page.KindStep: entryStep, page.KindTopic: entryTopic, page.KindPage: entryPage}

// What a word counts for where it stands, beside 1 in a text.
const (
	titleWeight   = 9 // of the page
	summaryWeight = 3
	headingWeight = 4 // also of an item, a resource, a term
)

const (
	maxEntriesPerWord  = 3    // to which a word leads on one page
	maxWeight          = 31   // of a word on a page
	typicalPageWords   = 400  // words of a page
	maxExcerpt         = 130  // bytes of the text of an entry
	maxHeadingExcerpts = 1000 // bytes of the texts of all headings of a page
)

// docIndexer gathers the words of one page.
type docIndexer struct {
	dict       *dictionary
	countIndex map[string]int // of a word in counts
	counts     []wordStats
	order      []uint64
	wordTotal  int // words
	entries    []searchEntry
}

type wordStats struct {
	wordID       uint32
	titleScore   float32 // in titles, headings and the like
	textCount    float32
	entryScore   float32 // in the entry that is being read
	currentEntry int     // which that is
	best         [maxEntriesPerWord]struct {
		entry int
		score float32
	}
	bestCount int
}

var docIndexerPool = sync.Pool{New: func() any { return &docIndexer{countIndex: map[string]int{}} }}

func newDocIndexer(d *dictionary) *docIndexer {
	c := docIndexerPool.Get().(*docIndexer)
	c.dict = d
	return c
}

// beginEntry begins the next entry; its title counts as much as said.
func (c *docIndexer) beginEntry(kind, id, title string, weight float32) {
	c.entries = append(c.entries, searchEntry{kind: kind, id: id, title: title})
	c.countWords([]byte(title), weight)
}

// addText adds to the entry; the first text is what a result shows of it.
func (c *docIndexer) addText(text []byte, weight float32) {
	e := &c.entries[len(c.entries)-1]
	if e.text == "" {
		e.text = excerpt(text, maxExcerpt)
	}
	c.countWords(text, weight)
}

func (c *docIndexer) countWords(text []byte, weight float32) {
	entry := len(c.entries) - 1
	page.Tokenize(text, func(word []byte) {
		c.wordTotal++
		i, ok := c.countIndex[string(word)]
		if !ok {
			i = len(c.counts)
			number, interned := c.dict.intern(word)
			c.countIndex[interned] = i
			c.counts = append(c.counts, wordStats{wordID: number, currentEntry: entry})
		}
		w := &c.counts[i]
		if w.currentEntry != entry {
			w.rankEntry()
			w.currentEntry = entry
		}
		w.entryScore += weight
		if weight > 1 {
			w.titleScore += weight
		} else {
			w.textCount++
		}
	})
}

// rankEntry takes the entry that was read among the best.
func (w *wordStats) rankEntry() {
	score := w.entryScore
	w.entryScore = 0
	rank := w.bestCount
	for rank > 0 && w.best[rank-1].score < score {
		rank--
	}
	if rank == maxEntriesPerWord {
		return
	}
	w.bestCount = min(w.bestCount+1, maxEntriesPerWord)
	copy(w.best[rank+1:w.bestCount], w.best[rank:w.bestCount-1])
	w.best[rank].entry, w.best[rank].score = w.currentEntry, score
}

// finish returns what was found on the page at an address, and makes the counts ready for the next page.
func (c *docIndexer) finish(address string) *indexedDoc {
	length := 0.4 + 0.6*min(float32(c.wordTotal)/typicalPageWords, 3)
	c.order = c.order[:0]
	for i := range c.counts {
		c.order = append(c.order, uint64(c.counts[i].wordID)<<32|uint64(i))
	}
	slices.Sort(c.order) // cheaper than to move the counts
	words := make([]byte, 0, 6*len(c.counts))
	last := uint32(0)
	for _, o := range c.order {
		w := &c.counts[uint32(o)]
		w.rankEntry()
		words = binary.AppendUvarint(words, uint64(w.wordID-last))
		last = w.wordID
		frequency := w.titleScore + w.textCount/length // a title names a page, however long it is
		weight := 1 + (maxWeight-1)*frequency/(frequency+6)
		words = append(words, byte(weight), byte(w.bestCount))
		for _, b := range w.best[:w.bestCount] {
			words = binary.AppendUvarint(words, uint64(b.entry))
		}
	}
	f := &indexedDoc{row: c.encodeRow(address), entriesHash: c.hashEntries(), words: slices.Clip(words)}
	clear(c.entries)
	c.entries, c.counts, c.wordTotal = c.entries[:0], c.counts[:0], 0
	clear(c.countIndex)
	docIndexerPool.Put(c)
	return f
}

// encodeRow writes the page as its shard has it. The texts of many headings are shortened.
func (c *docIndexer) encodeRow(address string) []byte {
	limit := max(maxHeadingExcerpts/len(c.entries), 60)
	entries := make([][4]string, len(c.entries))
	for i, e := range c.entries {
		if e.kind == entryHeading && len(e.text) > limit {
			e.text = excerpt([]byte(e.text), limit)
		}
		entries[i] = [4]string{e.kind, e.id, e.title, e.text}
	}
	return mustJSON([]any{strings.TrimPrefix(address, "/"), entries})
}

// hashEntries returns a hash of what each number of an entry leads to.
func (c *docIndexer) hashEntries() uint64 {
	hash := fnv.New64a()
	var line []byte
	for _, e := range c.entries {
		line = append(append(append(line[:0], e.kind...), e.id...), '\n')
		hash.Write(line)
	}
	return hash.Sum64()
}

// excerpt returns the beginning of a text, to the end of a word.
func excerpt(text []byte, limit int) string {
	if len(text) <= limit {
		return string(text)
	}
	end := limit
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	for i := end; i > limit/2; i-- {
		if text[i] == ' ' {
			end = i
			break
		}
	}
	return string(text[:end]) + "…"
}

// indexPage returns what search knows of a source file, as it was converted.
func (s *Site) indexPage(d *guide.Doc, c convertedDoc) *indexedDoc {
	indexer := newDocIndexer(&s.cache.dictionary)
	indexer.beginEntry(entryKinds[d.Kind], "", s.guide.Title(d), titleWeight)
	indexer.countWords([]byte(d.Slug), headingWeight)
	indexer.addText([]byte(d.Summary.Value), summaryWeight)
	for i, p := range c.Sections {
		if i > 0 {
			indexer.beginEntry(entryHeading, p.ID, p.Title, headingWeight)
		}
		indexer.addText(p.Text, 1)
	}
	for _, i := range c.items {
		indexer.beginEntry(entryItem, i.ID, i.Plain, headingWeight)
		indexer.addResults(i.results[1:])
	}
	for _, r := range c.resources {
		indexer.beginEntry(entryResource, r.ID, r.Title, headingWeight)
		indexer.addResults(r.results)
	}
	return indexer.finish(s.offlinePath(d.Address))
}

func (c *docIndexer) addResults(parts []page.Result) {
	for _, r := range parts {
		for _, p := range r.Sections {
			c.addText(p.Text, 1)
		}
	}
}

// indexGlossary returns what search knows of terms of the glossary: each is a page of its own.
func (s *Site) indexGlossary(terms []page.Term) []*indexedDoc {
	out := make([]*indexedDoc, len(terms))
	for i, r := range s.definitions(terms, &printedLinks{}, true) {
		t := terms[i]
		indexer := newDocIndexer(&s.cache.dictionary)
		indexer.beginEntry(entryTerm, termID(page.Slug(t.Term.Value)), t.Term.Value, titleWeight)
		indexer.addResults([]page.Result{r})
		for _, a := range t.Aka {
			indexer.countWords([]byte(a.Value), titleWeight)
		}
		out[i] = indexer.finish(s.offlinePath(guide.GlossaryAddress))
	}
	return out
}
