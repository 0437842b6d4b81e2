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
	first := s.lineOf(start)
	blocks := s.yamlBlocks(first, last)
	for n := first; n < last; n++ {
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
			block := blocks[n+1-first]
			a.From, a.To = block.from, block.to
			out = append(out, a)
		}
	}
	return out
}

// lineRange is the range of lines from one to another, both included.
type lineRange struct{ from, to int }

// yamlBlocks returns, for each line from first on and before end, the lines of the key or list entry that starts on it
// or below it, and at last those of none, which is end. It goes from the last line to the first: all lines of a block
// are below its key and deeper, so each line belongs to the keys above it up to the first that is not less deep.
func (s *source) yamlBlocks(first, end int) []lineRange {
	blocks := make([]lineRange, end-first+1)
	blocks[end-first] = lineRange{end, end}
	type block struct{ depth, to int }
	var below []block // those that are in no other block so far, the nearest last
	for n := end - 1; n >= first; n-- {
		line := s.lines.LineText(n)
		if t := strings.TrimSpace(line); t == "" || t[0] == '#' {
			blocks[n-first] = blocks[n-first+1]
			continue
		}
		b := block{yamlDepth(line), n}
		for len(below) > 0 && below[len(below)-1].depth > b.depth {
			b.to = below[len(below)-1].to
			below = below[:len(below)-1]
		}
		below = append(below, b)
		blocks[n-first] = lineRange{n, b.to}
	}
	return blocks
}

// yamlDepth returns how deep a line is: the more it is indented, and of two that are indented alike an entry of a list,
// which may be below its key.
func yamlDepth(line string) int {
	text := strings.TrimLeft(line, " ")
	depth := 2 * (len(line) - len(text))
	if strings.HasPrefix(text, "-") {
		depth++
	}
	return depth
}
