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

// Allowance is one `allow: code reason`: it silences a rule in the lines From to To, ends included.
type Allowance struct {
	Code     string
	From, To int
	At       diag.Problem // its own place
}

const badAllow = "bad-allow"

var allowMark = regexp.MustCompile(`(?s)^allow:\s*([a-z][a-z0-9-]*)?(.*)$`)

// allowance reads the text of a comment; ok is false where it is an ordinary one. What is missing is
// reported by the second value.
func allowance(comment string, at diag.Problem) (a Allowance, bad *diag.Problem, ok bool) {
	m := allowMark.FindStringSubmatch(strings.TrimSpace(comment))
	if m == nil {
		return a, nil, false
	}
	if m[1] == "" || strings.TrimSpace(m[2]) == "" {
		at.Severity, at.Code = diag.Warning, badAllow
		at.Message = "this silences nothing: it needs the code of a rule and a reason"
		at.Hint = "write allow: code reason, with the code that stands in square brackets behind the problem"
		return a, &at, false
	}
	return Allowance{Code: m[1], At: at}, nil, true
}

// Allowances returns those of a file that is YAML from end to end, and what is wrong with them.
func Allowances(file string, data []byte) ([]Allowance, []diag.Problem) {
	s := newSource(file, data)
	return s.yamlAllowances(s.lines.LineStart(1), len(data)), s.problems
}

// yamlAllowances reads the comments `# allow: code reason` of the front matter. Each reaches over the
// key or list entry below it.
func (s *source) yamlAllowances(start, end int) []Allowance {
	if !bytes.Contains(s.data[start:end], []byte("allow:")) {
		return nil
	}
	var out []Allowance
	last := s.line(end)
	for n := s.line(start); n < last; n++ {
		line := strings.TrimSpace(s.lines.LineText(n))
		if !strings.HasPrefix(line, "#") {
			continue
		}
		at := s.lines.Problem(s.file, s.lines.LineStart(n)+strings.Index(s.lines.LineText(n), "#"), len(line), 0, "", "")
		a, bad, ok := allowance(strings.TrimLeft(line, "#"), at)
		if bad != nil {
			s.problems = append(s.problems, *bad)
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
	first := s.lines.LineText(n)
	to = n
	for m := n + 1; m < end; m++ {
		if line := s.lines.LineText(m); !blank(line) {
			if !within(line, first) {
				break
			}
			to = m
		}
	}
	return n, to
}

// within reports whether a line belongs to the key or list entry that begins on the line first: it is
// indented more, or an entry of the key's list.
func within(line, first string) bool {
	indent := func(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
	isEntry := func(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " "), "-") }
	return indent(line) > indent(first) || indent(line) == indent(first) && isEntry(line) && !isEntry(first)
}

func isAllowance(comment []byte) bool { return strings.HasPrefix(commentText(comment), "allow:") }

func commentText(comment []byte) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(string(comment), "<!--"), "-->"))
}

// bodyAllowance reads a comment of the body. It reaches over the next block.
func (v *conversion) bodyAllowance(raw []byte, at int) {
	if !isAllowance(raw) {
		return
	}
	a, bad, ok := allowance(commentText(raw), v.place(at, firstLine(raw)))
	if bad != nil {
		v.Problems = append(v.Problems, *bad)
	}
	if ok {
		a.From, a.To = a.At.Line, max(a.At.Line, v.allowNext)
		v.Allow = append(v.Allow, a)
	}
}

// nextBlock remembers where the block behind a run of comments ends, for their allowances. All comments
// of a run share one answer.
func (v *conversion) nextBlock(n *ast.HTMLBlock) {
	if isComment(n.PreviousSibling()) {
		return
	}
	next := n.NextSibling()
	for isComment(next) {
		next = next.NextSibling()
	}
	v.allowNext = 0
	if next != nil {
		v.allowNext = v.place(lastOffset(next), 1).Line
	}
}

func isComment(n ast.Node) bool {
	html, ok := n.(*ast.HTMLBlock)
	return ok && html.HTMLBlockType == ast.HTMLBlockType2
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

// Silence drops the problems of one file that its allowances cover, and adds a warning for each
// allowance that covers none.
func Silence(allowed []Allowance, problems []diag.Problem) []diag.Problem {
	used := make([]bool, len(allowed))
	kept := slices.DeleteFunc(problems, func(p diag.Problem) bool {
		silenced := false
		for i, a := range allowed {
			if a.Code == p.Code && a.From <= p.Line && p.Line <= a.To {
				used[i], silenced = true, true
			}
		}
		return silenced
	})
	for i, a := range allowed {
		if !used[i] {
			p := a.At
			p.Severity, p.Code = diag.Warning, "unused-allow"
			p.Message = fmt.Sprintf("there is no problem %q here to silence", short(a.Code))
			p.Hint = "delete the comment, or check the code"
			kept = append(kept, p)
		}
	}
	return kept
}
