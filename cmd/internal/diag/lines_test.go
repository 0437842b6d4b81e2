package diag

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name   string
		data   string
		offset int
		want   string // line:column
	}{
		{"empty file", "", 0, "1:1"},
		{"first byte", "ab\ncd", 0, "1:1"},
		{"line break belongs to its line", "ab\ncd", 2, "1:3"},
		{"second line", "ab\ncd", 4, "2:2"},
		{"end of file", "ab\ncd", 5, "2:3"},
		{"empty last line", "ab\n", 3, "2:1"},
		{"before the file", "ab\ncd", -7, "1:1"},
		{"after the file", "ab\ncd", 99, "2:3"},
		{"columns are code points", "é日b\nx", len("é日"), "1:3"},
		{"inside a code point", "é日b\nx", len("é") + 1, "1:2"},
		{"mark counts for nothing", "\ufeffab", 4, "1:2"},
		{"the mark itself", "\ufeffab", 0, "1:1"},
		{"inside the mark", "\ufeffab", 2, "1:1"},
		{"only a mark", "\ufeff", 3, "1:1"},
		{"mark in the middle is text", "a\ufeffb", 4, "1:3"},
		{"CRLF", "ab\r\ncd\r\n", 5, "2:2"},
		{"CR of a CRLF", "ab\r\ncd", 2, "1:3"},
		{"LF of a CRLF", "ab\r\ncd", 3, "1:3"},
		{"CR alone is text", "a\rb", 2, "1:3"},
		{"long line", strings.Repeat("é", 9000) + "x\ny", 18000, "1:9001"},
		{"after a long line", strings.Repeat("é", 9000) + "x\nyz", 18003, "2:2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			line, column := NewLines([]byte(test.data)).Position(test.offset)
			if got := fmt.Sprintf("%d:%d", line, column); got != test.want {
				t.Errorf("Position(%d) = %s, want %s", test.offset, got, test.want)
			}
		})
	}
}

func TestOffsetAt(t *testing.T) {
	data := "\ufeffab\r\né日b\n\nlast"
	tests := []struct {
		line, column, want int
	}{
		{1, 1, 3}, {1, 2, 4}, {1, 3, 5}, {1, 99, 5}, {1, 0, 3}, {0, 1, 3}, {-4, 2, 4},
		{2, 1, 7}, {2, 2, 9}, {2, 3, 12}, {2, 4, 13}, {2, 5, 13},
		{3, 1, 14}, {3, 2, 14}, {4, 5, len(data)}, {4, 6, len(data)}, {5, 1, len(data)},
	}
	lines := NewLines([]byte(data))
	for _, test := range tests {
		if got := lines.OffsetAt(test.line, test.column); got != test.want {
			t.Errorf("OffsetAt(%d, %d) = %d, want %d", test.line, test.column, got, test.want)
		}
	}
}

func TestLineText(t *testing.T) {
	lines := NewLines([]byte("\ufeffone\r\n\r\ntwo\nthree\r"))
	if lines.Len() != 4 {
		t.Errorf("Len() = %d, want 4", lines.Len())
	}
	for line, want := range []string{"", "one", "", "two", "three", "", ""} {
		if got := lines.LineText(line); got != want {
			t.Errorf("LineText(%d) = %q, want %q", line, got, want)
		}
	}
	for line, want := range map[int][2]int{-1: {3, 3}, 1: {3, 6}, 2: {8, 8}, 4: {14, 19}, 5: {20, 20}} {
		if start, end := lines.LineStart(line), lines.LineEnd(line); start != want[0] || end != want[1] {
			t.Errorf("line %d is %d to %d, want %v", line, start, end, want)
		}
	}
	if got := NewLines([]byte("\n")).LineText(2); got != "" {
		t.Errorf("LineText of an empty last line = %q", got)
	}
}

func TestProblemEndsWithItsLine(t *testing.T) {
	lines := NewLines([]byte("ab\r\néé"))
	tests := []struct {
		offset, n, line, column, end int
	}{
		{0, 1, 1, 1, 2},
		{0, 99, 1, 1, 3},
		{1, 0, 1, 2, 3},
		{2, 5, 1, 3, 4},
		{4, 4, 2, 1, 3},
		{8, 1, 2, 3, 4},
		{99, 9, 2, 3, 4},
		{0, -3, 1, 1, 2},
	}
	for _, test := range tests {
		p := lines.Range("f", test.offset, test.n)
		want := Problem{File: "f", Line: test.line, Column: test.column, EndColumn: test.end}
		if p != want {
			t.Errorf("Range(%d, %d) = %+v, want %+v", test.offset, test.n, p, want)
		}
	}
}

// FuzzLines checks that Position and OffsetAt are each other's reverse and agree with a slow count. A long line is a
// short piece many times: the fuzzer tries every way to make an input of interest smaller, and would spend its minute
// on a single one of many kilobytes.
func FuzzLines(f *testing.F) {
	f.Add([]byte("a\r\né\n\n\ufeff"), uint16(0), 3)
	f.Add([]byte("\ufeffab\xff\n"), uint16(0), 4)
	f.Add([]byte("é日x"), uint16(3000), 17000)
	f.Fuzz(func(t *testing.T, piece []byte, repeats uint16, offset int) {
		if len(piece) > 100 {
			return
		}
		data := bytes.Repeat(piece, 1+min(int(repeats), 4*longLine/max(len(piece), 1)))
		lines := NewLines(data)
		line, column := lines.Position(offset)
		if line < 1 || line > lines.Len() || column < 1 {
			t.Fatalf("Position(%d) = %d:%d in %d lines", offset, line, column, lines.Len())
		}
		text := lines.LineText(line)
		if utf8.ValidString(text) && column > utf8.RuneCountInString(text)+1 {
			t.Fatalf("column %d in a line of %d", column, utf8.RuneCountInString(text))
		}
		if !utf8.Valid(data) || offset < lines.LineStart(1) || offset >= len(data) || !utf8.RuneStart(data[offset]) ||
			data[offset] == '\n' {
			return
		}
		if want := utf8.RuneCount(data[lines.LineStart(line):offset]) + 1; column != want && data[offset] != '\r' {
			t.Fatalf("column %d at %d, want %d", column, offset, want)
		}
		if back := lines.OffsetAt(line, column); back != offset && data[offset] != '\r' {
			t.Fatalf("OffsetAt(Position(%d)) = %d", offset, back)
		}
	})
}
