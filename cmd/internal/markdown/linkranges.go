package markdown

import (
	"bytes"
	"errors"
	"maps"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	gtext "github.com/yuin/goldmark/text"
)

// LinkRange is where a text has the destination of a link, an image, a definition of a reference or a web address.
type LinkRange struct {
	// From and To enclose the destination as it is written, without angle brackets. From is -1 if its bytes are not
	// those of the text, as after some tabs.
	From, To int
	Dest     string // without backslash escapes and entities, as [Env].Resolve gets it
	Words    string // of a link: its text without markup
}

// LinkRanges returns the ranges of a text. That of a reference is there for each link by it, too. It fails if the text
// would take long to parse, see limits.go.
func LinkRanges(src []byte) ([]LinkRange, error) {
	if bytes.IndexByte(src, ']') < 0 && !bytes.Contains(src, []byte("://")) {
		return nil, nil
	}
	lf, returns := withoutReturns(src)
	if limit := checkLimits(lf); limit != nil {
		return nil, errors.New(limit.message)
	}
	v := conversion{src: lf}
	var out []LinkRange
	eachLink(lf, func(n ast.Node, raw []byte) {
		r := LinkRange{From: offsetIn(lf, raw), Dest: string(raw)}
		if n.Kind() != ast.KindAutoLink {
			r.Dest = unescapeDest(raw)
		}
		if n.Kind() == ast.KindLink {
			r.Words = v.plainText(n)
		}
		if r.From >= 0 {
			r.From += sort.SearchInts(returns, r.From+1)
			r.To = r.From + len(raw)
		}
		out = append(out, r)
	})
	return out, nil
}

// Escape returns a destination as it can be written in place of the one in src.
func (r LinkRange) Escape(src []byte, dest string) string {
	if string(src[r.From:r.To]) == r.Dest {
		return dest
	}
	return inBrackets.Replace(strings.ReplaceAll(dest, "&", "&amp;"))
}

// withoutReturns returns a text with LF for CRLF, and for each the offset after its LF there.
func withoutReturns(src []byte) (lf []byte, after []int) {
	if bytes.IndexByte(src, '\r') < 0 {
		return src, nil
	}
	for {
		line, rest, found := bytes.Cut(src, []byte("\r\n"))
		if !found {
			return append(lf, line...), after
		}
		lf = append(append(lf, line...), '\n')
		after, src = append(after, len(lf)), rest
	}
}

// offsetIn returns the offset of a part of a text, which is a slice of it, or -1 if it is none.
func offsetIn(text, part []byte) int {
	offset := cap(text) - cap(part)
	if len(part) == 0 || offset < 0 || offset+len(part) > len(text) || &text[offset] != &part[0] {
		return -1
	}
	return offset
}

// eachLink parses a text and calls f for each of its links, images, definitions of references and web addresses.
// Images in images are left out, as they are in the HTML.
func eachLink(src []byte, f func(n ast.Node, destination []byte)) {
	doc := sharedParser().Parse(gtext.NewReader(src))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			f(n, n.Destination)
		case *ast.LinkReferenceDefinition:
			f(n, n.Destination)
		case *ast.AutoLink:
			f(n, n.Label(src))
		case *ast.Image:
			f(n, n.Destination)
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// HeadingIDs returns the ids of the headings and anchors of a text, and those that they would have if no id were used.
func HeadingIDs(src []byte, used map[string]bool) []string {
	var ids []string
	c := NewConverter(func(key string) string { return key })
	r := c.Body("", src, 0, Env{NoHTML: true, UsedIDs: maps.Clone(used)})
	ids = append(ids, r.Anchors...)
	for _, h := range r.Headings {
		ids = append(ids, h.ID)
		if h.WantedID != "" {
			ids = append(ids, h.WantedID)
		}
	}
	return ids
}
