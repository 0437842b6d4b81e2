package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// These return the changes that make of the lines of a paragraph what they look like.

// markedLine is a line of a paragraph that begins like a block.
type markedLine struct{ start, end, from, to int } // offsets of the line and of what its lineMark matched

// addSpace puts a space after the mark of each line.
func addSpace(v *conversion, n ast.Node, lines []markedLine) []change {
	if !v.mayBeginList(n, lines[0]) {
		return nil
	}
	var out []change
	for _, l := range lines {
		out = append(out, afterMarkAt(v, l, l.to, l.to))
	}
	return out
}

// addSpaceToTitle puts a space after the mark of a line that stands alone and is no sentence.
func addSpaceToTitle(v *conversion, n ast.Node, lines []markedLine) []change {
	if n.Lines().Len() > 1 || v.src[lines[0].end-1] == '.' {
		return nil
	}
	return addSpace(v, n, lines)
}

// ordinarySpaces replaces the spaces after the mark of each line by one that is ordinary.
func ordinarySpaces(v *conversion, n ast.Node, lines []markedLine) []change {
	if !v.mayBeginList(n, lines[0]) {
		return nil
	}
	var out []change
	for _, l := range lines {
		mark := bytes.IndexAny(v.src[l.from:l.to], diag.OddSpaces)
		if rest := v.skipSpaces(l.to, l.end); rest < l.end {
			out = append(out, afterMarkAt(v, l, l.from+mark, rest))
		}
	}
	return out
}

// afterMarkAt writes a space after a mark, up to an offset. A heading gets the second level, since the first is that of
// the title.
func afterMarkAt(v *conversion, l markedLine, markEnd, to int) change {
	if string(v.src[l.from:markEnd]) == "#" {
		return change{markEnd, to, "# "}
	}
	return change{markEnd, to, " "}
}

// mayBeginList reports whether a list can begin with a line: a paragraph above it goes on unless the number is 1.
func (v *conversion) mayBeginList(n ast.Node, first markedLine) bool {
	c := v.src[first.from]
	return !isDigit(c) || first.start == n.Lines().At(0).Start || c == '1' && !isDigit(v.src[first.from+1])
}

// skipSpaces returns the offset after the spaces of every kind at offset.
func (v *conversion) skipSpaces(offset, end int) int {
	return end - len(bytes.TrimLeft(v.src[offset:end], " \t"+diag.OddSpaces))
}

// hyphens writes a hyphen in place of the dash of each line.
func hyphens(v *conversion, _ ast.Node, lines []markedLine) []change {
	var out []change
	for _, l := range lines {
		out = append(out, change{l.from, v.skipSpaces(l.to, l.end), "- "})
	}
	return out
}

// bullets matches the bullet of a word processor, which uses another one for each level.
var bullets = regexp.MustCompile(`^(?:[•·●○■□▪▫◦‣⁃∙\x{f000}-\x{f0ff}][ \t` + diag.OddSpaces + `]*|o\t\s*)`)

// hyphensForBullets makes one list of all lines of a paragraph with a bullet. A line is nested by its bullet: one that
// is new is of the next level.
func hyphensForBullets(v *conversion, n ast.Node, _ []markedLine) []change {
	var out []change
	var levels []string
	indent, isIndented := "", false
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		bullet := bullets.Find(line.Value(v.src))
		if bullet == nil {
			continue
		}
		before := v.lineBefore(line.Start)
		if len(levels) == 0 {
			indent = string(before[len(bytes.TrimRight(before, " \t")):])
			isIndented = len(bytes.Trim(before, " \t>")) == 0 // and not after the mark of a list
		}
		level := 0
		for level < len(levels) && levels[level] != firstRune(bullet) {
			level++
		}
		levels = append(levels[:level], firstRune(bullet))
		c := change{line.Start, line.Start + len(bullet), strings.Repeat("  ", level) + "- "}
		if isIndented {
			c.from, c.text = line.Start-len(before)+len(bytes.TrimRight(before, " \t")), indent+c.text
		}
		out = append(out, c)
	}
	return out
}

func firstRune(b []byte) string {
	for _, r := range string(b) {
		return string(r)
	}
	return ""
}

// deleteMarked deletes what is reported.
func deleteMarked(_ *conversion, _ ast.Node, lines []markedLine) []change {
	var out []change
	for _, l := range lines {
		out = append(out, change{l.from, l.to, ""})
	}
	return out
}

// deleteLines deletes lines that stand alone.
func deleteLines(v *conversion, _ ast.Node, lines []markedLine) []change {
	var out []change
	for _, l := range lines {
		if !v.isLineStart(l.start) {
			return nil
		}
		out = append(out, change{l.start, v.nextLine(l.start), ""})
	}
	return out
}

// indentItems indents an item, and those after it in its list, by some more spaces.
func (v *conversion) indentItems(n ast.Node, spaces int) []change {
	first, last := v.offsetOf(n), lastOffset(n.Parent())
	number := bytes.TrimRight(v.src[first:first+v.lineLen(first)], " ")
	if len(bytes.Trim(v.lineBefore(first), " ")) > 0 || isDigit(number[0]) && (number[0] != '1' || isDigit(number[1])) {
		return nil // in a quotation; or a list that cannot begin below the text of the item
	}
	var out []change
	for line := first - len(v.lineBefore(first)); line <= last && line < len(v.src); line = v.nextLine(line) {
		if len(bytes.TrimSpace(v.src[line:line+v.lineLen(line)])) > 0 {
			out = append(out, change{line, line, strings.Repeat(" ", spaces)})
		}
	}
	return out
}
