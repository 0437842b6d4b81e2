package frontmatter

import (
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
)

// ItemsEnd returns the end of the checklist of a step or topic, where items can be added. Its Text is what
// [EncodeItems] needs to know of the lines there. It returns the zero Replacement if none can be added.
func ItemsEnd(p *Page, data []byte) diag.Replacement {
	s := newSource(p.File, data)
	if p.Kind != KindStep && p.Kind != KindTopic || p.Broken || !s.splitFrontMatter() {
		return diag.Replacement{}
	}
	return s.listEnd("checklist")
}

// listEnd returns the end of the list of a key of the front matter, as ItemsEnd does.
func (s *source) listEnd(key string) diag.Replacement {
	end := s.lineOf(s.frontEnd)
	at := func(line int, text string) diag.Replacement {
		return diag.Replacement{Line: line, Column: 1, EndLine: line, EndColumn: 1, Text: text}
	}
	hasKey := false
	for n := s.lineOf(s.frontStart); n < end; n++ {
		line := s.lines.LineText(n)
		hasKey = hasKey || strings.HasPrefix(line, "title:")
		switch rest, found := strings.CutPrefix(line, key+":"); {
		case found && isBlankInYAML(rest): // with a list below it
			to := s.yamlBlocks(n, end)[0].to
			return at(to+1, s.entryIndent(n+1, to))
		case strings.HasPrefix(line, key), strings.HasPrefix(line, `"`+key):
			return diag.Replacement{} // written in another way
		}
	}
	if !hasKey { // the keys are indented, or in braces
		return diag.Replacement{}
	}
	return at(end, key+":")
}

// isBlankInYAML reports whether the rest of a line has at most a comment.
func isBlankInYAML(rest string) bool {
	text := strings.TrimLeft(rest, " \t")
	return text == "" || text[0] == '#' && len(text) < len(rest)
}

// entryIndent returns what is before the first hyphen of the lines from one to another.
func (s *source) entryIndent(from, to int) string {
	for n := from; n <= to; n++ {
		line := s.lines.LineText(n)
		if indent, _, ok := strings.Cut(line, "-"); ok && strings.Trim(indent, " ") == "" {
			return indent
		}
	}
	return "  "
}

// EncodeItem returns the lines of an item; end is the Text of [ItemsEnd].
func EncodeItem(end, id, text string) string {
	return encodeFields(end, []Field{{"id", id}, {"text", text}})
}

// EncodeItems returns the lines to insert at the place whose Text is end.
func EncodeItems(end, items string) string {
	if strings.HasSuffix(end, ":") { // the key is not there yet
		return end + "\n" + items
	}
	return items
}

// Field is a key with its value, a text of one line.
type Field struct{ Key, Value string }

// encodeFields returns the lines of an entry of a list; end is the Text of [ItemsEnd].
func encodeFields(end string, fields []Field) string {
	if strings.HasSuffix(end, ":") {
		end = "  "
	}
	lead, lines := end+"- ", ""
	for _, f := range fields {
		lines += lead + f.Key + ": " + QuoteText(f.Value) + "\n"
		lead = end + "  "
	}
	return lines
}

// Encode returns the file of a page, or of the draft of one, with this front matter and no text.
func Encode(isDraft bool, fields ...Field) []byte {
	lines := delimiter + "\n"
	for _, f := range fields {
		lines += f.Key + ": " + QuoteText(f.Value) + "\n"
	}
	if isDraft {
		lines += "draft: true\n"
	}
	return []byte(lines + delimiter + "\n")
}

// EncodeTerm returns a file with this term alone.
func EncodeTerm(fields ...Field) []byte { return []byte(encodeFields("", fields)) }

// unquotedText matches a text that YAML reads as it is, and as a text; reservedWord those that it does not.
var (
	unquotedText = regexp.MustCompile(`^(?:\pL[^\x00-\x1f"#:\[\]{},&*!|>%@` + "`" + `\\]*` +
		`|https?://[^\x00-\x20"'\[\]{},\\]*[^\x00-\x20"'\[\]{},\\:])$`)
	reservedWord = regexp.MustCompile(`(?i)^(?:null|true|false|yes|no|on|off|y|n)$`)
)

// QuoteText returns a text of one line as a value of YAML, also in brackets, in quotation marks if it needs them.
func QuoteText(text string) string {
	if unquotedText.MatchString(text) && !reservedWord.MatchString(text) {
		return text
	}
	return inQuotationMarks(text)
}

// inQuotationMarks returns a text of one line in the double quotes of YAML.
func inQuotationMarks(text string) string {
	return `"` + doubleQuoted.Replace(text) + `"`
}

var doubleQuoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
