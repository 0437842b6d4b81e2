package search

import "encoding/binary"

const (
	maxEntriesPerStem = 3   // to which a stem leads in one document
	maxWeight         = 15  // of a stem in a document
	typicalWords      = 400 // of a document, for length normalization as in BM25
)

// counter counts the stems of one document after another. What it knows of words stays, since most documents have the
// same ones.
type counter struct {
	dictionary  *Dictionary
	byWord      map[string]uint32 // word -> index in words
	byStem      map[uint32]uint32 // number of a stem -> index in stems
	words       []countedWord
	stems       []stemCount
	document    uint32   // counts the documents
	usedWords   []uint32 // numbers of the words of the document
	usedStems   []uint64 // of the stems of the document: number<<32 | index
	occurrences []occurrence
	titles      []byte
	encoded     []byte // reused
	wordTotal   int
	position    int // of the next word in the current entry
}

// countedWord is a word.
type countedWord struct {
	id       uint32
	stem     uint32 // index in stems
	document uint32 // the last one that has the word
}

// stemCount counts one stem.
type stemCount struct {
	stem       uint32
	document   uint32  // the last one that has the stem; all that follows is of it
	titleScore float32 // in texts of a relevance above 1
	textCount  float32 // in running text
	entryScore float32 // in the current entry
	entry      int     // which is the current one
	best       [maxEntriesPerStem]struct {
		entry int
		score float32
	}
	bestCount   int
	first, last int // occurrences; -1 if there is none
}

// occurrence is a place where a stem occurs. Those of one stem are a linked list.
type occurrence struct{ entry, position, next int }

// maxKnownWords is how many words a counter keeps from one document to the next.
const maxKnownWords = 1 << 16

// counter returns a counter for the next document.
func (d *Dictionary) counter() *counter {
	c, _ := d.counters.Get().(*counter)
	if c == nil || len(c.words) > maxKnownWords {
		c = &counter{dictionary: d, byWord: map[string]uint32{}, byStem: map[uint32]uint32{}}
	}
	c.document++
	c.usedWords, c.usedStems, c.occurrences = c.usedWords[:0], c.usedStems[:0], c.occurrences[:0]
	c.titles, c.wordTotal = c.titles[:0], 0
	return c
}

func (c *counter) countEntry(entry int, e *Entry) {
	c.position = 0
	c.countTitle(entry, e.Title, e.Relevance)
	for _, name := range e.Names {
		c.countTitle(entry, name, e.Relevance)
	}
	for _, t := range e.Texts {
		c.count(entry, t.Bytes, t.Relevance, nil)
	}
}

// countTitle counts the words of a title and lists them among the titles.
func (c *counter) countTitle(entry int, title string, relevance float32) {
	var ids []uint32
	c.count(entry, []byte(title), relevance, func(id uint32) { ids = append(ids, id) })
	if len(ids) == 0 {
		return
	}
	c.titles = binary.AppendUvarint(c.titles, uint64(entry))
	c.titles = binary.AppendUvarint(c.titles, uint64(len(ids)))
	for _, id := range ids {
		c.titles = binary.AppendUvarint(c.titles, uint64(id))
	}
}

// count adds the words of a text of an entry. It passes those that are not joined to visit, unless that is nil.
func (c *counter) count(entry int, text []byte, relevance float32, visit func(id uint32)) {
	from := c.position
	eachToken(text, func(t token) {
		w := c.wordOf(t)
		if visit != nil && !t.joined {
			visit(w.id)
		}
		c.wordTotal++
		s := c.stemOf(w)
		if s.entry != entry {
			s.rankEntry()
			s.entry = entry
		}
		s.entryScore += relevance
		if relevance > 1 {
			s.titleScore += relevance
		} else {
			s.textCount++
		}
		c.position = max(c.position, from+t.position+1)
		if c.dictionary.textsPerPage > 0 {
			c.addOccurrence(s, occurrence{entry, from + t.position, -1})
		}
	})
	c.position++ // no phrase goes on in the next text
}

// addOccurrence appends to the occurrences of a stem, which are in ascending order. A joined word, which comes after
// its parts, is left out if one of them has the same stem.
func (c *counter) addOccurrence(s *stemCount, o occurrence) {
	if s.last < 0 {
		s.first = len(c.occurrences)
	} else {
		last := &c.occurrences[s.last]
		if last.entry == o.entry && last.position > o.position {
			return
		}
		last.next = len(c.occurrences)
	}
	s.last = len(c.occurrences)
	c.occurrences = append(c.occurrences, o)
}

// wordOf returns a word of the document.
func (c *counter) wordOf(t token) *countedWord {
	i, ok := c.byWord[string(t.word)]
	if !ok {
		i = c.learn(t)
	}
	w := &c.words[i]
	if w.document != c.document {
		w.document = c.document
		c.usedWords = append(c.usedWords, w.id)
	}
	return w
}

// learn adds a word to those that the counter knows, and returns its index.
func (c *counter) learn(t token) uint32 {
	id, w := c.dictionary.intern(t.word, t.form)
	stem, ok := c.byStem[w.stem]
	if !ok {
		stem = uint32(len(c.stems))
		c.stems = append(c.stems, stemCount{stem: w.stem})
		c.byStem[w.stem] = stem
	}
	i := uint32(len(c.words))
	c.byWord[w.text] = i
	c.words = append(c.words, countedWord{id: id, stem: stem})
	return i
}

// stemOf returns the count of the stem of a word in the document.
func (c *counter) stemOf(w *countedWord) *stemCount {
	s := &c.stems[w.stem]
	if s.document != c.document {
		*s = stemCount{stem: s.stem, document: c.document, entry: -1, first: -1, last: -1}
		c.usedStems = append(c.usedStems, uint64(s.stem)<<32|uint64(w.stem))
	}
	return s
}

// rankEntry inserts the current entry among the best entries of the stem.
func (s *stemCount) rankEntry() {
	if s.entry < 0 {
		return
	}
	score := s.entryScore
	s.entryScore = 0
	rank := s.bestCount
	for rank > 0 && s.best[rank-1].score < score {
		rank--
	}
	if rank == maxEntriesPerStem {
		return
	}
	s.bestCount = min(s.bestCount+1, maxEntriesPerStem)
	copy(s.best[rank+1:s.bestCount], s.best[rank:s.bestCount-1])
	s.best[rank].entry, s.best[rank].score = s.entry, score
}

// weight returns how much the stem says about a document of so many words, from 1 to maxWeight. Words of titles
// count the same in long documents and in short ones.
func (s *stemCount) weight(wordTotal int) byte {
	length := 0.4 + 0.6*min(float32(wordTotal)/typicalWords, 3)
	frequency := s.titleScore + s.textCount/length
	return byte(1 + (maxWeight-1)*frequency/(frequency+6))
}
