package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/webaddr"
)

// allowedSchemes are those of links to other sites; a destination without a scheme is in this guide.
var allowedSchemes = []string{"https", "http", "mailto", "tel"}

// scheme returns the scheme of a link's destination, in lower case; "" for none. Like browsers it ignores control
// characters.
func scheme(dest string) string {
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

func (v *conversion) convertLink(n *ast.Link) {
	if t, ok := v.resolveNode(n, n.Reference, n.Destination, n.Title); ok {
		n.Destination = escapeHref(t.Href)
	}
}

// resolveNode resolves the destination of a link or an image. If ok is false, the node will be replaced by its text.
func (v *conversion) resolveNode(n ast.Node, reference *ast.ReferenceLink, dest, title []byte) (t Target, ok bool) {
	if reference == nil || !v.exceedsCopyLimit(v.offsetOf(n), len(dest)+len(title)) {
		t, ok = v.resolveDest(unescapeDest(dest), v.offsetOf(n), n.Kind() == ast.KindImage)
	}
	if !ok {
		v.deferEdit(func() { unwrap(n) })
	}
	return t, ok
}

// exceedsCopyLimit adds the bytes that a reference repeats, and reports whether they are too many by now.
func (v *conversion) exceedsCopyLimit(offset, size int) bool {
	before := v.copiedBytes
	v.copiedBytes += size
	if before <= maxCopiedBytes && v.copiedBytes > maxCopiedBytes {
		v.report(offset, 1, diag.TooComplex, "the addresses that references repeat are too long",
			"shorten the address, or link to it less often")
	}
	return v.copiedBytes > maxCopiedBytes
}

// unescapeDest returns a destination without backslash escapes and entities.
func unescapeDest(dest []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest))))
}

// escapeHref escapes an address for goldmark, which resolves backslashes and entities again when it renders a link.
func escapeHref(href string) []byte { return []byte(destinationEscaper.Replace(href)) }

var destinationEscaper = strings.NewReplacer(`\`, "%5C", "&", "&amp;")

func (v *conversion) convertAutoLink(n *ast.AutoLink) {
	if n.AutoLinkType != ast.AutoLinkURL {
		return
	}
	if label := n.Label(v.src); bytes.Contains(label, []byte(")[")) { // goldmark takes them for a part of the address
		begin := v.offsetOf(n)
		begin += max(bytes.Index(v.src[begin:], label), 0)
		v.reportReversed(begin + bytes.Index(label, []byte(")[")))
	}
	if _, ok := v.resolveDest(string(n.URL(v.src)), v.offsetOf(n), false); !ok {
		v.deferEdit(func() {
			text := ast.NewString(n.Label(v.src))
			text.SetRaw(true)
			n.Parent().ReplaceChild(n.Parent(), n, text)
		})
	}
}

// resolveDest resolves a destination and reports what is wrong with it. ok is false if there is nothing to link to.
func (v *conversion) resolveDest(dest string, offset int, isImage bool) (t Target, ok bool) {
	n := v.linkLen(offset)
	s := scheme(dest)
	switch {
	case strings.TrimSpace(dest) == "":
		v.report(offset, n, diag.BadLink, "the link leads nowhere", "write its address between the round brackets")
	case strings.ContainsFunc(dest, unicode.IsControl):
		v.report(offset, n, diag.BadLink, "the address holds an invisible character", "write the address again")
	case s != "" && isImage:
		v.report(offset, n, diag.BadLink, "a picture must be a file of the guide, not an address elsewhere",
			"save the picture beside the text")
	case s != "" && !slices.Contains(allowedSchemes, s):
		v.report(offset, n, diag.BadLink, fmt.Sprintf("a link cannot begin with %s:", diag.Truncate(s)),
			"use https:, http:, mailto: or tel:")
	case strings.HasPrefix(dest, "//"):
		v.report(offset, n, diag.BadLink, fmt.Sprintf("%q names no scheme", diag.Truncate(dest)),
			"write https:"+diag.Truncate(dest))
	case s != "" || v.env.Resolve == nil:
		v.checkAddress(dest, offset, n)
		return Target{Href: dest}, true
	default:
		return v.resolveInternal(dest, offset, n, isImage)
	}
	return Target{}, false
}

// checkAddress reports a web address that works for nobody, or that is not the one its author means.
func (v *conversion) checkAddress(dest string, offset, n int) {
	switch fault, better := webaddr.Check(dest); fault {
	case webaddr.Doubled:
		v.report(offset, n, diag.BadLink, "the address begins twice", "write "+diag.Truncate(better))
	case webaddr.Impossible:
		v.report(offset, n, diag.BadLink, fmt.Sprintf("no web site has the address %s", diag.Truncate(dest)),
			"write it as the browser shows it")
	case webaddr.Local:
		v.report(offset, n, diag.LocalAddress,
			"this address is one of this computer or its network, which readers cannot reach",
			"write the public address; a page of this guide is linked by its file, such as plan.md")
	case webaddr.Wrapped:
		v.report(offset, n, diag.WrappedAddress,
			"this address leads to another one through a service that sees who follows it",
			"write "+diag.Truncate(better))
	case webaddr.Short:
		v.report(offset, n, diag.WrappedAddress, "a short address hides where it leads, and ends with its service",
			"open it, and write the address to which it leads")
	}
}

// resolveInternal resolves a destination in this guide.
func (v *conversion) resolveInternal(dest string, offset, n int, isImage bool) (t Target, ok bool) {
	t = v.env.Resolve(dest, isImage)
	if t.Rule != nil {
		v.report(offset, n, t.Rule, t.Message, t.Hint)
	}
	if t.Href != "" && t.Fragment != "" {
		v.FragmentLinks = append(v.FragmentLinks, FragmentLink{Address: t.Address, Fragment: t.Fragment,
			Pos: v.pos(offset, n)})
	}
	return t, t.Href != ""
}

// linkLen estimates the length of the link at offset, to mark it.
func (v *conversion) linkLen(offset int) int {
	line := v.src[offset : offset+v.lineLen(offset)]
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

// unwrap replaces a node by its children.
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
