package page

import (
	"bytes"

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

// Converter turns Markdown into HTML. One may be used from many goroutines.
type Converter struct {
	md   goldmark.Markdown
	word func(key string) string
}

// NewConverter returns a Converter that takes interface words (the titles of alerts, the names of tables,
// downloads and a footnote's way back) from word.
func NewConverter(word func(key string) string) *Converter {
	footnotes := extension.NewFootnote(
		extension.WithFootnoteIDPrefixFunction(func(n ast.Node) []byte {
			prefix, _ := n.OwnerDocument().AttributeString("prefix")
			b, _ := prefix.([]byte)
			return b
		}),
		extension.WithFootnoteBacklinkTitle(word("footnoteBack")),
		extension.WithFootnoteLinkTitle(""),
	)
	return &Converter{word: word, md: goldmark.New(
		goldmark.WithExtensions(extensions(table, footnotes)...),
		goldmark.WithParserOptions(parser.WithHeadingAttribute(), parser.WithASTTransformers(util.Prioritized(footnoteFinder{}, 500))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(alertRenderer{}, 500), util.Prioritized(frameRenderer{}, 500), util.Prioritized(figureRenderer{}, 500))),
	)}
}

func extensions(table, footnotes goldmark.Extender) []goldmark.Extender {
	return []goldmark.Extender{
		table, extension.Strikethrough, extension.Linkify, extension.DefinitionList, extension.Typographer, footnotes,
	}
}

// Baseline does the least that any generator with this Markdown must do with one file: split off the
// front matter, parse its YAML into nodes, convert the body. Benchmarks measure against it.
func Baseline() func(data []byte) ([]byte, error) {
	md := goldmark.New(goldmark.WithExtensions(extensions(extension.Table, extension.Footnote)...),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()))
	return func(data []byte) ([]byte, error) {
		s := newSource("", data)
		if s.split() {
			_, _, _ = s.parseYAML(s.front, s.frontEnd, MaxFrontMatter)
		}
		var out bytes.Buffer
		err := md.Convert(data[s.body:], &out)
		return out.Bytes(), err
	}
}

// Env is what a text needs to know of the page it stands on. The zero Env leaves links alone.
type Env struct {
	// Resolve says where the destination of a link or a picture leads.
	Resolve func(dest string, picture bool) Target
	// Taken holds the ids that the page has already; conversion adds its own.
	Taken map[string]bool
	// Prefix goes before every id of a heading or a footnote.
	Prefix string
	// Shift is added to the level of every heading.
	Shift int
	// Permalink names the link behind a heading that leads to it, with {title} for its text; without a
	// name there is none.
	Permalink string
	// Number gives the address of a link elsewhere its number in the list of addresses that is printed
	// below the text. Without it links have no numbers.
	Number func(address string) int
	// Notes asks for the footnotes by themselves, Passages for the text of each section.
	Notes, Passages bool
	// Terms are linked at their first use; Term gives the address of one by its slug.
	Terms *Terms
	Term  func(slug string) string
}

// Target is where a link leads.
type Target struct {
	Href string // the destination to write; the link is dropped where it is ""
	// Address and Fragment name a place in this guide of which it is not yet known whether it exists.
	Address, Fragment string
	Width, Height     int    // of a picture in pixels; 0: unknown
	Sheet             *Sheet // in place of a picture
	Code, Problem     string
	Hint              string
}

// Result is one converted text and what was learnt from it.
type Result struct {
	HTML     []byte
	Plain    string // of an inline text: its words without markup
	Headings []Heading
	Cites    bool   // it has footnotes
	Notes    []Note // these, if the Env asked for them
	Passages []Passage
	Links    []Link // into this guide, with a fragment
	Doubts   []Doubt
	Problems []diag.Problem
	Allow    []Allowance
	Words    int
}

// Heading is one heading of a body.
type Heading struct {
	Level int // as written
	ID    string
	Text  string
	Clash string // the id it would have had, where that was taken
	At    diag.Problem
}

// Note is one footnote.
type Note struct {
	HTML []byte
	Ref  string // the id of its first reference
}

// Link leads to a fragment of a page of this guide.
type Link struct {
	Address, Fragment string
	At                diag.Problem
}

// Doubt is a piece of text that reads like Markdown and is none.
type Doubt struct {
	Kind DoubtKind
	Text string
	At   diag.Problem
}

// DoubtKind says what a piece of text seems to be.
type DoubtKind string

const (
	UndefinedReference DoubtKind = "undefined-reference"
	UndefinedFootnote  DoubtKind = "undefined-footnote"
	UnusedFootnote     DoubtKind = "unused-footnote"
	BrokenTable        DoubtKind = "broken-table"
	UnknownAlert       DoubtKind = "unknown-alert"
)

// Body converts the Markdown of a page. The data is that of the whole file.
func (c *Converter) Body(p *Page, data []byte, env Env) Result {
	src := data[min(p.Body, len(data)):]
	first, _ := diag.NewLines(data[:len(data)-len(src)]).Position(len(data))
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	lines := diag.NewLines(src)
	at := func(offset, n int) diag.Problem {
		place := lines.Problem(p.File, offset, n, diag.Error, "", "")
		place.Line += first - 1
		return place
	}
	if len(src) > MaxBody {
		return Result{} // Parse has said so
	}
	return c.convert(src, at, env, false)
}

// Block converts Markdown held by the front matter.
func (c *Converter) Block(file string, t Text, env Env) Result {
	return c.convert([]byte(t.Value), t.at(file), env, false)
}

// Inline converts Markdown of one paragraph and returns it without the paragraph's tags.
func (c *Converter) Inline(file string, t Text, env Env) Result {
	return c.convert([]byte(t.Value), t.at(file), env, true)
}

// at returns a function from an offset in a value of the front matter to its place in the file: the
// own line in a literal block, else the value's first line.
func (t Text) at(file string) func(offset, n int) diag.Problem {
	lines := diag.NewLines([]byte(t.Value))
	return func(offset, n int) diag.Problem {
		if t.indent < 0 {
			return diag.Problem{File: file, Line: t.Line, Column: t.Column, EndColumn: t.EndColumn}
		}
		p := lines.Problem(file, offset, n, diag.Error, "", "")
		p.Line += t.Line
		p.Column += t.indent
		p.EndColumn += t.indent
		return p
	}
}

// conversion is one text on its way to HTML.
type conversion struct {
	*Converter
	Result
	env   Env
	src   []byte
	place func(offset, n int) diag.Problem
	later []func() // changes of the tree, made after it was walked
	terms map[string]bool
	// termsFrom is the offset behind the last term found: one that is broken over two lines ends in
	// the text of the second.
	termsFrom int
	repeated  int            // bytes that references have repeated
	suffixes  map[string]int // the last number given to a heading's id that was taken
	allowNext int            // the line at which the block behind a run of comments ends
	opened    map[string]int // tags of HTML that were opened and not yet closed
	gathered  *gatherer      // nil unless the Env asked for passages
}

func (c *Converter) convert(src []byte, place func(offset, n int) diag.Problem, env Env, inline bool) Result {
	v := &conversion{Converter: c, env: env, src: src, place: place, terms: map[string]bool{}, suffixes: map[string]int{}, opened: map[string]int{}}
	if env.Taken == nil {
		v.env.Taken = map[string]bool{}
	}
	if over := overLimit(src); over != nil {
		v.fault(over.offset, 1, "too-complex", over.message, over.hint)
		return v.Result
	}
	doc := c.md.Parser().Parse(gtext.NewReader(src))
	doc.SetAttributeString("prefix", []byte(env.Prefix))
	v.unusedFootnotes(doc)
	v.headings(doc)
	if env.Passages {
		v.gathered = &gatherer{}
	}
	_ = ast.Walk(doc, v.visit)
	if v.gathered != nil {
		v.nextPassage()
		v.Passages = v.gathered.passages
	}
	for _, change := range v.later {
		change()
	}
	var out output
	out.Grow(len(src) + len(src)/2)
	if inline {
		v.inline(&out, doc)
	} else if err := c.md.Renderer().Render(&out, src, doc); err != nil {
		panic("page: " + err.Error()) // a bytes.Buffer does not fail
	}
	v.HTML = out.Bytes()
	if v.Cites = doc.LastChild() != nil && doc.LastChild().Kind() == east.KindFootnoteList; v.Cites && env.Notes {
		v.notes(doc)
	}
	return v.Result
}

// output is a buffer that goldmark writes to without one of its own.
type output struct{ bytes.Buffer }

func (*output) Buffered() int { return 0 }
func (*output) Flush() error  { return nil }

// inline writes the content of the only paragraph.
func (v *conversion) inline(out *output, doc ast.Node) {
	only := doc.FirstChild()
	if only == nil {
		return
	}
	if only.Kind() != ast.KindParagraph || only.NextSibling() != nil {
		v.fault(0, len(v.src), "not-inline", "this text must be one paragraph without lists, headings or blocks", "use detail: for more")
	}
	v.Plain = v.plain(only)
	v.content(out, only)
}

// content writes what is in a node without the node's own tags.
func (v *conversion) content(out *output, of ast.Node) {
	for n := of.FirstChild(); n != nil; n = n.NextSibling() {
		if err := v.md.Renderer().Render(out, v.src, n); err != nil {
			panic("page: " + err.Error()) // a bytes.Buffer does not fail
		}
	}
}

// fault records an error.
func (v *conversion) fault(offset, n int, code, message, hint string) {
	v.report(diag.Error, offset, n, code, message, hint)
}

// warn records a warning.
func (v *conversion) warn(offset, n int, code, message, hint string) {
	v.report(diag.Warning, offset, n, code, message, hint)
}

func (v *conversion) report(severity diag.Severity, offset, n int, code, message, hint string) {
	p := v.place(offset, n)
	p.Severity, p.Code, p.Message, p.Hint = severity, code, message, hint
	v.Problems = append(v.Problems, p)
}

func (v *conversion) doubt(kind DoubtKind, offset, n int, what string) {
	v.Doubts = append(v.Doubts, Doubt{Kind: kind, Text: what, At: v.place(offset, n)})
}

// at returns where a node begins. Goldmark counts a tab as the columns that it fills, so behind tabs it
// may say too much.
func (v *conversion) at(n ast.Node) int {
	at := min(max(n.Pos(), 0), len(v.src))
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		at = min(at, n.Lines().At(0).Start)
	}
	return at
}

// change makes f happen after the walk, which must not meet a tree that moves.
func (v *conversion) change(f func()) { v.later = append(v.later, f) }

func remove(n ast.Node) func() {
	return func() {
		if p := n.Parent(); p != nil {
			p.RemoveChild(p, n)
		}
	}
}

// visit looks at one node on the way down.
func (v *conversion) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if v.gathered != nil {
		v.gather(n)
	}
	switch n := n.(type) {
	case *ast.HTMLBlock:
		v.htmlBlock(n)
		return ast.WalkSkipChildren, nil
	case *ast.RawHTML:
		v.rawHTML(n)
	case *ast.Blockquote:
		v.blockquote(n)
	case *east.Table:
		v.table(n)
	case *ast.ListItem:
		v.listItem(n)
	case *ast.Link:
		v.link(n)
	case *ast.AutoLink:
		v.autoLink(n)
	case *ast.Image:
		v.image(n)
		return ast.WalkSkipChildren, nil
	case *ast.CodeSpan:
		if v.gathered != nil && !v.gathered.skip {
			v.gathered.text = append(v.gathered.text, v.plain(n)...)
		}
		v.Words += countWords([]byte(v.plain(n)))
		return ast.WalkSkipChildren, nil
	case *ast.Paragraph:
		v.looksLikeTable(n)
		v.looksLikeAlert(n)
	case *ast.Text:
		v.text(n)
	default:
		v.tableRow(n)
	}
	return ast.WalkContinue, nil
}
