package markdown

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// assignHeadingIDs gives every heading its id: the written {#id}, else the slug of its text. Written ids are assigned
// first, so that a heading added above one never takes its id.
func (v *conversion) assignHeadingIDs(doc ast.Node) {
	var headings []*ast.Heading
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if ok && entering {
			headings = append(headings, h)
		}
		if ok || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	if len(headings) == 0 {
		return
	}
	explicitIDs := make([]string, len(headings))
	for i, h := range headings {
		explicitIDs[i] = v.explicitID(h)
	}
	v.Headings = make([]Heading, len(headings))
	for _, explicit := range []bool{true, false} {
		for i, h := range headings {
			if (explicitIDs[i] != "") == explicit {
				v.Headings[i] = v.assignID(h, explicitIDs[i])
			}
		}
	}
}

// explicitID returns the id in the braces after a heading, or "", and reports other attributes.
func (v *conversion) explicitID(h *ast.Heading) string {
	report := func(rule *diag.Rule, message, hint string) {
		v.report(v.offsetOf(h), v.lineLen(v.offsetOf(h)), rule, message, hint)
	}
	id, hasID := "", false
	for _, a := range h.Attributes() {
		if value, ok := a.Value.([]byte); ok && string(a.Name) == "id" {
			id, hasID = string(value), true
			continue
		}
		report(diag.HeadingAttribute, fmt.Sprintf("a heading cannot have the attribute %q",
			diag.Truncate(string(a.Name))), onlyIDHint)
	}
	switch {
	case !hasID && unparsedAttributes.Match(h.Lines().Value(v.src)):
		report(diag.HeadingAttribute, "the braces after the heading cannot be read", onlyIDHint)
	case !hasID:
	case !naming.IsSlug(id):
		report(diag.BadID, fmt.Sprintf("%q cannot be the id of a heading", diag.Truncate(id)),
			"use lower-case letters, digits and single hyphens")
	case strings.HasPrefix(id, naming.ReservedPrefix):
		report(diag.BadID, "ids that begin with "+naming.ReservedPrefix+" are reserved for the site itself",
			"begin it with another word")
	default:
		return id
	}
	return ""
}

const onlyIDHint = "in braces after a heading only {#id} is allowed"

// unparsedAttributes matches braces at the end of a heading that goldmark parses as text.
var unparsedAttributes = regexp.MustCompile(`\{[#.:][^{}]*\}\s*$`)

// assignID gives a heading its id. UsedIDs holds ids without the prefix, so that a page and the page of all texts
// assign the same ones.
func (v *conversion) assignID(h *ast.Heading, id string) Heading {
	offset := v.offsetOf(h)
	out := Heading{Level: h.Level, Text: v.plainText(h), Pos: v.pos(offset, v.lineLen(offset))}
	out.marks = v.headingMarks(h, out.Pos)
	base := id
	if base == "" {
		base = naming.Slug(out.Text)
	}
	if base == "" {
		base = "section"
	}
	if strings.HasPrefix(base, naming.ReservedPrefix) {
		base = "section-" + base
	}
	out.ID = base
	for n := max(v.idSuffixes[base]+1, 2); v.env.UsedIDs[out.ID]; n++ {
		out.ID, out.WantedID = base+"-"+strconv.Itoa(n), base
		v.idSuffixes[base] = n
	}
	v.env.UsedIDs[out.ID] = true
	if v.env.NoHTML {
		return out
	}
	h.RemoveAttributes()
	h.SetAttributeString("id", []byte(v.env.IDPrefix+out.ID))
	h.Level = min(max(h.Level, 2)+v.env.HeadingOffset, 6)
	if v.env.PermalinkLabel != "" {
		link := ast.NewString([]byte(Permalink(v.env.IDPrefix+out.ID, out.Text, v.env.PermalinkLabel)))
		link.SetCode(true) // rendered as it is
		v.deferEdit(func() { h.AppendChild(h, link) })
	}
	return out
}

// headingMarks returns the #s before a heading, or the =s below it.
func (v *conversion) headingMarks(h *ast.Heading, pos diag.Problem) diag.Replacement {
	offset := v.offsetOf(h)
	if offset < len(v.src) && v.src[offset] == '#' {
		if !v.canHold(change{offset, offset + h.Level, "#"}) {
			return diag.Replacement{}
		}
		return diag.Replacement{Line: pos.Line, Column: pos.Column, EndLine: pos.Line, EndColumn: pos.Column + h.Level,
			Text: "#"}
	}
	if h.Level > 1 || h.Lines().Len() == 0 { // the level of =s
		return diag.Replacement{}
	}
	last := h.Lines().At(h.Lines().Len() - 1)
	below := v.nextLine(last.Start)
	line := v.src[below : below+v.lineLen(below)]
	from := bytes.IndexByte(line, '=')
	to := bytes.LastIndexByte(line, '=') + 1
	if from < 0 || !v.canHold(change{below + from, below + to, "-"}) {
		return diag.Replacement{}
	}
	marks := v.replacements([]change{{below + from, below + to, "="}})
	return marks[0]
}

// Permalink returns the HTML of the link after a title that leads to it. {title} in name is replaced by the title.
func Permalink(id, title, name string) string {
	label := strings.ReplaceAll(name, "{title}", title)
	return ` <a class="permalink" href="#` + html.EscapeString(id) + `" aria-label="` + html.EscapeString(label) +
		`">#</a>`
}

// plainText returns the text of a node without markup.
func (v *conversion) plainText(n ast.Node) string {
	if only, ok := n.FirstChild().(*ast.Text); ok && only.NextSibling() == nil {
		return string(bytes.TrimSpace(v.textOf(only)))
	}
	return v.textUntil(n, func(ast.Node) bool { return false })
}

// textUntil returns the text of a node without markup, up to the first node that isEnd reports true for.
func (v *conversion) textUntil(n ast.Node, isEnd func(ast.Node) bool) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if isEnd(n) {
			return ast.WalkStop, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(v.textOf(n))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			if !bytes.HasPrefix(n.Value, []byte("<")) { // a tag of the HTML
				b.WriteString(html.UnescapeString(string(n.Value)))
			}
		case *ast.AutoLink:
			b.Write(n.Label(v.src))
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// textOf returns the text of a node with its backslashes and entities resolved, but for those in code.
func (v *conversion) textOf(n *ast.Text) []byte {
	value := n.Segment.Value(v.src)
	if bytes.IndexByte(value, '\\') < 0 && bytes.IndexByte(value, '&') < 0 || n.Parent().Kind() == ast.KindCodeSpan {
		return value
	}
	return []byte(html.UnescapeString(string(util.UnescapePunctuations(value))))
}

// lineLen returns the number of bytes from offset to the end of its line.
func (v *conversion) lineLen(offset int) int {
	if i := bytes.IndexByte(v.src[offset:], '\n'); i >= 0 {
		return i
	}
	return len(v.src) - offset
}

// reportUnderline reports hyphens that make a heading of a sentence, or of several lines: they were meant as a line
// between texts. Those that are as long as the line above them were meant as they are.
func (v *conversion) reportUnderline(h *ast.Heading) {
	lines := h.Lines()
	if h.Level != 2 || lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	text := bytes.TrimSpace(last.Value(v.src))
	below := v.nextLine(max(last.Stop-1, 0))
	marks := bytes.IndexByte(v.src[below:below+v.lineLen(below)], '-')
	if marks < 0 || bytes.IndexByte(v.lineBefore(lines.At(0).Start), '#') >= 0 {
		return
	}
	underline := bytes.TrimSpace(v.src[below+marks : below+v.lineLen(below)])
	if ends := bytes.TrimRight(text, ".,"); lines.Len() == 1 &&
		(len(ends) == len(text) || utf8.RuneCount(underline) == utf8.RuneCount(text)) {
		return
	}
	if first := lines.At(0); h.PreviousSibling() == nil && bytes.Contains(first.Value(v.src), []byte(": ")) {
		return // front matter without its first line is reported as that
	}
	v.report(below+marks, len(underline), diag.HeadingMark, "these hyphens make a heading of what is above them",
		"put an empty line above them")
}
