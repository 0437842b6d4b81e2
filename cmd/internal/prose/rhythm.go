package prose

import (
	"math"
	"regexp"
	"strings"
)

// Limits of a sentence, in words.
const (
	ShortSentence = 8  // the longest that is short
	LongSentence  = 40 // the longest that is not long
)

// ShortRun is how many short sentences in a row make a text choppy.
const ShortRun = 4

// Rhythm is what the sentences of texts are like. Fragments do not count.
type Rhythm struct {
	Sentences, Words, Syllables int
	Short                       int // sentences of at most ShortSentence words
	Squares                     int // the sum of the squares of their numbers of words
}

// Add adds the sentences of a text.
func (r *Rhythm) Add(text []byte, sentences []Sentence) {
	for _, s := range sentences {
		if !s.Complete {
			continue
		}
		r.Sentences++
		r.Words += s.Words
		r.Squares += s.Words * s.Words
		if s.Words <= ShortSentence {
			r.Short++
		}
		for _, w := range strings.Fields(string(text[s.Start:s.End])) {
			r.Syllables += syllables(w)
		}
	}
}

// Merge adds the sentences of another Rhythm.
func (r *Rhythm) Merge(other Rhythm) {
	r.Sentences += other.Sentences
	r.Words += other.Words
	r.Syllables += other.Syllables
	r.Short += other.Short
	r.Squares += other.Squares
}

// Mean returns the mean length of a sentence in words, or 0 if there is none.
func (r Rhythm) Mean() float64 { return float64(r.Words) / float64(max(r.Sentences, 1)) }

// Spread returns the standard deviation of the lengths of sentences.
func (r Rhythm) Spread() float64 {
	n := float64(max(r.Sentences, 1))
	return math.Sqrt(max(float64(r.Squares)/n-r.Mean()*r.Mean(), 0))
}

// ShortShare returns the share of short sentences, from 0 to 1.
func (r Rhythm) ShortShare() float64 { return float64(r.Short) / float64(max(r.Sentences, 1)) }

// Grade returns the Flesch-Kincaid grade, the years of American school that a text requires (Kincaid and others,
// Derivation of new readability formulas, 1975); 0 for no text. Syllables are estimated from vowels.
func (r Rhythm) Grade() float64 {
	if r.Words == 0 {
		return 0
	}
	return 0.39*r.Mean() + 11.8*float64(r.Syllables)/float64(r.Words) - 15.59
}

var (
	wordPattern = regexp.MustCompile(`[\p{L}\d]+(?:[’'][\p{L}]+)*`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)

	// adjacentVowels are vowels next to each other in two syllables.
	adjacentVowels = regexp.MustCompile(`[^tscg]i[aou]|[aeiou]ying|creat|quie`)

	// silentE is an e that is not pronounced.
	silentE = regexp.MustCompile(`[^aeiouylscgzx]es?$|[^aeiouyl][^aeiouyl]?[cgsz]e$|[aeiouy][lcgsz]e$|` +
		`[aeiouy]les$|[^td]ed$|[a-z]ements?$`)
)

// syllables returns the number of syllables of a word, whose parts may be joined by hyphens.
func syllables(word string) (count int) {
	for _, part := range wordPattern.FindAllString(word, -1) {
		if part == strings.ToUpper(part) {
			count++ // an abbreviation or a number
			continue
		}
		part = strings.ToLower(part)
		matches := func(p *regexp.Regexp) int { return len(p.FindAllStringIndex(part, -1)) }
		count += max(matches(vowels)+matches(adjacentVowels)-matches(silentE), 1)
	}
	return count
}
