package frontmatter

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/edit"
)

// knownKeys are the keys of all schemas.
var knownKeys = func() map[string]bool {
	keys := map[string]bool{}
	for _, s := range metaSchemas {
		addNames(keys, s)
	}
	addNames(keys, itemSchema)
	addNames(keys, resourceSchema)
	addNames(keys, settingsSchema)
	addNames(keys, termSchema)
	return keys
}()

func addNames[T any](keys map[string]bool, s schema[T]) {
	for _, f := range s.fields {
		keys[f.Name] = true
	}
}

const (
	space       = `[ \t\x{a0}\x{2000}-\x{200b}\x{202f}\x{3000}\x{feff}]`
	curlyQuote  = `[` + curlyQuotes + `]`
	strictSpace = " "
)

// yamlLine matches a line of YAML in which only spaces, the colon or quotation marks may be wrong: its groups are the
// indent, the hyphens of list entries with what follows them, the key, the colon with what follows it, and the value.
var yamlLine = regexp.MustCompile(`^(` + space + `*)((?:-` + space + `+)*)(?:(` + curlyQuote + `?[A-Za-z]+` +
	curlyQuote + `?)([:：]` + space + `*))?(.*)$`)

// blockHeader matches the end of a line with a text below it.
var blockHeader = regexp.MustCompile(`(?:^|[:-] *)[|>][-+0-9]*$`)

// fixSyntax mends the problem reported last, that the YAML from start to end cannot be parsed, if this is enough: its
// spaces, colons and quotation marks as a typewriter has them, a space after each colon, and quotation marks around
// each value at which the parser fails.
func (d *decoder) fixSyntax(start, end int) {
	for _, tab := range []string{"  ", "    ", "        "} {
		edits := d.plainLines(start, end, tab)
		for range maxQuoted {
			line, ok := d.failsAt(start, end, edits)
			if ok {
				if len(edits) > 0 {
					d.fix(edits...)
				}
				return
			}
			quoted, canQuote := d.quoteLine(line)
			isSame := func(e edit.Edit) bool { return edit.Overlap(e, quoted) }
			if !canQuote || slices.ContainsFunc(edits, isSame) {
				break
			}
			edits = append(edits, quoted)
		}
	}
}

// maxQuoted is how many values fixSyntax puts in quotation marks.
const maxQuoted = 20

// failsAt parses the YAML with edits. ok is false if the parser fails, at a line of the file.
func (d *decoder) failsAt(start, end int, edits []edit.Edit) (line int, ok bool) {
	data, err := edit.Apply(d.data[:end], edits)
	if err != nil {
		return 0, false
	}
	check := &decoder{source: newSource(d.file, data), firstLine: d.firstLine}
	_, root, ok := check.parseOnly(start, len(data), maxYAMLFile)
	if ok {
		return 0, root != nil && root.Kind != yaml.ScalarNode
	}
	return check.problems[0].Line, false
}

// plainLines returns the edits that make spaces, colons and quotation marks plain, where they structure the YAML.
func (d *decoder) plainLines(start, end int, tab string) []edit.Edit {
	var edits []edit.Edit
	blockIndent := -1 // of the line above a text; -1 outside of one
	for offset := start; offset < end; {
		next := end
		if i := bytes.IndexByte(d.data[offset:end], '\n'); i >= 0 {
			next = offset + i + 1
		}
		line := bytes.TrimRight(d.data[offset:next], "\r\n")
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		if len(line) > indent && indent <= blockIndent {
			blockIndent = -1
		}
		if blockIndent < 0 {
			edits = append(edits, plainLine(offset, line, tab)...)
			if blockHeader.Match(line) {
				blockIndent = indent
			}
		}
		offset = next
	}
	return edits
}

// plainLine returns the edits of one line.
func plainLine(offset int, line []byte, tab string) []edit.Edit {
	m := yamlLine.FindSubmatchIndex(line)
	if m == nil || len(bytes.TrimSpace(line)) == 0 || line[0] == '#' {
		return nil
	}
	var edits []edit.Edit
	replace := func(from, to int, text string) {
		if from >= 0 && string(line[from:to]) != text {
			edits = append(edits, edit.Edit{From: offset + from, To: offset + to, Text: text})
		}
	}
	replace(m[2], m[3], plainSpaces(string(line[m[2]:m[3]]), tab))
	replace(m[4], m[5], plainSpaces(string(line[m[4]:m[5]]), strictSpace))
	if m[6] < 0 {
		return edits
	}
	key := strings.Trim(string(line[m[6]:m[7]]), curlyQuotes)
	value := line[m[10]:m[11]]
	if !knownKeys[key] {
		return edits
	}
	replace(m[6], m[7], key)
	colon := ":"
	if len(value) > 0 {
		colon = ": "
		if spaces := string(line[m[8]+1 : m[9]]); line[m[8]] == ':' && spaces != "" && strings.Trim(spaces, " ") == "" {
			colon += spaces[1:] // keys may be aligned
		}
	}
	replace(m[8], m[9], colon)
	return edits
}

// plainSpaces returns spaces, and hyphens between them, with tabs replaced and all other spaces plain.
func plainSpaces(s, tab string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-':
			return r
		case '\u200b', '\ufeff': // which have no width
			return -1
		}
		return ' '
	}, strings.ReplaceAll(s, "\t", tab))
}

// keyAndValue matches a line with a value that can be put in quotes.
var keyAndValue = regexp.MustCompile(`^( *(?:- )*[A-Za-z]+: +|(?: *- +))([^\s"'|>\[{#].*)$`)

// inCurlyQuotes matches a value in the quotation marks of a word processor.
var inCurlyQuotes = regexp.MustCompile(`^[“”„‟]([^“”„‟]*)[“”„‟]$`)

// quoteLine returns the edit that puts the value on a line in quotation marks.
func (d *decoder) quoteLine(line int) (edit.Edit, bool) {
	text := strings.TrimRight(d.lines.LineText(line), " \t")
	m := keyAndValue.FindStringSubmatch(text)
	if m == nil || strings.Contains(m[2], " # ") {
		return edit.Edit{}, false
	}
	from := d.lines.LineStart(line) + len(m[1])
	value := m[2]
	if inside := inCurlyQuotes.FindStringSubmatch(value); inside != nil {
		value = inside[1]
	}
	return edit.Edit{From: from, To: from + len(m[2]), Text: inQuotationMarks(value)}, true
}
