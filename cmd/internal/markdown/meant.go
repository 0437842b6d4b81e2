package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// Text that its author meant as Markdown, but that is none, is shown as it is written. This file finds it where
// goldmark left it: at the beginning of the lines of a paragraph, and in its text.

// lineMark is a way to begin a line that is not what it looks like.
type lineMark struct {
	rule     *diag.Rule
	pattern  *regexp.Regexp // of a line; its first group is what is reported
	least    int            // how many lines of the paragraph must begin so, at a list one less
	message  string
	describe func(line []byte) (message, hint string) // in place of message
	hint     string
	fits     func(v *conversion, n ast.Node, lines []markedLine) bool     // or nil; lines has one at least
	fix      func(v *conversion, n ast.Node, lines []markedLine) []change // or nil; likewise
}

const (
	wordBullet = "this bullet of a word processor makes no list"
	hyphenHint = "begin each line with a hyphen and a space"
)

var lineMarks = []lineMark{
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^(#{1,6}[` + diag.OddSpaces + `]+)`), least: 1,
		describe: afterMark, fix: ordinarySpaces},
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^([` + diag.OddSpaces + `]+)#{1,6}\s`), least: 1,
		describe: beforeMark, fix: deleteMarked},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([` + diag.OddSpaces + `]+)(?:[-*+]|\d{1,9}[.)])\s`), least: 1,
		describe: beforeMark, fix: deleteMarked},
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^(#{7,})`), least: 1,
		message: "a heading has at most six of these marks, so this line is text", hint: "write ###### or fewer"},
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^(##+)[^#\s]`), least: 1, describe: spaceAfterMark,
		fix: addSpace},
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^(#)\p{Lu}[^\s\p{Lu}]* \S`), least: 1,
		describe: spaceAfterMark, fix: addSpaceToTitle}, // #OpenToWork is a tag
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^((?:[-*+]|\d{1,9}[.)])[` + diag.OddSpaces + `]+)`), least: 1,
		describe: afterMark, fix: ordinarySpaces},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([-+])\pL`), least: 2, describe: spaceAfterMark, fix: addSpace},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(\d{1,3}[.)])\pL`), least: 2, describe: spaceAfterMark,
		fix: addSpace},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([•·●○■□▪▫◦‣⁃∙\x{f000}-\x{f0ff}])`), least: 1,
		message: wordBullet, hint: hyphenHint, fix: hyphensForBullets},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(o)\t`), least: 1, message: wordBullet, hint: hyphenHint,
		fix: hyphensForBullets},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(–)\s`), least: 2,
		message: "dashes make no list", hint: hyphenHint, fix: hyphens},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(—)\s`), least: 3,
		message: "dashes make no list", hint: hyphenHint, fix: hyphens},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([a-z][.)])\s`), least: 2,
		message: "letters make no list", hint: "number the lines: 1. and a space", fits: areBelow},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(\d{1,9}[.)])[ \t]`), least: 1,
		message: "a list that does not begin with 1 is part of the text above it, and is shown so",
		hint:    "put an empty line above it", fits: areNumbered},
	{rule: diag.TableMark, pattern: regexp.MustCompile(`^(\+[-=]{2,}\+[-=+]*)`), least: 1,
		message: "a table drawn with + is shown as it is written",
		hint:    "write the cells between bars, and | --- | below the first line"},
	{rule: diag.TableMark, pattern: regexp.MustCompile(`^([^\t]+\t+[^\t]+)`), least: 2,
		message: "tabs between cells make no table: the lines are shown as one",
		hint:    "write the cells between bars, and | --- | below the first line; or save them as a .csv file"},
	{rule: diag.ForeignMark, pattern: regexp.MustCompile(`^(\[(?:TOC|toc|\[_TOC_\])\])\s*$`), least: 1,
		message: "this makes no table of contents", hint: "delete it: every page has one", fix: deleteLines},
	{rule: diag.ForeignMark, pattern: regexp.MustCompile(`^(\{:[^{}]*\})\s*$`), least: 1,
		message: "a list of attributes is shown as it is written", hint: "delete it", fix: deleteLines},
	{rule: diag.ForeignMark, pattern: regexp.MustCompile(`^((?:import|export) .* from ["'].*)`), least: 1,
		message: "components cannot be used: this line is shown as it is written", hint: "delete it"},
}

// mayBeginMark reports whether one of lineMarks may match a line: most lines need not be compared with each.
func mayBeginMark(line []byte) bool {
	if len(line) < 2 {
		return false
	}
	switch first, second := line[0], line[1]; {
	case first >= utf8.RuneSelf, first == '#', first == '-', first == '+', first == '{':
		return true
	case first == '*':
		return second >= utf8.RuneSelf
	case first == '[':
		return second == 'T' || second == 't' || second == '['
	case isDigit(first):
		rest := bytes.TrimLeft(line, "0123456789")
		return len(rest) > 0 && (rest[0] == '.' || rest[0] == ')')
	case second == ')' || second == '.' || bytes.HasPrefix(line, []byte("import ")) ||
		bytes.HasPrefix(line, []byte("export ")):
		return true
	}
	return bytes.IndexByte(line, '\t') > 0
}

// reportParagraph reports a paragraph that looks like another block.
func (v *conversion) reportParagraph(n *ast.Paragraph) {
	v.reportBrokenTable(n)
	v.reportForeignAlert(n)
	v.reportLineMarks(n)
}

// reportLineMarks reports the lines of a paragraph that look like blocks: the first of each kind.
func (v *conversion) reportLineMarks(n ast.Node) {
	lines := n.Lines()
	var found [][]markedLine // for each mark, the lines that begin with it
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimRight(segment.Value(v.src), "\r\n")
		if !mayBeginMark(line) {
			continue
		}
		for k, mark := range lineMarks {
			m := mark.pattern.FindSubmatchIndex(line)
			if m == nil {
				continue
			}
			if found == nil {
				found = make([][]markedLine, len(lineMarks))
			}
			start := segment.Start
			found[k] = append(found[k], markedLine{start, start + len(line), start + m[2], start + m[3]})
			break
		}
	}
	for k, marked := range found {
		mark := &lineMarks[k]
		if missing := mark.least - len(marked); len(marked) == 0 || missing > 1 ||
			missing == 1 && !(mark.rule == diag.ListMark && isAtList(n, isDigit(v.src[marked[0].from]))) ||
			mark.fits != nil && !mark.fits(v, n, marked) {
			continue
		}
		first := marked[0]
		message, hint := mark.message, mark.hint
		if mark.describe != nil {
			message, hint = mark.describe(v.src[first.start:first.end])
		}
		v.report(first.from, first.to-first.from, mark.rule, message, hint)
		if mark.fix != nil {
			v.fix(mark.fix(v, n, marked)...)
		}
	}
}

// isAtList reports whether a paragraph is in an item of a list, or has a list right below it; a numbered one, if asked.
func isAtList(n ast.Node, isNumbered bool) bool {
	list := n.NextSibling()
	if n.Parent().Kind() == ast.KindListItem {
		list = n.Parent().Parent()
	} else if !isList(list) || list.HasBlankPreviousLines() {
		return false
	}
	return list.(*ast.List).IsOrdered() || !isNumbered
}

// areBelow reports whether one of the lines is not the first of an item, which is shown on a line of its own.
func areBelow(_ *conversion, n ast.Node, lines []markedLine) bool {
	return len(lines) > 1 || n.Parent().Kind() != ast.KindListItem || lines[0].start != n.Lines().At(0).Start
}

// areNumbered reports whether there are two lines at least, with numbers that follow each other.
func areNumbered(v *conversion, _ ast.Node, lines []markedLine) bool {
	number := func(l markedLine) int {
		n, _ := strconv.Atoi(string(v.src[l.from : l.to-1]))
		return n
	}
	for i, l := range lines[1:] {
		if number(l) != number(lines[i])+1 {
			return false
		}
	}
	return len(lines) > 1
}

// afterMark describes an invisible space after a mark.
func afterMark(line []byte) (message, hint string) {
	i := bytes.IndexAny(line, diag.OddSpaces)
	space, size := utf8.DecodeRune(line[i:])
	mark, rest := line[:i], strings.TrimLeft(string(line[i+size:]), " "+diag.OddSpaces)
	return fmt.Sprintf("after %s is %s, so it is shown as it is written", mark, diag.NameCharacter(space)),
		fmt.Sprintf("type an ordinary space: %s %s", headingBelowTitle(mark), diag.Truncate(rest))
}

// beforeMark describes an invisible character before a mark.
func beforeMark(line []byte) (message, hint string) {
	invisible, _ := utf8.DecodeRune(line)
	mark, _, _ := bytes.Cut(bytes.TrimLeft(line, diag.OddSpaces), []byte(" "))
	return fmt.Sprintf("before %s is %s, so it is shown as it is written", mark, diag.NameCharacter(invisible)),
		fmt.Sprintf("delete all that is before %s, and type it again", mark)
}

// headingBelowTitle returns a mark; that of the second level for one of the first, which is the title's.
func headingBelowTitle(mark []byte) string {
	if string(mark) == "#" {
		return "##"
	}
	return string(mark)
}

// spaceAfterMark describes a mark without a space.
func spaceAfterMark(line []byte) (message, hint string) {
	i := bytes.IndexFunc(line, func(r rune) bool { return !strings.ContainsRune("#-+.)0123456789", r) })
	return fmt.Sprintf("no space follows %s, so it is shown as it is written", line[:i]),
		fmt.Sprintf("write %s %s", headingBelowTitle(line[:i]), diag.Truncate(string(line[i:])))
}

// reportUnclosedFence reports a block of code whose end is that of the text.
func (v *conversion) reportUnclosedFence(n *ast.FencedCodeBlock) {
	end := n.Pos()
	if n.Info != nil {
		end = n.Info.Segment.Stop
	}
	lines := n.Lines()
	if lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	} else {
		end += v.lineLen(end)
	}
	end = min(end, len(v.src))
	rest := bytes.TrimLeft(v.src[end:], "\r\n \t>")
	if bytes.HasPrefix(rest, []byte("```")) || bytes.HasPrefix(rest, []byte("~~~")) {
		return
	}
	opening := n.Pos()
	v.report(opening, v.lineLen(opening), diag.UnclosedFence,
		"this fence is never closed, so all that follows is shown as code", "write ``` on a line below the code")
}

// conflictPattern matches a fence, or a mark of a merge.
var conflictPattern = regexp.MustCompile("(?m)^ {0,3}(?:```+|~~~+)|^(?:<{7}|>{7}|\\|{7}) .*$|^={7}\r?$")

// hideConflicts reports the marks of an unfinished merge, and returns the text without its lines of =, which would make
// headings of what is above them. Such a line is a mark before the end of a merge only.
func (v *conversion) hideConflicts() {
	if !bytes.Contains(v.src, []byte("<<<<<<< ")) && !bytes.Contains(v.src, []byte(">>>>>>> ")) {
		return
	}
	marks := conflictPattern.FindAllIndex(v.src, -1)
	inFence := false
	for i, m := range marks {
		switch c := v.src[m[0]]; {
		case c == '`' || c == '~' || c == ' ':
			inFence = !inFence
			continue
		case inFence:
			continue
		case c == '=':
			if i+1 == len(marks) || v.src[marks[i+1][0]] != '>' {
				continue
			}
			v.src = slices.Concat(v.src[:m[0]], bytes.Repeat([]byte{' '}, 7), v.src[m[0]+7:])
		}
		v.report(m[0], m[1]-m[0], diag.ConflictMarker, "a merge is unfinished here",
			"keep one of the two versions, and delete this line")
	}
}
