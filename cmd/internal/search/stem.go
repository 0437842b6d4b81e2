package search

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/kljensen/snowball"
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// stemmers maps the languages that have a Snowball stemmer to its name.
var stemmers = map[string]string{
	"en": "english", "es": "spanish", "fr": "french", "hu": "hungarian", "ru": "russian", "sv": "swedish",
	"nb": "norwegian", "nn": "norwegian", "no": "norwegian",
}

// stopWords maps the name of a stemmer to a function that reports whether a word says little by itself, such as "the".
var stopWords = map[string]func(string) bool{
	"english": english.IsStopWord, "spanish": spanish.IsStopWord, "french": french.IsStopWord,
	"hungarian": hungarian.IsStopWord, "russian": russian.IsStopWord, "swedish": swedish.IsStopWord,
	"norwegian": norwegian.IsStopWord,
}

// stemmerOf returns the name of the stemmer of a language (a BCP 47 tag), or "" if there is none.
func stemmerOf(language string) string {
	base, _, _ := strings.Cut(language, "-")
	return stemmers[strings.ToLower(base)]
}

// Stems reports whether words of a language (a BCP 47 tag) are found by their other forms.
func Stems(language string) bool { return stemmerOf(language) != "" }

// stem returns the stem of a word that has its diacritics, without them. A word of other characters than letters
// is its own stem.
func (d *Dictionary) stem(word []byte) string {
	if d.stemmer == "" || bytes.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return string(fold(word))
	}
	stem, err := snowball.Stem(string(word), d.stemmer, true)
	if err != nil || stem == "" {
		return string(fold(word))
	}
	return string(fold([]byte(stem)))
}
