package page

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// walker carries a source file through the decoding of its YAML.
type walker struct {
	*source
	first int    // the file's line, from 1, that is line 1 of the YAML
	name  string // the key being read, for messages
	entry bool   // it is one entry of the key's list
}

// under returns a walker whose messages speak of the value of a key.
func (w *walker) under(name *yaml.Node) *walker {
	shown := short(name.Value)
	if strings.ContainsFunc(shown, unicode.IsControl) {
		shown = strconv.Quote(shown)
	}
	return &walker{source: w.source, first: w.first, name: shown}
}

// entries returns a walker whose messages speak of one entry of the list.
func (w *walker) entries() *walker {
	return &walker{source: w.source, first: w.first, name: w.name, entry: true}
}

// line turns a line of the YAML into the file's own.
func (w *walker) line(n int) int { return w.first + n - 1 }

// at returns the offset of a place in the YAML; columns are code points.
func (w *walker) at(line, column int) int {
	return w.lines.OffsetAt(min(w.line(line), w.lines.Len()), column)
}

// errorAt records an error at a node.
func (w *walker) errorAt(n *yaml.Node, code, message, hint string) {
	at := w.at(n.Line, n.Column)
	w.source.errorAt(at, w.width(n, at), code, message, hint)
}

// width is the number of bytes to mark for a node: an anchor, alias or tag, a scalar's first line, else one
// character.
func (w *walker) width(n *yaml.Node, at int) int {
	rest := w.lineAt(at)
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
		return quotedWidth(rest)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && n.Value != "" && bytes.HasPrefix(rest, []byte(n.Value)):
		return len(n.Value)
	}
	return max(len(bytes.TrimRight(rest, " \t")), 1)
}

// quotedWidth is the length of the quoted text that begins a line, quotes included; of the line's text
// where it goes on below.
func quotedWidth(line []byte) int {
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

// text makes a Text of a scalar.
func (w *walker) text(n *yaml.Node) Text {
	at := w.at(n.Line, n.Column)
	place := w.lines.Problem("", at, w.width(n, at), 0, "", "")
	t := Text{Value: n.Value, Line: place.Line, Column: place.Column, EndColumn: place.EndColumn, indent: -1}
	if n.Style&yaml.LiteralStyle != 0 {
		t.indent = w.literalIndent(t)
	}
	return t
}

// literalIndent finds the columns before the text of a literal block, from its first line with text.
func (w *walker) literalIndent(t Text) int {
	for i, line := range strings.Split(t.Value, "\n") {
		if line != "" {
			return utf8.RuneCountInString(w.lines.LineText(t.Line+1+i)) - utf8.RuneCountInString(line)
		}
	}
	return 0
}

// plain refuses what makes YAML more than a tree of plain values.
func (w *walker) plain(n *yaml.Node) bool {
	switch {
	case n.Anchor != "":
		w.errorAt(n, "yaml-feature", "anchors (&name) are not supported here", "write the value out each time")
	case n.Style&yaml.TaggedStyle != 0:
		w.errorAt(n, "yaml-feature", "tags (!name) are not supported here", "leave the tag out")
	default:
		return true
	}
	return false
}

// keyName accepts a key that is a plain word.
func (w *walker) keyName(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		w.errorAt(n, "yaml-feature", "aliases (*name) are not supported here", "write the key out")
	case n.Kind != yaml.ScalarNode || n.Value == "":
		w.errorAt(n, "wrong-type", "a key must be a word", "")
	default:
		return w.plain(n)
	}
	return false
}

// scalar accepts a single value that is not empty.
func (w *walker) scalar(n *yaml.Node, want string) bool {
	switch {
	case n.Kind != yaml.ScalarNode || isEmpty(n):
		w.wrongKind(n, want)
		return false
	case !w.plain(n):
		return false
	}
	return !w.unevenList(n)
}

func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "")
}

// unevenList reports a list whose items are not indented alike: YAML folds them into one text.
func (w *walker) unevenList(n *yaml.Node) bool {
	if n.Style != 0 || !strings.Contains(n.Value, "- ") {
		return false
	}
	rest := oneLine(n.Value)
	for line := w.line(n.Line) + 1; line <= w.lines.Len(); line++ {
		text := oneLine(w.lines.LineText(line))
		_, behind, found := strings.Cut(rest, " "+text)
		switch {
		case text == "":
			continue
		case !found:
			return false
		case strings.HasPrefix(text, "- "):
			start, end := w.lines.LineStart(line), w.lines.LineEnd(line)
			at := start + bytes.IndexByte(w.data[start:end], '-')
			w.source.errorAt(at, end-at, "uneven-list", "this list item is not indented like the one above it, and would become part of its text", hyphens)
			return true
		}
		rest = behind
	}
	return false
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// wrongKind reports a value of another kind than the one wanted, or none at all.
func (w *walker) wrongKind(n *yaml.Node, want string) {
	switch {
	case n.Kind == yaml.AliasNode:
		w.errorAt(n, "yaml-feature", "aliases (*name) are not supported here", "write the value out each time")
	case isEmpty(n):
		w.errorAt(n, "empty-value", w.subject()+" has no value", "give it one or delete the line")
	default:
		w.errorAt(n, "wrong-type", fmt.Sprintf("%s must be %s, not %s", w.subject(), want, kindName(n)), kindHint(n, want))
	}
}

const aList = "a list"

// kindHint says how to write what was wanted.
func kindHint(n *yaml.Node, want string) string {
	switch {
	case want == aList && n.Kind == yaml.ScalarNode && n.Style == 0 && short(n.Value) == n.Value && !strings.ContainsAny(n.Value, "\n,[]{}"):
		return fmt.Sprintf("for a single entry write [%s]", n.Value)
	case want == aList && n.Kind == yaml.MappingNode:
		return "begin each entry with a hyphen and a space"
	case want != aList && n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle != 0:
		return "put a text that begins with [ or { in quotes"
	}
	return ""
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return aList
	}
	return "a single value"
}

// subject names what a message speaks of.
func (w *walker) subject() string {
	if w.entry {
		return "an entry of " + w.name
	}
	return w.name
}

// prefix names the key that a message speaks of.
func (w *walker) prefix() string { return w.name + ": " }
