package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	minSpellingLetters = 4    // of a word for which a mistyped one is corrected
	maxSpellings       = 8192 // words, the most common
)

// collectSpellings lists the words to which a mistyped one is corrected. One edit (a letter too many, missing or wrong,
// or two exchanged) leaves the first two letters or the last two of a word of five as they are, so each word is in the
// shard of both.
func (index *Index) collectSpellings(synonyms [][]string) {
	counts := map[string]int{}
	add := func(form string, n int) {
		if utf8.RuneCountInString(form) >= minSpellingLetters && !isDigits([]byte(form)) {
			counts[form] = max(counts[form], n)
		}
	}
	for id, w := range index.words {
		if n := index.docCounts[id]; n > 0 {
			add(w.form, n)
		}
	}
	for _, list := range synonyms {
		for _, phrase := range phrasesOf(list) {
			for _, form := range phrase {
				add(form, 1)
			}
		}
	}
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	shards := make([][]string, index.config.SpellingShards)
	for _, form := range words[:min(len(words), maxSpellings)] {
		first, last := index.config.spellingShardsOf(form)
		shards[first] = append(shards[first], form)
		if last != first {
			shards[last] = append(shards[last], form)
		}
	}
	index.spellings = make([]string, len(shards))
	for i, shard := range shards {
		index.spellings[i] = strings.Join(shard, " ")
	}
}

// spellingShardsOf returns the numbers of the shards of the first and the last two letters of a word.
func (c Config) spellingShardsOf(form string) (first, last int) {
	letters := []rune(form)
	number := func(key string) int { return int(hashOf(key) % uint32(c.SpellingShards)) }
	return number(string(letters[:2]) + "-"), number("-" + string(letters[len(letters)-2:]))
}
