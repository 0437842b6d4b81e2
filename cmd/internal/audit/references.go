package audit

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// reference is an address in a page or style sheet.
type reference struct {
	from  string // element and attribute: "a href"
	to    string
	kind  kind
	image bool // of an image, which may be a data: address
}

// kind is what a browser does with an address.
type kind int

const (
	noFetch     kind = iota // ignores it
	navigation              // goes there when the reader follows the link
	subresource             // loads it with the page
	lazy                    // loads it in some cases: one of several sizes, later, or without scripts
)

func (k kind) isFetched() bool { return k >= subresource }

// addReference adds a reference to the page.
func (s *scanner) addReference(r reference) {
	if r.kind == subresource && s.count["noscript"] > 0 {
		r.kind = lazy
	}
	r.to = strings.TrimSpace(r.to)
	s.page.references = append(s.page.references, r)
}

// addAttribute adds the addresses in an attribute.
func (s *scanner) addAttribute(t html.Token, a html.Attribute) {
	r := reference{from: t.Data + " " + a.Key, to: a.Val, kind: subresource, image: imageElements[t.Data] &&
		a.Key != "href"}
	switch a.Key {
	case "href", "xlink:href":
		r.kind = hrefKind(t)
	case "src", "poster":
		if loading, _ := attr(t, "loading"); loading == "lazy" {
			r.kind = lazy // loaded when the reader scrolls near it
		}
	case "data":
		if t.Data != "object" {
			return
		}
	case "action", "formaction":
		r.kind = lazy
	case "srcset", "imagesrcset":
		r.kind = lazy
		for _, r.to = range srcsetURLs(a.Val) {
			s.addReference(r)
		}
		return
	default:
		return
	}
	s.addReference(r)
}

// imageElements are the elements whose addresses are those of images.
var imageElements = map[string]bool{"img": true, "source": true, "input": true, "video": true, "image": true}

// hrefKind returns what a browser does with the href of an element.
func hrefKind(t html.Token) kind {
	switch t.Data {
	case "a", "area":
		return navigation
	case "base":
		return noFetch
	case "link":
		rel, _ := attr(t, "rel")
		return relKind(strings.Fields(strings.ToLower(rel)))
	}
	return subresource // use and image elements of SVG
}

// relKind returns what a browser does with the href of a link element.
func relKind(rels []string) kind {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(rels, name) })
	}
	switch {
	case has("stylesheet", "icon", "preload", "modulepreload"):
		return subresource
	case has("manifest", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "prefetch", "prerender",
		"preconnect", "dns-prefetch"):
		return lazy
	}
	return noFetch
}

// srcsetURLs returns the addresses in a srcset.
func srcsetURLs(srcset string) []string {
	const space = " \t\n\f\r"
	var out []string
	for rest := srcset; ; {
		rest = strings.TrimLeft(rest, space+",")
		if rest == "" {
			return out
		}
		end := strings.IndexAny(rest, space)
		if end < 0 {
			end = len(rest)
		}
		address := rest[:end]
		rest = rest[end:]
		if bare := strings.TrimRight(address, ","); bare != address {
			address = bare
		} else {
			_, rest, _ = strings.Cut(rest, ",")
		}
		out = append(out, address)
	}
}

// refreshTarget returns the address in the content of a meta refresh: "0; url=x/".
func refreshTarget(content string) (to string, ok bool) {
	_, to, found := strings.Cut(content, ";")
	if !found {
		return "", false
	}
	key, to, found := strings.Cut(to, "=")
	if !found || !strings.EqualFold(strings.TrimSpace(key), "url") {
		return "", false
	}
	return strings.Trim(to, "'\" \t\n"), true
}
