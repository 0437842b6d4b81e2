package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	gtext "github.com/yuin/goldmark/text"
)

// Normalize returns Markdown in a form that is equal for texts whose pages look equal: without comments, trailing white
// space and superfluous empty lines. Two spaces that break a line stay.
func Normalize(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(text, "<!--") {
		text = stripComments(text)
	}
	var out strings.Builder
	lineBreak := "" // of the line before
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		trimmed := strings.TrimRight(line, " \t")
		switch {
		case trimmed == "":
			if out.Len() > 0 {
				lineBreak = "\n\n"
			}
			continue
		case strings.HasSuffix(line, "  "):
			out.WriteString(lineBreak + trimmed)
			lineBreak = "  \n"
		default:
			out.WriteString(lineBreak + trimmed)
			lineBreak = "\n"
		}
	}
	return out.String()
}

// stripComments removes HTML comments from Markdown, except in code, where they are shown.
func stripComments(text string) string {
	src := []byte(text)
	if checkLimits(src) != nil {
		return text
	}
	var ranges [][2]int
	_ = ast.Walk(sharedParser().Parse(gtext.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if block, ok := n.(*ast.HTMLBlock); ok && entering && block.HTMLBlockType == ast.HTMLBlockType2 {
			raw, offset := blockSource(block, src)
			for from := 0; ; {
				from += len(raw[from:]) - len(trimLeadingSpace(raw[from:]))
				m := commentPattern.Find(raw[from:])
				if m == nil {
					break
				}
				ranges = append(ranges, [2]int{offset + from, offset + from + len(m)})
				from += len(m)
			}
		} else if inline, ok := n.(*ast.RawHTML); ok && entering {
			raw, offset := segmentsSource(inline.Segments, src), inline.Segments.At(0).Start
			if bytes.HasPrefix(raw, []byte("<!--")) {
				ranges = append(ranges, [2]int{offset, offset + len(raw)})
			}
		}
		return ast.WalkContinue, nil
	})
	return string(removeRanges(src, ranges))
}

// removeRanges removes ranges of bytes, and with each the second of two spaces around it.
func removeRanges(src []byte, ranges [][2]int) []byte {
	slices.SortFunc(ranges, func(a, b [2]int) int { return a[0] - b[0] })
	var out []byte
	from := 0
	for _, r := range ranges {
		if r[0] < from {
			continue
		}
		out = append(out, src[from:r[0]]...)
		from = r[1]
		if bytes.HasSuffix(out, []byte(" ")) && bytes.HasPrefix(src[from:], []byte(" ")) {
			from++
		}
	}
	return append(out, src[from:]...)
}
