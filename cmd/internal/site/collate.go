package site

import (
	"golang.org/x/text/collate"
	textlanguage "golang.org/x/text/language"
)

// collators returns two comparison functions for a language (BCP 47): strict orders words, loose ignores case and
// accents where the language does.
func collators(tag string) (strict, loose func(a, b string) int) {
	l := textlanguage.Make(tag)
	return collate.New(l).CompareString, collate.New(l, collate.Loose).CompareString
}
