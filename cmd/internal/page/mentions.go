package page

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/util"
)

// Mentions returns the destinations within the guide that the texts of a file may link to, as Env.Resolve
// would be asked for them; the data is that of the whole file. It reads no Markdown but what begins a
// destination, so it finds every link and picture that a conversion finds, and what only looks like one.
func (p *Page) Mentions(data []byte) []string {
	m := mentions{}
	m.scan(data)
	for _, t := range p.Outcomes {
		m.text(t)
	}
	for _, i := range p.Checklist {
		m.text(i.Text)
		m.text(i.Detail)
	}
	for _, r := range p.Resources {
		m.text(r.Why)
	}
	return m.found
}

// TermMentions returns what Mentions does, for the meanings of terms.
func TermMentions(terms []Term) []string {
	m := mentions{}
	for _, t := range terms {
		m.text(t.Means)
	}
	return m.found
}

type mentions struct{ found []string }

// text scans a value of YAML, which may be written otherwise in the file.
func (m *mentions) text(t Text) {
	if strings.Contains(t.Value, "](") || strings.Contains(t.Value, "]:") {
		m.scan([]byte(t.Value))
	}
}

// scan looks behind every `](` and `]:`.
func (m *mentions) scan(text []byte) {
	for {
		i := bytes.IndexByte(text, ']')
		if i < 0 || i+1 >= len(text) {
			return
		}
		text = text[i+1:]
		if text[0] != '(' && text[0] != ':' {
			continue
		}
		rest := bytes.TrimLeftFunc(text[1:], isSpace)
		m.add(destination(rest))
		if inQuote := bytes.TrimLeft(rest, "> \t\r\n"); len(inQuote) < len(rest) {
			m.add(destination(inQuote)) // the text goes on in the next line of a quotation
		}
	}
}

func isSpace(r rune) bool { return r < 0x80 && util.IsSpace(byte(r)) }

func (m *mentions) add(raw []byte) {
	if len(raw) == 0 || raw[0] == '#' || bytes.HasPrefix(raw, []byte("http")) {
		return
	}
	if dest := unescaped(raw); Scheme(dest) == "" {
		m.found = append(m.found, dest)
	}
}

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
