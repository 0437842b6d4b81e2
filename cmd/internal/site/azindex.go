package site

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/naming"
)

// LetterGroup is the entries of an alphabetical list that begin with one letter.
type LetterGroup[T any] struct {
	Letter  string
	Entries []T
}

// groupByLetter sorts entries by title in the order of the language and groups them by their first letter.
func groupByLetter[T any](entries []T, title func(T) string, language string) []LetterGroup[T] {
	compareTitles, compareLetters := collators(language)
	slices.SortStableFunc(entries, func(a, b T) int { return compareTitles(title(a), title(b)) })
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

// firstLetter returns the first letter of a title as a capital, or "0-9" if the title does not begin with a letter.
func firstLetter(title string) string {
	first, _ := utf8.DecodeRuneInString(naming.Slug(title))
	if !unicode.IsLetter(first) {
		return "0-9"
	}
	return strings.ToUpper(string(first))
}
