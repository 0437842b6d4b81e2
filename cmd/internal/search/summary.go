package search

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// Summary is what the index needs of one document. It is compact, so that those of many documents can be kept, also on
// a disk. It is of use only with its Dictionary.
type Summary struct {
	Row   []byte   // the document as its shard has it
	Texts [][]byte // its text shards
	// EntriesHash is a hash of the kind and id of every entry, in order.
	EntriesHash uint64
	// Stems holds, for each stem in the order of the numbers: the difference to the number before (uvarint), a
	// stemHead, the entries, the best first (uvarints), and, if there are occurrences, their size (uvarint) and these,
	// each as in a shard (two uvarints).
	Stems []byte
	// Words holds the numbers of all words, each as the difference to the one before (uvarint).
	Words []byte
	// Titles holds, for each title: the number of its entry (uvarint), how many words it has (uvarint), and the
	// numbers of these (uvarints).
	Titles []byte
}

// stemHead has the weight of a stem in a document, the number of entries, and whether occurrences follow.
type stemHead byte

func newStemHead(weight byte, entries int, hasOccurrences bool) stemHead {
	h := stemHead(weight) | stemHead(entries)<<4
	if hasOccurrences {
		h |= 1 << 6
	}
	return h
}

func (h stemHead) weight() int          { return int(h & maxWeight) }
func (h stemHead) entries() int         { return int(h >> 4 & maxEntriesPerStem) }
func (h stemHead) hasOccurrences() bool { return h&(1<<6) != 0 }

// Summarize counts the words of a document.
func (d *Dictionary) Summarize(doc Document) *Summary {
	c := d.counter()
	defer d.counters.Put(c)
	for i := range doc.Entries {
		c.countEntry(i, &doc.Entries[i])
	}
	s := &Summary{
		Row: doc.row(d.textsPerPage), Texts: doc.texts(d.textsPerPage), EntriesHash: hashEntries(doc.Entries),
		Stems: c.encodeStems(), Words: c.encodeWords(), Titles: slices.Clone(c.titles),
	}
	return s
}

// hashEntries returns a hash of what the number of each entry leads to.
func hashEntries(entries []Entry) uint64 {
	hash := fnv.New64a()
	var line []byte
	for _, e := range entries {
		line = append(append(append(line[:0], e.Kind...), e.ID...), '\n')
		hash.Write(line)
	}
	return hash.Sum64()
}

func (c *counter) encodeStems() []byte {
	slices.Sort(c.usedStems)
	out := c.encoded[:0]
	var occurrences []byte
	last := uint32(0)
	for _, o := range c.usedStems {
		s := &c.stems[uint32(o)]
		s.rankEntry()
		out = binary.AppendUvarint(out, uint64(s.stem-last))
		last = s.stem
		occurrences = c.encodeOccurrences(occurrences[:0], s)
		out = append(out, byte(newStemHead(s.weight(c.wordTotal), s.bestCount, len(occurrences) > 0)))
		for _, b := range s.best[:s.bestCount] {
			out = binary.AppendUvarint(out, uint64(b.entry))
		}
		if len(occurrences) > 0 {
			out = binary.AppendUvarint(out, uint64(len(occurrences)))
			out = append(out, occurrences...)
		}
	}
	c.encoded = out
	return slices.Clone(out)
}

func (c *counter) encodeOccurrences(out []byte, s *stemCount) []byte {
	var last occurrence
	for i := s.first; i >= 0; i = c.occurrences[i].next {
		o := c.occurrences[i]
		if o.entry != last.entry {
			last.position = 0
		}
		out = binary.AppendUvarint(out, uint64(o.entry-last.entry))
		out = binary.AppendUvarint(out, uint64(o.position-last.position))
		last = o
	}
	return out
}

func (c *counter) encodeWords() []byte {
	slices.Sort(c.usedWords)
	out := c.encoded[:0]
	last := uint32(0)
	for _, id := range c.usedWords {
		out = binary.AppendUvarint(out, uint64(id-last))
		last = id
	}
	c.encoded = out
	return slices.Clone(out)
}
