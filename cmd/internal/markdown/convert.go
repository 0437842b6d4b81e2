package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// Converter converts Markdown into HTML. It is safe for concurrent use.
type Converter struct {
	md  goldmark.Markdown
	msg func(key string) string
}

// NewConverter returns a Converter whose HTML has messages by key: the titles of alerts, and the labels of tables,
// downloads and the links back from footnotes.
func NewConverter(msg func(key string) string) *Converter {
	footnotes := extension.NewFootnote(
		extension.WithFootnoteIDPrefixFunction(func(n ast.Node) []byte {
			prefix, _ := n.OwnerDocument().AttributeString("prefix")
			b, _ := prefix.([]byte)
			return b
		}),
		extension.WithFootnoteBacklinkTitle(msg("footnoteBack")),
		extension.WithFootnoteBacklinkHTML("↩\ufe0e"), // no emoji
		extension.WithFootnoteLinkTitle(""),
	)
	return &Converter{msg: msg, md: goldmark.New(
		goldmark.WithExtensions(extensions(tableExtension, footnotes)...),
		goldmark.WithParserOptions(parser.WithHeadingAttribute(),
			parser.WithBlockParsers(util.Prioritized(foldOutParser{}, 850)),        // before that of HTML
			parser.WithParagraphTransformers(util.Prioritized(alertTitles{}, 500)), // after that of tables
			parser.WithASTTransformers(util.Prioritized(unusedFootnoteFinder{}, 500))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(alertRenderer{}, 500),
			util.Prioritized(scrollTableRenderer{}, 500), util.Prioritized(figureRenderer{}, 500),
			util.Prioritized(foldOutRenderer{}, 500), util.Prioritized(videoRenderer{}, 500),
			util.Prioritized(highlightRenderer{}, 500))),
	)}
}

// sharedParser returns the parser of texts that are examined and not converted. It is that of every Converter.
var sharedParser = sync.OnceValue(func() parser.Parser {
	return NewConverter(func(key string) string { return key }).md.Parser()
})

// typographer writes quotation marks and the like as themselves, which take less space than entities.
var typographer = extension.NewTypographer(extension.WithTypographicSubstitutions(extension.TypographicSubstitutions{
	extension.LeftSingleQuote: []byte("‘"), extension.RightSingleQuote: []byte("’"), extension.Apostrophe: []byte("’"),
	extension.LeftDoubleQuote: []byte("“"), extension.RightDoubleQuote: []byte("”"),
	extension.LeftAngleQuote: []byte("«"), extension.RightAngleQuote: []byte("»"),
	extension.EnDash: []byte("–"), extension.EmDash: []byte("—"), extension.Ellipsis: []byte("…"),
}))

func extensions(table, footnotes goldmark.Extender) []goldmark.Extender {
	return []goldmark.Extender{
		table, strikethrough{}, extension.Linkify, extension.DefinitionList, typographer, footnotes,
	}
}

// Body converts the Markdown that starts at offset of data, the content of a file.
func (c *Converter) Body(file string, data []byte, offset int, env Env) Result {
	src := data[min(offset, len(data)):]
	linesBefore := bytes.Count(data[:len(data)-len(src)], []byte{'\n'})
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	lines := diag.NewLines(src)
	pos := func(offset, n int) diag.Problem {
		p := lines.Range(file, offset, n)
		p.Line += linesBefore
		return p
	}
	r := c.convert(src, pos, env, bodyForm)
	diag.CheckCharacters(src, func(offset, n int, rule *diag.Rule, message, hint string) {
		r.Problems = append(r.Problems, rule.At(pos(offset, n), message, hint))
	})
	return r
}

// Block converts a text that is a part of a file, such as a value of the front matter; pos returns positions in the
// file.
func (c *Converter) Block(text string, pos diag.Locator, env Env) Result {
	return c.convertText(text, pos, env, blockForm)
}

// Inline converts a text of one paragraph, see [Converter.Block], and returns it without the tags of the paragraph.
func (c *Converter) Inline(text string, pos diag.Locator, env Env) Result {
	return c.convertText(text, pos, env, inlineForm)
}

func (c *Converter) convertText(text string, pos diag.Locator, env Env, form form) Result {
	if env.Terms == nil && isPlain(text) {
		return plainResult(text, pos, env, form)
	}
	return c.convert([]byte(text), pos, env, form)
}

// form is the form of the HTML of a text.
type form int

const (
	bodyForm   form = iota // blocks, with the footnotes apart
	blockForm              // blocks
	inlineForm             // the content of one paragraph
)

func (c *Converter) convert(src []byte, pos diag.Locator, env Env, form form) Result {
	v := &conversion{Converter: c, env: env, form: form, src: src, pos: pos, linkedTerms: map[string]bool{},
		idSuffixes: map[string]int{}, openTags: map[string]int{}}
	if env.UsedIDs == nil {
		v.env.UsedIDs = map[string]bool{}
	}
	if limitErr := checkLimits(src); limitErr != nil {
		v.report(limitErr.offset, 1, diag.TooComplex, limitErr.message, limitErr.hint)
		return v.Result
	}
	v.hideConflicts()
	if form == bodyForm {
		v.reportCutText()
	}
	doc := c.md.Parser().Parse(gtext.NewReader(v.src))
	if env.IDPrefix != "" {
		doc.SetAttributeString("prefix", []byte(env.IDPrefix))
	}
	v.reportUnusedFootnotes(doc)
	v.assignHeadingIDs(doc)
	if env.Sections {
		v.collector = &textCollector{text: make([]byte, 0, len(v.src))}
	}
	if env.Prose {
		if v.env.Scratch == nil {
			v.env.Scratch = new(Scratch)
		}
		v.prose = v.env.Scratch.newCollector(len(v.src))
	}
	_ = ast.Walk(doc, v.visit)
	if v.prose != nil {
		v.Paragraphs = v.env.Scratch.result(v.pos)
		v.listUsedTerms()
	}
	if v.collector != nil {
		v.endSection()
		v.Sections = v.collector.sections
	}
	v.applyEdits(doc)
	v.hasFootnotes = doc.LastChild() != nil && doc.LastChild().Kind() == east.KindFootnoteList
	if !env.NoHTML || form == inlineForm { // which reports problems
		v.render(doc, form)
	}
	if v.hasFootnotes && env.Footnotes {
		v.renderFootnotes(doc)
	}
	return v.Result
}

// applyEdits makes the changes of the document that had to wait for the end of the walk.
func (v *conversion) applyEdits(doc ast.Node) {
	for _, edit := range v.edits {
		edit()
	}
	v.IsEmpty = doc.FirstChild() == nil && len(v.Problems) == 0
}

// render sets HTML and FootnoteItems.
func (v *conversion) render(doc ast.Node, form form) {
	switch {
	case form == inlineForm:
		v.HTML = v.renderInline(doc)
	case form == bodyForm && v.hasFootnotes:
		v.HTML = v.renderSiblings(doc.FirstChild(), doc.LastChild())
		v.FootnoteItems = v.renderSiblings(doc.LastChild().FirstChild(), nil)
	default:
		v.HTML = v.renderSiblings(doc.FirstChild(), nil)
	}
}

// collect adds a node to what is collected of the text.
func (v *conversion) collect(n ast.Node, entering bool) {
	if v.collector != nil && entering {
		v.collectText(n)
	}
	switch {
	case v.prose == nil:
	case entering:
		v.collectProse(n)
	case n.Kind() == ast.KindLink:
		v.prose.leaveLink()
	}
}

// visit converts or reports a node when the walk enters it.
func (v *conversion) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	v.collect(n, entering)
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.HTMLBlock:
		v.dropHTMLBlock(n)
		return ast.WalkSkipChildren, nil
	case *ast.RawHTML:
		v.visitTag(n)
	case *ast.Blockquote:
		v.convertAlert(n)
	case *foldOut:
		v.convertFoldOut(n)
	case *east.Table:
		v.wrapTable(n)
	case *ast.Heading:
		v.reportUnderline(n)
	case *ast.ListItem:
		v.reportTaskBox(n)
		v.reportSublist(n)
	case *ast.Link:
		v.convertLink(n)
	case *ast.AutoLink:
		v.convertAutoLink(n)
	case *ast.Image:
		v.convertImage(n)
		return ast.WalkSkipChildren, nil
	case *ast.CodeSpan:
		v.collectCode(n)
		return ast.WalkSkipChildren, nil
	case *ast.Paragraph:
		v.reportParagraph(n)
	case *ast.TextBlock:
		v.reportLineMarks(n)
	case *ast.CodeBlock:
		v.reportIndentedCode(n)
	case *ast.FencedCodeBlock:
		v.reportFence(n)
	case *ast.Emphasis:
		v.reportProduct(n)
	case *ast.Text:
		v.convertText(n)
	default:
		v.reportRow(n)
	}
	return ast.WalkContinue, nil
}

// renderInline renders the content of the only paragraph.
func (v *conversion) renderInline(doc ast.Node) string {
	only := doc.FirstChild()
	if only == nil {
		return ""
	}
	if only.Kind() != ast.KindParagraph || only.NextSibling() != nil {
		v.report(0, len(v.src), diag.NotInline, "this text must be one paragraph without lists, headings or blocks",
			"make it one paragraph; an item can say more in detail:")
	}
	v.PlainText = v.plainText(only)
	return v.renderSiblings(only.FirstChild(), nil)
}

// collectCode adds code within a text to what is collected of it.
func (v *conversion) collectCode(n *ast.CodeSpan) {
	text := v.plainText(n)
	if v.collector != nil && !v.collector.skip {
		v.collector.text = append(v.collector.text, text...)
	}
	v.countWords([]byte(text))
}
