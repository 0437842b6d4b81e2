package site

import (
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// PageInfo is what an editor sees of a page.
type PageInfo struct {
	Doc            *guide.Doc
	WordCount      int              // 0 until the page was analyzed
	OldestCheck    frontmatter.Date // the oldest day on which someone checked a resource, or ""
	UncheckedCount int              // resources that nobody has checked yet
	// Problems are the known problems of its own file, and the template error that cut the page short.
	Problems []diag.Problem
}

// PageInfo describes a page of the guide. It returns false if no source file has the address.
func (s *Site) PageInfo(address string) (PageInfo, bool) {
	d := s.byAddress[address]
	if d == nil {
		return PageInfo{Problems: s.templateErrors.of(address)}, false
	}
	info := PageInfo{Doc: d, Problems: append(s.newChecker().problemsOf(d), s.templateErrors.of(address)...)}
	for _, r := range d.Resources {
		switch {
		case r.Checked.Value == "":
			info.UncheckedCount++
		case info.OldestCheck == "" || r.Checked.Date() < info.OldestCheck:
			info.OldestCheck = r.Checked.Date()
		}
	}
	if a := s.cache.get(d); a != nil {
		info.WordCount = a.WordCount
	}
	return info, true
}

// IsCopied reports whether the file at an address is copied, not rendered.
func (t *fileTree) IsCopied(address string) bool {
	f, ok := t.files[guide.FileName(address)]
	return ok && f.render == nil
}

// AddressOf returns the address of the page or copy of a source file.
func (s *Site) AddressOf(file string) (string, bool) {
	if d := s.guide.Doc(file); d != nil && s.byAddress[d.Address] == d {
		return d.Address, true
	}
	byPath := func(f guide.File, path string) int { return strings.Compare(f.Path, path) }
	if i, ok := slices.BinarySearchFunc(s.guide.Files, file, byPath); ok {
		return s.guide.Files[i].Address, true
	}
	for _, f := range s.bundle.Files {
		if f.SourcePath != "" && "static/"+f.SourcePath == file {
			return "/" + f.Name, true
		}
	}
	return "", false
}
