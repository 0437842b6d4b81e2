package frontmatter

import (
	"bytes"
	"fmt"
	"regexp"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// reportCut reports a text that ends before a # that hardly begins a comment: title: Be the #1 analyst.
func (d *decoder) reportCut(n *yaml.Node) {
	offset := d.offset(n.Line, n.Column)
	line := d.restOfLine(offset)
	rest, isPlain := bytes.CutPrefix(line, []byte(n.Value))
	comment := bytes.TrimLeft(rest, " \t")
	if !isPlain || len(comment) == len(rest) || len(comment) < 2 || comment[0] != '#' ||
		bytes.IndexByte([]byte(" \t#!"), comment[1]) >= 0 {
		return
	}
	word, _, _ := bytes.Cut(comment, []byte(" "))
	d.source.report(offset+len(line)-len(comment), len(word), diag.CutByComment,
		fmt.Sprintf("the value ends before %s, because # begins a comment", word),
		fmt.Sprintf("put it in quotes: %q", diag.Truncate(string(line))))
	d.fixCut(offset, line)
}

// cutValue matches a value that a comment cuts: {light: #005eb8}. Its groups are what the value has before the #, and
// from the # on.
var cutValue = regexp.MustCompile(`(?:^[\s-]*|[\[{,:])[ \t]*([^\s#"'\[\]{},:][^#"'\[\]{},:]*)?[ \t]` +
	`(#[^\s#!\]},][^\]},]*)`)

// reportCutInBrackets reports a value whose # begins a comment, which takes the brackets that close behind it: the
// parser fails somewhere below. It returns false if there is none.
func (d *decoder) reportCutInBrackets(err *yaml.LoadError) bool {
	from, to := d.offset(err.ContextMark.Line, err.ContextMark.Column), d.offset(err.Mark.Line, err.Mark.Column)
	first, last := d.source.lineOf(from), d.source.lineOf(to)
	if from == to && len(bytes.TrimSpace(d.data[d.lines.LineStart(last):to])) == 0 {
		// The parser does not say where the brackets begin: look at the last line above that has a text.
		for first > d.firstLine && (first == last || d.lines.LineText(first) == "") {
			first--
		}
	}
	for line := first; line <= last; line++ {
		start := d.lines.LineStart(line)
		text := d.restOfLine(start)
		m := cutValue.FindSubmatchIndex(text)
		if m == nil || bytes.Count(text[:m[0]], []byte{'"'})%2 > 0 {
			continue
		}
		isInside := line > first || bytes.ContainsAny(text[:m[4]], "[{") || bytes.ContainsAny(text[m[5]:], "]}")
		if isInside {
			d.reportCutValue(start, text, m)
			return true
		}
	}
	return false
}

// reportCutValue reports a match of cutValue in a line that begins at start.
func (d *decoder) reportCutValue(start int, line []byte, m []int) {
	value := m[4]
	message := "a value is missing, because # begins a comment"
	word, _, _ := bytes.Cut(line[m[4]:m[5]], []byte(" "))
	if m[2] >= 0 {
		value, message = m[2], fmt.Sprintf("the value ends before %s, because # begins a comment", word)
	}
	d.source.report(start+m[4], len(word), diag.YAMLSyntax, message,
		fmt.Sprintf("put the value in quotes: %q", diag.Truncate(string(bytes.TrimSpace(line[value:m[5]])))))
}
