package frontmatter

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/naming"
)

// fix says that replacing the bytes from one offset to another mends the problem reported last.
func (s *source) fix(edits ...edit.Edit) {
	replacements := make([]diag.Replacement, len(edits))
	for i, e := range edits {
		line, column := s.lines.Position(e.From)
		endLine, endColumn := s.lines.Position(e.To)
		replacements[i] = diag.Replacement{Line: line, Column: column, EndLine: endLine, EndColumn: endColumn,
			Text: e.Text}
	}
	s.problems[len(s.problems)-1].Fix = diag.FixOf(replacements...)
}

// scalarRange returns the bytes of a key or value without quotation marks, if they are as in the node.
func (d *decoder) scalarRange(n *yaml.Node) (from, to int, ok bool) {
	from = d.offset(n.Line, n.Column)
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		from++
	} else if n.Style != 0 {
		return 0, 0, false
	}
	return from, from + len(n.Value), n.Value != "" && bytes.HasPrefix(d.data[from:], []byte(n.Value))
}

// fixScalar mends the problem reported last by the first text that is valid in place of a key or value.
func (d *decoder) fixScalar(n *yaml.Node, isValid func(string) bool, texts ...string) {
	from, to, ok := d.scalarRange(n)
	i := slices.IndexFunc(texts, func(text string) bool { return plainScalar.MatchString(text) && isValid(text) })
	if ok && i >= 0 {
		d.fix(edit.Edit{From: from, To: to, Text: texts[i]})
	}
}

// fixBoolean mends a boolean in quotes or in upper case.
func (d *decoder) fixBoolean(n *yaml.Node) {
	isBoolean := func(s string) bool { return s == "true" || s == "false" }
	from, to, ok := d.scalarRange(n)
	if n.Style != 0 && ok && isBoolean(n.Value) {
		d.fix(edit.Edit{From: from - 1, To: to + 1, Text: n.Value})
	} else if n.Style == 0 {
		d.fixScalar(n, isBoolean, likelyTexts(diag.WrongType, n.Value)...)
	}
}

// fixSingleEntry makes a list of a value.
func (d *decoder) fixSingleEntry(n *yaml.Node) {
	if from, to, ok := d.scalarRange(n); ok {
		d.fix(edit.Edit{From: from, To: from, Text: "["}, edit.Edit{From: to, To: to, Text: "]"})
	}
}

// fixIndent gives the hyphen at offset, on the line that begins at start, the indent of the one on another line.
func (d *decoder) fixIndent(start, offset, line int) {
	indent, _, ok := strings.Cut(d.lines.LineText(line), "- ")
	if ok && strings.Trim(indent, " ") == "" {
		d.fix(edit.Edit{From: start, To: offset, Text: indent})
	}
}

// fixCut puts the rest of a line in quotation marks, unless a comment that is meant as one ends it.
func (d *decoder) fixCut(offset int, line []byte) {
	if text := bytes.TrimRight(line, " \t"); !bytes.Contains(text, []byte(" # ")) {
		d.fix(edit.Edit{From: offset, To: offset + len(text), Text: inQuotationMarks(string(text))})
	}
}

// likelyKey returns the key that differs from name in its case or in its quotation marks alone, or "".
func (s schema[T]) likelyKey(name string) string {
	name = typewritten(name)
	for _, f := range s.fields {
		if strings.EqualFold(f.Name, name) {
			return f.Name
		}
	}
	return ""
}

// isFreeIn returns a function that reports whether a mapping does not have a key.
func (s schema[T]) isFreeIn(n *yaml.Node) func(name string) bool {
	return func(name string) bool {
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				return false
			}
		}
		return true
	}
}

// plainScalar matches what means the same in YAML in quotes and without them.
var plainScalar = regexp.MustCompile(`^[\pL\d/][^\x00-\x20"'\[\]{},\\]*$`)

// likelyTexts returns what the author of a value that breaks a rule may have meant.
func likelyTexts(rule *diag.Rule, value string) []string {
	typed := typewritten(value)
	switch rule {
	case diag.BadDuration:
		return []string{typed, strings.ReplaceAll(typed, " ", "")}
	case diag.BadID:
		return []string{typed, naming.ID(typed)}
	case diag.BadAddress:
		texts := []string{typed}
		if strings.Contains(typed, "://") {
			texts = append(texts, strings.ReplaceAll(typed, " ", "%20"))
		} else if rest := strings.TrimPrefix(typed, "//"); rest != typed || strings.HasPrefix(typed, "www.") {
			texts = append(texts, "https://"+rest)
		}
		return append(texts, "mailto:"+typed)
	case diag.UnknownValue, diag.WrongType:
		return []string{typed, strings.ToLower(typed)}
	}
	return []string{typed}
}

// typewritten returns a text as a typewriter has it: without curly quotes around it, with plain hyphens and spaces, and
// without invisible characters.
func typewritten(text string) string { return strings.Trim(diag.Plain(text), ` "'`) }

const curlyQuotes = "“”„‟‘’‚‛"
