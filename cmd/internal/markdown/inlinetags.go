package markdown

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// Markdown has no marks for keys, small figures, abbreviations and anchors, nor for a new line in a cell of a table.
// Texts write them as HTML, which GitHub, GitLab and editors show in the same way: <kbd>, <sub>, <sup>,
// <abbr title="...">, <a id="..."></a> and <br>. The HTML of a page has tags made anew of what is written.

// inlineTags maps the elements that a text may have to the attribute that each needs, or "".
var inlineTags = map[string]string{"kbd": "", "sub": "", "sup": "", "abbr": "title", "a": "id", "br": ""}

// tag is an HTML tag of a text.
type tag struct {
	name       string // in lower case
	closing    bool
	attributes map[string]string // values as browsers read them
	node       *ast.RawHTML
	raw        []byte
}

var (
	wholeTag     = regexp.MustCompile(`(?s)^<(/?)([a-zA-Z][a-zA-Z0-9-]*)(.*?)/?>$`)
	tagAttribute = regexp.MustCompile(`([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>` + "`" + `]+))?`)
)

// readTag returns the tag that a node is; ok is false for what is none, such as a comment.
func (v *conversion) readTag(n *ast.RawHTML) (t tag, ok bool) {
	t.node, t.raw = n, segmentsSource(n.Segments, v.src)
	m := wholeTag.FindSubmatch(t.raw)
	if m == nil {
		return t, false
	}
	t.name, t.closing = strings.ToLower(string(m[2])), len(m[1]) > 0
	for _, a := range tagAttribute.FindAllSubmatch(m[3], -1) {
		if t.attributes == nil {
			t.attributes = map[string]string{}
		}
		value := bytes.Trim(a[2], `"'`)
		t.attributes[strings.ToLower(string(a[1]))] = strings.TrimSpace(html.UnescapeString(string(value)))
	}
	return t, true
}

// isAllowed reports whether a text may have the tag. A link is written in Markdown: only an anchor is an <a>.
func (v *conversion) isAllowed(t tag) bool {
	_, allowed := inlineTags[t.name]
	_, isLink := t.attributes["href"]
	return allowed && !(t.name == "a" && (isLink || !t.closing && t.anchor() == "")) &&
		!(t.name == "br" && (t.closing || v.inOneLine(t.node, true) != ""))
}

// anchor returns the id of an anchor; GitHub and older HTML have name in its place.
func (t tag) anchor() string {
	if id := t.attributes["id"]; id != "" {
		return id
	}
	return t.attributes["name"]
}

// tagOf returns the tag that a node is. It converts or reports the tags beside it, if it is the first of them.
func (v *conversion) tagOf(n *ast.RawHTML) tag {
	if _, ok := v.tags[n]; !ok {
		v.convertTags(n.Parent())
	}
	return v.tags[n]
}

// visitTag notes whether what follows a tag is in a key or an abbreviation, where no term is linked.
func (v *conversion) visitTag(n *ast.RawHTML) {
	if t := v.tagOf(n); t.name == "kbd" || t.name == "abbr" {
		v.inTag = !t.closing
	}
}

// convertTags converts or reports the tags among the children of a node. A tag is closed where it is opened: in the
// same paragraph, and inside the same stress or link.
func (v *conversion) convertTags(parent ast.Node) {
	if v.tags == nil {
		v.tags = map[ast.Node]tag{}
	}
	var open []tag
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		n, ok := c.(*ast.RawHTML)
		if !ok {
			continue
		}
		t, ok := v.readTag(n)
		v.tags[n] = t
		switch {
		case !ok || !t.closing && !v.isAllowed(t) || t.closing && v.openTags[t.name] > 0:
			v.dropRawHTML(n)
		case t.name == "br" && !t.closing:
			v.replaceTag(t, "<br>")
		case !t.closing:
			open = append(open, t)
		default:
			open = v.closeTag(open, t)
		}
	}
	for _, t := range open {
		v.reportUnclosedTag(t)
	}
	if p, ok := parent.(*ast.Paragraph); ok && v.holdsAnchorsAlone(p) {
		v.deferEdit(func() { renameNode(p, ast.NewTextBlock()) })
	}
}

// renameNode puts another node in the place of one, with its children.
func renameNode(n, other ast.Node) {
	if n.Parent() == nil {
		return
	}
	moveChildren(n, other)
	n.Parent().ReplaceChild(n.Parent(), n, other)
}

func moveChildren(from, to ast.Node) {
	for c := from.FirstChild(); c != nil; c = from.FirstChild() {
		to.AppendChild(to, c)
	}
}

// closeTag converts the last of the open tags that t closes, and t, and returns those that are still open.
func (v *conversion) closeTag(open []tag, t tag) []tag {
	i := len(open) - 1
	for i >= 0 && open[i].name != t.name {
		i--
	}
	switch _, allowed := inlineTags[t.name]; {
	case i >= 0:
	case allowed && t.name != "a" && t.name != "br":
		v.deferEdit(removeNode(t.node))
		v.reportTag(t, diag.BadTag, fmt.Sprintf("no <%s> is open in this paragraph, stress or link", t.name),
			fmt.Sprintf("delete it, or write <%s> before the words that it is for", t.name))
		return open
	default:
		v.dropRawHTML(t.node)
		return open
	}
	for _, inner := range open[i+1:] {
		v.reportUnclosedTag(inner)
	}
	if opening := open[i]; v.checkAttributes(opening) {
		v.replacePair(opening, t)
	} else {
		v.deferEdit(removeNode(opening.node))
		v.deferEdit(removeNode(t.node))
	}
	return open[:i]
}

func (v *conversion) replacePair(opening, closing tag) {
	switch opening.name {
	case "a":
		id := opening.anchor()
		v.env.UsedIDs[id] = true
		v.Anchors = append(v.Anchors, id)
		v.replaceTag(opening, `<span id="`+v.env.IDPrefix+id+`">`)
		v.replaceTag(closing, "</span>")
		return
	case "abbr":
		title := opening.attributes["title"]
		v.replaceTag(opening, `<abbr title="`+html.EscapeString(title)+`">`)
		closing.attributes = opening.attributes // for [conversion.meaning]
		v.tags[closing.node] = closing
	default:
		v.replaceTag(opening, "<"+opening.name+">")
	}
	v.HasBlocks = true
	v.replaceTag(closing, "</"+closing.name+">")
}

// replaceTag replaces a tag by one of the HTML of the page.
func (v *conversion) replaceTag(t tag, html string) {
	s := ast.NewString([]byte(html))
	s.SetCode(true) // rendered as it is
	v.deferEdit(func() {
		if p := t.node.Parent(); p != nil {
			p.ReplaceChild(p, t.node, s)
		}
	})
}

func (v *conversion) reportTag(t tag, rule *diag.Rule, message, hint string) {
	v.report(t.node.Segments.At(0).Start, firstLineLen(t.raw), rule, message, hint)
}

func (v *conversion) reportUnclosedTag(t tag) {
	v.deferEdit(removeNode(t.node))
	v.openTags[t.name]++ // what closes it elsewhere is no problem of its own
	v.reportTag(t, diag.BadTag, fmt.Sprintf("<%s> is not closed in this paragraph, stress or link", t.name),
		fmt.Sprintf("write </%s> behind the words that it is for", t.name))
}

// checkAttributes reports attributes that a tag lacks or cannot have, and an id that cannot be used, and returns
// whether there are none.
func (v *conversion) checkAttributes(t tag) bool {
	needed := inlineTags[t.name]
	written := fmt.Sprintf(`<%s %s="...">`, t.name, needed)
	if needed == "" {
		written = "<" + t.name + ">"
	}
	for name := range t.attributes {
		if name != needed && !(t.name == "a" && name == "name") {
			v.reportTag(t, diag.BadTag, fmt.Sprintf("<%s> cannot have attributes such as %s", t.name,
				diag.Truncate(name)), "write "+written)
			return false
		}
	}
	switch {
	case t.name == "abbr" && t.attributes["title"] == "":
		v.reportTag(t, diag.BadTag, "<abbr> does not say what the abbreviation stands for", "write "+written)
	case t.name == "a":
		return v.checkAnchor(t)
	default:
		return true
	}
	return false
}

func (v *conversion) checkAnchor(t tag) bool {
	id := t.anchor()
	switch {
	case v.form != bodyForm:
		v.reportTag(t, diag.BadTag, "an anchor can stand only in the text of a page, not in a value", "delete it")
	case !naming.IsSlug(id):
		v.reportTag(t, diag.BadID, fmt.Sprintf("%q cannot be the id of an anchor", diag.Truncate(id)),
			"use lower-case letters, digits and single hyphens")
	case strings.HasPrefix(id, naming.ReservedPrefix):
		v.reportTag(t, diag.BadID, "ids that begin with "+naming.ReservedPrefix+" are reserved for the site itself",
			"begin it with another word")
	case v.env.UsedIDs[id]:
		v.reportTag(t, diag.BadID, fmt.Sprintf("%q is already the id of something else on this page",
			diag.Truncate(id)), "give the anchor another id, or delete it: a link can lead to the other thing")
	default:
		return true
	}
	return false
}

// meaning returns what a tag adds to running text: the space of a new line, and what an abbreviation stands for.
func (v *conversion) meaning(n *ast.RawHTML) string {
	switch t := v.tagOf(n); {
	case t.name == "br":
		return " "
	case t.name == "abbr" && t.closing && t.attributes["title"] != "":
		return " (" + t.attributes["title"] + ")"
	}
	return ""
}

// holdsAnchorsAlone reports whether a paragraph has nothing but anchors.
func (v *conversion) holdsAnchorsAlone(n *ast.Paragraph) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		raw, ok := c.(*ast.RawHTML)
		if text, isText := c.(*ast.Text); !ok && !(isText && text.Segment.IsEmpty()) || ok && v.tags[raw].name != "a" {
			return false
		}
	}
	return n.HasChildren()
}

// hasOneLine are the kinds of nodes that have one line, and what to do in place of HTML with lines of its own there.
var hasOneLine = map[ast.NodeKind]string{
	east.KindTableCell: "a cell has one line: write <br> in its place, or make two rows of it",
	ast.KindHeading:    "a heading has one line: leave it out, or write a shorter heading",
}
