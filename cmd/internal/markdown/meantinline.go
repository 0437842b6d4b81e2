package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// mayBeMark tells which bytes begin what reportInlineMarks finds.
var mayBeMark = func() (may [256]bool) {
	for _, c := range []byte("*[])<{:$=~^`\\") {
		may[c] = true
	}
	return may
}()

// maxMarks is how many problems of a text are enough: the marks of a text with more are not looked at.
const maxMarks = 100

// reportInlineMarks reports marks in a text node: what is left of them there is none.
func (v *conversion) reportInlineMarks(n *ast.Text) {
	value := n.Segment.Value(v.src)
	for i := 0; i < len(value) && len(v.Problems) < maxMarks; i++ {
		if !mayBeMark[value[i]] || i > 0 && value[i-1] == '\\' {
			continue
		}
		offset := n.Segment.Start + i
		rest := value[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("**")) || bytes.HasPrefix(rest, []byte("~~")):
			size := len(rest) - len(bytes.TrimLeft(rest, string(rest[:1])))
			v.reportEmphasis(offset, size)
			i += size - 1
		case value[i] == '`':
			v.reportBacktick(offset)
		case bytes.HasPrefix(rest, []byte("](")):
			v.reportLink(offset)
		case bytes.HasPrefix(rest, []byte("] (")):
			v.reportGap(offset)
		case value[i] == '[' && unclosedText.Match(v.src[offset:offset+v.lineLen(offset)]):
			v.reportUnclosedText(offset)
		case bytes.HasPrefix(v.src[offset:], []byte(")[")):
			v.reportReversed(offset)
		default:
			i += v.reportForeign(offset)
		}
	}
}

// reportEmphasis reports stars or tildes that make nothing.
func (v *conversion) reportEmphasis(offset, size int) {
	mark := v.src[offset : offset+size]
	before, _ := utf8.DecodeLastRune(v.src[:offset])
	after, _ := utf8.DecodeRune(v.src[offset+size:])
	isSpace := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	switch {
	case isSpace(before) && isSpace(after):
		return // 5 ** 3
	case unicode.IsDigit(before) && unicode.IsDigit(after):
		v.report(offset, size, diag.EmphasisMark, fmt.Sprintf("%s between numbers may make words bold", mark),
			"write a backslash before each star, or put it between backticks")
	case isWord(after) && isMarkOf(before) && bytes.Contains(v.lineBefore(offset), mark):
		v.dropOpening(offset)
		v.report(offset, size, diag.EmphasisMark,
			fmt.Sprintf("%s cannot close between %q and a letter, so it is shown as it is written", mark, before),
			fmt.Sprintf("write %s%c in place of %c%[1]s, or a space after it", mark, before, before))
	case isSpace(after):
		v.report(offset, size, diag.EmphasisMark,
			fmt.Sprintf("%s closes nothing here, so it is shown as it is written", mark),
			fmt.Sprintf("write %s before the first of these words too, or delete it", mark))
	default:
		v.opening = offset + 1
		v.report(offset, size, diag.EmphasisMark,
			fmt.Sprintf("%s is never closed, so it is shown as it is written", mark),
			fmt.Sprintf("write %s behind the last of these words too, or delete it", mark))
	}
}

// closingQuotePattern matches the end of words that are quoted `so'.
var closingQuotePattern = regexp.MustCompile(`[\pL\d]'(?:[^\pL\d]|$)`)

// reportBacktick reports a backtick at the beginning of a word, which begins neither code nor a quotation.
func (v *conversion) reportBacktick(offset int) {
	before, _ := utf8.DecodeLastRune(v.src[:offset])
	words, _, _ := bytes.Cut(v.src[offset+1:offset+v.lineLen(offset)], []byte("`"))
	after, _ := utf8.DecodeRune(words)
	if isWord(after) && (offset == 0 || unicode.IsSpace(before)) && !closingQuotePattern.Match(words) {
		v.report(offset, 1, diag.EmphasisMark, "` is never closed, so it is shown as it is written",
			"write ` behind the last of these words too, or delete it")
	}
}

// dropOpening drops the problem of the mark that one at offset would close, if it is on the same line.
func (v *conversion) dropOpening(offset int) {
	if last := len(v.Problems) - 1; v.opening > offset-len(v.lineBefore(offset)) && last >= 0 &&
		v.Problems[last].Rule == diag.EmphasisMark {
		v.Problems = v.Problems[:last]
	}
	v.opening = 0
}

// reportProduct reports stars that stand between numbers and make emphasis: 5*3 and 4*2.
func (v *conversion) reportProduct(n *ast.Emphasis) {
	first, last := n.FirstChild(), n.LastChild()
	opening, ok := first.(*ast.Text)
	closing, ok2 := last.(*ast.Text)
	if n.Level != 1 || !ok || !ok2 {
		return
	}
	from, to := opening.Segment.Start-1, closing.Segment.Stop
	if from < 1 || to+1 >= len(v.src) || v.src[from] != '*' || !isDigit(v.src[from-1]) || !isDigit(v.src[to+1]) {
		return
	}
	v.report(from, to+1-from, diag.EmphasisMark, "these stars make what is between them italic, and are not shown",
		`write \* for a star, or ×`)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(r rune) bool   { return unicode.IsLetter(r) || unicode.IsNumber(r) }
func isMarkOf(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// lineBefore returns the line up to an offset.
func (v *conversion) lineBefore(offset int) []byte {
	return v.src[bytes.LastIndexByte(v.src[:offset], '\n')+1 : offset]
}

// reportLink reports ](: the end of a text and the beginning of an address that goldmark did not take for a link.
func (v *conversion) reportLink(offset int) {
	begin := v.openingBracket(offset)
	if begin < 0 {
		return
	}
	what := "link"
	if begin > 0 && v.src[begin-1] == '!' {
		what, begin = "picture", begin-1
	}
	rest := v.src[offset+2 : offset+v.lineLen(offset)]
	end := bytes.IndexByte(rest, ')')
	if end < 0 {
		v.report(begin, offset+2-begin, diag.LinkMark,
			fmt.Sprintf("the bracket ( is not closed, so this %s is shown as it is written", what),
			"write ) behind the address")
		return
	}
	address := string(bytes.TrimSpace(rest[:end]))
	size := offset + 2 + end + 1 - begin
	switch {
	case strings.ContainsAny(address, "“”„‘’"):
		v.report(begin, size, diag.LinkMark,
			fmt.Sprintf("the title stands in curly quotes, so this %s is shown as it is written", what),
			`write straight quotes: "`)
		v.fixLinkTitle(offset+2, offset+2+end)
	case spaceInHost.MatchString(address):
		v.report(begin, size, diag.LinkMark,
			fmt.Sprintf("the name of the site holds a space, so this %s is shown as it is written", what),
			"write the address as the browser shows it")
	case strings.ContainsFunc(address, unicode.IsSpace):
		v.report(begin, size, diag.LinkMark,
			fmt.Sprintf("the address holds a space, so this %s is shown as it is written", what),
			"write the address without spaces")
		v.fixSpaces(offset+2, offset+2+end)
	case address == "":
		v.report(begin, size, diag.LinkMark, fmt.Sprintf("this %s has no address", what), "write it between ( and )")
	}
}

// spaceInHost matches an address with a space in the name of its site, or none.
var spaceInHost = regexp.MustCompile(`^https?:[/\s]*[^/?#"]*\s[^/?#"]*[/?#.]`)

// openingBracket returns the offset of the [ of a ], or -1.
func (v *conversion) openingBracket(closing int) int {
	depth := 0
	line := v.lineBefore(closing)
	for i := len(line) - 1; i >= 0; i-- {
		switch line[i] {
		case ']':
			depth++
		case '[':
			if depth == 0 {
				return closing - len(line) + i
			}
			depth--
		}
	}
	return -1
}

// linkAddress matches what begins an address.
const linkAddress = `(?:https?://|mailto:|tel:|www\.|\.{0,2}/\S|[\w./-]+\.(?:md|svg|png|jpe?g|webp|gif|pdf|csv)\b)`

var (
	gapPattern      = regexp.MustCompile(`^\]\s+\(` + linkAddress + `[^()\n]*\)`)
	reversedPattern = regexp.MustCompile(`^\(` + linkAddress + `[^()\s]*\)$`)
)

// unclosedText matches a link whose text lacks its closing bracket.
var unclosedText = regexp.MustCompile(`^\[[^\[\]()\n]+\(` + linkAddress + `[^()\s\]]*\)`)

func (v *conversion) reportUnclosedText(offset int) {
	m := unclosedText.Find(v.src[offset : offset+v.lineLen(offset)])
	v.report(offset, len(m), diag.LinkMark, "the bracket [ is not closed, so this link is shown as it is written",
		"write ] before the bracket (")
}

// reportGap reports a space between the text and the address of a link.
func (v *conversion) reportGap(offset int) {
	begin := v.openingBracket(offset)
	m := gapPattern.Find(v.src[offset : offset+v.lineLen(offset)])
	if begin < 0 || m == nil || isBox(v.src[begin+1:offset]) {
		return
	}
	v.report(begin, offset+len(m)-begin, diag.LinkMark,
		"a space stands between ] and (, so this link is shown as it is written", "delete the space")
	v.fix(change{offset + 1, offset + bytes.IndexByte(m, '('), ""})
}

// isBox reports whether what stands between brackets makes them a box to tick.
func isBox(text []byte) bool { return len(text) == 1 && bytes.IndexByte([]byte(" xX"), text[0]) >= 0 }

// reportReversed reports a link whose address comes first.
func (v *conversion) reportReversed(offset int) {
	line := v.lineBefore(offset)
	begin := bytes.LastIndexByte(line, '(')
	if begin < 0 {
		return
	}
	m := reversedPattern.Find(v.src[offset-len(line)+begin : offset+1])
	end := bytes.IndexByte(v.src[offset:offset+v.lineLen(offset)], ']')
	if m == nil || end < 0 {
		return
	}
	v.report(offset+1-len(m), len(m)+end, diag.LinkMark,
		"square brackets come first: this link is shown as it is written",
		fmt.Sprintf("write %s%s", v.src[offset+1:offset+end+1], m))
	v.fix(change{offset + 1 - len(m), offset + end + 1, string(v.src[offset+1:offset+end+1]) + string(m)})
}
