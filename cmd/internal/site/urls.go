package site

import (
	"net/url"
	"strings"

	"guide/cmd/internal/guide"
)

// urls makes the links of a site.
type urls struct {
	base    string // the URL that the site is published at, with a final slash; "" if it is not known
	offline bool   // for file: URLs: links name index.html
}

func newURLs(g *guide.Guide, opts Options) urls {
	base := opts.BaseURL
	if base == "" {
		base = g.Settings.BaseURL.Value
	} else if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return urls{base, opts.Offline}
}

// link returns the relative link from the page at an address to another address, with a fragment if it is not "".
func (u urls) link(from, to, fragment string) string {
	if from != to || fragment == "" {
		to = u.offlinePath(to)
	}
	return relativeURL(from, to, fragment)
}

// offlinePath returns the path in links to an address.
func (u urls) offlinePath(address string) string {
	if u.offline && strings.HasSuffix(address, "/") {
		return address + "index.html"
	}
	return address
}

// rooted returns a link that works on a page shown at any address, as 404.html is.
func (u urls) rooted(address string) string {
	root := "/"
	if base, err := url.Parse(u.base); err == nil && base.Path != "" {
		root = base.Path
	}
	return (&url.URL{Path: root + strings.TrimPrefix(address, "/")}).String()
}

// absolute returns the absolute URL of an address.
func (u urls) absolute(address string) string {
	return u.base + (&url.URL{Path: strings.TrimPrefix(address, "/")}).EscapedPath()
}

// relativeURL returns the link from the page at one address to another address, with a fragment if it is not "".
// Links are relative so that one output works at any URL.
func relativeURL(from, to, fragment string) string {
	u := url.URL{Path: relativePath(from, to), Fragment: fragment}
	if from == to && fragment != "" {
		u.Path = ""
	}
	return u.String()
}

func relativePath(from, to string) string {
	fromDirs, toDirs := strings.Split(from, "/"), strings.Split(to, "/")
	fromDirs, toDirs = fromDirs[:len(fromDirs)-1], toDirs[:len(toDirs)-1] // folders
	common := 0
	for common < min(len(fromDirs), len(toDirs)) && fromDirs[common] == toDirs[common] {
		common++
	}
	path := strings.Repeat("../", len(fromDirs)-common) + strings.Join(toDirs[common:], "/")
	if common < len(toDirs) {
		path += "/"
	}
	path += to[strings.LastIndexByte(to, '/')+1:]
	if path == "" {
		return "./"
	}
	return path
}
