package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// parseYAML parses the bytes from start to end as one YAML document of at most limit bytes. root is nil if the document
// is empty; ok is false if a problem was reported.
func (s *source) parseYAML(start, end, limit int) (d *decoder, root *yaml.Node, ok bool) {
	d, root, ok = s.parseOnly(start, end, limit)
	if !ok && s.problems[len(s.problems)-1].Rule == diag.YAMLSyntax {
		d.fixSyntax(start, end)
	}
	return d, root, ok
}

// parseOnly is parseYAML without a fix.
func (s *source) parseOnly(start, end, limit int) (d *decoder, root *yaml.Node, ok bool) {
	raw := s.data[start:end]
	d = &decoder{source: s, firstLine: s.lineOf(start)}
	s.hasComment = bytes.Contains(raw, []byte(" #")) || bytes.Contains(raw, []byte("\t#"))
	if len(raw) > limit {
		s.report(start, 1, diag.TooLarge, fmt.Sprintf("this YAML has %s; at most %s can be read",
			formatSize(int64(len(raw))), formatSize(int64(limit))), "")
		return d, nil, false
	}
	if s.reportConflicts(start, end) {
		return d, nil, false
	}
	if offset := tooDeepOffset(raw); offset >= 0 {
		s.report(start+offset, 1, diag.YAMLSyntax, fmt.Sprintf("brackets are nested more than %d deep here", maxDepth),
			"close them, or put a text that holds them in quotes")
		return d, nil, false
	}
	if offset, r := invalidRune(raw); offset >= 0 {
		s.report(start+offset, utf8.RuneLen(r), diag.BadCharacter,
			"YAML cannot hold "+diag.NameCharacter(r), diag.BadCharacterHint)
		return d, nil, false
	}
	diag.CheckCharacters(raw, func(offset, n int, rule *diag.Rule, message, hint string) {
		s.report(start+offset, n, rule, message, hint)
	})
	loader, err := yaml.NewLoader(bytes.NewReader(raw))
	if err != nil { // only invalid options fail
		panic("frontmatter: " + err.Error())
	}
	var doc, next yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return d, nil, true
	case err != nil:
		d.syntaxError(err)
		return d, nil, false
	}
	if err := loader.Load(&next); !errors.Is(err, io.EOF) {
		d.reportSecondDocument(raw, start)
		return d, nil, false
	}
	if len(doc.Content) == 0 {
		return d, nil, true
	}
	return d, doc.Content[0], true
}

// maxDepth is how deep brackets may nest: a hundred cost nothing.
const maxDepth = 100

// tooDeepOffset returns the offset of the first bracket deeper than maxDepth, or -1.
func tooDeepOffset(raw []byte) int {
	if bytes.Count(raw, []byte{'['})+bytes.Count(raw, []byte{'{'}) <= maxDepth {
		return -1
	}
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

// invalidRune returns the first character that YAML does not allow, or takes for a line break where a line of the file
// does not end. The offset is -1 if there is none.
func invalidRune(raw []byte) (int, rune) {
	for i := 0; i < len(raw); {
		if c := raw[i]; c >= ' ' && c <= '~' {
			i++
			continue
		}
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

// reportSecondDocument reports the line of --- or ... that starts a second document.
func (d *decoder) reportSecondDocument(raw []byte, start int) {
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
	d.source.report(offset, 3, diag.YAMLSyntax, "a second YAML document begins here",
		"delete this line: the file is one document")
}

func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "")
}
