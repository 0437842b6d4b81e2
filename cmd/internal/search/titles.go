package search

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

const (
	maxSameTitles = 10 // entries with one title that are listed
	maxTitleWords = 3  // of a title that its hash is of, besides common ones
)

// indexedTitle says which entry has a title.
type indexedTitle struct {
	hash       uint32 // of its words, 15 bits
	doc, entry int
}

// collectTitles lists the titles of all entries, each with one stem of it.
func (index *Index) collectTitles() {
	index.titles = map[uint32][]indexedTitle{}
	type key struct{ stem, hash uint32 }
	counts := map[key]int{}
	for _, isDocument := range []bool{true, false} { // documents before their parts
		for doc, s := range index.docs {
			s.eachTitle(func(entry int, ids []uint32) {
				if (entry == 0) != isDocument {
					return
				}
				stem, hash := index.titleHash(ids)
				if counts[key{stem, hash}]++; counts[key{stem, hash}] <= maxSameTitles {
					index.titles[stem] = append(index.titles[stem], indexedTitle{hash, doc, entry})
				}
			})
		}
	}
}

// titleHash returns a stem of a title and a hash of its words. Common words, whose shard a query does not always load,
// count as they are; the first of the others count with their bases, so that a reader may type another form. The stem
// is the rarest of these, or that of the longest word if all are common.
func (index *Index) titleHash(ids []uint32) (stem, hash uint32) {
	var parts []string
	rare, length := 0, 0
	for _, id := range ids {
		w := index.words[id]
		switch isCommon := index.isCommon[w.form]; {
		case isCommon:
			if n := utf8.RuneCountInString(w.form); rare == 0 && n > length {
				stem, length = w.stem, n
			}
			parts = append(parts, w.form)
		case rare < maxTitleWords:
			if rare == 0 || index.postings[w.stem].count < index.postings[stem].count {
				stem = w.stem
			}
			parts = append(parts, index.bases[w.stem])
			rare++
		}
	}
	return stem, hashOf(strings.Join(parts, " ")) & 0x7fff
}

// eachTitle calls visit with the entry and the words of each title.
func (s *Summary) eachTitle(visit func(entry int, ids []uint32)) {
	var ids []uint32
	rest := s.Titles
	next := func() uint64 {
		v, n := binary.Uvarint(rest)
		rest = rest[n:]
		return v
	}
	for len(rest) > 0 {
		entry, count := int(next()), next()
		for ids = ids[:0]; count > 0; count-- {
			ids = append(ids, uint32(next()))
		}
		visit(entry, ids)
	}
}
