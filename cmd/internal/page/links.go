package page

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// schemes that a link may have; a destination without one is a place in this guide.
var schemes = []string{"https", "http", "mailto", "tel"}

// Scheme returns the scheme of a link's destination, in lower case; "" for none. Browsers leave out
// control characters before looking for it, and so does Scheme.
func Scheme(dest string) string {
	dest = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, dest))
	i := strings.IndexAny(dest, ":/?#")
	if i < 1 || dest[i] != ':' {
		return ""
	}
	return strings.ToLower(dest[:i])
}

func (v *conversion) link(n *ast.Link) {
	if t, ok := v.follow(n, n.Reference, n.Destination, n.Title); ok {
		n.Destination = escaped(t.Href)
		v.number(n, t.Href)
	}
}

// number gives a link elsewhere its number among the addresses that are printed.
func (v *conversion) number(n ast.Node, href string) {
	if scheme := Scheme(href); v.env.Number != nil && (scheme == "http" || scheme == "https") {
		n.SetAttributeString("data-n", []byte(strconv.Itoa(v.env.Number(href))))
	}
}

// follow finds where a link or a picture leads; one that leads nowhere is replaced by its text.
func (v *conversion) follow(n ast.Node, reference *ast.ReferenceLink, dest, title []byte) (t Target, ok bool) {
	if reference == nil || !v.tooMany(v.at(n), len(dest)+len(title)) {
		t, ok = v.resolve(unescaped(dest), v.at(n), n.Kind() == ast.KindImage)
	}
	if !ok {
		v.change(func() { unwrap(n) })
	}
	return t, ok
}

// tooMany counts the bytes that references repeat, and reports whether they are too many.
func (v *conversion) tooMany(at, size int) bool {
	before := v.repeated
	v.repeated += size
	if before <= maxCopied && v.repeated > maxCopied {
		v.fault(at, 1, "too-complex", "the addresses that references repeat are too long", "shorten the address, or link to it less often")
	}
	return v.repeated > maxCopied
}

// unescaped returns a destination as its author means it: backslashes and entities are read.
func unescaped(dest []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest))))
}

// escaped is the reverse: goldmark reads backslashes and entities once more when it writes a link.
func escaped(href string) []byte { return []byte(destinationEscaper.Replace(href)) }

var destinationEscaper = strings.NewReplacer(`\`, "%5C", "&", "&amp;")

func (v *conversion) autoLink(n *ast.AutoLink) {
	if n.AutoLinkType != ast.AutoLinkURL {
		return
	}
	if t, ok := v.resolve(string(n.URL(v.src)), v.at(n), false); ok {
		v.number(n, t.Href)
	} else {
		v.change(func() {
			text := ast.NewString(n.Label(v.src))
			text.SetRaw(true)
			n.Parent().ReplaceChild(n.Parent(), n, text)
		})
	}
}

func (v *conversion) image(n *ast.Image) {
	if strings.TrimSpace(v.plain(n)) == "" {
		v.fault(v.at(n), v.linkLength(v.at(n)), "missing-alt", "the picture has no text for people who cannot see it", "say between the square brackets what the picture shows")
	}
	t, ok := v.follow(n, n.Reference, n.Destination, n.Title)
	if !ok {
		return
	}
	if t.Sheet != nil {
		v.sheet(n, t)
		return
	}
	v.captioned(n)
	n.Destination = escaped(t.Href)
	if t.Width > 0 && t.Height > 0 {
		n.SetAttributeString("width", []byte(strconv.Itoa(t.Width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(t.Height)))
	}
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
}

// resolve finds where a destination leads and records what is wrong with it; ok is false where the link
// is to be dropped.
func (v *conversion) resolve(dest string, at int, picture bool) (t Target, ok bool) {
	n := v.linkLength(at)
	scheme := Scheme(dest)
	switch {
	case strings.TrimSpace(dest) == "":
		v.fault(at, n, "bad-link", "the link leads nowhere", "write its address between the round brackets")
	case strings.ContainsFunc(dest, unicode.IsControl):
		v.fault(at, n, "bad-link", "the address holds an invisible character", "write the address again")
	case scheme != "" && picture:
		v.fault(at, n, "bad-link", "a picture must be a file of the guide, not an address elsewhere", "save the picture beside the text")
	case scheme != "" && !slices.Contains(schemes, scheme):
		v.fault(at, n, "bad-link", fmt.Sprintf("a link cannot begin with %s:", short(scheme)), "use https:, http:, mailto: or tel:")
	case strings.HasPrefix(dest, "//"):
		v.fault(at, n, "bad-link", fmt.Sprintf("%q names no scheme", short(dest)), "write https:"+short(dest))
	case scheme != "" || v.env.Resolve == nil:
		return Target{Href: dest}, true
	default:
		return v.inGuide(dest, at, n, picture)
	}
	return Target{}, false
}

// inGuide asks where a destination within the guide leads.
func (v *conversion) inGuide(dest string, at, n int, picture bool) (t Target, ok bool) {
	t = v.env.Resolve(dest, picture)
	if t.Problem != "" {
		v.fault(at, n, t.Code, t.Problem, t.Hint)
	}
	if t.Href != "" && t.Fragment != "" {
		v.Links = append(v.Links, Link{Address: t.Address, Fragment: t.Fragment, At: v.place(at, n)})
	}
	return t, t.Href != ""
}

// linkLength guesses how much to mark of a link that begins at offset.
func (v *conversion) linkLength(offset int) int {
	line := v.src[offset : offset+v.lineLength(offset)]
	bracket := bytes.HasPrefix(bytes.TrimPrefix(line, []byte("!")), []byte("["))
	end := bytes.IndexByte(line, ')') + 1
	if !bracket {
		end = bytes.IndexAny(line, " \t>")
	}
	if end > 0 {
		return end
	}
	return max(len(line), 1)
}

// unwrap puts the children of a node in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	if parent == nil {
		return
	}
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, n, c)
		c = next
	}
	parent.RemoveChild(parent, n)
}
