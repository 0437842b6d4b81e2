package guide

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// A LinkTarget is what a link resolves to: a page of the guide, a generated page or a file.
type LinkTarget struct {
	Address  string
	Fragment string // decoded
	Query    string // of a link to a file, with its question mark
	Doc      *Doc   // nil unless the target is a page of the guide
	File     *File  // nil unless the target is a picture or download
}

// A LinkError says why a link cannot be resolved.
type LinkError struct {
	Rule          *diag.Rule
	Message, Hint string
}

func (e *LinkError) Error() string { return e.Message }

func brokenLink(hint, format string, args ...any) (LinkTarget, *LinkError) {
	return LinkTarget{}, &LinkError{Rule: diag.BrokenLink, Message: fmt.Sprintf(format, args...), Hint: hint}
}

// Resolve resolves a link without a scheme on a page: the path of another file, or an address in this guide, which
// begins with a slash. A former address resolves to the page's current one. Resolve does not check whether the target
// has the fragment.
func (g *Guide) Resolve(from *Doc, dest string) (LinkTarget, *LinkError) {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return brokenLink("", "%q is not an address", dest)
	case u.Host != "" || u.Scheme != "":
		return brokenLink("", "%q is not an address of this guide", dest)
	case u.Path == "":
		return LinkTarget{Address: from.Address, Fragment: u.Fragment, Doc: from}, nil
	}
	var p LinkTarget
	var linkErr *LinkError
	if strings.HasPrefix(u.Path, "/") {
		p, linkErr = g.resolveAddress(naming.NFC(u.Path))
	} else {
		p, linkErr = g.resolveFile(from, u.Path)
	}
	if linkErr == nil {
		linkErr = g.checkPublished(from, p)
	}
	switch hasQuery := u.RawQuery != "" || u.ForceQuery; {
	case linkErr != nil:
		return LinkTarget{}, linkErr
	case hasQuery && p.File == nil:
		return brokenLink("remove the question mark and what follows", "a link to a page cannot have a query: %q", dest)
	case hasQuery:
		p.Query = "?" + u.RawQuery
	}
	p.Fragment = u.Fragment
	return p, nil
}

// OwnPath returns the address in this guide, as Resolve takes it, of a web address below baseURL. It returns "" for
// other addresses, those with a query, and those of files that the program or static/ may add. A host may have more
// than a guide at its root: there, only addresses in the guide's own folders are its own.
func (g *Guide) OwnPath(address string) string {
	base := g.Settings.BaseURL.Value
	if base == "" {
		return ""
	}
	_, base, _ = strings.Cut(base, "://")
	scheme, rest, isWeb := strings.Cut(address, "://")
	if !isWeb || len(rest) < len(base) || !strings.EqualFold(rest[:len(base)], base) || strings.Contains(rest, "?") ||
		!strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "http") {
		return ""
	}
	p := "/" + rest[len(base):]
	name, _, _ := strings.Cut(p, "#")
	r := g.routes[foldAddress(name)]
	switch ext := path.Ext(name); {
	case r != nil && !r.noLink:
	case r != nil || ext != "" && ext != ".html" || strings.HasPrefix(p, "/assets/"):
		return ""
	case strings.Count(base, "/") == 1:
		if folder, _, deeper := strings.Cut(name[1:], "/"); !deeper || g.routes["/"+foldCase(folder)] == nil {
			return ""
		}
	}
	return p
}

// checkPublished returns an error if a target is not in the site; a page that is not published may link to itself.
func (g *Guide) checkPublished(from *Doc, p LinkTarget) *LinkError {
	switch {
	case p.Doc != nil && p.Doc != from && p.Doc.unpublished:
		return &LinkError{diag.Withheld, fmt.Sprintf("the link leads to %s, which is %s", p.Doc.File, p.Doc.Reason),
			"publish that page too, or remove the link"}
	case p.Doc != nil && p.Doc != from && p.Doc.unrouted:
		return &LinkError{diag.BrokenLink, fmt.Sprintf("the link leads to %s, which is not in the site", p.Doc.File),
			"fix the problems of that file"}
	case p.File != nil && g.inUnpublishedStep(*p.File):
		return &LinkError{diag.Withheld, fmt.Sprintf("the link leads to %s, whose step is not published", p.File.Path),
			"publish that step too, or remove the link"}
	case p.File != nil && !g.isFilePublished(*p.File):
		hint := fmt.Sprintf("link to it as in [text](%s)", path.Base(p.File.Path))
		return &LinkError{diag.BrokenLink, p.File.Path + " is not published", hint}
	}
	return nil
}

func (g *Guide) resolveAddress(address string) (LinkTarget, *LinkError) {
	r := g.routes[foldAddress(address)]
	switch {
	case r == nil:
		return brokenLink(g.suggestAddress(address), "there is no page at %s", address)
	case r.noLink && r.address == AllAddress:
		return brokenLink("link to a step or a topic",
			"there is no page at %s: the guide has more than %d steps and topics", address, MaxAllPageEntries)
	case r.noLink:
		return brokenLink("", "there is no page for readers at %s", address)
	case r.address != address:
		return brokenLink("write "+r.address, "there is no page at %s", address)
	case r.doc != nil:
		return LinkTarget{Address: r.doc.Address, Doc: r.doc}, nil
	}
	return LinkTarget{Address: r.address, File: r.file}, nil
}

func (g *Guide) resolveFile(from *Doc, rel string) (LinkTarget, *LinkError) {
	name := g.listing.storedName(path.Join(path.Dir(from.File), rel))
	isDir, exists := g.listing.entries[name]
	switch {
	case !strings.HasPrefix(name, ContentDir+"/"):
		return brokenLink("", "%q leads out of %s/", rel, ContentDir)
	case !exists:
		return brokenLink(g.suggestFile(from, name, rel), "there is no file %s", name)
	case isDir:
		return brokenLink(g.suggestForFolder(name, rel), "%s is a folder", name)
	}
	if d := g.docsByFile[name]; d != nil {
		return LinkTarget{Address: d.Address, Doc: d}, nil
	}
	address := fileAddress(name)
	if r := g.routes[foldAddress(address)]; r != nil && r.file != nil && r.file.Path == name {
		return LinkTarget{Address: address, File: r.file}, nil
	}
	if name == GlossaryFile {
		return brokenLink("write "+GlossaryAddress, "%s is not published as it is", name)
	}
	return brokenLink("", "%s is not published", name)
}

// suggestForFolder returns a hint for a link to a folder.
func (g *Guide) suggestForFolder(name, rel string) string {
	rel = strings.TrimSuffix(rel, "/")
	if g.docsByFile[name+"/index.md"] != nil {
		return fmt.Sprintf("write %s/index.md", rel)
	}
	if g.docsByFile[name+".md"] != nil {
		return fmt.Sprintf("write %s.md", rel)
	}
	return "link to a file"
}
