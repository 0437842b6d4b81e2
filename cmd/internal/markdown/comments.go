package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// editorComment is the text of a comment above a block for editors, as guide init writes it.
const editorComment = "editor"

func isSuppression(comment []byte) bool { return strings.HasPrefix(commentText(comment), "allow:") }

func commentText(comment []byte) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(string(comment), "<!--"), "-->"))
}

// bodySuppression adds the suppression that a comment holds, if any. It covers the next block.
func (v *conversion) bodySuppression(raw []byte, offset int) {
	if !isSuppression(raw) {
		return
	}
	a, problem, ok := diag.ParseSuppression(commentText(raw), v.pos(offset, firstLineLen(raw)))
	if problem != nil {
		v.Problems = append(v.Problems, *problem)
	}
	if ok {
		a.From, a.To = a.Pos.Line, max(a.Pos.Line, v.nextBlockEnd)
		v.Suppressions = append(v.Suppressions, a)
	}
}

// findNextBlock sets nextBlockEnd to the last line of the block after a run of comments. All comments of a run share
// it.
func (v *conversion) findNextBlock(n *ast.HTMLBlock) {
	if isComment(n.PreviousSibling()) {
		return
	}
	next := n.NextSibling()
	for isComment(next) {
		next = next.NextSibling()
	}
	for isList(next) && isList(next.NextSibling()) && !next.NextSibling().HasBlankPreviousLines() {
		next = next.NextSibling() // to its author one list
	}
	v.nextBlockEnd = 0
	switch {
	case next != nil:
		v.nextBlockEnd = v.pos(lastOffset(next), 1).Line
	case n.Parent().Kind() == ast.KindDocument: // footnotes, which goldmark moves or removes
		v.nextBlockEnd = v.pos(len(bytes.TrimRight(v.src, " \t\n")), 1).Line
	}
}

func isComment(n ast.Node) bool {
	block, ok := n.(*ast.HTMLBlock)
	return ok && block.HTMLBlockType == ast.HTMLBlockType2
}

func isList(n ast.Node) bool { return n != nil && n.Kind() == ast.KindList }

// lastOffset returns the offset of the last byte of the blocks in n.
func lastOffset(n ast.Node) int {
	last := max(n.Pos(), 0)
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock {
			if lines := n.Lines(); lines != nil && lines.Len() > 0 {
				last = max(last, lines.At(lines.Len()-1).Stop-1)
			}
		}
		return ast.WalkContinue, nil
	})
	return last
}

// firstLineLen returns the length of the first line of b without its line break, at least 1.
func firstLineLen(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return max(i, 1)
	}
	return max(len(b), 1)
}
