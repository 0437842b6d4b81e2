// Package naming holds the rules for names: of parts of addresses, ids and files.
package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// ReservedPrefix starts the ids that the templates use; no heading or item may have one.
const ReservedPrefix = "ui-"

// NFC returns s in Unicode's normalization form C. Names are compared in it, since some systems store names decomposed.
func NFC(s string) string { return norm.NFC.String(s) }

// IsSlug reports whether s is a part of an address: lower-case letters, marks and digits of any script, with single
// hyphens between them.
func IsSlug(s string) bool { return s != "" && Slug(s) == s }

// Slug returns text as a part of an address or an id: in NFC and lower case, with letters, marks and digits of every
// script kept, apostrophes removed and everything else replaced by a hyphen. It may return "".
func Slug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range lower(text) {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}

// LanguageTag returns the language, script and region that text names as a language tag in its canonical form (BCP 47):
// en-GB for "en_gb". It returns "" for what is no tag.
func LanguageTag(text string) string {
	tag, err := language.Parse(text)
	base, script, region := tag.Raw()
	if tag, _ = language.Raw.Compose(base, script, region); err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// TermSlug returns the slug of a term of the glossary, in which + and # are words: C++ is not C.
func TermSlug(term string) string { return Slug(termSigns.Replace(term)) }

var termSigns = strings.NewReplacer("+", " plus ", "#", " sharp ")

// lower returns text in lower case and in NFC.
func lower(text string) string {
	isASCII := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
	if isASCII {
		return strings.ToLower(text)
	}
	return NFC(strings.ToLower(NFC(text)))
}

// ID returns text as an id of the letters a-z, digits and single hyphens, which begins with a letter; letters lose
// their accents. It may return "".
func ID(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(Slug(text)) {
		isLetter := 'a' <= r && r <= 'z'
		switch {
		case isLetter || b.Len() > 0 && '0' <= r && r <= '9':
			b.WriteRune(r)
		case unicode.IsMark(r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
