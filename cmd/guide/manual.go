package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"guide/cmd/internal/frontmatter"
)

// manual writes the text of a topic of guide help, in lines of at most manualWidth columns.
type manual struct{ strings.Builder }

const manualWidth = 80

// section begins a section.
func (m *manual) section(title string) {
	if m.Len() > 0 {
		m.WriteByte('\n')
	}
	fmt.Fprintf(m, "%s\n", title)
}

// text writes paragraphs, with an empty line before each.
func (m *manual) text(paragraphs string) {
	for paragraph := range strings.SplitSeq(paragraphs, "\n\n") {
		m.WriteString("\n" + wrap(paragraph, 0))
	}
}

// example writes lines as they are, indented, and an empty line before them.
func (m *manual) example(lines string) { m.WriteString("\n" + indentBy(4, lines)) }

// entry is a name and what it means.
type entry struct{ name, meaning string }

// list writes names in one column and their meanings in the next, with an empty line before them.
func (m *manual) list(entries []entry) {
	m.WriteByte('\n')
	column := 0
	for _, e := range entries {
		column = max(column, utf8.RuneCountInString(e.name)+4)
	}
	for _, e := range entries {
		meaning := strings.TrimLeft(wrap(e.meaning, column), " ")
		fmt.Fprintf(m, "  %-*s%s", column-2, e.name, meaning)
	}
}

// wrap returns text in lines that are indented.
func wrap(text string, indent int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		width := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+width > manualWidth:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		if column == 0 {
			b.WriteString(strings.Repeat(" ", indent))
			column = indent
		}
		b.WriteString(word)
		column += width
	}
	b.WriteByte('\n')
	return b.String()
}

// indentBy returns lines with n more spaces before each that is not empty.
func indentBy(n int, lines string) string {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		if strings.TrimSpace(line) != "" {
			line = strings.Repeat(" ", n) + line
		}
		b.WriteString(line)
	}
	return b.String()
}

// keys explains keys, and in sections of their own the keys of their values.
func (m *manual) keys(keys []frontmatter.Key) {
	var entries []entry
	for _, k := range keys {
		entries = append(entries, entry{k.Name, k.Meaning + " (" + describeValue(k) + ")"})
	}
	m.list(entries)
	for _, k := range keys {
		if len(k.Type.Keys) > 0 {
			m.section("Under " + k.Name + ":")
			m.keys(k.Type.Keys)
		}
	}
}

// describeValue says what values a key may have.
func describeValue(k frontmatter.Key) string {
	text := k.Type.Name
	switch {
	case k.Required:
		text += "; required"
	case k.Default != "":
		text += "; default " + k.Default
	}
	return text
}
