package page

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// headings gives every heading its id: the written {#id}, else the slug of its text. Written ids come
// first, so that a heading added above one never takes its address.
func (v *conversion) headings(doc ast.Node) {
	var all []*ast.Heading
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if ok && entering {
			all = append(all, h)
		}
		if ok || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	if len(all) == 0 {
		return
	}
	written := make([]string, len(all))
	for i, h := range all {
		written[i] = v.writtenID(h)
	}
	v.Headings = make([]Heading, len(all))
	for _, first := range []bool{true, false} {
		for i, h := range all {
			if (written[i] != "") == first {
				v.Headings[i] = v.heading(h, written[i])
			}
		}
	}
}

// writtenID returns the id in the braces of a heading, "" for none, and reports what else they hold.
func (v *conversion) writtenID(h *ast.Heading) string {
	complain := func(code, message, hint string) {
		v.fault(v.at(h), v.lineLength(v.at(h)), code, message, hint)
	}
	id, written := "", false
	for _, a := range h.Attributes() {
		if value, ok := a.Value.([]byte); ok && string(a.Name) == "id" {
			id, written = string(value), true
			continue
		}
		complain("heading-attribute", fmt.Sprintf("a heading cannot have the attribute %q", short(string(a.Name))), onlyID)
	}
	switch {
	case !written && strayBraces.Match(h.Lines().Value(v.src)):
		complain("heading-attribute", "the braces behind the heading cannot be read", onlyID)
	case !written:
	case CheckSlug(id) != nil:
		complain("bad-id", fmt.Sprintf("%q cannot be the id of a heading", short(id)), "use lower-case letters, digits and single hyphens")
	case strings.HasPrefix(id, reserved):
		complain("bad-id", "ids that begin with "+reserved+" belong to the page's own furniture", "begin it with another word")
	default:
		return id
	}
	return ""
}

const onlyID = "in braces behind a heading only {#id} is allowed"

// strayBraces matches what was meant as attributes and is read as text.
var strayBraces = regexp.MustCompile(`\{[#.:][^{}]*\}\s*$`)

// reserved begins the ids of the page's own furniture.
const reserved = "ui-"

// heading settles the id of one heading. Prefixed ids are looked up without their prefix, so that the
// page that holds everything gives the same ones.
func (v *conversion) heading(h *ast.Heading, id string) Heading {
	out := Heading{Level: h.Level, Text: v.plain(h), At: v.place(v.at(h), v.lineLength(v.at(h)))}
	want := id
	if want == "" {
		want = Slug(out.Text)
	}
	if want == "" {
		want = "section"
	}
	if strings.HasPrefix(want, reserved) {
		want = "section-" + want
	}
	out.ID = want
	for n := max(v.suffixes[want]+1, 2); v.env.Taken[out.ID]; n++ {
		out.ID, out.Clash = want+"-"+strconv.Itoa(n), want
		v.suffixes[want] = n
	}
	v.env.Taken[out.ID] = true
	h.RemoveAttributes()
	h.SetAttributeString("id", []byte(v.env.Prefix+out.ID))
	h.Level = min(max(h.Level, 2)+v.env.Shift, 6)
	if v.env.Permalink != "" {
		link := ast.NewString([]byte(Permalink(v.env.Prefix+out.ID, out.Text, v.env.Permalink)))
		link.SetCode(true) // written as it is
		v.change(func() { h.AppendChild(h, link) })
	}
	return out
}

// Permalink is the link that stands behind a title and leads to it, as HTML. In the name of the link,
// {title} stands for the title.
func Permalink(id, title, name string) string {
	label := strings.ReplaceAll(name, "{title}", title)
	return fmt.Sprintf(` <a class="permalink" href="#%s" aria-label="%s">#</a>`, html.EscapeString(id), html.EscapeString(label))
}

// plain returns the text of a node without any markup.
func (v *conversion) plain(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			value := n.Segment.Value(v.src)
			if n.Parent().Kind() != ast.KindCodeSpan {
				value = util.UnescapePunctuations(value)
				value = []byte(html.UnescapeString(string(value)))
			}
			b.Write(value)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.WriteString(html.UnescapeString(string(n.Value)))
		case *ast.AutoLink:
			b.Write(n.Label(v.src))
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// lineLength is the number of bytes from offset to the end of its line.
func (v *conversion) lineLength(offset int) int {
	if i := bytes.IndexByte(v.src[offset:], '\n'); i >= 0 {
		return i
	}
	return len(v.src) - offset
}
