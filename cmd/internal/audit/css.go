package audit

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// styleReferences returns the addresses in a style sheet: those of @import, url(), src() and image-set().
// Escapes in an address are not decoded.
func styleReferences(sheet string) []reference {
	var references []reference
	add := func(to string) {
		references = append(references, reference{from: "style sheet", to: to, kind: subresource, image: true})
	}
	var functions []string // the open parentheses, each with the name of its function
	importing := false     // between @import and its address
	for lexer := css.NewLexer(parse.NewInputString(sheet)); ; {
		token, text := lexer.Next()
		switch token {
		case css.ErrorToken:
			return references
		case css.AtKeywordToken:
			importing = strings.EqualFold(string(text), "@import")
		case css.SemicolonToken, css.LeftBraceToken, css.RightBraceToken:
			importing = false
		case css.FunctionToken, css.LeftParenthesisToken:
			functions = append(functions, strings.ToLower(string(text)))
		case css.RightParenthesisToken:
			functions = functions[:max(0, len(functions)-1)]
		case css.URLToken, css.BadURLToken:
			add(urlAddress(string(text)))
			importing = false
		case css.StringToken:
			if importing || len(functions) > 0 && slices.Contains(addressFunctions, functions[len(functions)-1]) {
				add(unquote(string(text)))
				importing = false
			}
		}
	}
}

// addressFunctions are the functions, other than url(), whose strings are addresses.
var addressFunctions = []string{"src(", "image-set(", "-webkit-image-set("}

// urlAddress returns the address in url(address) or url("address"). The end of the sheet may have cut off the ")".
func urlAddress(token string) string {
	_, address, _ := strings.Cut(token, "(")
	return unquote(strings.TrimSpace(strings.TrimSuffix(address, ")")))
}

// unquote returns text without the quotation marks around it. The end of the sheet may have cut off the second one.
func unquote(text string) string {
	if text == "" || text[0] != '"' && text[0] != '\'' {
		return text
	}
	return strings.TrimSuffix(text[1:], text[:1])
}
