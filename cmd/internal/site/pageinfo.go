package site

import (
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// PageInfo are what an editor wants to know of a page.
type PageInfo struct {
	Doc            *guide.Doc
	WordCount      int              // of its texts, once the page was made
	OldestCheck    frontmatter.Date // the oldest day on which someone checked a resource; "" for none
	UncheckedCount int              // resources that nobody has checked yet
	// Problems are those of its own file that are known, and the one that cuts the page short.
	Problems []diag.Problem
}

// PageInfo returns what is known of a page of the guide.
func (s *Site) PageInfo(address string) (PageInfo, bool) {
	d := s.byAddress[address]
	if d == nil {
		return PageInfo{Problems: s.templateErrorsOf(address)}, false
	}
	f := PageInfo{Doc: d, Problems: s.problemsOf(d)}
	for _, r := range d.Resources {
		switch {
		case r.Checked == "":
			f.UncheckedCount++
		case f.OldestCheck == "" || r.Checked < f.OldestCheck:
			f.OldestCheck = r.Checked
		}
	}
	if l := s.cache.get(d); l != nil {
		f.WordCount = l.wordCount
	}
	return f, true
}

// problemsOf returns what is known to be wrong with a page.
func (s *Site) problemsOf(d *guide.Doc) []diag.Problem {
	st := s.newChecker()
	for _, p := range s.guide.Problems {
		if p.File == d.File {
			st.problems = append(st.problems, p)
		}
	}
	st.addAnalysis(st.analysis(d))
	suppressions, complete := st.suppressionsOf(d)
	return append(diag.Sort(suppress(suppressions, st.problems, !complete)), s.templateErrorsOf(d.Address)...)
}

func (s *Site) templateErrorsOf(address string) []diag.Problem {
	if p, failed := s.templateErrors.Load(address); failed {
		return []diag.Problem{p.(diag.Problem)}
	}
	return nil
}

// IsCopied reports whether the file at an address is not made, but copied.
func (s *Site) IsCopied(address string) bool {
	e, ok := s.tree.files[guide.FileName(address)]
	return ok && e.render == nil
}

// AddressOf returns the address of what a source file becomes: a page, or a copy.
func (s *Site) AddressOf(file string) (string, bool) {
	if d := s.guide.Doc(file); d != nil && s.byAddress[d.Address] == d {
		return d.Address, true
	}
	if i, ok := slices.BinarySearchFunc(s.guide.Files, file, func(f guide.File, path string) int { return strings.Compare(f.Path, path) }); ok {
		return s.guide.Files[i].Address, true
	}
	for _, f := range s.bundle.Files {
		if f.SourcePath != "" && "static/"+f.SourcePath == file {
			return "/" + f.Name, true
		}
	}
	return "", false
}
