package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"guide/cmd/internal/diag"
)

// change replaces the bytes from one offset of the text up to another.
type change struct {
	from, to int
	text     string
}

// fix says that the changes mend the problem reported last. Nothing happens if the text is a value of YAML in which
// they could mean something else, or that the file has in other bytes.
func (v *conversion) fix(changes ...change) {
	if len(changes) > 0 && v.canHold(changes...) {
		v.Problems[len(v.Problems)-1].Fix = diag.FixOf(v.replacements(changes)...)
	}
}

func (v *conversion) replacements(changes []change) []diag.Replacement {
	out := make([]diag.Replacement, len(changes))
	for i, c := range changes {
		from, to := v.pos(c.from, 0), v.pos(c.to, 0)
		out[i] = diag.Replacement{Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column,
			Text: c.text}
	}
	return out
}

// canHold reports whether the file can be changed as the text is: everywhere in a body, in single lines of a literal
// block, and in a value on one line if nothing comes into it that YAML could read.
func (v *conversion) canHold(changes ...change) bool {
	if v.form == bodyForm {
		return true
	}
	if v.pos(0, 0) == v.pos(len(v.src), 0) {
		return false // the value has other bytes in the file
	}
	isBlock := bytes.IndexByte(v.src, '\n') >= 0
	for _, c := range changes {
		old := v.src[c.from:c.to]
		isNew := func(r rune) bool { return !isPlainInYAML(r) && !bytes.ContainsRune(old, r) }
		switch {
		case bytes.IndexByte(old, '\n') >= 0 || strings.Contains(c.text, "\n"):
			return false
		case isBlock:
		case c.from == 0 || strings.ContainsFunc(c.text, isNew) || strings.Contains(c.text, ": "):
			return false
		}
	}
	return true
}

// isPlainInYAML reports whether a character has no meaning inside a value of one line, however it is quoted.
func isPlainInYAML(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -%./?=&+@~_$;:", r)
}

// isLineStart reports whether a line begins at an offset.
func (v *conversion) isLineStart(offset int) bool { return offset == 0 || v.src[offset-1] == '\n' }

// nextLine returns the offset of the line after the one at offset.
func (v *conversion) nextLine(offset int) int { return min(offset+v.lineLen(offset)+1, len(v.src)) }

// fixDestination replaces the address of the link at offset, which is n bytes long.
func (v *conversion) fixDestination(offset, n int, address, better string) {
	if better == "" || better == address {
		return
	}
	link := v.src[offset : offset+n]
	from := max(bytes.Index(link, []byte("](")), 0)
	i := bytes.Index(link[from:], []byte(address))
	if i < 0 {
		return // it is written with escapes, or elsewhere
	}
	from += offset + i
	v.fix(change{from, from + len(address), inBrackets.Replace(better)})
}

// inBrackets escapes an address for the round brackets of a link.
var inBrackets = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C")

// withoutInvisible returns an address without the characters that have no width. Spaces stay: it is not clear what they
// stand for.
func withoutInvisible(address string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, address)
}
