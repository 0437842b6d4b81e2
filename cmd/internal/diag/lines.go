package diag

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

var bom = []byte("\ufeff")

// Lines converts offsets in the content of a file to lines and columns and back. It is safe for concurrent use.
type Lines struct {
	data   []byte
	starts []int // offset of each line's first byte
	// runesBefore holds the number of code points before each multiple of runeStride; nil if all lines are short.
	runesBefore []int
}

// runeStride is the largest number of bytes that are counted to find a column.
const runeStride = 256

// longLine is the length in bytes from which a line is worth the index runesBefore.
const longLine = 4 << 10

// NewLines returns the Lines of data, which it keeps.
func NewLines(data []byte) *Lines {
	l := &Lines{data: data, starts: make([]int, 1, 1+bytes.Count(data, []byte{'\n'}))}
	if bytes.HasPrefix(data, bom) {
		l.starts[0] = len(bom)
	}
	long := false
	for offset := 0; ; {
		i := bytes.IndexByte(data[offset:], '\n')
		long = long || i > longLine || i < 0 && len(data)-offset > longLine
		if i < 0 {
			break
		}
		offset += i + 1
		l.starts = append(l.starts, offset)
	}
	if long {
		l.indexRunes()
	}
	return l
}

func (l *Lines) indexRunes() {
	n := 0
	for offset := 0; offset < len(l.data); offset += runeStride {
		l.runesBefore = append(l.runesBefore, n)
		n += runeStarts(l.data[offset:min(offset+runeStride, len(l.data))])
	}
}

// runeStarts returns the number of code points that start in b.
func runeStarts(b []byte) int {
	n := 0
	for _, c := range b {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// runesBetween returns the number of code points from start to offset, which must be on one line.
func (l *Lines) runesBetween(start, offset int) int {
	if l.runesBefore == nil || offset-start <= runeStride {
		return runeStarts(l.data[start:offset])
	}
	runesTo := func(i int) int {
		index := min(i/runeStride, len(l.runesBefore)-1)
		return l.runesBefore[index] + runeStarts(l.data[index*runeStride:i])
	}
	return runesTo(offset) - runesTo(start)
}

// Len returns the number of lines. A file that ends in a line break has an empty last line.
func (l *Lines) Len() int { return len(l.starts) }

// Position returns the line and column, both from 1, of the byte at offset. An offset outside the file is moved to its
// nearest end, one inside a code point to its first byte, one inside CRLF before it.
func (l *Lines) Position(offset int) (line, column int) {
	offset = l.runeStart(offset)
	line = max(sort.SearchInts(l.starts, offset+1), 1)
	lineStart := min(l.starts[line-1], offset)
	return line, l.runesBetween(lineStart, max(min(offset, l.LineEnd(line)), lineStart)) + 1
}

// runeStart returns the offset of the code point at offset, which it moves into the file first.
func (l *Lines) runeStart(offset int) int {
	offset = min(max(offset, 0), len(l.data))
	for offset > 0 && offset < len(l.data) && !utf8.RuneStart(l.data[offset]) {
		offset--
	}
	return offset
}

// OffsetAt returns the offset of a position, the reverse of [Lines.Position]. A column outside the line is moved to its
// nearest end, a line outside the file to the nearest end of the file.
func (l *Lines) OffsetAt(line, column int) int {
	if line > len(l.starts) {
		return len(l.data)
	}
	start, end := l.LineStart(line), l.LineEnd(max(line, 1))
	return start + sort.Search(end-start, func(i int) bool { return l.runesBetween(start, start+i+1) >= column })
}

// LineStart returns the offset of the first byte of a line (from 1).
func (l *Lines) LineStart(line int) int {
	if line < 1 {
		return l.starts[0]
	}
	if line > len(l.starts) {
		return len(l.data)
	}
	return l.starts[line-1]
}

// LineEnd returns the offset after the last byte of a line (from 1), without its line break.
func (l *Lines) LineEnd(line int) int {
	if line < 1 || line > len(l.starts) {
		return l.LineStart(line)
	}
	end := len(l.data)
	if line < len(l.starts) {
		end = l.starts[line] - 1
	}
	if end > l.starts[line-1] && l.data[end-1] == '\r' {
		end--
	}
	return end
}

// LineText returns a line (from 1) without its line break, or "" if there is no such line.
func (l *Lines) LineText(line int) string {
	if line < 1 || line > len(l.starts) {
		return ""
	}
	return string(l.data[l.starts[line-1]:l.LineEnd(line)])
}

// Range returns the position of the n bytes at offset, up to the end of their line, as a [Problem] with nothing else.
func (l *Lines) Range(file string, offset, n int) Problem {
	line, column := l.Position(offset)
	lineEnd := l.LineEnd(line)
	start := min(max(l.runeStart(offset), l.starts[line-1]), lineEnd)
	end := column + l.runesBetween(start, min(max(l.runeStart(offset+n), start), lineEnd))
	return Problem{File: file, Line: line, Column: column, EndColumn: max(end, column+1)}
}

// Locator returns the position of the n bytes at offset of a text that is part of a file, as a [Problem] that has
// nothing else.
type Locator func(offset, n int) Problem
