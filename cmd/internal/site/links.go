package site

import (
	"fmt"
	"net/url"
	"strings"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/media"
)

// relativeURL returns the link from the page at one address to another address, with a fragment if it is
// not "". Links are relative so that one output works at any address.
func relativeURL(from, to, fragment string) string {
	u := url.URL{Path: relativePath(from, to), Fragment: fragment}
	if from == to && fragment != "" {
		u.Path = ""
	}
	return u.String()
}

// link is relative, and names index.html where the site is to open from a disk.
func (s *Site) link(from, to, fragment string) string {
	if from != to || fragment == "" {
		to = s.offlinePath(to)
	}
	return relativeURL(from, to, fragment)
}

// offlinePath is the address of a page as links of this site have it.
func (s *Site) offlinePath(address string) string {
	if s.opts.Offline && strings.HasSuffix(address, "/") {
		return address + "index.html"
	}
	return address
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

// resolver returns the Resolve of texts of d that are shown on the page at address. Where rewrite is
// not nil, it may give another place for a place in the guide.
func (s *Site) resolver(d *guide.Doc, address string, rewrite func(guide.LinkTarget) (to, fragment string)) func(string, bool) markdown.Target {
	return func(dest string, isPicture bool) markdown.Target {
		target, problem := s.guide.Resolve(d, dest)
		if problem != nil {
			return markdown.Target{Code: problem.Code, Message: problem.Message, Hint: problem.Hint}
		}
		if isPicture {
			return s.flagActiveContent(s.pictureTarget(target, dest, address), target)
		}
		t := markdown.Target{Address: target.Address, Fragment: target.Fragment}
		if target.File != nil {
			t.Fragment = "" // it has no ids that we know of
			t = s.flagActiveContent(t, target)
		}
		to, fragment := target.Address, target.Fragment
		if rewrite != nil {
			to, fragment = rewrite(target)
		}
		t.Href = s.link(address, to, fragment)
		return t
	}
}

// printedLinks are those that links lead to outside of the guide. They are printed below the text, where a
// link has its number behind it.
type printedLinks struct {
	urls    []string
	numbers map[string]int
}

// numberOf returns the number of an address, from 1: the same one each time.
func (a *printedLinks) numberOf(dest string) int {
	if n, ok := a.numbers[dest]; ok {
		return n
	}
	if a.numbers == nil {
		a.numbers = map[string]int{}
	}
	a.urls = append(a.urls, dest)
	a.numbers[dest] = len(a.urls)
	return len(a.urls)
}

// pictureInfo is a picture's size, or why it cannot be shown.
type pictureInfo struct {
	width, height int
	err           error
}

func (s *Site) pictureTarget(target guide.LinkTarget, dest, address string) markdown.Target {
	switch {
	case target.File != nil && markdown.IsCSV(target.File.Path):
		return s.csvTarget(target, address)
	case target.File == nil || !media.IsImage(target.File.Path):
		return markdown.Target{Code: "bad-picture", Message: fmt.Sprintf("%q is not a picture", dest), Hint: "pictures are PNG, JPEG, GIF, WebP or SVG files; a CSV file is shown as a table"}
	}
	size := s.pictureSize(target.File.Path)
	t := markdown.Target{Href: s.link(address, target.Address, ""), Width: size.width, Height: size.height}
	if size.err != nil {
		t.Code, t.Message, t.Hint = "bad-picture", fmt.Sprintf("the picture %s cannot be read: %v", target.File.Path, size.err), "save it again as PNG, JPEG, GIF, WebP or SVG"
	}
	return t
}

// csvTarget reads a CSV file that is shown as a table.
func (s *Site) csvTarget(target guide.LinkTarget, address string) markdown.Target {
	var table *markdown.CSVTable
	f, err := s.opts.Source.Open(target.File.Path)
	if err == nil {
		defer f.Close()
		table, err = markdown.ReadCSV(f)
	}
	if err != nil {
		return markdown.Target{Code: "bad-sheet", Message: fmt.Sprintf("the sheet %s cannot be read: %v", target.File.Path, err), Hint: "mend it in a spreadsheet program and save it as CSV"}
	}
	return markdown.Target{Href: s.link(address, target.Address, ""), Table: table}
}

// pictureSize reads a picture's size once.
func (s *Site) pictureSize(path string) pictureInfo {
	if p, ok := s.cache.pictures.Load(path); ok {
		return p.(pictureInfo)
	}
	var p pictureInfo
	f, err := s.opts.Source.Open(path)
	if err != nil {
		p.err = err
	} else {
		defer f.Close()
		p.width, p.height, p.err = media.ImageSize(path, f)
	}
	s.cache.pictures.Store(path, p)
	return p
}
