package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxEndings is how many endings every word shard lists.
const maxEndings = 8

// forms are the words of one stem that belong to one shard.
type forms struct {
	stem uint32
	key  string // as the shard has them: the base and the endings, separated by spaces
}

// collectForms finds out which words of the documents have which stem, and the most common endings.
func (index *Index) collectForms(words []word, stems []string) {
	byStem := make([][]string, len(stems))
	seen := make([]bool, len(words))
	for _, doc := range index.docs {
		doc.eachWord(func(id uint32) {
			if w := words[id]; !seen[id] {
				seen[id] = true
				byStem[w.stem] = append(byStem[w.stem], w.form)
			}
		})
	}
	index.shards = make([][]forms, index.config.WordShards)
	endings := map[string]int{}
	for stem, all := range byStem {
		slices.Sort(all)
		all = slices.Compact(all)
		base := commonPrefix(append(all[:len(all):len(all)], stems[stem]))
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
