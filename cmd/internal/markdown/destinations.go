package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// LinkDestinations returns the destinations without a scheme that the links and images of a text have, as
// [Env].Resolve gets them. It may return none for a text that links to nothing but pages.
func LinkDestinations(src []byte) []string {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")) // as Converter.Body does
	}
	if !mayLinkToFile(src) || checkLimits(src) != nil {
		return nil
	}
	var destinations []string
	eachLink(src, func(n ast.Node, raw []byte) {
		if dest := unescapeDest(raw); n.Kind() != ast.KindAutoLink && n.Kind() != ast.KindLinkReferenceDefinition &&
			scheme(dest) == "" && diag.FindInvisible(dest) == 0 {
			destinations = append(destinations, dest)
		}
	})
	return destinations
}

// mayLinkToFile reports whether text may have a link to a file. It examines what follows each `](` and `]:`, so it may
// report true without a link but never false with one.
func mayLinkToFile(text []byte) bool {
	for {
		i := bytes.IndexByte(text, ']')
		if i < 0 || i+1 >= len(text) {
			return false
		}
		text = text[i+1:]
		if text[0] != '(' && text[0] != ':' {
			continue
		}
		rest := bytes.TrimLeftFunc(text[1:], isASCIISpace)
		if isFileDestination(leadingDestination(rest)) {
			return true
		}
		// The destination may be on the next line of a block quote.
		if inQuote := bytes.TrimLeft(rest, "> \t\r\n"); len(inQuote) < len(rest) &&
			isFileDestination(leadingDestination(inQuote)) {
			return true
		}
	}
}

// isFileDestination reports whether a destination, as written, may be a file other than a page.
func isFileDestination(raw []byte) bool {
	if len(raw) == 0 || raw[0] == '#' || bytes.HasPrefix(raw, []byte("http")) {
		return false
	}
	dest := unescapeDest(raw)
	name := dest
	if end := strings.IndexAny(dest, "?#"); end >= 0 {
		name = dest[:end]
	}
	return scheme(dest) == "" && name != "" && !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, "/")
}

func isASCIISpace(r rune) bool { return r < 0x80 && util.IsSpace(byte(r)) }

// leadingDestination returns the link destination at the start of text
// (https://spec.commonmark.org/current/#link-destination), without angle brackets.
func leadingDestination(text []byte) []byte {
	line := text
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		line = text[:end]
	}
	angle, parens := bytes.HasPrefix(line, []byte("<")), 0
	i := 0
	if angle {
		i = 1
	}
	for ; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
			i++
		case angle && c == '>':
			return line[1:i]
		case angle:
		case c == '(':
			parens++
		case c == ')' && parens == 0, util.IsSpace(c):
			return line[:i]
		case c == ')':
			parens--
		}
	}
	if angle {
		return nil
	}
	return line
}
