package site

import (
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// Facts are what an editor wants to know of a page.
type Facts struct {
	Doc       *guide.Doc
	Words     int       // of its texts, once the page was made
	Checked   page.Date // the oldest day on which someone checked a resource; "" for none
	Unchecked int       // resources that nobody has checked yet
	// Problems are those of its own file that are known, and the one that cuts the page short.
	Problems []diag.Problem
}

// Facts returns what is known of a page of the guide.
func (s *Site) Facts(address string) (Facts, bool) {
	d := s.byAddress[address]
	if d == nil {
		return Facts{Problems: s.cutAt(address)}, false
	}
	f := Facts{Doc: d, Problems: s.problemsOf(d)}
	for _, r := range d.Resources {
		switch {
		case r.Checked == "":
			f.Unchecked++
		case f.Checked == "" || r.Checked < f.Checked:
			f.Checked = r.Checked
		}
	}
	if l := s.memory.of(d); l != nil {
		f.Words = l.words
	}
	return f, true
}

// problemsOf returns what is known to be wrong with a page.
func (s *Site) problemsOf(d *guide.Doc) []diag.Problem {
	st := s.settling()
	for _, p := range s.guide.Problems {
		if p.File == d.File {
			st.problems = append(st.problems, p)
		}
	}
	st.add(st.learnt(d))
	allowances, all := st.allowed(d)
	return append(diag.Sort(silenced(allowances, st.problems, !all)), s.cutAt(d.Address)...)
}

func (s *Site) cutAt(address string) []diag.Problem {
	if p, cut := s.cut.Load(address); cut {
		return []diag.Problem{p.(diag.Problem)}
	}
	return nil
}

// IsCopied reports whether the file at an address is not made, but copied.
func (s *Site) IsCopied(address string) bool {
	e, ok := s.tree.files[guide.FileName(address)]
	return ok && e.make == nil
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
