package frontmatter

import (
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
)

// checklistKey matches the line of the key, with a list below it.
var checklistKey = regexp.MustCompile(`^checklist:[ \t]*(#.*)?$`)

// ItemsEnd returns the end of the checklist of a step or topic, where items can be added. Its Text is what
// [EncodeItems] needs to know of the lines there. It returns the zero Replacement if none can be added.
func ItemsEnd(p *Page, data []byte) diag.Replacement {
	s := newSource(p.File, data)
	if p.Kind != KindStep && p.Kind != KindTopic || p.Broken || !s.splitFrontMatter() {
		return diag.Replacement{}
	}
	end := s.lineOf(s.frontEnd)
	at := func(line int, text string) diag.Replacement {
		return diag.Replacement{Line: line, Column: 1, EndLine: line, EndColumn: 1, Text: text}
	}
	hasKey := false
	for n := s.lineOf(s.frontStart); n < end; n++ {
		line := s.lines.LineText(n)
		hasKey = hasKey || strings.HasPrefix(line, "title:")
		switch {
		case checklistKey.MatchString(line):
			to := s.yamlBlocks(n, end)[0].to
			return at(to+1, s.entryIndent(n+1, to))
		case strings.HasPrefix(line, "checklist"), strings.HasPrefix(line, `"checklist`):
			return diag.Replacement{} // written in another way
		}
	}
	if !hasKey { // the keys are indented, or in braces
		return diag.Replacement{}
	}
	return at(end, newChecklist)
}

// newChecklist stands for an indent: the key is not there yet.
const newChecklist = "checklist:"

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
	if end == newChecklist {
		end = "  "
	}
	return end + "- id: " + id + "\n" + end + "  text: " + QuoteText(text) + "\n"
}

// EncodeItems returns the lines to insert at the place whose Text is end.
func EncodeItems(end, items string) string {
	if end == newChecklist {
		return newChecklist + "\n" + items
	}
	return items
}

// unquotedText matches a text that YAML reads as it is, and as a text.
var unquotedText = regexp.MustCompile(`^\pL[^\x00-\x1f"'#:\[\]{},&*!|>%@` + "`" + `\\]*$`)

// QuoteText returns a text of one line as a value of YAML, in quotation marks if it needs them.
func QuoteText(text string) string {
	if unquotedText.MatchString(text) && strings.Contains(strings.TrimSpace(text), " ") {
		return text // no word such as true, null or yes
	}
	return inQuotationMarks(text)
}

// inQuotationMarks returns a text of one line in the double quotes of YAML.
func inQuotationMarks(text string) string {
	return `"` + doubleQuoted.Replace(text) + `"`
}

var doubleQuoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
