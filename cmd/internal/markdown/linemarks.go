package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

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
	numberHint = "number the lines: 1. and a space; or put an empty line between them"

	// noInitial matches what follows a letter that is not the first one of a name or a word, as in J. R. and i. e.
	noInitial = `\s+(?:[^\pL\s]|\pL(?:[^.]|$))`

	// signs are arrows, figures in circles, shapes and emoji, and not letters such as © or lines such as │.
	signs = `\x{2190}-\x{21ff}\x{2300}-\x{23ff}\x{2460}-\x{24ff}\x{25a0}-\x{27bf}\x{2b00}-\x{2bff}\x{1f000}-\x{1faff}`
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
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([-+])(?:\p{Lu}|\pL\S)`), least: 2, describe: spaceAfterMark,
		fits: areNoAsides, fix: addSpace}, // -v is a flag
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(\d{1,3}[.)])\pL`), least: 2, describe: spaceAfterMark,
		fits: areNoAsides, fix: addSpace},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([•·●○■□▪▫◦‣⁃∙\x{f000}-\x{f0ff}])`), least: 1,
		message: wordBullet, hint: hyphenHint, fix: hyphensForBullets},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(o)\t`), least: 1, message: wordBullet, hint: hyphenHint,
		fix: hyphensForBullets},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(–|--)\s`), least: 2,
		message: "dashes make no list", hint: hyphenHint, fits: areNoAsides, fix: hyphens},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(—)\s`), least: 3,
		message: "dashes make no list", hint: hyphenHint, fits: areNoAsides, fix: hyphens},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^((?:[A-Za-z]|[ivx]{2,4}|[IVX]{2,4})[.)])` + noInitial),
		least: 2, message: "letters make no list", hint: numberHint, fits: areLettered},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(\d{1,9}[.)])[ \t]`), least: 1,
		message: "a list that does not begin with 1 is part of the text above it, and is shown so",
		hint:    "put an empty line above it", fits: areNumbered},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^(\(\d{1,2}\)|\d{1,2}\.\d{1,2}\.?)\s`), least: 2,
		message: "these marks make no list: the lines are shown as one", hint: numberHint,
		fits: areShownInOrder},
	{rule: diag.ListMark, pattern: regexp.MustCompile(`^([` + signs + `]\x{fe0f}?)\s`), least: 2,
		message: "signs make no list: the lines are shown as one", hint: hyphenHint, fits: areShownAsOne},
	{rule: diag.TaskList, pattern: regexp.MustCompile(`^(\[(?:| {2,}|[xX] +| +[xX] ?)\])\s`), least: 1,
		message: "this box is shown as it is written",
		hint:    "make it an entry of checklist: in the front matter, with an id:", fits: beginItem},
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^(h[1-6]\.) \S`), least: 1,
		message: "this makes no heading", hint: "write ## and a space in its place"},
	{rule: diag.HeadingMark, pattern: regexp.MustCompile(`^(={2,6}) [^=]+ ={2,6}\s*$`), least: 1,
		message: "equals signs around a line make no heading",
		hint:    "write ## and a space before it, and nothing behind it"},
	{rule: diag.ForeignMark, pattern: regexp.MustCompile(`^([‘’“”]{3}|'{3}|"{3})\w*\s*$`), least: 1,
		message: "three quotes make no block of code", hint: "write ``` in their place, which are backticks"},
	{rule: diag.TableMark, pattern: regexp.MustCompile(`^(\|)[^|]*\|.*\|\s*$`), least: 1,
		message: "bars make no table without a line of hyphens below the first row",
		hint:    "write | --- | there, for each cell; if the table begins above, delete the empty line",
		fits:    haveNoDelimiter},
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
	{rule: diag.ForeignMark, pattern: regexp.MustCompile(`^((?:import|export) .* from ["'][^"'\s]+["'];?|` +
		`export (?:const|let|function) .*[={].*)\s*$`), least: 1,
		message: "components cannot be used: this line is shown as it is written",
		hint:    "delete it"},
	{rule: diag.UnsupportedBlock, pattern: regexp.MustCompile(`^(===[!+]?[ \t]+"[^"\n]*")\s*$`), least: 1,
		message: "tabs are shown as they are written", hint: tabsHint},
	{rule: diag.UnsupportedBlock, pattern: regexp.MustCompile(`^(\$\$|\\\\?\[)[^$]*$`), least: 1,
		message: aFormula, hint: formulaHint, fits: isMultiLineFormula},
}

// isMultiLineFormula reports whether the mark that begins a formula stands alone on its line, or is closed on another.
func isMultiLineFormula(v *conversion, n ast.Node, lines []markedLine) bool {
	if mark := lines[0]; len(bytes.TrimSpace(v.src[mark.to:mark.end])) == 0 {
		return true
	}
	return bytes.HasPrefix(v.src[lines[0].from:], []byte("$$")) &&
		bytes.Contains(n.Lines().Value(v.src)[lines[0].to-lines[0].start:], []byte("$$"))
}

// mayBeginMark reports whether one of lineMarks may match a line: most lines need not be compared with each.
func mayBeginMark(line []byte) bool {
	if len(line) < 2 {
		return false
	}
	switch first, second := line[0], line[1]; {
	case first >= utf8.RuneSelf, strings.IndexByte(`#-+{(=|'"$\`, first) >= 0, second == ')' || second == '.',
		first == '*' && second >= utf8.RuneSelf, first == '[' && strings.IndexByte("Tt[]xX ", second) >= 0,
		first == 'h' && isDigit(second):
		return true
	case isDigit(first), strings.IndexByte("ivxIVX", first) >= 0:
		rest := bytes.TrimLeft(line, "0123456789ivxIVX")
		if len(rest) > 0 && (rest[0] == '.' || rest[0] == ')') {
			return true
		}
	}
	return bytes.IndexByte(line, '\t') > 0 || bytes.HasPrefix(line, []byte("import ")) ||
		bytes.HasPrefix(line, []byte("export "))
}

// areBelow reports whether one of the lines is not the first of an item, which is shown on a line of its own.
func areBelow(_ *conversion, n ast.Node, lines []markedLine) bool {
	return len(lines) > 1 || n.Parent().Kind() != ast.KindListItem || lines[0].start != n.Lines().At(0).Start
}

// areShownAsOne reports whether no break is between two of the lines.
func areShownAsOne(v *conversion, _ ast.Node, lines []markedLine) bool {
	for _, l := range lines[1:] {
		above := bytes.TrimRight(v.src[:l.start-len(v.lineBefore(l.start))], "\r\n")
		if !bytes.HasSuffix(above, []byte("  ")) && !bytes.HasSuffix(above, []byte(`\`)) {
			return true
		}
	}
	return false
}

// beginItem reports whether the first of the lines begins an item.
func beginItem(v *conversion, n ast.Node, lines []markedLine) bool {
	return !areBelow(v, n, lines[:1])
}

// haveNoDelimiter reports whether no line of a paragraph is the second line of a table. One line alone may be a
// formula, as in |a| + |b|.
func haveNoDelimiter(v *conversion, n ast.Node, lines []markedLine) bool {
	if len(lines) == 1 && v.src[lines[0].to] != ' ' {
		return false
	}
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := bytes.TrimRight(segment.Value(v.src), "\r\n")
		if delimiterRowPattern.Match(line) || bytes.HasPrefix(line, []byte("+-")) {
			return false
		}
	}
	return true
}
