package site

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	textlanguage "golang.org/x/text/language"

	"guide/cmd/internal/naming"
)

// LetterGroup is the entries of an alphabetical list that begin with one letter.
type LetterGroup[T any] struct {
	Letter  string
	Entries []T
}

// groupByLetter groups entries, which are in the order of the language, by the first letter of their titles.
func groupByLetter[T any](entries []T, title func(T) string, language string) []LetterGroup[T] {
	_, compareLetters := collators(language)
	var out []LetterGroup[T]
	for _, e := range entries {
		letter := firstLetter(title(e))
		if len(out) == 0 || compareLetters(out[len(out)-1].Letter, letter) != 0 {
			out = append(out, LetterGroup[T]{Letter: letter})
		}
		group := &out[len(out)-1]
		group.Entries = append(group.Entries, e)
	}
	return out
}

// sortByTitle sorts entries in the order of the language. It makes a key for each title once, since a comparison of two
// titles costs as much as their keys.
func sortByTitle[T any](entries []T, title func(T) string, language string) {
	type keyed struct {
		key   []byte
		entry T
	}
	collator, buf := collate.New(textlanguage.Make(language)), &collate.Buffer{}
	list := make([]keyed, len(entries))
	for i, e := range entries {
		list[i] = keyed{bytes.Clone(collator.KeyFromString(buf, title(e))), e}
		buf.Reset()
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i, k := range list {
		entries[i] = k.entry
	}
}

// firstLetter returns the first letter of a title as a capital, or "0-9" if the title does not begin with a letter.
func firstLetter(title string) string {
	first, _ := utf8.DecodeRuneInString(naming.Slug(title))
	if !unicode.IsLetter(first) {
		return "0-9"
	}
	return strings.ToUpper(string(first))
}
