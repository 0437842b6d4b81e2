package importer

import (
	"regexp"
	"strings"
	"unicode"

	"guide/cmd/internal/naming"
)

// line is a line of a text, with its number in the source.
type line struct {
	text   string
	n      int
	isCode bool // in a block of code, its fences included
	alert  int  // the alert that it is a line of, from 1
}

// splitLines returns the lines of a text; the first one has the number n.
func splitLines(text string, n int) []line {
	var out []line
	for s := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		out = append(out, line{text: s, n: n})
		n++
	}
	return out
}

func joinLines(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return b.String()
}

var fencePattern = regexp.MustCompile("^[ \t>]*(?:[-*+] |\\d+[.)] )?[ \t]*(```+|~~~+)(.*)$")

// markCode finds the blocks of code.
func markCode(lines []line) {
	fence := ""
	isInList, isAfterCode := false, false
	for i := range lines {
		l := &lines[i]
		m := fencePattern.FindStringSubmatch(l.text)
		l.isCode = fence != ""
		isBlank := strings.TrimSpace(l.text) == ""
		switch {
		case fence != "":
			if m != nil && strings.HasPrefix(m[1], fence) && strings.TrimSpace(m[2]) == "" {
				fence = ""
			}
			continue
		case m != nil && !(m[1][0] == '`' && strings.Contains(m[2], "`")):
			fence, l.isCode = m[1], true
		case isBlank:
		case indentOf(l.text) < 4:
			isInList = listPattern.MatchString(l.text) || isInList && indentOf(l.text) > 0
			isAfterCode = false
		case !isInList && (isAfterCode || i == 0 || strings.TrimSpace(lines[i-1].text) == ""):
			l.isCode, isAfterCode = true, true
		}
	}
}

var listPattern = regexp.MustCompile(`^\s*(?:[-*+]|\d{1,9}[.)])\s`)

// indentOf returns the width of the white space before a line; a tab is 4 wide.
func indentOf(text string) int {
	n := 0
	for _, r := range text {
		switch r {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// dedent removes up to n columns of white space before a line.
func dedent(text string, n int) string {
	for n > 0 && text != "" {
		switch text[0] {
		case ' ':
			n--
		case '\t':
			n -= 4
		default:
			return text
		}
		text = text[1:]
	}
	return text
}

// oneLine returns a text as one line without control characters.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == '\ufffe', r == '\uffff', r == '\ufeff':
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

var numberPattern = regexp.MustCompile(`^(\d+)[-_. ]+`)

// titleOfName returns a title made from the name of a file or folder.
func titleOfName(name string) string {
	words := strings.FieldsFunc(numberPattern.ReplaceAllString(name, ""), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	title := naming.NFC(strings.Join(words, " "))
	for i, r := range title {
		return string(unicode.ToUpper(r)) + title[i+len(string(r)):]
	}
	return title
}
