package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/media"
	"guide/cmd/internal/webaddr"
)

// allowedSchemes are those of links to other sites; a destination without a scheme is in this guide.
var allowedSchemes = []string{"https", "http", "mailto", "tel", "ftp", "geo", "sms", "webcal"}

// scheme returns the scheme of a link's destination, in lower case; "" for none. Like browsers it ignores control
// characters.
func scheme(dest string) string {
	if strings.ContainsFunc(dest, unicode.IsControl) {
		dest = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return -1
			}
			return r
		}, dest)
	}
	dest = strings.TrimSpace(dest)
	i := strings.IndexAny(dest, ":/?#")
	if i < 1 || dest[i] != ':' {
		return ""
	}
	return strings.ToLower(dest[:i])
}

func (v *conversion) convertLink(n *ast.Link) {
	v.reportLonePicture(n)
	if !v.convertVideo(n) {
		return
	}
	t, ok := v.resolveNode(n, n.Reference, n.Destination, n.Title)
	if ok {
		n.Destination = escapeHref(t.Href)
	}
	v.collectLink(n, t.Address)
}

// reportLonePicture reports a link to a picture that is a paragraph of its own and has a caption.
func (v *conversion) reportLonePicture(n *ast.Link) {
	if len(n.Title) == 0 || n.PreviousSibling() != nil || n.NextSibling() != nil ||
		n.Parent().Kind() != ast.KindParagraph || !media.IsImage(string(n.Destination)) {
		return
	}
	v.report(v.offsetOf(n), 1, diag.LinkMark, "this is a link to a picture, not the picture",
		"write ! before the bracket [")
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
	v.reportAutoLink(n)
	if _, ok := v.resolveDest(string(n.URL(v.src)), v.offsetOf(n), false); !ok {
		v.deferEdit(func() {
			text := ast.NewString(n.Label(v.src))
			text.SetRaw(true)
			n.Parent().ReplaceChild(n.Parent(), n, text)
		})
	}
}

// reportAutoLink reports an address in the text that goldmark ends too late or too early.
func (v *conversion) reportAutoLink(n *ast.AutoLink) {
	label, begin := n.Label(v.src), v.offsetOf(n)
	begin += max(bytes.Index(v.src[begin:], label), 0)
	if i := bytes.Index(label, []byte(")[")); i >= 0 {
		v.reportReversed(begin + i)
	}
	line := v.src[begin : begin+v.lineLen(begin)]
	if rest := line[min(len(label), len(line)):]; len(rest) > 1 && rest[0] == '\\' && rest[1] > ' ' {
		address, _, _ := bytes.Cut(line, []byte(" "))
		v.report(begin, len(address), diag.BadLink, "the address ends before the backslash",
			"write "+diag.Truncate(strings.ReplaceAll(string(address), `\`, "")))
		v.fix(change{begin, begin + len(address), strings.ReplaceAll(string(address), `\`, "")})
	}
}

// resolveDest resolves a destination and reports what is wrong with it. ok is false if there is nothing to link to.
func (v *conversion) resolveDest(dest string, offset int, isImage bool) (t Target, ok bool) {
	n := v.linkLen(offset)
	s := scheme(dest)
	switch {
	case strings.TrimSpace(dest) == "":
		v.report(offset, n, diag.BadLink, "the link leads nowhere", "write its address between the round brackets")
	case diag.FindInvisible(dest) != 0:
		v.report(offset, n, diag.BadLink, fmt.Sprintf("the address holds %s, which cannot be seen",
			diag.NameCharacter(diag.FindInvisible(dest))), "type the address again, without it")
		v.fixDestination(offset, n, dest, withoutInvisible(dest))
	case isImage && isVideo(dest):
		v.report(offset, n, diag.BadVideo, "a video needs a still picture of its own",
			"save one beside the text: [![what the video shows](still.jpg)](its address)")
	case s != "" && isImage:
		v.report(offset, n, diag.BadLink, "a picture must be a file of the guide, not an address elsewhere",
			"save the picture beside the text")
	case s != "" && !slices.Contains(allowedSchemes, s):
		v.report(offset, n, diag.BadLink, fmt.Sprintf("a link cannot begin with %s:", diag.Truncate(s)),
			"use https:, http:, mailto: or tel:")
	case strings.HasPrefix(dest, "//"):
		v.report(offset, n, diag.BadLink, fmt.Sprintf("%q names no scheme", diag.Truncate(dest)),
			"write https:"+diag.Truncate(dest))
		v.fixDestination(offset, n, dest, "https:"+dest)
	case v.env.Resolve == nil:
		return Target{Href: dest}, true
	case s == "":
		return v.resolved(v.env.Resolve(dest, isImage), dest, offset, n)
	default:
		if v.checkAddress(dest, offset, n) && strings.HasPrefix(s, "http") {
			if t := v.env.Resolve(dest, false); t.Href != "" || t.Rule != nil {
				return v.resolved(t, dest, offset, n)
			}
		}
		if v.env.WebLinks && (s == "http" || s == "https") {
			v.WebLinks = append(v.WebLinks, WebLink{dest, v.pos(offset, n)})
		}
		return Target{Href: dest}, true
	}
	return Target{}, false
}

// addressRules are the rules of the faults that an address can have.
var addressRules = map[webaddr.Kind]*diag.Rule{webaddr.Impossible: diag.BadLink, webaddr.Local: diag.LocalAddress,
	webaddr.Wrapped: diag.WrappedAddress}

// checkAddress reports a web address that works for nobody, or that is not the one its author means, and returns
// whether it is none.
func (v *conversion) checkAddress(dest string, offset, n int) bool {
	fault := webaddr.Check(dest)
	if fault.Kind == webaddr.None || v.namesOwnServer(dest, offset, n) {
		return true
	}
	v.report(offset, n, addressRules[fault.Kind], fault.Message, diag.Truncate(fault.Hint))
	v.fixDestination(offset, n, dest, fault.Better)
	return false
}

// namesOwnServer reports whether a link shows readers the address of a server that they run themselves, as lessons do:
// "open http://localhost:3000". A page below it, whose address ends in a slash, is rather one of the preview.
func (v *conversion) namesOwnServer(dest string, offset, n int) bool {
	address, err := url.Parse(dest)
	if err != nil || len(address.Path) > 1 && strings.HasSuffix(address.Path, "/") {
		return false
	}
	text, _, _ := bytes.Cut(v.src[offset:offset+n], []byte("]("))
	host := address.Hostname()
	return (host == "localhost" || host == "127.0.0.1") && bytes.Contains(text, []byte(host))
}

// resolved reports what is wrong with a target in this guide. ok is false if there is nothing to link to.
func (v *conversion) resolved(t Target, dest string, offset, n int) (_ Target, ok bool) {
	if t.Rule != nil {
		v.report(offset, n, t.Rule, t.Message, t.Hint)
	}
	for _, p := range t.More {
		if p.Line > 0 {
			v.Problems = append(v.Problems, p)
		} else {
			v.report(offset, n, p.Rule, p.Message, p.Hint)
		}
	}
	if t.Href != "" && t.Fragment != "" {
		v.FragmentLinks = append(v.FragmentLinks, FragmentLink{Address: t.Address, Fragment: t.Fragment,
			Pos: v.pos(offset, n), Written: v.writtenFragment(dest, offset, n)})
	}
	return t, t.Href != ""
}

// writtenFragment returns the fragment of a link as it is written.
func (v *conversion) writtenFragment(dest string, offset, n int) diag.Replacement {
	link := v.src[offset : offset+n]
	text := bytes.Index(link, []byte("]("))
	i := bytes.Index(link[max(text, 0):], []byte(dest))
	if text < 0 || i < 0 {
		return diag.Replacement{} // it is a reference, or written with escapes
	}
	from := offset + text + i + strings.IndexByte(dest, '#') + 1
	c := change{from, offset + text + i + len(dest), ""}
	if !v.canHold(c) {
		return diag.Replacement{}
	}
	return v.replacements([]change{c})[0]
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
