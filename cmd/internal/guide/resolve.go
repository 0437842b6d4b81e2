package guide

import (
	"fmt"
	"net/url"
	"path"
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
// path, or to an address of this guide that begins with a slash. One to an old address leads to where
// the page is now. Whether a page has the fragment is not known here.
func (g *Guide) Resolve(from *Doc, dest string) (Place, *LinkError) {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return badLink("", "%q is not an address", dest)
	case u.Host != "" || u.Scheme != "":
		return badLink("", "%q is not an address of this guide", dest)
	case u.RawQuery != "" || u.ForceQuery:
		return badLink("leave out what begins with the question mark", "a link inside the guide cannot have a query: %q", dest)
	case u.Path == "":
		return Place{Address: from.Address, Fragment: u.Fragment, Doc: from}, nil
	}
	var p Place
	var fault *LinkError
	if strings.HasPrefix(u.Path, "/") {
		p, fault = g.byAddress(page.NFC(u.Path))
	} else {
		p, fault = g.byFile(from, u.Path)
	}
	if fault == nil {
		p.Fragment = u.Fragment
		fault = g.unpublished(from, p)
	}
	if fault != nil {
		return Place{}, fault
	}
	return p, nil
}

// unpublished says why a place is not in the site; a page that is not may have links to itself.
func (g *Guide) unpublished(from *Doc, p Place) *LinkError {
	switch {
	case p.Doc != nil && p.Doc != from && p.Doc.withheld:
		return &LinkError{"withheld", fmt.Sprintf("the link leads to %s, which is %s", p.Doc.File, p.Doc.Reason), "publish that page too, or take the link out"}
	case p.Doc != nil && p.Doc != from && p.Doc.lost:
		return &LinkError{"broken-link", fmt.Sprintf("the link leads to %s, which has no place in the guide", p.Doc.File), "see what is wrong with that file"}
	case p.File != nil && g.fileWithheld(*p.File):
		return &LinkError{"withheld", fmt.Sprintf("the link leads to %s, whose step is withheld", p.File.Path), "publish that step too, or take the link out"}
	case p.File != nil && !g.inSite(*p.File):
		hint := fmt.Sprintf("link to it as in [text](%s)", path.Base(p.File.Path))
		return &LinkError{"broken-link", p.File.Path + " is not published", hint}
	}
	return nil
}

func (g *Guide) byAddress(address string) (Place, *LinkError) {
	c := g.claims[fold(address)]
	switch {
	case c == nil:
		return badLink(g.nearAddress(address), "there is no page at %s", address)
	case c.unlinked && c.address == AllAddress:
		return badLink("link to a step or a topic", "there is no page at %s: the guide has more than %d steps and topics", address, MaxAll)
	case c.unlinked:
		return badLink("", "there is no page for readers at %s", address)
	case c.address != address:
		return badLink("write "+c.address, "there is no page at %s", address)
	case c.doc != nil:
		return Place{Address: c.doc.Address, Doc: c.doc}, nil
	}
	return Place{Address: c.address, File: c.file}, nil
}

func (g *Guide) byFile(from *Doc, rel string) (Place, *LinkError) {
	name := g.listing.find(path.Join(path.Dir(from.File), rel))
	isDir, exists := g.listing.entries[name]
	switch {
	case !strings.HasPrefix(name, Root+"/"):
		return badLink("", "%q leads out of %s/", rel, Root)
	case !exists:
		return badLink(g.nearFile(from, name, rel), "there is no file %s", name)
	case isDir:
		return badLink(g.inFolder(name, rel), "%s is a folder", name)
	}
	if d := g.docs[name]; d != nil {
		return Place{Address: d.Address, Doc: d}, nil
	}
	address := fileAddress(name)
	if c := g.claims[fold(address)]; c != nil && c.file != nil && c.file.Path == name {
		return Place{Address: address, File: c.file}, nil
	}
	if name == GlossaryFile {
		return badLink("write "+GlossaryAddress, "%s is not published as it is", name)
	}
	return badLink("", "%s is not published", name)
}

// inFolder says what to write in place of a link to a folder.
func (g *Guide) inFolder(name, rel string) string {
	rel = strings.TrimSuffix(rel, "/")
	if g.docs[name+"/index.md"] != nil {
		return fmt.Sprintf("write %s/index.md", rel)
	}
	if g.docs[name+".md"] != nil {
		return fmt.Sprintf("write %s.md", rel)
	}
	return "link to a file"
}
