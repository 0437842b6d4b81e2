package page

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A refusal says in an editor's words what the YAML parser refused.
type refusal struct {
	yaml          string // what the parser's message contains
	message, hint string
	opening       bool // the place is where the construct began, not where reading it failed
	bracket       bool // so it is if the construct began on a line above
	colon         bool // the key on the line above may lack the space behind its colon
	start         bool // the character at the place is what cannot begin a value
}

const (
	quoteIt      = "put the value in quotes"
	useSpaces    = "indent with spaces: YAML does not allow tabs there"
	oneBackslash = `write \\ for one backslash, or use single quotes`
	hyphens      = "put all the hyphens of a list in one column"
	sameLevel    = "check the indentation and the quotes of this line and of the line above"
)

// refusals are looked through in order; the first that fits is taken.
var refusals = []refusal{
	{yaml: "tab character", message: "a tab stands where only spaces can indent", hint: useSpaces},
	{yaml: "spaces and tabs", message: "a tab stands where only spaces can indent", hint: useSpaces},
	{yaml: "mapping values are not allowed", message: "a colon and a space cannot stand here", colon: true,
		hint: "put a value that holds a colon and a space in quotes; a key needs a space behind its colon, and the column of its neighbours"},
	{yaml: "could not find expected ':'", message: "this is not a key: it has no colon with a space behind it", opening: true,
		hint: "if the front matter ends above, put a line of --- there; if this belongs to the value above, indent it"},
	{yaml: "did not find expected key", message: "this does not fit the lines above it", hint: sameLevel},
	{yaml: "expected '-' indicator", message: "this does not fit the list above it", hint: hyphens + ", and the keys of an entry in the column of its first"},
	{yaml: "unexpected end of stream", message: "the quotation mark here is never closed", hint: "close it, or leave both marks out", opening: true},
	{yaml: "expected ',' or ']'", message: "the bracket [ is not closed, or a comma is missing", bracket: true, hint: "put a text that begins with [ in quotes"},
	{yaml: "expected ',' or '}'", message: "the bracket { is not closed, or a comma is missing", bracket: true, hint: "put a text that begins with { in quotes"},
	{yaml: "unknown anchor", message: "a value cannot begin with *", hint: quoteIt},
	{yaml: "while scanning an alias", message: "a value cannot begin with *", hint: quoteIt, opening: true},
	{yaml: "while scanning an anchor", message: "a value cannot begin with &", hint: quoteIt, opening: true},
	{yaml: " tag:", message: "a value cannot begin with !", hint: quoteIt, opening: true},
	{yaml: "tag handle", message: "a value cannot begin with !", hint: quoteIt},
	{yaml: "cannot start any token", start: true, hint: quoteIt},
	{yaml: "expected comment or line break", message: "no text can stand on the line of | or >", hint: "begin it on the next line, indented, or put it in quotes"},
	{yaml: "block sequence entries are not allowed", message: "a list cannot begin here", hint: "begin it on the next line; put a text that begins with a hyphen in quotes"},
	{yaml: "mapping keys are not allowed", message: "a value cannot begin with ?", hint: quoteIt},
	{yaml: "unknown escape", message: "a backslash cannot stand here in double quotes", hint: oneBackslash},
	{yaml: "expected hexadecimal number", message: "a backslash cannot stand here in double quotes", hint: oneBackslash},
	{yaml: "invalid Unicode character escape", message: "a backslash cannot stand here in double quotes", hint: oneBackslash},
	{yaml: "indentation indicator", message: "the number behind | or > must be from 1 to 9", hint: "leave it out"},
	{yaml: "expected <document start>", message: "this line is indented less than the first key", hint: "begin all keys in one column"},
	{yaml: "directive:", message: "a line cannot begin with %", hint: "leave the line out", opening: true},
	{yaml: "incompatible YAML document", message: "a line cannot begin with %", hint: "leave the line out"},
	{yaml: "exceeded max depth", message: "too many lists stand inside one another"},
	{yaml: "expected node content", message: "a value is missing here", hint: "check the commas and brackets"},
	{yaml: "comment without preceding whitespace", message: "a comment needs a space before its #", hint: "put a text that holds # in quotes"},
	{yaml: "expected whitespace or line break", message: "this cannot follow the text before it", hint: sameLevel},
	{yaml: "", message: "this is not valid YAML", hint: sameLevel},
}

// syntax records what the YAML parser refused.
func (w *walker) syntax(err error) {
	load := &yaml.LoadError{Message: err.Error()}
	errors.As(err, &load)
	r := refused(load.ContextMsg + ": " + load.Message)
	at := w.at(load.Mark.Line, load.Mark.Column)
	if r.opening || r.bracket && load.ContextMark.Line < load.Mark.Line {
		at = w.at(load.ContextMark.Line, load.ContextMark.Column)
	} else {
		at = w.sharpen(&r, at)
	}
	w.source.errorAt(at, 1, "yaml-syntax", r.message, r.hint)
}

// refused returns the first refusal that fits a message of the parser; the last fits every one.
func refused(text string) refusal {
	i := slices.IndexFunc(refusals, func(r refusal) bool { return strings.Contains(text, r.yaml) })
	return refusals[i]
}

// sharpen looks at the text where the parser gave up for what it was about, and returns a better place.
func (w *walker) sharpen(r *refusal, at int) int {
	start := w.lines.OffsetAt(w.source.line(at), 1)
	line := w.lineAt(start)
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	switch tab := bytes.IndexByte(line[:indent], '\t'); {
	case tab >= 0:
		*r = refusals[0]
		return start + tab
	case r.start:
		c, _ := utf8.DecodeRune(w.data[at:])
		r.message = fmt.Sprintf("a value cannot begin with %c", c)
	case r.hint != sameLevel:
	case at > start+indent:
		r.message, r.hint = "this cannot follow the value before it", "put the whole value in quotes; in single quotes, write a single quote twice"
	case bytes.HasPrefix(line[indent:], []byte("- ")):
		r.hint = hyphens
	}
	if above := w.lines.OffsetAt(w.source.line(at)-1, 1); r.colon && above < start && tightKey.Match(w.lineAt(above)) {
		r.message, r.hint = "a key needs a space behind its colon", ""
		return above + bytes.IndexByte(w.lineAt(above), ':')
	}
	return at
}

// tightKey matches a line such as title:text, which YAML takes for one word.
var tightKey = regexp.MustCompile(`^ *(- )?[A-Za-z]+:[^\s/]\S*$`)
