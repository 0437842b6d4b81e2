package frontmatter

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
)

// Editor gathers changes of values in the YAML of a file, such as the front matter of a page, that change no other byte
// of it. It makes each change in the nodes of the YAML, too, and reads the file that the edits make: what is not equal
// to the nodes, such as a value that YAML reads in another way where it stands, is not changed.
type Editor struct {
	d       *decoder
	root    *yaml.Node
	scalars map[int]place // by offset in the file
	edits   []edit.Edit
	failed  *diag.Problem // the first change that could not be made
}

// place is a scalar, its value in the file, and the mapping or list that holds it.
type place struct {
	node, parent *yaml.Node
	value        string
}

// NewEditor returns an Editor of the YAML of a file: the front matter of a Markdown file, else all of it. It returns
// nil if there is none that is valid.
func NewEditor(file string, data []byte) *Editor {
	s := newSource(file, data)
	start, end := s.lines.LineStart(1), len(data)
	if !s.checkEncoding() {
		return nil
	}
	if path.Ext(file) == ".md" {
		if !s.splitFrontMatter() {
			return nil
		}
		start, end = s.frontStart, s.frontEnd
	}
	s.frontStart, s.frontEnd = start, end
	d, root, ok := s.parseYAML(start, end, max(MaxFrontMatter, maxYAMLFile))
	switch {
	case !ok || root == nil && path.Ext(file) == ".md":
		return nil
	case root == nil: // a list that has no entry yet
		root = &yaml.Node{Kind: yaml.SequenceNode}
	}
	e := &Editor{d: d, root: root, scalars: map[int]place{}}
	e.addScalars(root)
	return e
}

func (e *Editor) addScalars(parent *yaml.Node) {
	for _, n := range parent.Content {
		if n.Kind == yaml.ScalarNode {
			e.scalars[e.d.offset(n.Line, n.Column)] = place{n, parent, n.Value}
		}
		e.addScalars(n)
	}
}

// find returns the scalar of a value, and the mapping or list that holds it.
func (e *Editor) find(t Text) (place, bool) {
	p := e.scalars[e.d.lines.OffsetAt(int(t.Line), int(t.Column))]
	if p.node == nil || p.value != t.Value {
		e.refuse(t)
		return place{}, false
	}
	return p, true
}

// refuse records that a value could not be changed.
func (e *Editor) refuse(t Text) {
	if e.failed == nil {
		pos := t.In(e.d.file)
		e.failed = &pos
	}
}

// Edits returns what the changes are in the file. It fails at the first value that has a form in which it cannot be
// changed: one on several lines, for example.
func (e *Editor) Edits() ([]edit.Edit, error) {
	if e.failed == nil {
		after, err := edit.Apply(e.d.data, e.edits)
		if err != nil {
			return nil, err
		}
		if got := NewEditor(e.d.file, after); got != nil && equalNodes(got.root, e.root) {
			return e.edits, nil
		}
		e.failed = &diag.Problem{File: e.d.file, Line: e.d.firstLine}
	}
	return nil, &FormError{e.failed.File, e.failed.Line}
}

// FormError means that a value has a form in which it cannot be changed.
type FormError struct {
	File string
	Line int
}

func (e *FormError) Error() string {
	return fmt.Sprintf("%s:%d: the YAML has a form here that cannot be changed", e.File, e.Line)
}

func (e *Editor) add(from, to int, text string) {
	e.edits = append(e.edits, edit.Edit{From: from, To: to, Text: text})
}

// scalar returns the range of a value that stands on one line, without its quotation marks; quote is 0 without them.
func (e *Editor) scalar(n *yaml.Node) (from, to int, quote byte, ok bool) {
	from = e.d.offset(n.Line, n.Column)
	line := e.d.restOfLine(from)
	switch length := e.d.markLen(n, from); {
	case n.Anchor != "" || n.Style&^(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
	case n.Style == 0 && n.Value != "" && bytes.HasPrefix(line, []byte(n.Value)):
		return from, from + length, 0, true
	case n.Style != 0 && length > 1 && length <= len(line) && line[length-1] == line[0]:
		return from + 1, from + length - 1, line[0], true
	}
	return 0, 0, 0, false
}

// Set replaces a value and keeps its quotation marks. A value without any gets some if it needs them.
func (e *Editor) Set(t Text, value string) {
	p, found := e.find(t)
	if !found || !e.set(p.node, value) {
		e.refuse(t)
	}
}

func (e *Editor) set(n *yaml.Node, value string) bool {
	from, to, quote, ok := e.scalar(n)
	if !ok {
		return false
	}
	isNew := func(r rune) bool { return strings.ContainsRune("#,[]{}'\"", r) && !strings.ContainsRune(n.Value, r) }
	if quote == 0 && (strings.ContainsFunc(value, isNew) || strings.Contains(value+" ", ": ")) {
		value, n.Value = inQuotationMarks(value), value
	} else {
		value, n.Value = quotedAs(quote, value), value
	}
	e.add(from, to, value)
	return true
}

// quotedAs returns a text as it stands between quotation marks, or without any.
func quotedAs(quote byte, text string) string {
	switch quote {
	case '\'':
		return strings.ReplaceAll(text, "'", "''")
	case '"':
		return doubleQuoted.Replace(text)
	}
	return text
}

// SetKey sets a key of the mapping that has a value. If it is not there, it is added after the value.
func (e *Editor) SetKey(t Text, key, value string) {
	p, found := e.find(t)
	if !found {
		return
	}
	done := false
	if old := valueOf(p.parent, key); old != nil {
		done = e.set(old, value)
	} else {
		done = e.insertKey(p, key, newScalar(value), value)
	}
	if !done {
		e.refuse(t)
	}
}

func newScalar(value string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: value} }

// valueOf returns the value of a key of a mapping, or nil.
func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Kind == yaml.MappingNode && mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// insertKey adds a key to a mapping, after a value on one line.
func (e *Editor) insertKey(after place, key string, value *yaml.Node, text string) bool {
	_, at, quote, ok := e.scalar(after.node)
	i := slices.Index(after.parent.Content, after.node)
	if !ok || after.parent.Kind != yaml.MappingNode || i%2 == 0 {
		return false
	}
	if quote != 0 {
		at++
	}
	line := ", " + key + ": " + text
	if after.parent.Style&yaml.FlowStyle == 0 {
		at = e.d.lines.LineEnd(e.d.lineOf(at))
		line = e.lineBreak(at) + strings.Repeat(" ", after.parent.Column-1) + key + ": " + text
	}
	e.add(at, at, line)
	after.parent.Content = slices.Insert(after.parent.Content, i+1, newScalar(key), value)
	return true
}

// lineBreak returns the line break at the end of a line.
func (e *Editor) lineBreak(lineEnd int) string {
	if bytes.HasPrefix(e.d.data[lineEnd:], []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// equalNodes reports whether two YAML nodes have the same values, wherever they stand.
func equalNodes(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !equalNodes(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
