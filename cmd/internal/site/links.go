package site

import (
	"fmt"
	"net/url"
	"strings"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// relative returns the link from the page at one address to another address, with a fragment if it is
// not "". Links are relative so that one output works at any address.
func relative(from, to, fragment string) string {
	u := url.URL{Path: relativePath(from, to), Fragment: fragment}
	if from == to && fragment != "" {
		u.Path = ""
	}
	return u.String()
}

// link is relative, and names index.html where the site is to open from a disk.
func (s *Site) link(from, to, fragment string) string {
	if from != to || fragment == "" {
		to = s.onDisk(to)
	}
	return relative(from, to, fragment)
}

// onDisk is the address of a page as links of this site have it.
func (s *Site) onDisk(address string) string {
	if s.opts.Offline && strings.HasSuffix(address, "/") {
		return address + "index.html"
	}
	return address
}

func relativePath(from, to string) string {
	here, there := strings.Split(from, "/"), strings.Split(to, "/")
	here, there = here[:len(here)-1], there[:len(there)-1] // folders
	common := 0
	for common < min(len(here), len(there)) && here[common] == there[common] {
		common++
	}
	path := strings.Repeat("../", len(here)-common) + strings.Join(there[common:], "/")
	if common < len(there) {
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
func (s *Site) resolver(d *guide.Doc, address string, rewrite func(guide.Place) (to, fragment string)) func(string, bool) page.Target {
	return func(dest string, picture bool) page.Target {
		place, fault := s.guide.Resolve(d, dest)
		if fault != nil {
			return page.Target{Code: fault.Code, Message: fault.Message, Hint: fault.Hint}
		}
		if picture {
			return s.safe(s.picture(place, dest, address), place)
		}
		t := page.Target{Address: place.Address, Fragment: place.Fragment}
		if place.File != nil {
			t.Fragment = "" // it has no ids that we know of
			t = s.safe(t, place)
		}
		to, fragment := place.Address, place.Fragment
		if rewrite != nil {
			to, fragment = rewrite(place)
		}
		t.Href = s.link(address, to, fragment)
		return t
	}
}

// addresses are those that links lead to outside of the guide. They are printed below the text, where a
// link has its number behind it.
type addresses struct {
	list    []string
	numbers map[string]int
}

// number returns the number of an address, from 1: the same one each time.
func (a *addresses) number(address string) int {
	if n, ok := a.numbers[address]; ok {
		return n
	}
	if a.numbers == nil {
		a.numbers = map[string]int{}
	}
	a.list = append(a.list, address)
	a.numbers[address] = len(a.list)
	return len(a.list)
}

// picture is a picture's size, or why it cannot be shown.
type picture struct {
	width, height int
	err           error
}

func (s *Site) picture(place guide.Place, dest, address string) page.Target {
	switch {
	case place.File != nil && page.IsCSV(place.File.Path):
		return s.sheet(place, address)
	case place.File == nil || !page.IsImage(place.File.Path):
		return page.Target{Code: "bad-picture", Message: fmt.Sprintf("%q is not a picture", dest), Hint: "pictures are PNG, JPEG, GIF, WebP or SVG files; a CSV file is shown as a table"}
	}
	size := s.pictureSize(place.File.Path)
	t := page.Target{Href: s.link(address, place.Address, ""), Width: size.width, Height: size.height}
	if size.err != nil {
		t.Code, t.Message, t.Hint = "bad-picture", fmt.Sprintf("the picture %s cannot be read: %v", place.File.Path, size.err), "save it again as PNG, JPEG, GIF, WebP or SVG"
	}
	return t
}

// sheet reads a CSV file that is shown as a table.
func (s *Site) sheet(place guide.Place, address string) page.Target {
	var sheet *page.CSVTable
	f, err := s.opts.Source.Open(place.File.Path)
	if err == nil {
		defer f.Close()
		sheet, err = page.ReadCSV(f)
	}
	if err != nil {
		return page.Target{Code: "bad-sheet", Message: fmt.Sprintf("the sheet %s cannot be read: %v", place.File.Path, err), Hint: "mend it in a spreadsheet program and save it as CSV"}
	}
	return page.Target{Href: s.link(address, place.Address, ""), Table: sheet}
}

// pictureSize reads a picture's size once.
func (s *Site) pictureSize(path string) picture {
	if p, ok := s.memory.pictures.Load(path); ok {
		return p.(picture)
	}
	var p picture
	f, err := s.opts.Source.Open(path)
	if err != nil {
		p.err = err
	} else {
		defer f.Close()
		p.width, p.height, p.err = page.ImageSize(path, f)
	}
	s.memory.pictures.Store(path, p)
	return p
}
