package guide

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/page"
)

// Place is where a link leads: a page of the guide, one that the program makes, or a file.
type Place struct {
	Address  string
	Fragment string // decoded
	Doc      *Doc   // nil unless it is a page of the guide
	File     *File  // nil unless it is a picture or download
}

// LinkError says why a link leads nowhere.
type LinkError struct{ Code, Message, Hint string }

func (e *LinkError) Error() string { return e.Message }

func badLink(hint, format string, args ...any) (Place, *LinkError) {
	return Place{}, &LinkError{Code: "broken-link", Message: fmt.Sprintf(format, args...), Hint: hint}
}

// Resolve finds where a link without a scheme leads that stands on a page: to another file, by its
// path, or to an address of this guide that begins with a slash. Whether a page has the fragment is
// not known here.
func (g *Guide) Resolve(from *Doc, dest string) (Place, *LinkError) {
	u, err := url.Parse(dest)
	if err != nil {
		return badLink("", "%q is not an address", dest)
	}
	if u.RawQuery != "" || u.ForceQuery {
		return badLink("leave out what begins with the question mark", "a link inside the guide cannot have a query: %q", dest)
	}
	var p Place
	var fault *LinkError
	switch {
	case u.Path == "":
		p = Place{Address: from.Address, Doc: from}
	case strings.HasPrefix(u.Path, "/"):
		p, fault = g.byAddress(u.Path)
	default:
		p, fault = g.byFile(from, u.Path)
	}
	p.Fragment = u.Fragment
	if fault == nil && p.Doc != nil && p.Doc != from && g.withheld(p.Doc) {
		return Place{}, &LinkError{"withheld", fmt.Sprintf("the link leads to %s, which is %s", p.Doc.File, p.Doc.Reason), "publish that page too, or take the link out"}
	}
	if fault == nil && p.File != nil && g.fileWithheld(*p.File) {
		return Place{}, &LinkError{"withheld", fmt.Sprintf("the link leads to %s, whose step is withheld", p.File.Path), "publish that step too, or take the link out"}
	}
	return p, fault
}

func (g *Guide) byAddress(address string) (Place, *LinkError) {
	c := g.claims[fold(address)]
	if c == nil || c.unlinked {
		return badLink(g.nearAddress(address), "there is no page at %s", address)
	}
	if c.address != address {
		return badLink(fmt.Sprintf("write %s", c.address), "there is no page at %s", address)
	}
	return Place{Address: c.address, Doc: c.doc, File: c.file}, nil
}

func (g *Guide) nearAddress(address string) string {
	all := make([]string, 0, len(g.claims))
	for _, d := range g.sortedDocs() {
		all = append(all, d.Address)
	}
	if near := page.Nearest(address, append(all, made...)); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return ""
}

func (g *Guide) byFile(from *Doc, rel string) (Place, *LinkError) {
	name := path.Join(path.Dir(from.File), rel)
	isDir, exists := g.listing[name]
	switch {
	case !strings.HasPrefix(name, Root+"/"):
		return badLink("", "%q leads out of %s/", rel, Root)
	case !exists:
		return badLink(g.nearFile(from, name, rel), "there is no file %s", name)
	case isDir:
		hint := "link to a file"
		if _, ok := g.docs[name+"/index.md"]; ok {
			hint = fmt.Sprintf("write %s/index.md", strings.TrimSuffix(rel, "/"))
		}
		return badLink(hint, "%s is a folder", name)
	}
	if d := g.docs[name]; d != nil {
		return Place{Address: d.Address, Doc: d}, nil
	}
	address := fileAddress(name)
	if c := g.claims[fold(address)]; c != nil && c.file != nil && c.file.Path == name {
		return Place{Address: address, File: c.file}, nil
	}
	return badLink("", "%s is not published", name)
}

// nearFile guesses which file was meant.
func (g *Guide) nearFile(from *Doc, name, rel string) string {
	base := path.Base(name)
	var names []string
	for other := range g.listing {
		if strings.EqualFold(other, name) {
			return fmt.Sprintf("the file is called %s: upper and lower case matter", other)
		}
		if path.Dir(other) == path.Dir(name) {
			names = append(names, path.Base(other))
		}
	}
	slices.Sort(names)
	if near := page.Nearest(base, names); near != "" {
		return fmt.Sprintf("did you mean %s?", path.Join(path.Dir(rel), near))
	}
	if address := path.Join(from.Address, rel); g.claims[fold(address)] != nil {
		return fmt.Sprintf("to link to an address of the guide write %s", g.claims[fold(address)].address)
	}
	return "links to other pages name the file, such as ../1-first-step/index.md"
}
