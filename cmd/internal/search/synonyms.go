package search

import (
	"cmp"
	"slices"
	"strings"
)

const (
	maxSynonyms = 3 // of a word or phrase that are listed

	// A word that at least every tenth document and ten documents have needs no synonyms.
	minKnownShare, minKnownDocs = 10, 10
)

// collectSynonyms lists for each word or phrase the others that documents have, the most common first.
func (index *Index) collectSynonyms(lists [][]string) {
	index.synonyms = make([]map[string][]string, index.config.WordShards)
	known := map[string]knownForm{}
	for id, w := range index.words {
		n, best := index.docCounts[id], known[w.form]
		if n > best.docs || n == best.docs && n > 0 && w.text < best.text { // numbers are not the same in every build
			known[w.form] = knownForm{n, w.stem, w.text}
		}
	}
	for _, list := range lists {
		phrases := phrasesOf(list)
		byUse := slices.DeleteFunc(slices.Clone(phrases), func(p []string) bool { return useOf(p, known) == 0 })
		slices.SortStableFunc(byUse, func(a, b []string) int { return cmp.Compare(useOf(b, known), useOf(a, known)) })
		for _, from := range phrases {
			if docs := known[from[0]].docs; len(from) == 1 && docs >= max(minKnownDocs, len(index.docs)/minKnownShare) {
				continue
			}
			others := [][]string{from}
			for _, to := range byUse {
				if !slices.ContainsFunc(others, func(other []string) bool { return haveSameStems(other, to, known) }) {
					others = append(others, to)
					index.addSynonym(from, to)
				}
			}
		}
	}
}

// knownForm says how many documents have a word, its stem, and the word itself.
type knownForm struct {
	docs int
	stem uint32
	text string
}

// useOf returns how many documents have the rarest word of a phrase.
func useOf(phrase []string, known map[string]knownForm) int {
	use := known[phrase[0]].docs
	for _, form := range phrase[1:] {
		use = min(use, known[form].docs)
	}
	return use
}

func haveSameStems(a, b []string, known map[string]knownForm) bool {
	return slices.EqualFunc(a, b, func(a, b string) bool {
		return a == b || known[a].docs > 0 && known[a].stem == known[b].stem
	})
}

// addSynonym notes that a query with a phrase may find another, in a shard that such a query loads: that of the longest
// word that is not common.
func (index *Index) addSynonym(from, to []string) {
	length := func(form string) int {
		if index.isCommon[form] {
			return 0
		}
		return len(form)
	}
	longest := slices.MaxFunc(from, func(a, b string) int { return cmp.Compare(length(a), length(b)) })
	shard := &index.synonyms[index.config.shardOf(longest)]
	if *shard == nil {
		*shard = map[string][]string{}
	}
	key, other := strings.Join(from, " "), strings.Join(to, " ")
	if others := (*shard)[key]; len(others) < maxSynonyms && !slices.Contains(others, other) {
		(*shard)[key] = append(others, other)
	}
}

// phrasesOf returns the words of each text, without joined ones.
func phrasesOf(texts []string) [][]string {
	var out [][]string
	for _, text := range texts {
		var phrase []string
		eachToken([]byte(text), func(t token) {
			if !t.joined {
				phrase = append(phrase, string(t.form))
			}
		})
		if len(phrase) > 0 {
			out = append(out, phrase)
		}
	}
	return out
}
