package frontmatter

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// decoder carries a source file through the decoding of its YAML.
type decoder struct {
	*source
	firstLine int    // the file's line, from 1, that is line 1 of the YAML
	key       string // the key being read, for messages
	isEntry   bool   // it is one entry of the key's list
}

// forKey returns a walker whose messages speak of the value of a key.
func (w *decoder) forKey(name *yaml.Node) *decoder {
	label := diag.Truncate(name.Value)
	if strings.ContainsFunc(label, unicode.IsControl) {
		label = strconv.Quote(label)
	}
	return &decoder{source: w.source, firstLine: w.firstLine, key: label}
}

// forEntries returns a walker whose messages speak of one entry of the list.
func (w *decoder) forEntries() *decoder {
	return &decoder{source: w.source, firstLine: w.firstLine, key: w.key, isEntry: true}
}

// fileLine turns a line of the YAML into the file's own.
func (w *decoder) fileLine(n int) int { return w.firstLine + n - 1 }

// offset returns the offset of a place in the YAML; columns are code points.
func (w *decoder) offset(line, column int) int {
	return w.lines.OffsetAt(min(w.fileLine(line), w.lines.Len()), column)
}

// nodeError records an error at a node.
func (w *decoder) nodeError(n *yaml.Node, code, message, hint string) {
	offset := w.offset(n.Line, n.Column)
	w.source.errorAt(offset, w.markLen(n, offset), code, message, hint)
}

// markLen is the number of bytes to mark for a node: an anchor, alias or tag, a scalar's first line, else one
// character.
func (w *decoder) markLen(n *yaml.Node, offset int) int {
	rest := w.restOfLine(offset)
	switch {
	case n.Anchor != "":
		return len("&") + len(n.Anchor)
	case n.Kind == yaml.AliasNode:
		return len("*") + len(n.Value)
	case n.Style&yaml.TaggedStyle != 0:
		return max(bytes.IndexAny(rest, " \t"), 1)
	case n.Kind != yaml.ScalarNode || len(rest) == 0:
		return 1
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		return quotedLen(rest)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && n.Value != "" && bytes.HasPrefix(rest, []byte(n.Value)):
		return len(n.Value)
	}
	return max(len(bytes.TrimRight(rest, " \t")), 1)
}

// quotedLen is the length of the quoted text that begins a line, quotes included; of the line's text
// where it goes on below.
func quotedLen(line []byte) int {
	quote := line[0]
	for i := 1; i < len(line); i++ {
		switch {
		case quote == '"' && line[i] == '\\', quote == '\'' && bytes.HasPrefix(line[i:], []byte("''")):
			i++
		case line[i] == quote:
			return i + 1
		}
	}
	return len(bytes.TrimRight(line, " \t"))
}

// textOf makes a Text of a scalar.
func (w *decoder) textOf(n *yaml.Node) Text {
	offset := w.offset(n.Line, n.Column)
	pos := w.lines.Problem("", offset, w.markLen(n, offset), 0, "", "")
	t := Text{Value: n.Value, Line: pos.Line, Column: pos.Column, EndColumn: pos.EndColumn, blockIndent: -1}
	if n.Style&yaml.LiteralStyle != 0 {
		t.blockIndent = w.literalBlockIndent(t)
	}
	return t
}

// literalBlockIndent finds the columns before the text of a literal block, from its first line with text.
func (w *decoder) literalBlockIndent(t Text) int {
	for i, line := range strings.Split(t.Value, "\n") {
		if line != "" {
			return utf8.RuneCountInString(w.lines.LineText(t.Line+1+i)) - utf8.RuneCountInString(line)
		}
	}
	return 0
}

// checkPlain refuses what makes YAML more than a tree of plain values.
func (w *decoder) checkPlain(n *yaml.Node) bool {
	switch {
	case n.Anchor != "":
		w.nodeError(n, "yaml-feature", "anchors (&name) are not supported here", "write the value out each time")
	case n.Style&yaml.TaggedStyle != 0:
		w.nodeError(n, "yaml-feature", "tags (!name) are not supported here", "leave the tag out")
	default:
		return true
	}
	return false
}

// checkKey accepts a key that is a plain word.
func (w *decoder) checkKey(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		w.nodeError(n, "yaml-feature", "aliases (*name) are not supported here", "write the key out")
	case n.Kind != yaml.ScalarNode || n.Value == "":
		w.nodeError(n, "wrong-type", "a key must be a word", "")
	default:
		return w.checkPlain(n)
	}
	return false
}

// checkScalar accepts a single value that is not empty.
func (w *decoder) checkScalar(n *yaml.Node, want string) bool {
	switch {
	case n.Kind != yaml.ScalarNode || isEmpty(n):
		w.typeError(n, want)
		return false
	case !w.checkPlain(n):
		return false
	}
	return !w.reportUnevenList(n)
}

func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "")
}

// reportUnevenList reports a list whose items are not indented alike: YAML folds them into one text.
func (w *decoder) reportUnevenList(n *yaml.Node) bool {
	if n.Style != 0 || !strings.Contains(n.Value, "- ") {
		return false
	}
	rest := joinFields(n.Value)
	for line := w.fileLine(n.Line) + 1; line <= w.lines.Len(); line++ {
		text := joinFields(w.lines.LineText(line))
		_, after, found := strings.Cut(rest, " "+text)
		switch {
		case text == "":
			continue
		case !found:
			return false
		case strings.HasPrefix(text, "- "):
			start, end := w.lines.LineStart(line), w.lines.LineEnd(line)
			offset := start + bytes.IndexByte(w.data[start:end], '-')
			w.source.errorAt(offset, end-offset, "uneven-list", "this list item is not indented like the one above it, and would become part of its text", hyphenHint)
			return true
		}
		rest = after
	}
	return false
}

func joinFields(text string) string { return strings.Join(strings.Fields(text), " ") }

// typeError reports a value of another kind than the one wanted, or none at all.
func (w *decoder) typeError(n *yaml.Node, want string) {
	switch {
	case n.Kind == yaml.AliasNode:
		w.nodeError(n, "yaml-feature", "aliases (*name) are not supported here", "write the value out each time")
	case isEmpty(n):
		w.nodeError(n, "empty-value", w.subject()+" has no value", "give it one or delete the line")
	default:
		w.nodeError(n, "wrong-type", fmt.Sprintf("%s must be %s, not %s", w.subject(), want, typeName(n)), typeHint(n, want))
	}
}

const listType = "a list"

// typeHint says how to write what was wanted.
func typeHint(n *yaml.Node, want string) string {
	switch {
	case want == listType && n.Kind == yaml.ScalarNode && n.Style == 0 && diag.Truncate(n.Value) == n.Value && !strings.ContainsAny(n.Value, "\n,[]{}"):
		return fmt.Sprintf("for a single entry write [%s]", n.Value)
	case want == listType && n.Kind == yaml.MappingNode:
		return "begin each entry with a hyphen and a space"
	case want != listType && n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle != 0:
		return "put a text that begins with [ or { in quotes"
	}
	return ""
}

func typeName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return listType
	}
	return "a single value"
}

// subject names what a message speaks of.
func (w *decoder) subject() string {
	if w.isEntry {
		return "an entry of " + w.key
	}
	return w.key
}

// keyPrefix names the key that a message speaks of.
func (w *decoder) keyPrefix() string { return w.key + ": " }
