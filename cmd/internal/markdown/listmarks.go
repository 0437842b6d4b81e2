package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// Words and numbers that begin a line by chance, as lines are cut at some width, are no marks of a list. These report
// whether marks may be some.

// areNoAsides reports whether lines with dashes, or marks without a space, are not the first line of an item, as -v in
// a list of flags is, and no lines in the middle of a sentence, as those of an aside – like this one – are.
func areNoAsides(v *conversion, n ast.Node, lines []markedLine) bool {
	first, at := lines[0], n.Lines().At(0)
	switch {
	case !areBelow(v, n, lines):
		return false
	case !v.isMidSentence(n, first), v.columnOf(first.start) < v.columnOf(at.Start):
		return true
	}
	for i, l := range lines[1:] {
		if bytes.Count(v.src[lines[i].end:l.start], []byte("\n")) > 1 {
			return false
		}
	}
	return len(lines) > 1
}

// areLettered reports whether letters, or Roman numerals, are in order, and the first of them begins a list or is not
// one in a sentence. Capital letters that begin none are rather the initials of somebody.
func areLettered(v *conversion, n ast.Node, lines []markedLine) bool {
	if !areBelow(v, n, lines) || len(lines) > 1 && !v.areInOrder(lines) {
		return false
	}
	mark := v.ordinal(lines[0])
	isFirst := strings.EqualFold(mark, "a") || strings.EqualFold(mark, "i")
	return isFirst || mark == strings.ToLower(mark) && !v.isMidSentence(n, lines[0])
}

// areNumbered reports whether numbers are in order, and the first of them is not one in a sentence, as in "on 4. May".
func areNumbered(v *conversion, n ast.Node, lines []markedLine) bool {
	return v.areInOrder(lines) && !v.isMidSentence(n, lines[0])
}

// areShownInOrder reports whether numbers are in order, in lines that are shown as one, and the first of them begins a
// list or is not one in a sentence, as in "from 1.1 million".
func areShownInOrder(v *conversion, n ast.Node, lines []markedLine) bool {
	if !v.areInOrder(lines) || !areShownAsOne(v, n, lines) {
		return false
	}
	mark, text := v.ordinal(lines[0]), bytes.TrimLeft(v.src[lines[0].to:lines[0].end], " \t")
	isAmount := len(text) > 0 && text[0] >= 'a' && text[0] <= 'z'
	isFirst := mark == "1" || strings.HasSuffix(mark, ".1") && !isAmount
	return isFirst || !v.isMidSentence(n, lines[0])
}

// isMidSentence reports whether the line above a line of a paragraph ends with a word or a comma.
func (v *conversion) isMidSentence(n ast.Node, l markedLine) bool {
	if l.start == n.Lines().At(0).Start {
		return false
	}
	above := v.src[:l.start-len(v.lineBefore(l.start))]
	last, _ := utf8.DecodeLastRune(bytes.TrimRight(above, " \t\r\n"))
	return isWord(last) || last == ','
}

// columnOf returns the number of bytes before an offset on its line.
func (v *conversion) columnOf(offset int) int { return len(v.lineBefore(offset)) }

// ordinal returns the number or the letter in a mark.
func (v *conversion) ordinal(l markedLine) string {
	return strings.Trim(string(v.src[l.from:l.to]), ".()")
}

// areInOrder reports whether a mark follows the one before it; others may be those of a list in an item.
func (v *conversion) areInOrder(lines []markedLine) bool {
	for i, l := range lines[1:] {
		if follows(v.ordinal(l), v.ordinal(lines[i])) {
			return true
		}
	}
	return false
}

var romanNumerals = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx")

// follows reports whether a mark is the next one after another: 5 after 4, 2.5 after 2.4, b after a, ii after i.
func follows(next, mark string) bool {
	number := func(mark string) (part string, last int) {
		i := strings.LastIndexByte(mark, '.') + 1
		last, err := strconv.Atoi(mark[i:])
		if err != nil {
			return mark, -1
		}
		return mark[:i], last
	}
	part, last := number(mark)
	if nextPart, nextLast := number(next); last >= 0 || nextLast >= 0 {
		return part == nextPart && nextLast == last+1
	}
	if len(mark) == 1 && len(next) == 1 && next[0] == mark[0]+1 {
		return true
	}
	i := slices.Index(romanNumerals, strings.ToLower(mark))
	return i >= 0 && i+1 < len(romanNumerals) && strings.ToLower(next) == romanNumerals[i+1]
}
