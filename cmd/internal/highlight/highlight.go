// Package highlight marks the parts of code, such as its keywords, for style sheets.
//
// [HTML] returns code as HTML in which each part is a span with one of a few classes. It has no colours: those are of
// css/blocks.css.
package highlight

import (
	"html"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// maxSize is the number of bytes of the longest code that is marked: the patterns of some languages take long.
const maxSize = 8 << 10

// classes maps kinds of parts to their classes; what is none of them is text. The first that fits is taken.
var classes = []struct {
	kind  chroma.TokenType
	below chroma.TokenType // the first kind that is not of this one
	class string
}{
	{chroma.KeywordConstant, chroma.KeywordConstant + 1, "hl-number"},
	{chroma.Keyword, chroma.Name, "hl-keyword"},
	{chroma.NameTag, chroma.NameTag + 1, "hl-keyword"},
	{chroma.NameFunction, chroma.NameFunction + 1, "hl-name"},
	{chroma.NameClass, chroma.NameClass + 1, "hl-name"},
	{chroma.NameBuiltin, chroma.NameBuiltin + 1, "hl-name"},
	{chroma.NameAttribute, chroma.NameAttribute + 1, "hl-name"},
	{chroma.NameVariable, chroma.NameVariable + 1, "hl-name"},
	{chroma.LiteralString, chroma.LiteralNumber, "hl-string"},
	{chroma.LiteralNumber, chroma.Operator, "hl-number"},
	{chroma.Comment, chroma.Generic, "hl-comment"},
	{chroma.GenericInserted, chroma.GenericInserted + 1, "hl-inserted"},
	{chroma.GenericDeleted, chroma.GenericDeleted + 1, "hl-deleted"},
}

func classOf(kind chroma.TokenType) string {
	for _, c := range classes {
		if c.kind <= kind && kind < c.below {
			return c.class
		}
	}
	return ""
}

// Knows reports whether HTML knows a language by that name.
func Knows(language string) bool { return lexers.Get(language) != nil }

// Languages returns the names of all languages, and their other names.
func Languages() []string { return lexers.Names(true) }

// HTML returns code in a language as HTML. ok is false if nothing can be marked: the language is not known, or the code
// is too long.
func HTML(language, code string) (out string, ok bool) {
	lexer := lexers.Get(language)
	if lexer == nil || len(code) > maxSize {
		return "", false
	}
	parts, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	rest := code
	for part := parts(); part != chroma.EOF; part = parts() {
		// A line break may be added at the end. Any other difference would change the code.
		value := part.Value[:min(len(part.Value), len(rest))]
		if !strings.HasPrefix(rest, value) {
			return "", false
		}
		rest = rest[len(value):]
		class := classOf(part.Type)
		if class == "" || strings.TrimSpace(value) == "" {
			b.WriteString(html.EscapeString(value))
			continue
		}
		ok = true
		b.WriteString(`<span class="` + class + `">` + html.EscapeString(value) + "</span>")
	}
	return b.String(), ok && rest == ""
}
