package asset

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// IsFont reports whether a file is a font, by its name.
func IsFont(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".woff2", ".woff", ".ttf", ".otf":
		return true
	}
	return false
}

// fontSignatures are the beginnings of fonts: of WOFF 2 and WOFF (https://www.w3.org/TR/WOFF2/#woff20Header,
// https://www.w3.org/TR/WOFF/#WOFFHeader), and of OpenType, with either kind of outlines, of Apple, or as a collection
// (https://learn.microsoft.com/typography/opentype/spec/otff).
var fontSignatures = []string{"wOF2", "wOFF", "\x00\x01\x00\x00", "OTTO", "true", "ttcf"}

// CheckFont returns an error if a file does not begin as a font does. Browsers take each kind under the name of
// another.
func CheckFont(data []byte) error {
	if len(data) < 4 || !slices.Contains(fontSignatures, string(data[:4])) {
		return errors.New("it is not a font in WOFF2, WOFF, TTF or OTF")
	}
	return nil
}

// Fonts returns the fonts that the style sheets load.
func (b *Bundle) Fonts() (fonts []File) {
	for _, f := range b.Files {
		if f.Data != nil && IsFont(f.Name) {
			fonts = append(fonts, f)
		}
	}
	return fonts
}

// NameOf returns the name in the site of a copied file of static/.
func NameOf(file string) string { return outputName(file) }
