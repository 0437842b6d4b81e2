package markdown

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// figure is an image with a caption or the table of a CSV file.
type figure struct {
	ast.BaseBlock
	caption       string
	wide          *Image // of an image: its form for wide screens, or nil
	table         *CSVTable
	href          string // of the CSV file
	downloadLabel string // of the link to it
	printLabel    string // of the button that prints it alone
}

var kindFigure = ast.NewNodeKind("Figure")

func (*figure) Kind() ast.NodeKind { return kindFigure }

func (n *figure) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"caption": n.caption}, nil)
}

func (v *conversion) convertImage(n *ast.Image) {
	if strings.TrimSpace(v.plainText(n)) == "" {
		v.report(v.offsetOf(n), v.linkLen(v.offsetOf(n)), diag.MissingAlt,
			"the picture has no text for people who cannot see it",
			"say between the square brackets what the picture shows")
	}
	t, ok := v.resolveNode(n, n.Reference, n.Destination, n.Title)
	if !ok {
		return
	}
	if t.Table != nil {
		v.replaceWithTable(n, t)
		return
	}
	v.wrapFigure(n, t.Wide)
	n.Destination = escapeHref(t.Href)
	if t.Width > 0 && t.Height > 0 {
		n.SetAttributeString("width", []byte(strconv.Itoa(t.Width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(t.Height)))
	}
	if len(t.Versions) > 0 {
		n.SetAttributeString("srcset", sourceSet(t.Versions))
		n.SetAttributeString("sizes", []byte(versionSizes))
	}
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
}

// versionSizes says how wide a page shows a picture: as its column, --measure of static/css/tokens.css, or as a narrow
// screen without its margins.
const versionSizes = "(width >= 45rem) 41rem, 92vw"

// sourceSet returns the srcset of versions of a picture.
func sourceSet(versions []Image) []byte {
	var b []byte
	for i, v := range versions {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = fmt.Appendf(b, "%s %dw", util.URLEscape([]byte(v.Href), true), v.Width)
	}
	return b
}

// standsAlone reports whether an image or a link is the whole content of its paragraph.
func standsAlone(n ast.Node) bool {
	p := n.Parent()
	return p.Kind() == ast.KindParagraph && n.PreviousSibling() == nil && n.NextSibling() == nil
}

// wrapFigure puts an image that stands alone and has a title into a figure; the title becomes the caption.
func (v *conversion) wrapFigure(n *ast.Image, wide *Image) {
	if len(n.Title) == 0 || !standsAlone(n) {
		return
	}
	f := &figure{caption: unescapeDest(n.Title), wide: wide}
	n.Title = nil
	v.WordCount += countWords([]byte(f.caption))
	v.replaceParagraph(n, f)
	v.deferEdit(func() { f.AppendChild(f, n) })
}

// replaceWithTable replaces an image whose file is a CSV file by a table.
func (v *conversion) replaceWithTable(n *ast.Image, t Target) {
	if !standsAlone(n) {
		v.report(v.offsetOf(n), v.linkLen(v.offsetOf(n)), diag.BadSheet,
			"a table from a CSV file cannot stand inside a paragraph", "put an empty line before and after it")
		v.deferEdit(func() { unwrap(n) })
		return
	}
	size := strconv.FormatInt((t.Table.Size+999)/1000, 10)
	v.replaceParagraph(n, &figure{caption: v.plainText(n), table: t.Table, href: t.Href,
		downloadLabel: strings.ReplaceAll(v.msg("download"), "{size}", size),
		printLabel:    v.msg("printSheet")})
	for _, row := range t.Table.Rows {
		for _, cell := range row {
			v.WordCount += countWords([]byte(cell))
		}
	}
}

// replaceParagraph puts a block in the place of the paragraph that is only n.
func (v *conversion) replaceParagraph(n, f ast.Node) {
	p := n.Parent()
	v.deferEdit(func() {
		if p.Parent() != nil {
			p.Parent().ReplaceChild(p.Parent(), p, f)
		}
	})
}

type figureRenderer struct{}

func (figureRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindFigure, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*figure)
		switch {
		case n.table != nil && entering:
			n.writeTable(w)
		case n.table != nil:
		case entering && n.wide != nil:
			// Chromium counts the sheets before it prints: a picture that grew then would cost the last sheet.
			_, _ = fmt.Fprintf(w, "<figure class=\"wide\"><picture><source media=\"print, (width >= 72rem)\" "+
				"srcset=\"%s\" width=\"%d\" height=\"%d\">", escapeHref(n.wide.Href), n.wide.Width, n.wide.Height)
		case entering:
			_, _ = w.WriteString("<figure>")
		case n.wide != nil:
			_, _ = w.WriteString("</picture>")
			fallthrough
		default:
			_, _ = fmt.Fprintf(w, "\n<figcaption>%s</figcaption></figure>\n", html.EscapeString(n.caption))
		}
		return ast.WalkContinue, nil
	})
}

// writeTable writes the table of a CSV file and a link to the file.
func (n *figure) writeTable(w util.BufWriter) {
	name := html.EscapeString(n.caption)
	_, _ = fmt.Fprintf(w, "<figure class=\"sheet\">\n<figcaption>%s "+
		"<a href=\"%s\" download>%s<span class=\"visually-hidden\">: %[1]s</span></a>\n"+
		"<button type=\"button\" data-action=\"print\" value=\"sheet\">%[4]s</button></figcaption>\n",
		name, escapeHref(n.href), html.EscapeString(n.downloadLabel), html.EscapeString(n.printLabel))
	_, _ = fmt.Fprintf(w, "<div class=\"table\" role=\"group\" aria-label=\"%s\" tabindex=\"0\">\n<table>\n<thead>\n",
		name)
	n.table.writeHeader(w)
	_, _ = w.WriteString("</thead>\n<tbody>\n")
	for _, row := range n.table.Rows {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			writeRow(w, `<tr class="blank">`, row)
		} else {
			writeRow(w, "<tr>", row)
		}
	}
	_, _ = w.WriteString("</tbody>\n</table>\n</div>\n</figure>\n")
}

// writeHeader writes the names of the columns. A column to fill in gets more room on paper.
func (t *CSVTable) writeHeader(w util.BufWriter) {
	_, _ = w.WriteString("<tr>")
	for i, name := range t.Header {
		class := ""
		if !slices.ContainsFunc(t.Rows, func(row []string) bool { return strings.TrimSpace(row[i]) != "" }) {
			class = ` class="empty"`
		}
		_, _ = fmt.Fprintf(w, "<th%s>%s</th>", class, html.EscapeString(strings.TrimSpace(name)))
	}
	_, _ = w.WriteString("</tr>\n")
}

func writeRow(w util.BufWriter, open string, cells []string) {
	_, _ = w.WriteString(open)
	for _, cell := range cells {
		_, _ = fmt.Fprintf(w, "<td>%s</td>", html.EscapeString(strings.TrimSpace(cell)))
	}
	_, _ = w.WriteString("</tr>\n")
}
