package search

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

const shardDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// Shard renders a shard; its format is in the package comment.
func (index *Index) Shard(name ShardName) []byte {
	c := index.config
	var value []byte
	switch name.Kind {
	case 'c':
		value = mustJSON(index.endings + "|" + strings.Join(index.frequent, " ") + "|" +
			strings.Join(index.stopWords, " "))
	case 'w':
		value = mustJSON(index.wordShard(name.Number))
	case 'o':
		value = mustJSON(index.occurrenceShard(name.Number))
	case 's':
		value = mustJSON(index.spellings[name.Number])
	case 'p':
		value = rowsOf(index.docs[:c.Pages], name.Number, c.PagesPerShard)
	case 't':
		value = rowsOf(index.docs[c.Pages:], name.Number, c.TermsPerShard)
	case 'x':
		value = index.docs[name.Number/c.TextsPerPage].Texts[name.Number%c.TextsPerPage]
	}
	return fmt.Appendf(nil, "guideShard(%q,%s,%q,%q)\n", name, value, c.Layout, index.entriesHash)
}

// rowsOf returns the documents of shard n as JSON.
func rowsOf(docs []*Summary, n, perShard int) []byte {
	var rows [][]byte
	for _, doc := range docs[n*perShard : min((n+1)*perShard, len(docs))] {
		rows = append(rows, doc.Row)
	}
	return fmt.Appendf(nil, "[%s]", bytes.Join(rows, []byte(",")))
}

// wordShard returns the words of shard n and the synonyms of phrases whose longest word, but for common ones, is one.
func (index *Index) wordShard(n int) string {
	var parts []string
	for _, phrase := range slices.Sorted(maps.Keys(index.synonyms[n])) {
		parts = append(parts, "="+phrase+"="+strings.Join(index.synonyms[n][phrase], "="))
	}
	for _, f := range index.shards[n] {
		part := f.key + ":" + index.encodePostings(f.stem)
		if titles := index.titles[f.stem]; len(titles) > 0 {
			part += ":" + encodeTitles(titles)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "|")
}

// encodePostings writes the postings of a stem.
func (index *Index) encodePostings(stem uint32) string {
	postings := index.postings[stem]
	out := appendDigits(nil, postings.count)
	last := uint32(0)
	for _, p := range postings.listed {
		out = appendDigits(out, int(p.doc-last))
		last = p.doc
		doc := index.docs[p.doc]
		head, stems := doc.head(int(p.offset)), doc.Stems[p.offset+1:]
		out = append(out, shardDigits[head.weight()*4+head.entries()])
		for range head.entries() {
			entry, n := binary.Uvarint(stems)
			out = appendDigits(out, int(entry))
			stems = stems[n:]
		}
	}
	return string(out)
}

func encodeTitles(titles []indexedTitle) string {
	var out []byte
	for _, t := range titles {
		out = appendDigits(appendDigits(appendDigits(out, int(t.hash)), t.doc), t.entry)
	}
	return string(out)
}

// occurrenceShard returns the occurrences of the words of word shards n and n + occurrenceShards. Stems that list only
// some of their postings are left out.
func (index *Index) occurrenceShard(n int) string {
	var parts []string
	for ; n < len(index.shards); n += index.config.occurrenceShards() {
		for _, f := range index.shards[n] {
			if p := index.postings[f.stem]; len(p.listed) == p.count {
				parts = append(parts, f.key+":"+index.encodeOccurrences(p.listed))
			}
		}
	}
	return strings.Join(parts, "|")
}

func (index *Index) encodeOccurrences(postings []posting) string {
	var out []byte
	last := uint32(0)
	for _, p := range postings {
		out = appendDigits(out, int(p.doc-last))
		last = p.doc
		occurrences := index.docs[p.doc].occurrencesAt(p.offset)
		out = appendDigits(out, len(occurrences)/2)
		for _, n := range occurrences {
			out = appendDigits(out, n)
		}
	}
	return string(out)
}

func appendDigits(dst []byte, n int) []byte {
	for ; n >= 32; n >>= 5 {
		dst = append(dst, shardDigits[n&31+32])
	}
	return append(dst, shardDigits[n])
}

// mustJSON returns a value as JSON without escapes for HTML.
func mustJSON(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("search: " + err.Error()) // there are only strings and lists in it
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
