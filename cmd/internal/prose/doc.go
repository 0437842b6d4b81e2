// Package prose reads English running text: its sentences and their rhythm, its abbreviations, and the verbs of the
// actions that it names.
//
// Everything here is a judgement by rules of thumb and lists of words. Where a judgement is uncertain, a function says
// nothing: an editor would rather miss a fault than be told of one that is none.
//
// A text is one paragraph on one line, without markup. U+FFFC stands in it for what is no running text, such as code.
package prose

import "strings"

// Reads reports whether this package can judge texts in a language, given by its tag.
func Reads(language string) bool {
	base, _, _ := strings.Cut(language, "-")
	return base == "en"
}
