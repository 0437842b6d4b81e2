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

// decoder decodes the YAML of a source file and reports problems at their positions in it.
type decoder struct {
	*source
	firstLine int    // line of the file (from 1) on which the YAML starts
	key       string // the key being decoded, for messages
	isEntry   bool   // an entry of the key's list is being decoded
}

// forKey returns a decoder whose messages name the key.
func (d *decoder) forKey(name *yaml.Node) *decoder {
	label := diag.Truncate(name.Value)
	if strings.ContainsFunc(label, unicode.IsControl) {
		label = strconv.Quote(label)
	}
	return &decoder{source: d.source, firstLine: d.firstLine, key: label}
}

// forEntries returns a decoder whose messages name an entry of the list.
func (d *decoder) forEntries() *decoder {
	return &decoder{source: d.source, firstLine: d.firstLine, key: d.key, isEntry: true}
}

// fileLine returns the line of the file for line n of the YAML.
func (d *decoder) fileLine(n int) int { return d.firstLine + n - 1 }

// offset returns the offset in the file of a position in the YAML; columns are code points.
func (d *decoder) offset(line, column int) int {
	return d.lines.OffsetAt(min(d.fileLine(line), d.lines.Len()), column)
}

// reportNode reports a problem at a node.
func (d *decoder) reportNode(n *yaml.Node, rule *diag.Rule, message, hint string) {
	offset := d.offset(n.Line, n.Column)
	d.source.report(offset, d.markLen(n, offset), rule, message, hint)
}

// markLen returns the number of bytes to mark for a node: an anchor, alias or tag, the first line of a scalar, else one
// character.
func (d *decoder) markLen(n *yaml.Node, offset int) int {
	rest := d.restOfLine(offset)
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

// quotedLen returns the length of the quoted text at the start of line, with its quotes, or of the whole line if the
// text continues on the next.
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

// textOf returns a scalar as a Text.
func (d *decoder) textOf(n *yaml.Node) Text {
	offset := d.offset(n.Line, n.Column)
	pos := d.lines.Range("", offset, d.markLen(n, offset))
	t := Text{Value: n.Value, Line: int32(pos.Line), Column: int32(pos.Column), EndColumn: int32(pos.EndColumn),
		blockIndent: folded}
	switch rest := d.restOfLine(offset); {
	case n.Style&yaml.LiteralStyle != 0:
		t.blockIndent = int32(d.literalBlockIndent(t))
	case n.Style == 0 && bytes.HasPrefix(rest, []byte(n.Value)):
		t.blockIndent = asWritten
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && bytes.HasPrefix(rest[1:], []byte(n.Value)):
		t.blockIndent = inQuotes
	}
	return t
}

// literalBlockIndent returns the number of columns before the text of a literal block.
func (d *decoder) literalBlockIndent(t Text) int {
	for i, line := range strings.Split(t.Value, "\n") {
		if line != "" {
			return utf8.RuneCountInString(d.lines.LineText(int(t.Line)+1+i)) - utf8.RuneCountInString(line)
		}
	}
	return 0
}

// checkPlain reports anchors and tags, which are not supported.
func (d *decoder) checkPlain(n *yaml.Node) bool {
	switch {
	case n.Anchor != "":
		d.reportNode(n, diag.YAMLFeature, "anchors (&name) are not supported here", "write the value out each time")
	case n.Style&yaml.TaggedStyle != 0:
		d.reportNode(n, diag.YAMLFeature, "tags (!name) are not supported here", "leave the tag out")
	default:
		return true
	}
	return false
}

// reportMark reports a text that begins with & or !, which makes an anchor or a tag of its first word. It leaves those
// that were meant as such to checkPlain.
func (d *decoder) reportMark(n *yaml.Node) bool {
	mark := "&"
	switch {
	case n.Anchor != "" && !bytes.Contains(d.data, []byte("*"+n.Anchor)):
	case n.Anchor == "" && n.Style&yaml.TaggedStyle != 0 && !strings.HasPrefix(n.Tag, "!!"):
		mark = "!"
	default:
		return false
	}
	hint := "put the value in quotes"
	if rest := bytes.TrimSpace(d.restOfLine(d.offset(n.Line, n.Column))); !bytes.ContainsAny(rest, "\"\\,]}") {
		hint += fmt.Sprintf(`: "%s"`, diag.Truncate(string(rest)))
	}
	d.reportNode(n, diag.YAMLFeature, fmt.Sprintf("a text cannot begin with %s, which has a meaning in YAML", mark),
		hint)
	return true
}

// checkKey reports a key that is not a plain word.
func (d *decoder) checkKey(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		d.reportNode(n, diag.YAMLFeature, "aliases (*name) are not supported here", "write the key out")
	case n.Kind != yaml.ScalarNode || n.Value == "":
		d.reportNode(n, diag.WrongType, "a key must be a word", "")
	default:
		return d.checkPlain(n)
	}
	return false
}

// checkScalar reports a value that is empty or not a scalar; want describes the value for the message.
func (d *decoder) checkScalar(n *yaml.Node, want string) bool {
	switch {
	case n.Kind == yaml.ScalarNode && d.reportMark(n), n.Kind == yaml.ScalarNode && !d.checkPlain(n):
		return false
	case n.Kind != yaml.ScalarNode || isEmpty(n):
		d.typeError(n, want)
		return false
	}
	return !d.reportUnevenList(n)
}

// reportUnevenList reports a list whose items have different indentation: YAML folds them into one text.
func (d *decoder) reportUnevenList(n *yaml.Node) bool {
	if n.Style != 0 || !strings.Contains(n.Value, "- ") {
		return false
	}
	first := joinFields(string(d.restOfLine(d.offset(n.Line, n.Column))))
	rest, found := strings.CutPrefix(joinFields(n.Value), first)
	if !found || rest == "" {
		return false
	}
	for line := d.fileLine(n.Line) + 1; line <= d.lines.Len(); line++ {
		text := joinFields(d.lines.LineText(line))
		_, after, found := strings.Cut(rest, " "+text)
		switch {
		case text == "":
			continue
		case !found:
			return false
		case strings.HasPrefix(text, "- "):
			start, end := d.lines.LineStart(line), d.lines.LineEnd(line)
			offset := start + bytes.IndexByte(d.data[start:end], '-')
			d.source.report(offset, end-offset, diag.UnevenList,
				"this list item is not indented like the one above it, and would become part of its text", hyphenHint)
			d.fixIndent(start, offset, d.fileLine(n.Line))
			return true
		}
		rest = after
	}
	return false
}

func joinFields(text string) string { return strings.Join(strings.Fields(text), " ") }

// typeError reports a value of the wrong type, or an empty one.
func (d *decoder) typeError(n *yaml.Node, want string) {
	d.typeErrorWithHint(n, want, typeHint(n, want))
}

func (d *decoder) typeErrorWithHint(n *yaml.Node, want, hint string) {
	switch {
	case n.Kind == yaml.AliasNode:
		d.reportNode(n, diag.YAMLFeature, "aliases (*name) are not supported here", "write the value out each time")
	case isEmpty(n):
		d.reportEmpty(n)
	default:
		message := fmt.Sprintf("%s must be %s, not %s", d.subject(), want, typeName(n))
		if r, ok := d.lookAlikeOn(d.fileLine(n.Line)); ok {
			d.source.report(r.offset, r.size, diag.WrongType, message+": "+r.message, r.hint)
			return
		}
		if odd := diag.OddCharacter(n.Value); odd != "" && strings.HasPrefix(diag.Plain(n.Value), "[") {
			message, hint = message+": it has "+odd, "type the brackets on the keyboard: "+diag.Plain(n.Value)
		}
		d.reportNode(n, diag.WrongType, message, hint)
		if strings.HasPrefix(hint, singleEntryHint) {
			d.fixSingleEntry(n)
		}
	}
}

// reportEmpty reports an empty value, which may be a text that begins with #.
func (d *decoder) reportEmpty(n *yaml.Node) {
	line := bytes.TrimSpace(d.restOfLine(d.offset(n.Line, n.Column)))
	if len(line) < 2 || line[0] != '#' || line[1] == ' ' {
		d.reportNode(n, diag.EmptyValue, d.subject()+" has no value", "give it one or delete the line")
		return
	}
	d.reportNode(n, diag.EmptyValue, d.subject()+" has no value, because # begins a comment",
		fmt.Sprintf("put the value in quotes: %q", diag.Truncate(string(line))))
}

const (
	listType        = "a list"
	mappingType     = "keys with values"
	singleEntryHint = "for a single entry write "
)

// typeHint returns a hint on how to write the wanted type, or "".
func typeHint(n *yaml.Node, want string) string {
	switch {
	case want == listType && n.Kind == yaml.ScalarNode && n.Style == 0 && diag.Truncate(n.Value) == n.Value &&
		!strings.ContainsAny(n.Value, "\n,[]{}"):
		return fmt.Sprintf(singleEntryHint+"[%s]", n.Value)
	case want == listType && n.Kind == yaml.MappingNode:
		return "begin each entry with a hyphen and a space"
	case want == mappingType && n.Kind == yaml.SequenceNode:
		return mappingHint(n)
	case want != listType && n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle != 0:
		return "put a text that begins with [ or { in quotes"
	case want != listType && n.Kind == yaml.MappingNode:
		return "put a text that holds a colon and a space in quotes"
	}
	return ""
}

func typeName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return mappingType
	case yaml.SequenceNode:
		return listType
	}
	return "a single value"
}

// subject returns what a message is about: the key, or an entry of its list.
func (d *decoder) subject() string {
	if d.isEntry {
		return "an entry of " + d.key
	}
	return d.key
}

// keyPrefix returns the start of a message about the value of the key.
func (d *decoder) keyPrefix() string { return d.key + ": " }
