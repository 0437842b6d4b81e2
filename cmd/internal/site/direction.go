package site

import (
	"slices"

	"golang.org/x/text/language"
)

// rightToLeft are the scripts that are written from right to left, by their codes in ISO 15924.
var rightToLeft = []string{"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
	"Yezi"}

// IsRightToLeft reports whether a language, which a tag names, is written from right to left.
func IsRightToLeft(tag string) bool {
	script, _ := language.Make(tag).Script()
	return slices.Contains(rightToLeft, script.String())
}

// direction returns what the attribute dir of a page in a language is: "rtl", or "" for the usual direction.
func direction(tag string) string {
	if IsRightToLeft(tag) {
		return "rtl"
	}
	return ""
}
