package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// parseYAML reads the bytes from start to end as one YAML document. The node is nil where there is
// nothing in it; ok is false where a problem was recorded.
func (s *source) parseYAML(start, end, limit int) (w *walker, root *yaml.Node, ok bool) {
	raw := s.data[start:end]
	w = &walker{source: s, first: s.line(start)}
	if len(raw) > limit {
		s.errorAt(start, 1, "too-large", fmt.Sprintf("this YAML has %s; at most %s can be read", bytesText(int64(len(raw))), bytesText(int64(limit))), "")
		return w, nil, false
	}
	if at := tooDeep(raw); at >= 0 {
		s.errorAt(start+at, 1, "yaml-syntax", fmt.Sprintf("brackets are nested more than %d deep here", maxDepth), "close them, or put a text that holds them in quotes")
		return w, nil, false
	}
	if at, r := unreadable(raw); at >= 0 {
		s.errorAt(start+at, utf8.RuneLen(r), "bad-character", fmt.Sprintf("there is an invisible character here that YAML cannot hold (%U)", r), "delete it; a line ends with an ordinary line break")
		return w, nil, false
	}
	loader, err := yaml.NewLoader(bytes.NewReader(raw))
	if err != nil { // only options can be wrong
		panic("page: " + err.Error())
	}
	var doc, next yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return w, nil, true
	case err != nil:
		w.syntax(err)
		return w, nil, false
	}
	if err := loader.Load(&next); !errors.Is(err, io.EOF) {
		w.secondDocument(raw, start)
		return w, nil, false
	}
	if len(doc.Content) == 0 {
		return w, nil, true
	}
	return w, doc.Content[0], true
}

// maxDepth is far more than any guide needs and far less than costs anything.
const maxDepth = 100

// tooDeep returns where brackets nest deeper than maxDepth, at most; -1 for nowhere.
func tooDeep(raw []byte) int {
	depth := 0
	for at, c := range raw {
		switch c {
		case '[', '{':
			if depth++; depth > maxDepth {
				return at
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return -1
}

// unreadable returns the first character that YAML refuses, or takes for a line break where a file's
// lines do not end; -1 for none.
func unreadable(raw []byte) (int, rune) {
	for at := 0; at < len(raw); {
		r, n := utf8.DecodeRune(raw[at:])
		switch {
		case r == '\t' || r == '\n' || r == '\r' && bytes.HasPrefix(raw[at+1:], []byte{'\n'}):
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufffe', r == '\uffff':
			return at, r
		}
		at += n
	}
	return -1, 0
}

// secondDocument reports what follows a line of --- or ... in a file that is YAML.
func (w *walker) secondDocument(raw []byte, start int) {
	at, content := start, false
	for line := range bytes.Lines(raw) {
		marker := bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))
		if marker && content {
			break
		}
		text := bytes.TrimSpace(line)
		content = content || !marker && len(text) > 0 && text[0] != '#' && text[0] != '%'
		at += len(line)
	}
	w.source.errorAt(at, 3, "yaml-syntax", "a second YAML document begins here", "delete this line: the file is one document")
}
