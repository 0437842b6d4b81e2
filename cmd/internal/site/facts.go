package site

import (
	"slices"

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
	// Errors are those of its own file, and the one that cuts the page short.
	Errors []diag.Problem
}

// Facts returns what is known of a page of the guide.
func (s *Site) Facts(address string) (Facts, bool) {
	d := s.byAddress[address]
	if d == nil {
		return Facts{Errors: s.cutAt(address)}, false
	}
	f := Facts{Doc: d, Errors: s.errors(d)}
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

// errors returns what is known to be wrong with a page.
func (s *Site) errors(d *guide.Doc) []diag.Problem {
	st := s.settling()
	for _, p := range s.guide.Problems {
		if p.File == d.File {
			st.problems = append(st.problems, p)
		}
	}
	st.add(st.learnt(d))
	allowances, all := st.allowed(d)
	found := silenced(allowances, st.problems, !all)
	found = slices.DeleteFunc(found, func(p diag.Problem) bool { return p.Severity != diag.Error })
	return append(diag.Sort(found), s.cutAt(d.Address)...)
}

func (s *Site) cutAt(address string) []diag.Problem {
	if p, cut := s.cut.Load(address); cut {
		return []diag.Problem{p.(diag.Problem)}
	}
	return nil
}

// AddressOf returns the address of what a source file becomes: a page, or a copy.
func (s *Site) AddressOf(file string) (string, bool) {
	for _, d := range s.guide.Docs() {
		if d.File == file {
			return d.Address, true
		}
	}
	for _, f := range s.guide.Files {
		if f.Path == file {
			return f.Address, true
		}
	}
	for _, f := range s.bundle.Files {
		if f.From != "" && "static/"+f.From == file {
			return "/" + f.Name, true
		}
	}
	return "", false
}
