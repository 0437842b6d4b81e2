package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// strikethrough strikes out text between double tildes only: ~5 days and ~6 days are as they are written.
type strikethrough struct{}

func (strikethrough) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(doubleTildes{extension.NewStrikethroughParser()}, 500)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500)))
}

type doubleTildes struct{ parser.InlineParser }

func (p doubleTildes) Parse(parent ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); !bytes.HasPrefix(line, []byte("~~")) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// reportSublist reports an item that is indented as if it belonged to the item above it, but not far enough.
func (v *conversion) reportSublist(n *ast.ListItem) {
	above := itemBefore(n)
	if above == nil {
		return
	}
	indent, indentAbove := v.indentOf(n), v.indentOf(above)
	enough := indentAbove + above.Offset
	if indent < 0 || indentAbove < 0 || indent-indentAbove < 2 || indent >= enough {
		return
	}
	v.report(v.offsetOf(n), 1, diag.SublistIndent,
		fmt.Sprintf("%d spaces are too few to put this item inside the one above it, so it is one of its own", indent),
		fmt.Sprintf("begin the line with %d spaces, so that the mark is below the text of the item above", enough))
	v.fix(v.indentItems(n, enough-indent)...)
}

// indentOf returns the number of columns before the mark of an item, those of a quotation aside: spaces, and the marks
// of items that begin on the same line. It is -1 after a tab.
func (v *conversion) indentOf(n *ast.ListItem) int {
	before := v.lineBefore(v.offsetOf(n))
	if bytes.IndexByte(before, '\t') >= 0 {
		return -1
	}
	return len(before) - (bytes.LastIndexByte(before, '>') + 1)
}

// itemBefore returns the item before another one: of its list, or of a list right before that.
func itemBefore(n *ast.ListItem) *ast.ListItem {
	previous := n.PreviousSibling()
	if list := n.Parent().PreviousSibling(); previous == nil && list != nil && list.Kind() == ast.KindList {
		previous = list.LastChild()
	}
	item, _ := previous.(*ast.ListItem)
	return item
}

// reportIndentedCode reports a block of code that is one only because its lines are indented, and that reads as prose.
func (v *conversion) reportIndentedCode(n *ast.CodeBlock) {
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		if line := segment.Value(v.src); len(bytes.TrimSpace(line)) > 0 && !isProse(line) {
			return
		}
	}
	segment := lines.At(0)
	v.report(segment.Start, len(bytes.TrimSpace(segment.Value(v.src))), diag.IndentedCode,
		"four spaces or a tab before this line make it code, which is shown as it is written",
		"delete the spaces; for code, write ``` on the lines above and below it")
}

// isProse reports whether a line is of sentences rather than code: at least four words, nearly all of letters alone,
// the first with no small letter at its beginning.
func isProse(line []byte) bool {
	words := strings.Fields(string(line))
	if len(words) < 4 || bytes.ContainsAny(line, "{}<>=$|\\") || bytes.Contains(line, []byte(" -")) ||
		bytes.HasSuffix(bytes.TrimSpace(line), []byte(";")) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(words[0]); unicode.IsLower(first) {
		return false
	}
	ofLetters := 0
	for _, w := range words {
		w = strings.TrimFunc(w, unicode.IsPunct)
		if w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !isInWord(r) }) < 0 {
			ofLetters++
		}
	}
	return ofLetters*10 >= len(words)*7
}

func isInWord(r rune) bool { return r == '-' || r == '\'' || r == '’' }

// entryPattern matches the beginning of an item of a list or of a footnote.
var entryPattern = regexp.MustCompile(`^\s*(?:[-*+]|\d+[.)]|\[\^[^\[\]]+\]:)\s`)

// definitionPattern matches the definition of a reference.
var definitionPattern = regexp.MustCompile(`^\[[^^\[\]][^\[\]]*\]:\s`)

// reportCutText reports a text that ends in the middle of a sentence, and of a line: a file that was not saved whole.
func (v *conversion) reportCutText() {
	end := len(v.src)
	if end == 0 || v.src[end-1] == '\n' {
		return
	}
	begin := end - len(v.lineBefore(end))
	line := bytes.TrimLeft(v.src[begin:], "> ")
	if definitionPattern.Match(line) {
		return
	}
	last, _ := utf8.DecodeLastRune(line)
	isOpen := bytes.Count(line, []byte("(")) > bytes.Count(line, []byte(")"))
	switch {
	case isOpen, bytes.HasPrefix(line, []byte("#")):
	case bytes.HasPrefix(line, []byte("|")) && last != '|':
	case !isWord(last) && last != ' ' && last != ',', len(bytes.Fields(line)) < 4:
		return
	case entryPattern.Match(line) && !bytes.HasSuffix(v.src[:max(begin, 1)-1], []byte(".")): // entries without one
		return
	}
	v.report(begin, end-begin, diag.CutText, "the text ends in the middle of this line, as if the file had been cut",
		"write the end, and a line break after it")
}
