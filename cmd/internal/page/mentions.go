package page

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Mentions returns the destinations within the guide that the links and pictures of a page have, as
// Env.Resolve is asked for them; the data is that of the whole file. A text that links to nothing but pages
// may be left out. What is in code or in a comment is no link.
func (p *Page) Mentions(data []byte) []string {
	m := mentions{}
	m.text(data[min(p.Body, len(data)):])
	for _, t := range p.Outcomes {
		m.text([]byte(t.Value))
	}
	for _, i := range p.Checklist {
		m.text([]byte(i.Text.Value))
		m.text([]byte(i.Detail.Value))
	}
	for _, r := range p.Resources {
		m.text([]byte(r.Why.Value))
	}
	return m.found
}

// TermMentions returns what Mentions does, for the meanings of terms.
func TermMentions(terms []Term) []string {
	m := mentions{}
	for _, t := range terms {
		m.text([]byte(t.Means.Value))
	}
	return m.found
}

type mentions struct{ found []string }

var linkParser = sync.OnceValue(func() parser.Parser {
	return NewConverter(func(key string) string { return key }).md.Parser()
})

// text adds the destinations of one text. Few texts link to files, so only these are parsed.
func (m *mentions) text(src []byte) {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")) // as Converter.Body does
	}
	if !mayNameFile(src) || len(src) > MaxBody || overLimit(src) != nil {
		return
	}
	_ = ast.Walk(linkParser().Parse(gtext.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				m.add(n.Destination)
			}
		case *ast.Image:
			if entering {
				m.add(n.Destination)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

func (m *mentions) add(raw []byte) {
	if dest := unescaped(raw); Scheme(dest) == "" {
		m.found = append(m.found, dest)
	}
}

// mayNameFile looks behind every `](` and `]:`. It reads no Markdown but what begins a destination, so it
// overlooks no link to a file, and finds what only looks like one.
func mayNameFile(text []byte) bool {
	for {
		i := bytes.IndexByte(text, ']')
		if i < 0 || i+1 >= len(text) {
			return false
		}
		text = text[i+1:]
		if text[0] != '(' && text[0] != ':' {
			continue
		}
		rest := bytes.TrimLeftFunc(text[1:], isSpace)
		if isFile(destination(rest)) {
			return true
		}
		// The text may go on in the next line of a quotation.
		if inQuote := bytes.TrimLeft(rest, "> \t\r\n"); len(inQuote) < len(rest) && isFile(destination(inQuote)) {
			return true
		}
	}
}

// isFile reports whether a destination as it is written may be a file that is no page.
func isFile(raw []byte) bool {
	if len(raw) == 0 || raw[0] == '#' || bytes.HasPrefix(raw, []byte("http")) {
		return false
	}
	dest := unescaped(raw)
	name := dest
	if end := strings.IndexAny(dest, "?#"); end >= 0 {
		name = dest[:end]
	}
	return Scheme(dest) == "" && name != "" && !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, "/")
}

func isSpace(r rune) bool { return r < 0x80 && util.IsSpace(byte(r)) }

// destination returns the link destination that a text begins with
// (https://spec.commonmark.org/current/#link-destination), between angle brackets or bare.
func destination(text []byte) []byte {
	line := text
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		line = text[:end]
	}
	angle, open := bytes.HasPrefix(line, []byte("<")), 0
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
			open++
		case c == ')' && open == 0, util.IsSpace(c):
			return line[:i]
		case c == ')':
			open--
		}
	}
	if angle {
		return nil
	}
	return line
}
