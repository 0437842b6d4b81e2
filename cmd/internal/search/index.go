package search

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
)

// Index is the inverted index of all documents. It may be read from many goroutines.
type Index struct {
	config      Config
	docs        []*Summary // pages, then terms
	entriesHash string     // names the entries of all documents
	words       []word     // of the dictionary
	pageCounts  []int      // word -> how many pages have it
	docCounts   []int      // word -> how many documents have it
	postings    []postings // by stem
	bases       []string   // stem -> what its words have in common
	shards      [][]forms  // by number of the word shard
	endings     string     // the most common endings, separated by spaces
	frequent    []string   // words that most pages have, the most frequent first
	stopWords   []string
	isCommon    map[string]bool           // frequent words and stop words
	titles      map[uint32][]indexedTitle // stem -> titles that are listed with it
	synonyms    []map[string][]string     // by number of the word shard: phrase -> others
	spellings   []string                  // by number of the spelling shard
}

// postings are the documents that have a stem.
type postings struct {
	count  int
	listed []posting // those with the highest weights that a shard has, in the order of the documents
}

// posting is a document that has a stem, and the offset of the stemHead in its stems.
type posting struct{ doc, offset uint32 }

// maxPostings is how many postings of one stem a shard has.
const maxPostings = 250

// New returns the index of documents, the pages first, then the terms, in the order of the addresses and names that
// the configuration was made of. All summaries are of the dictionary. Each list of synonyms holds words and phrases
// that find one another.
func New(c Config, d *Dictionary, pages, terms []*Summary, synonyms [][]string) *Index {
	index := &Index{config: c, docs: slices.Concat(pages, terms)}
	entries := sha256.New()
	for _, doc := range index.docs {
		fmt.Fprintln(entries, doc.EntriesHash)
	}
	index.entriesHash = hex.EncodeToString(entries.Sum(nil)[:4])
	d.mu.RLock()
	words, stems := slices.Clip(d.words), slices.Clip(d.stems)
	d.mu.RUnlock()
	index.words = words
	index.invert(len(stems))
	index.countWords()
	index.collectForms(stems)
	index.collectCommon(stopWords[d.stemmer])
	index.collectTitles()
	index.collectSynonyms(synonyms)
	index.collectSpellings(synonyms)
	return index
}

// invert lists the postings of each stem.
func (index *Index) invert(stems int) {
	weights := make([][maxWeight + 1]int32, stems) // of each stem: how many documents have which weight
	for _, doc := range index.docs {
		doc.eachStem(func(stem uint32, offset int) { weights[stem][doc.head(offset).weight()]++ })
	}
	index.postings = make([]postings, stems)
	lowest := make([]lowestWeight, stems)
	total := 0
	for stem := range weights {
		count, listed := index.countPostings(&weights[stem])
		index.postings[stem].count = count
		lowest[stem] = lowestOf(&weights[stem], listed)
		total += listed
	}
	free := make([]posting, total)
	for i, doc := range index.docs {
		doc.eachStem(func(stem uint32, offset int) {
			if !lowest[stem].admits(doc.head(offset).weight()) {
				return
			}
			p := &index.postings[stem]
			if p.listed == nil {
				_, n := index.countPostings(&weights[stem])
				p.listed, free = free[:0:n], free[n:]
			}
			p.listed = append(p.listed, posting{uint32(i), uint32(offset)})
		})
	}
}

// countPostings returns how many postings a stem has and how many of them are listed.
func (index *Index) countPostings(weights *[maxWeight + 1]int32) (count, listed int) {
	for _, n := range weights {
		count += int(n)
	}
	limit := maxPostings
	if docs := len(index.docs); docs > 100 && count > docs/4 {
		limit = min(limit, max(docs/8, 20)) // cap postings of very common words
	}
	return count, min(count, limit)
}

// lowestWeight is the lowest weight of the postings of a stem that are listed, and how many with it are still to come.
type lowestWeight struct {
	weight int
	count  int32
}

// lowestOf returns the lowest weight if so many postings are listed.
func lowestOf(weights *[maxWeight + 1]int32, listed int) lowestWeight {
	l := lowestWeight{maxWeight, int32(listed)}
	for ; weights[l.weight] < l.count; l.weight-- {
		l.count -= weights[l.weight]
	}
	return l
}

// admits reports whether the next posting, with this weight, is listed. Of those with the lowest weight, the first are.
func (l *lowestWeight) admits(weight int) bool {
	if weight == l.weight && l.count > 0 {
		l.count--
		return true
	}
	return weight > l.weight
}

// countWords counts the pages and documents that have each word.
func (index *Index) countWords() {
	index.pageCounts, index.docCounts = make([]int, len(index.words)), make([]int, len(index.words))
	for i, doc := range index.docs {
		doc.eachWord(func(id uint32) {
			index.docCounts[id]++
			if i < index.config.Pages {
				index.pageCounts[id]++
			}
		})
	}
}

func (s *Summary) head(offset int) stemHead { return stemHead(s.Stems[offset]) }

// eachStem calls visit with each stem of the document and the offset of its stemHead.
func (s *Summary) eachStem(visit func(stem uint32, offset int)) {
	stem := uint32(0)
	for offset := 0; offset < len(s.Stems); {
		delta, n := binary.Uvarint(s.Stems[offset:])
		stem += uint32(delta)
		offset += n
		visit(stem, offset)
		head := s.head(offset)
		offset++
		for range head.entries() {
			_, n := binary.Uvarint(s.Stems[offset:])
			offset += n
		}
		if head.hasOccurrences() {
			size, n := binary.Uvarint(s.Stems[offset:])
			offset += n + int(size)
		}
	}
}

// occurrencesAt returns what Summary.Stems has of the occurrences of the stem whose stemHead is at an offset.
func (s *Summary) occurrencesAt(offset uint32) []int {
	head := s.head(int(offset))
	if !head.hasOccurrences() {
		return nil
	}
	rest := s.Stems[offset+1:]
	next := func() int {
		v, n := binary.Uvarint(rest)
		rest = rest[n:]
		return int(v)
	}
	for range head.entries() {
		next()
	}
	size := next()
	rest = rest[:size]
	var out []int
	for len(rest) > 0 {
		out = append(out, next())
	}
	return out
}

// eachWord calls visit with the number of each word of the document.
func (s *Summary) eachWord(visit func(id uint32)) {
	id := uint32(0)
	for rest := s.Words; len(rest) > 0; {
		delta, n := binary.Uvarint(rest)
		id += uint32(delta)
		rest = rest[n:]
		visit(id)
	}
}
