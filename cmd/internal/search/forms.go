package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxEndings   = 8   // that are listed
	maxFrequent  = 150 // words that are listed
	minPageCount = 10  // of pages that have a frequent word
)

// forms are the words of one stem that belong to one shard.
type forms struct {
	stem uint32
	key  string // as the shard has them: the base and the endings, separated by spaces
}

// collectForms finds out which words of the documents have which stem, and the most common endings.
func (index *Index) collectForms(stems []string) {
	byStem := make([][]string, len(stems))
	for id, w := range index.words {
		if index.docCounts[id] > 0 {
			byStem[w.stem] = append(byStem[w.stem], w.form)
		}
	}
	index.shards = make([][]forms, index.config.WordShards)
	index.bases = make([]string, len(stems))
	endings := map[string]int{}
	for stem, all := range byStem {
		if len(all) == 0 {
			continue
		}
		slices.Sort(all)
		all = slices.Compact(all)
		base := commonPrefix(append(all[:len(all):len(all)], stems[stem]))
		index.bases[stem] = base
		for _, form := range all {
			endings[form[len(base):]]++
		}
		index.addForms(uint32(stem), base, all)
	}
	for _, shard := range index.shards {
		slices.SortFunc(shard, func(a, b forms) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(stems[a.stem], stems[b.stem]))
		})
	}
	index.endings = mostCommon(endings)
}

// addForms adds the words of a stem to the shards that they belong to, which is nearly always one.
func (index *Index) addForms(stem uint32, base string, all []string) {
	byShard := map[int]string{}
	for _, form := range all {
		byShard[index.config.shardOf(form)] += " " + form[len(base):]
	}
	for n, endings := range byShard {
		key := base
		if endings != " " {
			key += endings
		}
		index.shards[n] = append(index.shards[n], forms{stem, key})
	}
}

// commonPrefix returns the characters that all words begin with.
func commonPrefix(words []string) string {
	prefix := words[0]
	for _, w := range words[1:] {
		n := 0
		for n < len(prefix) && n < len(w) {
			r, size := utf8.DecodeRuneInString(prefix[n:])
			if other, _ := utf8.DecodeRuneInString(w[n:]); other != r {
				break
			}
			n += size
		}
		prefix = prefix[:n]
	}
	return prefix
}

// mostCommon returns the endings that at least two stems have, the most common first.
func mostCommon(counts map[string]int) string {
	isRare := func(e string) bool { return e == "" || counts[e] < 2 }
	endings := slices.DeleteFunc(slices.Collect(maps.Keys(counts)), isRare)
	slices.SortFunc(endings, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return strings.Join(endings[:min(len(endings), maxEndings)], " ")
}

// collectCommon lists the words that more than half of all pages have and the stop words of the language.
func (index *Index) collectCommon(isStopWord func(string) bool) {
	pages, stop := map[string]int{}, map[string]bool{}
	for id, w := range index.words {
		switch n := index.pageCounts[id]; {
		case index.docCounts[id] > 0 && isStopWord != nil && isStopWord(w.text):
			stop[w.form] = true
		case n >= minPageCount && n*2 > index.config.Pages:
			pages[w.form] = max(pages[w.form], n)
		}
	}
	maps.DeleteFunc(pages, func(form string, _ int) bool { return stop[form] })
	frequent := slices.SortedFunc(maps.Keys(pages), func(a, b string) int {
		return cmp.Or(cmp.Compare(pages[b], pages[a]), cmp.Compare(a, b))
	})
	index.frequent = frequent[:min(len(frequent), maxFrequent)]
	index.stopWords = slices.Sorted(maps.Keys(stop))
	index.isCommon = stop
	for _, form := range index.frequent {
		index.isCommon[form] = true
	}
}
