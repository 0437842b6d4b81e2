package frontmatter

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/edit"
)

// ChangeList adds an entry to the list of a key and removes another; "" stands for none. The key is one of the mapping
// that has a value or, for the zero Text, of the YAML as a whole. It is added for the first entry, and removed with the
// last one.
func (e *Editor) ChangeList(t Text, key, add, remove string) {
	owner, ok := place{parent: e.root}, true
	if t != (Text{}) {
		owner, ok = e.find(t)
	}
	if !ok {
		return
	}
	list := valueOf(owner.parent, key)
	switch i := entryIndex(list, remove); {
	case list == nil && add == "", list != nil && i < 0 && (add == "" || entryIndex(list, add) >= 0):
	case list == nil:
		ok = e.insertList(owner, key, add)
	case list.Kind != yaml.SequenceNode:
		ok = false
	case i >= 0 && add != "":
		ok = e.set(list.Content[i], add)
	case i >= 0 && len(list.Content) == 1:
		ok = e.removeKey(owner.parent, key)
	case i >= 0:
		ok = e.removeEntry(list, i)
	default:
		ok = e.addEntry(list, add)
	}
	if !ok {
		e.refuse(t)
	}
}

// entryIndex returns the index of an entry of a list, or -1.
func entryIndex(list *yaml.Node, value string) int {
	if list == nil || value == "" {
		return -1
	}
	return slices.IndexFunc(list.Content, func(n *yaml.Node) bool { return n.Value == value })
}

// encodeEntry returns a text of one line as an entry of a list in brackets.
func encodeEntry(text string) string {
	if plainScalar.MatchString(text) && !reservedWord.MatchString(text) { // an address
		return text
	}
	return QuoteText(text)
}

// insertList adds a key whose list has one entry: after a value, or at the end of the YAML.
func (e *Editor) insertList(owner place, key, entry string) bool {
	list := &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{newScalar(entry)}}
	text := "[" + encodeEntry(entry) + "]"
	isFlow := e.root.Style&yaml.FlowStyle != 0
	switch {
	case owner.node == nil && (e.root.Kind != yaml.MappingNode || len(e.root.Content) == 0):
		return false
	case owner.node == nil && isFlow:
		owner.node = e.root.Content[1]
	case owner.node == nil:
		end := e.d.frontEnd
		lineBreak := e.lineBreak(e.d.lines.LineEnd(e.d.lineOf(end) - 1))
		e.add(end, end, strings.Repeat(" ", e.root.Column-1)+key+": "+text+lineBreak)
		e.root.Content = append(e.root.Content, newScalar(key), list)
		return true
	}
	return e.insertKey(owner, key, list, text)
}

// addEntry adds an entry at the end of a list.
func (e *Editor) addEntry(list *yaml.Node, entry string) bool {
	at, text := e.d.offset(list.Line, list.Column)+1, encodeEntry(entry)
	if n := len(list.Content); n > 0 {
		_, to, ok := e.written(list.Content[n-1])
		if !ok {
			return false
		}
		at, text = to, ", "+text
	}
	if list.Style&yaml.FlowStyle == 0 {
		at = e.d.lines.LineEnd(e.d.lineOf(at))
		text = e.lineBreak(at) + strings.Repeat(" ", list.Column-1) + "- " + encodeEntry(entry)
	}
	e.add(at, at, text)
	list.Content = append(list.Content, newScalar(entry))
	return true
}

// written returns the range of a value on one line, with its quotation marks.
func (e *Editor) written(n *yaml.Node) (from, to int, ok bool) {
	from, to, quote, ok := e.scalar(n)
	if quote != 0 {
		from, to = from-1, to+1
	}
	return from, to, ok
}

// removeEntry removes an entry of a list that has others.
func (e *Editor) removeEntry(list *yaml.Node, i int) bool {
	from, to, ok := e.written(list.Content[i])
	switch line := e.d.lineOf(from); {
	case list.Style&yaml.FlowStyle == 0:
		from, to = e.d.lines.LineStart(line), e.d.lines.LineStart(line+1)
	case i > 0:
		_, before, okBefore := e.written(list.Content[i-1])
		from, ok = before, ok && okBefore
	default:
		next, _, okNext := e.written(list.Content[1])
		to, ok = next, ok && okNext
	}
	if ok {
		e.add(from, to, "")
		list.Content = slices.Delete(list.Content, i, i+1)
	}
	return ok
}

// removeKey removes a key with its value, and the lines on which they stand.
func (e *Editor) removeKey(mapping *yaml.Node, key string) bool {
	i := slices.Index(mapping.Content, valueOf(mapping, key)) - 1
	if mapping.Style&yaml.FlowStyle != 0 {
		return false
	}
	end := e.d.lineOf(e.d.frontEnd)
	if e.d.frontEnd > e.d.lines.LineStart(end) { // the last line has no line break
		end++
	}
	first := e.d.fileLine(mapping.Content[i].Line)
	last := e.d.yamlBlocks(first, end)[0].to
	e.add(e.d.lines.LineStart(first), e.d.lines.LineStart(last+1), "")
	mapping.Content = slices.Delete(mapping.Content, i, i+2)
	return true
}

// Replace makes changes in a value, whose offsets are those of its bytes. It finds their place in the file by the bytes
// that they replace if the file has the value in other bytes, such as on several lines.
func (e *Editor) Replace(t Text, changes []edit.Edit) {
	p, ok := e.find(t)
	value, err := edit.Apply([]byte(t.Value), changes)
	if !ok || err != nil {
		e.refuse(t)
		return
	}
	quote := byte(0)
	switch {
	case p.node.Style&yaml.DoubleQuotedStyle != 0:
		quote = '"'
	case p.node.Style&yaml.SingleQuotedStyle != 0:
		quote = '\''
	}
	for _, c := range changes {
		from, ok := e.offsetIn(t, c)
		if !ok {
			e.refuse(t)
			return
		}
		e.add(from, from+c.To-c.From, quotedAs(quote, c.Text))
	}
	p.node.Value = string(value)
}

// offsetIn returns the offset in the file of what a change of a value replaces.
func (e *Editor) offsetIn(t Text, c edit.Edit) (offset int, ok bool) {
	if t.blockIndent != folded {
		pos := t.Locator(e.d.file)(c.From, 0)
		return e.d.lines.OffsetAt(pos.Line, pos.Column), true
	}
	start, end := e.d.lines.OffsetAt(int(t.Line), int(t.Column)), e.d.frontEnd
	for other := range e.scalars {
		if other > start {
			end = min(end, other)
		}
	}
	old := []byte(t.Value[c.From:c.To])
	offset = start - len(old)
	for range strings.Count(t.Value[:c.From], string(old)) + 1 {
		i := bytes.Index(e.d.data[offset+len(old):end], old)
		if i < 0 || len(old) == 0 {
			return 0, false
		}
		offset += len(old) + i
	}
	return offset, true
}

// AddEntry adds an entry at the end of the list of a key of the front matter. It makes the key if it is not there. For
// the key "" the list is the file itself.
func (e *Editor) AddEntry(key string, fields ...Field) {
	list := e.root
	at, text := len(e.d.data), ""
	if key != "" {
		end := e.d.listEnd(key)
		switch list = valueOf(e.root, key); {
		case list == nil:
			list = &yaml.Node{Kind: yaml.SequenceNode}
			e.root.Content = append(e.root.Content, newScalar(key), list)
		case isEmpty(list):
			*list = yaml.Node{Kind: yaml.SequenceNode, Line: list.Line}
		}
		if end.Line == 0 || list.Kind != yaml.SequenceNode {
			e.refuse(Text{Line: int32(e.d.fileLine(max(list.Line, 1)))})
			return
		}
		at, text = e.d.lines.LineStart(end.Line), EncodeItems(end.Text, encodeFields(end.Text, fields))
	} else {
		text = encodeFields(strings.Repeat(" ", max(list.Column-1, 0)), fields)
		if at > 0 && e.d.data[at-1] != '\n' {
			text = "\n" + text
		}
	}
	if bytes.Contains(e.d.data, []byte("\r\n")) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	entry := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fields {
		entry.Content = append(entry.Content, newScalar(f.Key), newScalar(f.Value))
	}
	list.Content = append(list.Content, entry)
	e.add(at, at, text)
}
