package frontmatter

import (
	"bytes"
	"strings"

	"guide/cmd/internal/diag"
)

// ParseSuppressions returns the suppressions in a file that is YAML as a whole, and the problems of incomplete ones.
func ParseSuppressions(file string, data []byte) ([]diag.Suppression, []diag.Problem) {
	s := newSource(file, data)
	return s.yamlSuppressions(s.lines.LineStart(1), len(data)), s.problems
}

// yamlSuppressions returns the suppressions in the YAML from start to end. Each covers the key or list entry below it.
func (s *source) yamlSuppressions(start, end int) []diag.Suppression {
	if !bytes.Contains(s.data[start:end], []byte("allow:")) {
		return nil
	}
	var out []diag.Suppression
	last := s.lineOf(end) // the line after the YAML
	if s.data[end-1] != '\n' {
		last++
	}
	for n := s.lineOf(start); n < last; n++ {
		line := strings.TrimSpace(s.lines.LineText(n))
		if !strings.HasPrefix(line, "#") {
			continue
		}
		offset := s.lines.LineStart(n) + strings.Index(s.lines.LineText(n), "#")
		pos := s.lines.Range(s.file, offset, len(line))
		a, problem, ok := diag.ParseSuppression(strings.TrimLeft(line, "#"), pos)
		if problem != nil {
			s.problems = append(s.problems, *problem)
		}
		if ok {
			a.From, a.To = s.yamlBlock(n+1, last)
			out = append(out, a)
		}
	}
	return out
}

// yamlBlock returns the first and last line of the key or list entry that starts on line n or below it.
func (s *source) yamlBlock(n, end int) (from, to int) {
	blank := func(line string) bool { t := strings.TrimSpace(line); return t == "" || t[0] == '#' }
	for n < end && blank(s.lines.LineText(n)) {
		n++
	}
	key := s.lines.LineText(n)
	to = n
	for m := n + 1; m < end; m++ {
		if line := s.lines.LineText(m); !blank(line) {
			if !isInYAMLBlock(line, key) {
				break
			}
			to = m
		}
	}
	return n, to
}

// isInYAMLBlock reports whether a line is part of the key or list entry that starts on the line key: it is indented
// more, or an entry of the key's list.
func isInYAMLBlock(line, key string) bool {
	indent := func(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
	isEntry := func(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " "), "-") }
	return indent(line) > indent(key) || indent(line) == indent(key) && isEntry(line) && !isEntry(key)
}
