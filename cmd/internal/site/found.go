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

// number returns the number of a word and the word as the dictionary has it.
func (d *dictionary) number(word []byte) (uint32, string) {
	d.mu.RLock()
	id, ok := d.ids[string(word)]
	if ok {
		same := d.words[id]
		d.mu.RUnlock()
		return id, same
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

// found is what search knows of one page, as shards have it.
type found struct {
	// row is the page in its shard.
	row []byte
	// entries is a hash of kind and id of the entries in the row, in their order.
	entries uint64
	// words has, for each word in the order of the numbers: how much the number is larger than the one
	// before (uvarint), the weight and how many entries it leads to (a byte each), and these, the best
	// first (uvarints).
	words []byte
}

// foundEntry is the page itself, a heading, an item, a resource or a term.
type foundEntry struct {
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

var entryOf = map[page.Kind]string{page.KindHome: entryPage, page.KindStep: entryStep, page.KindTopic: entryTopic, page.KindPage: entryPage}

// What a word counts for where it stands, beside 1 in a text.
const (
	inTitle   = 9 // of the page
	inSummary = 3
	inHeading = 4 // also of an item, a resource, a term
)

const (
	maxEntries  = 3    // to which a word leads on one page
	maxWeight   = 31   // of a word on a page
	usualLength = 400  // words of a page
	maxExcerpt  = 130  // bytes of the text of an entry
	maxExcerpts = 1000 // bytes of the texts of all headings of a page
)

// wordCounts gathers the words of one page.
type wordCounts struct {
	dict    *dictionary
	at      map[string]int // of a word in counts
	counts  []wordCount
	order   []uint64
	length  int // words
	entries []foundEntry
}

type wordCount struct {
	number uint32
	named  float32 // in titles, headings and the like
	text   float32
	here   float32 // in the entry that is being read
	entry  int     // which that is
	best   [maxEntries]struct {
		entry int
		score float32
	}
	entries int
}

var countsPool = sync.Pool{New: func() any { return &wordCounts{at: map[string]int{}} }}

func newCounts(d *dictionary) *wordCounts {
	c := countsPool.Get().(*wordCounts)
	c.dict = d
	return c
}

// entry begins the next entry; its title counts as much as said.
func (c *wordCounts) entry(kind, id, title string, worth float32) {
	c.entries = append(c.entries, foundEntry{kind: kind, id: id, title: title})
	c.read([]byte(title), worth)
}

// text adds to the entry; the first text is what a result shows of it.
func (c *wordCounts) text(text []byte, worth float32) {
	e := &c.entries[len(c.entries)-1]
	if e.text == "" {
		e.text = excerpt(text, maxExcerpt)
	}
	c.read(text, worth)
}

func (c *wordCounts) read(text []byte, worth float32) {
	entry := len(c.entries) - 1
	page.Tokenize(text, func(word []byte) {
		c.length++
		i, ok := c.at[string(word)]
		if !ok {
			i = len(c.counts)
			number, same := c.dict.number(word)
			c.at[same] = i
			c.counts = append(c.counts, wordCount{number: number, entry: entry})
		}
		w := &c.counts[i]
		if w.entry != entry {
			w.settle()
			w.entry = entry
		}
		w.here += worth
		if worth > 1 {
			w.named += worth
		} else {
			w.text++
		}
	})
}

// settle takes the entry that was read among the best.
func (w *wordCount) settle() {
	score := w.here
	w.here = 0
	at := w.entries
	for at > 0 && w.best[at-1].score < score {
		at--
	}
	if at == maxEntries {
		return
	}
	w.entries = min(w.entries+1, maxEntries)
	copy(w.best[at+1:w.entries], w.best[at:w.entries-1])
	w.best[at].entry, w.best[at].score = w.entry, score
}

// done returns what was found on the page at an address, and makes the counts ready for the next page.
func (c *wordCounts) done(address string) *found {
	length := 0.4 + 0.6*min(float32(c.length)/usualLength, 3)
	c.order = c.order[:0]
	for i := range c.counts {
		c.order = append(c.order, uint64(c.counts[i].number)<<32|uint64(i))
	}
	slices.Sort(c.order) // cheaper than to move the counts
	words := make([]byte, 0, 6*len(c.counts))
	last := uint32(0)
	for _, o := range c.order {
		w := &c.counts[uint32(o)]
		w.settle()
		words = binary.AppendUvarint(words, uint64(w.number-last))
		last = w.number
		frequency := w.named + w.text/length // a title names a page, however long it is
		weight := 1 + (maxWeight-1)*frequency/(frequency+6)
		words = append(words, byte(weight), byte(w.entries))
		for _, b := range w.best[:w.entries] {
			words = binary.AppendUvarint(words, uint64(b.entry))
		}
	}
	f := &found{row: c.row(address), entries: c.sequence(), words: slices.Clip(words)}
	clear(c.entries)
	c.entries, c.counts, c.length = c.entries[:0], c.counts[:0], 0
	clear(c.at)
	countsPool.Put(c)
	return f
}

// row writes the page as its shard has it. The texts of many headings are shortened.
func (c *wordCounts) row(address string) []byte {
	most := max(maxExcerpts/len(c.entries), 60)
	entries := make([][4]string, len(c.entries))
	for i, e := range c.entries {
		if e.kind == entryHeading && len(e.text) > most {
			e.text = excerpt([]byte(e.text), most)
		}
		entries[i] = [4]string{e.kind, e.id, e.title, e.text}
	}
	return encoded([]any{strings.TrimPrefix(address, "/"), entries})
}

// sequence returns a hash of what each number of an entry leads to.
func (c *wordCounts) sequence() uint64 {
	hash := fnv.New64a()
	var line []byte
	for _, e := range c.entries {
		line = append(append(append(line[:0], e.kind...), e.id...), '\n')
		hash.Write(line)
	}
	return hash.Sum64()
}

// excerpt returns the beginning of a text, to the end of a word.
func excerpt(text []byte, most int) string {
	if len(text) <= most {
		return string(text)
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	for i := cut; i > most/2; i-- {
		if text[i] == ' ' {
			cut = i
			break
		}
	}
	return string(text[:cut]) + "…"
}

// findable returns what search knows of a source file, as it was converted.
func (s *Site) findable(d *guide.Doc, c converted) *found {
	w := newCounts(&s.memory.dictionary)
	w.entry(entryOf[d.Kind], "", s.guide.Title(d), inTitle)
	w.read([]byte(d.Slug), inHeading)
	w.text([]byte(d.Summary.Value), inSummary)
	for i, p := range c.Sections {
		if i > 0 {
			w.entry(entryHeading, p.ID, p.Title, inHeading)
		}
		w.text(p.Text, 1)
	}
	for _, i := range c.items {
		w.entry(entryItem, i.ID, i.Plain, inHeading)
		w.texts(i.parts[1:])
	}
	for _, r := range c.resources {
		w.entry(entryResource, r.ID, r.Title, inHeading)
		w.texts(r.parts)
	}
	return w.done(s.onDisk(d.Address))
}

func (c *wordCounts) texts(parts []page.Result) {
	for _, r := range parts {
		for _, p := range r.Sections {
			c.text(p.Text, 1)
		}
	}
}

// findableTerms returns what search knows of terms of the glossary: each is a page of its own.
func (s *Site) findableTerms(terms []page.Term) []*found {
	out := make([]*found, len(terms))
	for i, r := range s.means(terms, &addresses{}, true) {
		t := terms[i]
		w := newCounts(&s.memory.dictionary)
		w.entry(entryTerm, termID(page.Slug(t.Term.Value)), t.Term.Value, inTitle)
		w.texts([]page.Result{r})
		for _, a := range t.Aka {
			w.read([]byte(a.Value), inTitle)
		}
		out[i] = w.done(s.onDisk(guide.GlossaryAddress))
	}
	return out
}
