package asset

import (
	"path"
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
