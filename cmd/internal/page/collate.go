package page

import (
	"golang.org/x/text/collate"
	textlanguage "golang.org/x/text/language"
)

// Collators returns how a dictionary of a language (a BCP 47 tag) compares words, and how it compares the
// letters that they are found under: without case and accents, where the language makes no difference.
func Collators(tag string) (strict, loose func(a, b string) int) {
	l := textlanguage.Make(tag)
	return collate.New(l).CompareString, collate.New(l, collate.Loose).CompareString
}
