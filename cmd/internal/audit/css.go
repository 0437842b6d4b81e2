package audit

import "strings"

// styleReferences returns the addresses that a style sheet names: in @import, url(), src() and
// image-set(). The address of an @import is followed by Weigh as every other.
func styleReferences(css string) []reference {
	s := sheet{rest: css}
	for s.rest != "" {
		s.next()
	}
	return s.references
}

// sheet is a style sheet that is being read.
type sheet struct {
	rest       string
	word       string   // the name just read, in lower case: what "(" makes a function
	functions  []string // open ones
	importing  bool     // between @import and its address
	references []reference
}

// next reads one token.
func (s *sheet) next() {
	word := s.word
	s.word = ""
	c := s.rest[0]
	switch {
	case strings.HasPrefix(s.rest, "/*"):
		_, s.rest, _ = strings.Cut(s.rest[2:], "*/")
		return
	case c == '"' || c == '\'':
		s.quoted()
		return
	case isName(c):
		n := 1
		for n < len(s.rest) && isName(s.rest[n]) {
			n++
		}
		s.word = strings.ToLower(s.rest[:n])
		s.importing = s.importing || s.word == "@import"
		s.rest = s.rest[n:]
		return
	}
	s.rest = s.rest[1:]
	switch c {
	case '(':
		s.call(word)
	case ')':
		s.functions = s.functions[:max(0, len(s.functions)-1)]
	case ';', '{', '}':
		s.importing = false
	}
}

// call enters a function; the address in a url() may stand without quotes.
func (s *sheet) call(name string) {
	s.functions = append(s.functions, name)
	if name != "url" {
		return
	}
	s.rest = strings.TrimLeft(s.rest, " \t\r\n\f")
	if s.rest == "" || s.rest[0] == '"' || s.rest[0] == '\'' {
		return
	}
	end := strings.IndexByte(s.rest, ')')
	if end < 0 {
		end = len(s.rest)
	}
	s.add(strings.TrimSpace(s.rest[:end]))
	s.rest = s.rest[end:]
}

// quoted reads a string, which is an address in an @import and inside some functions.
func (s *sheet) quoted() {
	n := 1
	for n < len(s.rest) && s.rest[n] != s.rest[0] {
		if s.rest[n] == '\\' {
			n++
		}
		n++
	}
	text := s.rest[1:min(n, len(s.rest))]
	s.rest = s.rest[min(n+1, len(s.rest)):]
	inside := ""
	if len(s.functions) > 0 {
		inside = s.functions[len(s.functions)-1]
	}
	switch {
	case s.importing, inside == "url", inside == "src", inside == "image-set", inside == "-webkit-image-set":
		s.add(text)
	}
}

func (s *sheet) add(to string) {
	s.importing = false
	s.references = append(s.references, reference{from: "style sheet", to: to, kind: subresource, image: true})
}

func isName(c byte) bool {
	return c == '-' || c == '_' || c == '@' || c >= '0' && c <= '9' || c|' ' >= 'a' && c|' ' <= 'z' || c >= 0x80
}
