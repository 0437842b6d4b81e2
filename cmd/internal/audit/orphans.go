package audit

import (
	"io/fs"
	"path"
)

// OrphanPages reports the pages that cannot be reached by links from index.html. 404.html and redirect pages, which no
// page links to, are ignored.
func OrphanPages(fsys fs.FS) ([]Finding, error) {
	s, err := readSite(fsys)
	if err != nil {
		return nil, err
	}
	reached := s.reachableFrom("index.html")
	var findings []Finding
	for _, p := range s.documents {
		if path.Ext(p.name) == ".html" && !reached[p.name] && p.name != notFoundPage && !p.redirect {
			findings = append(findings, Finding{p.name, "unreachable", "no link leads here from index.html"})
		}
	}
	return sortFindings(findings), nil
}

// reachableFrom returns the names of the files that can be reached by links from a page, including itself.
func (s *site) reachableFrom(from string) map[string]bool {
	reached := map[string]bool{from: true}
	for next := []string{from}; len(next) > 0; {
		p := s.pages[next[0]]
		next = next[1:]
		if p == nil {
			continue
		}
		for _, r := range p.references {
			if r.kind != navigation {
				continue
			}
			if t, _, _ := resolve(p, r); !reached[t.file] {
				reached[t.file] = true
				next = append(next, t.file)
			}
		}
	}
	return reached
}
