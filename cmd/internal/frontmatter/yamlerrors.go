package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// yamlErrorRule translates one kind of error of the YAML parser into a message for editors.
type yamlErrorRule struct {
	match         string // part of the message of the parser
	message, hint string
	atContext     bool // report at the start of the construct (ContextMark), not where parsing failed
	atContextLine bool // the same, if the construct starts on a line above
	checkColon    bool // check whether the key on the line above lacks the space after its colon
	endOfQuotes   bool // report at the start of the quotes, and check how their line ends
	quoteChar     bool // quote the character at which parsing failed
	inBrackets    bool // check whether a # above begins a comment that takes the end of the brackets
}

const (
	quoteHint     = "put the value in quotes"
	tabHint       = "indent with spaces: YAML does not allow tabs there"
	backslashHint = `write \\ for one backslash, or use single quotes`
	hyphenHint    = "put all the hyphens of a list in one column"
	indentHint    = "check the indentation and the quotes of this line and of the line above"
)

// yamlErrorRules are tried in order; the first whose match is in the parser's message applies. The last matches every
// message.
var yamlErrorRules = []yamlErrorRule{
	{match: "tab character", message: "a tab stands where only spaces can indent", hint: tabHint},
	{match: "spaces and tabs", message: "a tab stands where only spaces can indent", hint: tabHint},
	{match: "mapping values are not allowed", message: "a colon and a space cannot stand here", checkColon: true,
		hint: "put a value that holds a colon and a space in quotes; a key needs a space after its colon and starts " +
			"in the column of the keys above it"},
	{match: "could not find expected ':'", message: "this is not a key: it has no colon followed by a space",
		atContext: true,
		hint: "if the front matter ends above, put a line of --- there; if this belongs to the value above, " +
			"indent it"},
	{match: "did not find expected key", message: "this does not fit the lines above it", hint: indentHint},
	{match: "expected '-' indicator", message: "this does not fit the list above it",
		hint: hyphenHint + ", and the keys of an entry in the column of its first"},
	{match: "unexpected end of stream", message: "the quotation mark here is never closed",
		hint: "close it, or leave both marks out", endOfQuotes: true},
	{match: "expected ',' or ']'", message: "the bracket [ is not closed, or a comma is missing", atContextLine: true,
		inBrackets: true, hint: "put a text that begins with [ in quotes"},
	{match: "expected ',' or '}'", message: "the bracket { is not closed, or a comma is missing", atContextLine: true,
		inBrackets: true, hint: "put a text that begins with { in quotes"},
	{match: "unknown anchor", message: "a value cannot begin with *", hint: quoteHint},
	{match: "while scanning an alias", message: "a value cannot begin with *", hint: quoteHint, atContext: true},
	{match: "while scanning an anchor", message: "a value cannot begin with &", hint: quoteHint, atContext: true},
	{match: " tag:", message: "a value cannot begin with !", hint: quoteHint, atContext: true},
	{match: "tag handle", message: "a value cannot begin with !", hint: quoteHint},
	{match: "cannot start any token", quoteChar: true, hint: quoteHint},
	{match: "expected comment or line break", message: "no text can stand on the line of | or >",
		hint: "begin it on the next line, indented, or put it in quotes"},
	{match: "block sequence entries are not allowed", message: "a list cannot begin here",
		hint: "begin it on the next line; put a text that begins with a hyphen in quotes"},
	{match: "mapping keys are not allowed", message: "a value cannot begin with ?", hint: quoteHint},
	{match: "unknown escape", message: "a backslash cannot stand here in double quotes", hint: backslashHint},
	{match: "expected hexadecimal number", message: "a backslash cannot stand here in double quotes",
		hint: backslashHint},
	{match: "invalid Unicode character escape", message: "a backslash cannot stand here in double quotes",
		hint: backslashHint},
	{match: "indentation indicator", message: "the number after | or > must be from 1 to 9", hint: "leave it out"},
	{match: "expected <document start>", message: "this line is indented less than the first key",
		hint: "begin all keys in one column"},
	{match: "directive:", message: "a line cannot begin with %", hint: "leave the line out", atContext: true},
	{match: "incompatible YAML document", message: "a line cannot begin with %", hint: "leave the line out"},
	{match: "exceeded max depth", message: "too many lists stand inside one another"},
	{match: "expected node content", message: "a value is missing here", hint: "check the commas and brackets",
		inBrackets: true},
	{match: "comment without preceding whitespace", message: "a comment needs a space before its #",
		hint: "put a text that holds # in quotes"},
	{match: "expected whitespace or line break", message: "this cannot follow the text before it", hint: indentHint},
	{match: "", message: "this is not valid YAML", hint: indentHint},
}

// syntaxError reports an error of the YAML parser.
func (d *decoder) syntaxError(err error) {
	loadErr := &yaml.LoadError{Message: err.Error()}
	errors.As(err, &loadErr)
	rule := matchRule(loadErr.ContextMsg + ": " + loadErr.Message)
	offset := d.offset(loadErr.Mark.Line, loadErr.Mark.Column)
	switch {
	case rule.endOfQuotes:
		offset = d.offset(loadErr.ContextMark.Line, loadErr.ContextMark.Column)
		d.refineQuotes(&rule, offset)
	case d.reportLookAlikes(d.source.lineOf(offset)):
		return
	case rule.inBrackets && d.reportCutInBrackets(loadErr):
		return
	case rule.atContext || rule.atContextLine && loadErr.ContextMark.Line < loadErr.Mark.Line:
		offset = d.offset(loadErr.ContextMark.Line, loadErr.ContextMark.Column)
	default:
		offset = d.refine(&rule, offset)
	}
	d.source.report(offset, 1, diag.YAMLSyntax, rule.message, rule.hint)
}

// matchRule returns the rule for a message of the parser.
func matchRule(message string) yamlErrorRule {
	i := slices.IndexFunc(yamlErrorRules, func(r yamlErrorRule) bool { return strings.Contains(message, r.match) })
	return yamlErrorRules[i]
}

// refine inspects the line at offset, makes rule more specific where it can, and returns the offset to report.
func (d *decoder) refine(rule *yamlErrorRule, offset int) int {
	start := d.lines.OffsetAt(d.source.lineOf(offset), 1)
	line := d.restOfLine(start)
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	switch tab := bytes.IndexByte(line[:indent], '\t'); {
	case tab >= 0:
		*rule = yamlErrorRules[0]
		return start + tab
	case rule.quoteChar:
		c, _ := utf8.DecodeRune(d.data[offset:])
		rule.message = fmt.Sprintf("a value cannot begin with %c", c)
	case rule.hint != indentHint:
	case offset > start+indent:
		rule.message, rule.hint = "this cannot follow the value before it",
			"put the whole value in quotes; in single quotes, write a single quote twice"
	case bytes.HasPrefix(line[indent:], []byte("- ")):
		rule.hint = hyphenHint
	}
	if m := curlyValue.FindSubmatchIndex(line); rule.checkColon && m != nil {
		rule.message = fmt.Sprintf("the value begins with %s, which quotes nothing, and holds a colon",
			diag.OddCharacter(string(line[m[2]:m[3]])))
		rule.hint = `put the whole value in straight quotes: "`
		return start + m[2]
	}
	if above := d.lines.OffsetAt(d.source.lineOf(offset)-1, 1); rule.checkColon && above < start &&
		keyWithoutSpace.Match(d.restOfLine(above)) {
		rule.message, rule.hint = "a key needs a space after its colon", ""
		return above + bytes.IndexByte(d.restOfLine(above), ':')
	}
	return offset
}

// refineQuotes names what looks like the end of the quotes that begin at offset.
func (d *decoder) refineQuotes(rule *yamlErrorRule, offset int) {
	text := bytes.TrimSpace(d.restOfLine(offset))
	last, _ := utf8.DecodeLastRune(text)
	if plain := diag.Plain(string(last)); plain == string(text[:1]) && len(text) > 1 {
		rule.message += ": the line ends with " + diag.NameCharacter(last)
		rule.hint = fmt.Sprintf("type the same mark at the end: %s", plain)
	}
}

// curlyValue matches a line whose value begins with a curly quote.
var curlyValue = regexp.MustCompile(`^\s*(?:- )?[A-Za-z]\w*:\s+([“”„‘’])`)

// keyWithoutSpace matches a line such as title:text, which YAML parses as one word.
var keyWithoutSpace = regexp.MustCompile(`^ *(- )?[A-Za-z]+:[^\s/]\S*$`)
