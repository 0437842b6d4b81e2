package page

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// Suppression is one `allow: code reason`: it silences a rule in the lines From to To, ends included.
type Suppression struct {
	Code     string
	From, To int
	Pos      diag.Problem // its own place
}

const badAllow = "bad-allow"

var allowDirective = regexp.MustCompile(`(?s)^allow:\s*([a-z][a-z0-9-]*)?(.*)$`)

// parseSuppression reads the text of a comment; ok is false where it is an ordinary one. What is missing is
// reported by the second value.
func parseSuppression(comment string, pos diag.Problem) (s Suppression, problem *diag.Problem, ok bool) {
	m := allowDirective.FindStringSubmatch(strings.TrimSpace(comment))
	if m == nil {
		return s, nil, false
	}
	if m[1] == "" || strings.TrimSpace(m[2]) == "" {
		pos.Severity, pos.Code = diag.Warning, badAllow
		pos.Message = "this silences nothing: it needs the code of a rule and a reason"
		pos.Hint = "write allow: code reason, with the code that stands in square brackets behind the problem"
		return s, &pos, false
	}
	return Suppression{Code: m[1], Pos: pos}, nil, true
}

// ParseSuppressions returns those of a file that is YAML from end to end, and what is wrong with them.
func ParseSuppressions(file string, data []byte) ([]Suppression, []diag.Problem) {
	s := newSource(file, data)
	return s.yamlSuppressions(s.lines.LineStart(1), len(data)), s.problems
}

// yamlSuppressions reads the comments `# allow: code reason` of the front matter. Each reaches over the
// key or list entry below it.
func (s *source) yamlSuppressions(start, end int) []Suppression {
	if !bytes.Contains(s.data[start:end], []byte("allow:")) {
		return nil
	}
	var out []Suppression
	last := s.lineOf(end)
	for n := s.lineOf(start); n < last; n++ {
		line := strings.TrimSpace(s.lines.LineText(n))
		if !strings.HasPrefix(line, "#") {
			continue
		}
		pos := s.lines.Problem(s.file, s.lines.LineStart(n)+strings.Index(s.lines.LineText(n), "#"), len(line), 0, "", "")
		a, problem, ok := parseSuppression(strings.TrimLeft(line, "#"), pos)
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

// yamlBlock returns the first and last line of the key or list entry that begins at or below line n.
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

// isInYAMLBlock reports whether a line belongs to the key or list entry that begins on the line first: it is
// indented more, or an entry of the key's list.
func isInYAMLBlock(line, key string) bool {
	indent := func(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
	isEntry := func(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " "), "-") }
	return indent(line) > indent(key) || indent(line) == indent(key) && isEntry(line) && !isEntry(key)
}

func isSuppression(comment []byte) bool { return strings.HasPrefix(commentText(comment), "allow:") }

func commentText(comment []byte) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(string(comment), "<!--"), "-->"))
}

// bodySuppression reads a comment of the body. It reaches over the next block.
func (v *conversion) bodySuppression(raw []byte, offset int) {
	if !isSuppression(raw) {
		return
	}
	a, problem, ok := parseSuppression(commentText(raw), v.pos(offset, firstLineLen(raw)))
	if problem != nil {
		v.Problems = append(v.Problems, *problem)
	}
	if ok {
		a.From, a.To = a.Pos.Line, max(a.Pos.Line, v.nextBlockEnd)
		v.Suppressions = append(v.Suppressions, a)
	}
}

// findNextBlock remembers where the block behind a run of comments ends, for their allowances. All comments
// of a run share one answer.
func (v *conversion) findNextBlock(n *ast.HTMLBlock) {
	if isComment(n.PreviousSibling()) {
		return
	}
	next := n.NextSibling()
	for isComment(next) {
		next = next.NextSibling()
	}
	v.nextBlockEnd = 0
	if next != nil {
		v.nextBlockEnd = v.pos(lastOffset(next), 1).Line
	}
}

func isComment(n ast.Node) bool {
	block, ok := n.(*ast.HTMLBlock)
	return ok && block.HTMLBlockType == ast.HTMLBlockType2
}

// lastOffset is the greatest offset of a node's source that its lines tell.
func lastOffset(n ast.Node) int {
	last := max(n.Pos(), 0)
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock {
			if lines := n.Lines(); lines != nil && lines.Len() > 0 {
				last = max(last, lines.At(lines.Len()-1).Stop-1)
			}
		}
		return ast.WalkContinue, nil
	})
	return last
}

// ApplySuppressions drops the problems of one file that its allowances cover, and adds a warning for each
// allowance that covers none.
func ApplySuppressions(suppressions []Suppression, problems []diag.Problem) []diag.Problem {
	used := make([]bool, len(suppressions))
	kept := slices.DeleteFunc(problems, func(p diag.Problem) bool {
		suppressed := false
		for i, a := range suppressions {
			if a.Code == p.Code && a.From <= p.Line && p.Line <= a.To {
				used[i], suppressed = true, true
			}
		}
		return suppressed
	})
	for i, a := range suppressions {
		if !used[i] {
			p := a.Pos
			p.Severity, p.Code = diag.Warning, "unused-allow"
			p.Message = fmt.Sprintf("there is no problem %q here to silence", truncate(a.Code))
			p.Hint = "delete the comment, or check the code"
			kept = append(kept, p)
		}
	}
	return kept
}
