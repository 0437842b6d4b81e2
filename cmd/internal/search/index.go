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
	config       Config
	docs         []*Summary // pages, then terms
	entriesHash  string     // names the entries of all documents
	firstPosting []int      // stem -> index of its first posting; one more at the end
	postings     []posting  // by stem, then by document
	shards       [][]forms  // by number of the word shard
	endings      string     // the most common endings, separated by spaces
}

// posting is an occurrence of a stem: the document and the offset of the weight in its stems.
type posting struct{ doc, offset uint32 }

// New returns the index of documents, the pages first, then the terms, in the order of the addresses and names that
// the configuration was made of. All summaries are of the dictionary.
func New(c Config, d *Dictionary, pages, terms []*Summary) *Index {
	index := &Index{config: c, docs: slices.Concat(pages, terms)}
	entries := sha256.New()
	for _, doc := range index.docs {
		fmt.Fprintln(entries, doc.entriesHash)
	}
	index.entriesHash = hex.EncodeToString(entries.Sum(nil)[:4])
	d.mu.RLock()
	words, stems := slices.Clip(d.words), slices.Clip(d.stems)
	d.mu.RUnlock()
	index.invert(len(stems))
	index.collectForms(words, stems)
	return index
}

// invert lists the postings of each stem.
func (index *Index) invert(stems int) {
	first := make([]int, stems+1)
	for _, doc := range index.docs {
		doc.eachStem(func(stem uint32, _ int) { first[stem+1]++ })
	}
	for i := range stems {
		first[i+1] += first[i]
	}
	index.postings = make([]posting, first[stems])
	next := slices.Clone(first)
	for i, doc := range index.docs {
		doc.eachStem(func(stem uint32, offset int) {
			index.postings[next[stem]] = posting{uint32(i), uint32(offset)}
			next[stem]++
		})
	}
	index.firstPosting = first
}

// eachStem calls visit with each stem of the document and the offset of its weight.
func (s *Summary) eachStem(visit func(stem uint32, offset int)) {
	stem := uint32(0)
	for offset := 0; offset < len(s.stems); {
		delta, n := binary.Uvarint(s.stems[offset:])
		stem += uint32(delta)
		offset += n
		visit(stem, offset)
		entries := int(s.stems[offset+1])
		for offset += 2; entries > 0; entries-- {
			_, n := binary.Uvarint(s.stems[offset:])
			offset += n
		}
	}
}

// eachWord calls visit with the number of each word of the document.
func (s *Summary) eachWord(visit func(id uint32)) {
	id := uint32(0)
	for rest := s.words; len(rest) > 0; {
		delta, n := binary.Uvarint(rest)
		id += uint32(delta)
		rest = rest[n:]
		visit(id)
	}
}
