package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var sentenceEnd = regexp.MustCompile(`[.!?][”’")\]]*(\s+|$)`)

// sentencesOf splits blocks of running text into sentences.
func sentencesOf(blocks []string) (sentences []string) {
	for _, b := range blocks {
		for _, s := range strings.Split(sentenceEnd.ReplaceAllString(b, "$0\x00"), "\x00") {
			if s = strings.TrimSpace(s); strings.ContainsFunc(s, unicode.IsLetter) {
				sentences = append(sentences, s)
			}
		}
	}
	return sentences
}

// readingGrade returns the Flesch-Kincaid grade of running text, the years of American school that it requires
// (Kincaid and others, Derivation of new readability formulas, 1975), and its number of words. Syllables are
// estimated from vowels.
func readingGrade(blocks []string) (grade float64, count int) {
	sentences := sentencesOf(slices.DeleteFunc(slices.Clone(blocks), isFragment))
	syllables := 0
	for _, s := range sentences {
		for _, w := range wordPattern.FindAllString(s, -1) {
			count++
			syllables += syllablesOf(w)
		}
	}
	if count == 0 {
		return 0, 0
	}
	n := float64(count)
	return 0.39*n/float64(len(sentences)) + 11.8*float64(syllables)/n - 15.59, count
}

// isFragment reports whether a block is not a sentence, such as a list item of a few words.
func isFragment(block string) bool { return !strings.ContainsAny(block[max(len(block)-5, 0):], ".!?:") }

var (
	wordPattern = regexp.MustCompile(`[\p{L}\d]+(?:[’'][\p{L}]+)*`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)

	// adjacentVowels are vowels next to each other in two syllables.
	adjacentVowels = regexp.MustCompile(`[^tscg]i[aou]|[aeiou]ying|creat|quie`)

	// silentE is an e that is not pronounced.
	silentE = regexp.MustCompile(`[^aeiouylscgzx]es?$|[^aeiouyl][^aeiouyl]?[cgsz]e$|[aeiouy][lcgsz]e$|` +
		`[aeiouy]les$|[^td]ed$|[a-z]ements?$`)
)

func syllablesOf(word string) int {
	if word == strings.ToUpper(word) {
		return 1 // an abbreviation or a number
	}
	word = strings.ToLower(word)
	count := func(p *regexp.Regexp) int { return len(p.FindAllString(word, -1)) }
	return max(count(vowels)+count(adjacentVowels)-count(silentE), 1)
}

func TestSentences(t *testing.T) {
	got := sentencesOf([]string{"It costs 3.5 hours. “Why?” she said: no! (Yes.)", "A fragment", "1."})
	want := []string{"It costs 3.5 hours.", "“Why?”", "she said: no!", "(Yes.)", "A fragment"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestReadingGradeOfSamples checks that the grade rises with the length of sentences and words, and ignores fragments.
func TestReadingGradeOfSamples(t *testing.T) {
	tests := []struct {
		text        string
		least, most float64
	}{
		{"The cat sat on the mat. The dog ran to the shop.", -2, 1},
		// 46 syllables, counted by hand: 14.2.
		{"Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in " +
			"Liberty, and dedicated to the proposition that all men are created equal.", 13, 15.5},
		{"Organisational governance necessitates comprehensive documentation of responsibilities.", 25, 45},
	}
	for _, test := range tests {
		grade, words := readingGrade([]string{test.text, "A fragment of a list"})
		if grade < test.least || grade > test.most || words != len(strings.Fields(test.text)) {
			t.Errorf("%.40s: grade %.1f of %d words", test.text, grade, words)
		}
	}
	for word, want := range map[string]int{
		"a": 1, "names": 1, "offices": 3, "table": 2, "created": 3, "management": 3, "walked": 1, "wanted": 2, "PMO": 1,
		"career": 2, "role": 1, "idea": 2, "people’s": 2,
	} {
		if got := syllablesOf(word); got != want {
			t.Errorf("%s: %d syllables, not %d", word, got, want)
		}
	}
}
