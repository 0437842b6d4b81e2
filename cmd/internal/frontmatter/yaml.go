package frontmatter

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
func (s *source) parseYAML(start, end, limit int) (w *decoder, root *yaml.Node, ok bool) {
	raw := s.data[start:end]
	w = &decoder{source: s, firstLine: s.lineOf(start)}
	if len(raw) > limit {
		s.errorAt(start, 1, "too-large", fmt.Sprintf("this YAML has %s; at most %s can be read", formatSize(int64(len(raw))), formatSize(int64(limit))), "")
		return w, nil, false
	}
	if offset := tooDeepOffset(raw); offset >= 0 {
		s.errorAt(start+offset, 1, "yaml-syntax", fmt.Sprintf("brackets are nested more than %d deep here", maxDepth), "close them, or put a text that holds them in quotes")
		return w, nil, false
	}
	if offset, r := invalidRune(raw); offset >= 0 {
		s.errorAt(start+offset, utf8.RuneLen(r), "bad-character", fmt.Sprintf("there is an invisible character here that YAML cannot hold (%U)", r), "delete it; a line ends with an ordinary line break")
		return w, nil, false
	}
	loader, err := yaml.NewLoader(bytes.NewReader(raw))
	if err != nil { // only options can be wrong
		panic("frontmatter: " + err.Error())
	}
	var doc, next yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return w, nil, true
	case err != nil:
		w.syntaxError(err)
		return w, nil, false
	}
	if err := loader.Load(&next); !errors.Is(err, io.EOF) {
		w.reportSecondDocument(raw, start)
		return w, nil, false
	}
	if len(doc.Content) == 0 {
		return w, nil, true
	}
	return w, doc.Content[0], true
}

// maxDepth is far more than any guide needs and far less than costs anything.
const maxDepth = 100

// tooDeepOffset returns where brackets nest deeper than maxDepth, at most; -1 for nowhere.
func tooDeepOffset(raw []byte) int {
	depth := 0
	for i, c := range raw {
		switch c {
		case '[', '{':
			if depth++; depth > maxDepth {
				return i
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return -1
}

// invalidRune returns the first character that YAML refuses, or takes for a line break where a file's
// lines do not end; -1 for none.
func invalidRune(raw []byte) (int, rune) {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == '\t' || r == '\n' || r == '\r' && bytes.HasPrefix(raw[i+1:], []byte{'\n'}):
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufffe', r == '\uffff':
			return i, r
		}
		i += n
	}
	return -1, 0
}

// reportSecondDocument reports what follows a line of --- or ... in a file that is YAML.
func (w *decoder) reportSecondDocument(raw []byte, start int) {
	offset, hasContent := start, false
	for line := range bytes.Lines(raw) {
		marker := bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))
		if marker && hasContent {
			break
		}
		text := bytes.TrimSpace(line)
		hasContent = hasContent || !marker && len(text) > 0 && text[0] != '#' && text[0] != '%'
		offset += len(line)
	}
	w.source.errorAt(offset, 3, "yaml-syntax", "a second YAML document begins here", "delete this line: the file is one document")
}
