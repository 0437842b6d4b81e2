package diag

import (
	"bytes"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// windows1252 has the characters of the bytes 0x80 to 0x9f in Windows-1252; the other bytes are those of Unicode.
var windows1252 = [...]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

// NameByte says, for a message, what a byte that is not UTF-8 is in Windows-1252; "" for nothing.
func NameByte(b byte) string {
	r := rune(b)
	if b >= 0x80 && b < 0xa0 {
		r = windows1252[b-0x80]
	}
	if unicode.IsControl(r) {
		return ""
	}
	return fmt.Sprintf(": the byte %X is %c in Windows-1252", b, r)
}

// byteOf returns the byte of a character in Windows-1252.
func byteOf(r rune) (b byte, ok bool) {
	if i := slices.Index(windows1252[:], r); i >= 0 {
		return byte(0x80 + i), true
	}
	return byte(r), r >= 0xa0 && r <= 0xff
}

// mayBeBad tells which bytes begin what CheckCharacters finds: control characters, â, Â, Ã, ï and ð, line separators,
// noncharacters and U+FFFD.
var mayBeBad = func() (may [256]bool) {
	for c := range ' ' {
		may[c] = c != '\t' && c != '\n'
	}
	for _, c := range []byte{0x7f, 0xc2, 0xc3, 0xe2, 0xef} {
		may[c] = true
	}
	return may
}()

// CheckCharacters reports the characters of a text that nobody can have meant, the first of each kind on a line: those
// that control a device, and what is left of others after a program read them in the wrong encoding.
func CheckCharacters(text []byte, report func(offset, n int, rule *Rule, message, hint string)) {
	var seen struct{ misread, lost, control bool } // on the line of last
	last := 0
	for i := 0; i < len(text); {
		if !mayBeBad[text[i]] {
			i++
			continue
		}
		if bytes.IndexByte(text[last:i], '\n') >= 0 {
			seen = struct{ misread, lost, control bool }{}
		}
		last = i
		r, n := utf8.DecodeRune(text[i:])
		meant, size := decodeTwice(text[i:], isLetterBefore(text[:i]))
		switch {
		case size > 0:
			if !seen.misread {
				report(i, size, Mojibake, fmt.Sprintf("%s is %s, read in the wrong encoding",
					visible(text[i:i+size]), nameMeant(meant)), "write "+typed(meant)+
					"; if there are many of them, copy the text again from where it was right")
			}
			seen.misread, n = true, size
		case r == '\ufffd' && n > 1:
			if !seen.lost {
				report(i, n, Mojibake, "a character was lost here: this is "+NameCharacter(r),
					"write the character that belongs here")
			}
			seen.lost = true
		case isControl(r, text[i+n:]):
			if !seen.control {
				report(i, n, BadCharacter, "a text cannot hold "+NameCharacter(r), BadCharacterHint)
			}
			seen.control = true
		}
		i += n
	}
}

func isLetterBefore(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	return unicode.IsLetter(r)
}

// isControl reports whether a character, which others follow, controls a device, or ends a line where no line of the
// file ends.
func isControl(r rune, after []byte) bool {
	switch r {
	case '\t', '\n':
		return false
	case '\r':
		return len(after) > 0 && after[0] != '\n'
	case '\u2028', '\u2029', '\ufffe', '\uffff':
		return true
	}
	return unicode.IsControl(r)
}

// decodeTwice returns the character that a text begins with if it was written as UTF-8, read as Windows-1252 and
// written as UTF-8 again: ’ for â€™. size is 0 for a text that was not; inWord tells that a letter comes before it.
//
// Only sequences that no language has are taken: CAFÉ», „Spaß“ and AMANHÃ” are what they are.
func decodeTwice(text []byte, inWord bool) (meant rune, size int) {
	first, n := utf8.DecodeRune(text)
	want := map[rune]int{'Â': 2, 'Ã': 2, 'â': 3, 'ï': 3, 'ð': 4}[first]
	if want == 0 {
		return 0, 0
	}
	encoded := []byte{byte(first)}
	for size = n; len(encoded) < want; size += n {
		var r rune
		r, n = utf8.DecodeRune(text[size:])
		b, ok := byteOf(r)
		if !ok {
			return 0, 0
		}
		encoded = append(encoded, b)
	}
	meant, n = utf8.DecodeRune(encoded)
	var likely bool
	switch first {
	case 'Â':
		likely = !inWord
	case 'Ã':
		likely = !inWord || encoded[1] >= 0xa0 // AMANHÃ”
	case 'â':
		likely = !inWord || meant >= '\u2000' && meant <= '\u214f' // quotes, dashes, € and ™
	case 'ï':
		likely = meant == '\ufeff'
	case 'ð':
		likely = true
	}
	if n != want || !likely {
		return 0, 0
	}
	return meant, size
}

// visible returns a text as a message shows it.
func visible(text []byte) string {
	s := string(text)
	for _, r := range s {
		if !unicode.IsGraphic(r) || IsOddSpace(r) {
			return fmt.Sprintf("%+q", s)
		}
	}
	return s
}

// nameMeant returns a character, with its name if it cannot be seen.
func nameMeant(r rune) string {
	if IsOddSpace(r) || unicode.IsControl(r) {
		return NameCharacter(r)
	}
	return string(r)
}

// typed returns what to type for a character.
func typed(r rune) string {
	switch {
	case r == '\u00a0':
		return "a space"
	case IsOddSpace(r) || unicode.IsControl(r):
		return "nothing in its place"
	}
	return string(r)
}
