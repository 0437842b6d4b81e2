package search

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/kljensen/snowball"
)

// stemmers maps the languages that have a Snowball stemmer to its name.
var stemmers = map[string]string{
	"en": "english", "es": "spanish", "fr": "french", "hu": "hungarian", "ru": "russian", "sv": "swedish",
	"nb": "norwegian", "nn": "norwegian", "no": "norwegian",
}

// stemmerOf returns the name of the stemmer of a language (a BCP 47 tag), or "" if there is none.
func stemmerOf(language string) string {
	base, _, _ := strings.Cut(language, "-")
	return stemmers[strings.ToLower(base)]
}

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
