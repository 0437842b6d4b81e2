package frontmatter

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// Titles, summaries and names are plain text: pages show the marks of Markdown and HTML in them. This file finds such
// marks.

// plainMark is one kind of marks.
type plainMark struct {
	pattern *regexp.Regexp // the first group is what is left without the marks
	// isMeant reports whether a match is meant as marks; nil stands for always.
	isMeant func(match string) bool
	// apart says that the marks stand apart from words: 5*3 and a_b have none.
	apart bool
}

var plainMarks = []plainMark{
	{pattern: regexp.MustCompile("`([^`\\s](?:[^`]*[^`\\s])?)`"), apart: true},
	{pattern: regexp.MustCompile(`\*{1,3}([^\s*](?:[^*]*[^\s*])?)\*{1,3}`), apart: true},
	{pattern: regexp.MustCompile(`_{1,3}([^\s_](?:[^_]*[^\s_])?)_{1,3}`), apart: true, isMeant: isNoIdentifier},
	{pattern: regexp.MustCompile(`~~([^\s~](?:[^~]*[^\s~])?)~~`)},
	{pattern: regexp.MustCompile(`==([^\s=](?:[^=]*[^\s=])?)==`), apart: true},
	{pattern: regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*[./#:][^()\s]*(?:\s+["'][^"']*["'])?\)`)},
	{pattern: regexp.MustCompile(`\[\[([^\[\]]+)\]\]`), apart: true},
	{pattern: regexp.MustCompile(`\[\^[\pL\d_-]+\]()`)},
	{pattern: regexp.MustCompile(`<(https?://[^<>\s]+)>`)},
	{pattern: regexp.MustCompile(`(?is)<!--.*?-->()`)},
	{pattern: regexp.MustCompile(`(?i)</?(?:a|abbr|b|big|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|` +
		`mark|ol|p|q|s|small|span|strike|strong|sub|sup|table|td|th|tr|u|ul|wbr)(?:\s+[a-z-]+=[^<>]*)?\s*/?>()`)},
	{pattern: regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9A-Fa-f]+);()`), isMeant: isEntity},
	{pattern: regexp.MustCompile(`^(?:#{2,6} +(\S.*)|# +(\p{Lu}.*))`)},
	{pattern: regexp.MustCompile(`\{#[A-Za-z][\w-]*\}()$`)},
	{pattern: regexp.MustCompile(`:[a-z]+(?:_[a-z0-9]+)*:()`), apart: true},
	{pattern: regexp.MustCompile("\\\\([*_`#\\[\\]])")},
	{pattern: regexp.MustCompile(`\{\{[^{}]*\}\}()|\{%[^{}]*%\}()`)},
}

// isNoIdentifier rejects the names of programmers: __init__.
func isNoIdentifier(match string) bool {
	return !strings.HasPrefix(match, "__") || strings.Contains(match, " ")
}

func isEntity(match string) bool { return html.UnescapeString(match) != match }

// maxPlainMarks is how many marks of a value are reported.
const maxPlainMarks = 5

// decodePlainText decodes a text that is shown as it is written, and reports marks in it.
func decodePlainText(d *decoder, n *yaml.Node) (Text, bool) {
	t, ok := decodeText(d, n)
	if !ok || !strings.ContainsAny(t.Value, "`*_~=[<&#{\\:") {
		return t, ok
	}
	offset := d.offset(n.Line, n.Column)
	from := offset
	marks := findMarks(t.Value)
	for _, m := range marks[:min(len(marks), maxPlainMarks)] {
		mark := t.Value[m.from:m.to]
		at, size := offset, d.markLen(n, offset)
		if i := bytes.Index(d.data[from:], []byte(mark)); i >= 0 && i < 2*len(t.Value)+8 {
			at, size, from = from+i, len(mark), from+i+len(mark)
		}
		hint := "delete it"
		if rest := WithoutMarks(mark); strings.TrimSpace(rest) != "" {
			hint = "write " + diag.Truncate(rest)
		} else if rest != "" {
			hint = "type a space in its place"
		}
		d.source.report(at, size, diag.MarkInPlainText,
			fmt.Sprintf("%s is plain text: readers see %s as it is written", d.subject(), diag.Truncate(mark)), hint)
	}
	return t, true
}

// foundMark is a mark from one offset to another, and what is left without it.
type foundMark struct {
	from, to int
	rest     string
}

// findMarks returns the marks of a value, from left to right. None is inside of another.
func findMarks(value string) []foundMark {
	var all []foundMark
	for _, mark := range plainMarks {
		for _, m := range mark.pattern.FindAllStringSubmatchIndex(value, -1) {
			match := value[m[0]:m[1]]
			if mark.isMeant != nil && !mark.isMeant(match) || mark.apart && !standsApart(value, m[0], m[1]) {
				continue
			}
			rest := ""
			for i := 2; i < len(m); i += 2 {
				if m[i] >= 0 {
					rest = value[m[i]:m[i+1]]
				}
			}
			if match[0] == '&' {
				rest = strings.ReplaceAll(html.UnescapeString(match), "\u00a0", " ")
			}
			all = append(all, foundMark{m[0], m[1], rest})
		}
	}
	slices.SortStableFunc(all, func(a, b foundMark) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	end := 0
	return slices.DeleteFunc(all, func(m foundMark) bool {
		inside := m.from < end
		if !inside {
			end = m.to
		}
		return inside
	})
}

// standsApart reports whether neither a word nor a backslash touches a part of a value.
func standsApart(value string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(value[:from])
	after, _ := utf8.DecodeRuneInString(value[to:])
	return !isPartOfWord(before) && before != '\\' && !isPartOfWord(after)
}

func isPartOfWord(r rune) bool {
	return r != utf8.RuneError && (unicode.In(r, unicode.L, unicode.Nd, unicode.M) || r == '_' || r == '*')
}

// WithoutMarks returns a value without its marks.
func WithoutMarks(value string) string {
	for range maxPlainMarks {
		marks := findMarks(value)
		if len(marks) == 0 {
			break
		}
		var b strings.Builder
		end := 0
		for _, m := range marks {
			b.WriteString(value[end:m.from] + m.rest)
			end = m.to
		}
		value = b.String() + value[end:]
	}
	return value
}
