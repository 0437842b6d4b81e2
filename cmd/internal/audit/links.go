package audit

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Links reports the dead links of the site and the other findings in the table of the package comment.
func Links(fsys fs.FS) ([]Finding, error) {
	s, err := readSite(fsys)
	if err != nil {
		return nil, err
	}
	results, err := parallel(s.documents,
		func(p *page) ([]Finding, error) { return append(p.findings, s.checkPage(p)...), nil })
	return sortFindings(slices.Concat(results...)), err
}

// checkPage checks every reference of a page.
func (s *site) checkPage(p *page) []Finding {
	var findings []Finding
	for _, r := range p.references {
		code, message := s.checkReference(p, r)
		if code != "" {
			findings = append(findings, Finding{p.name, code, fmt.Sprintf("%s %q: %s", r.from, r.to, message)})
		}
	}
	return findings
}

// checkReference returns the code and message of a finding; the code is "" if there is none.
func (s *site) checkReference(p *page, r reference) (code, message string) {
	t, code, message := resolve(p, r)
	switch {
	case code != "" || t.file == "":
		return code, message
	case s.folders[t.file]:
		return "folder-link", "a link to a folder ends with a slash"
	case !s.files[t.file]:
		return "dead-link", "there is no file " + t.file
	case path.Ext(t.file) != ".html" || t.fragment == "" || strings.EqualFold(t.fragment, "top"):
		return "", ""
	case !s.pages[t.file].ids[t.fragment]:
		return "dead-fragment", fmt.Sprintf("%s has no id %q", t.file, t.fragment)
	}
	return "", ""
}

// target is the file of the site that a reference leads to.
type target struct {
	file     string // "" on another host
	fragment string
}

// resolve returns the target of a reference, which need not exist, or the code and message of a finding.
func resolve(p *page, r reference) (t target, code, message string) {
	if r.to == "" {
		return t, "empty-link", "the address is empty"
	}
	u, err := url.Parse(r.to)
	switch {
	case err != nil:
		return t, "bad-link", err.(*url.Error).Err.Error()
	case u.Scheme != "":
		code, message = checkScheme(r, u.Scheme)
		return t, code, message
	case strings.HasPrefix(r.to, "//") && r.kind.isFetched():
		return t, "third-party", thirdParty
	case strings.HasPrefix(r.to, "//"), strings.Contains(u.Path, "//"):
		return t, "double-slash", "an address of the site has single slashes"
	case u.Path == "":
		return target{p.name, u.Fragment}, "", ""
	}
	file, code, message := p.resolvePath(u.Path)
	return target{file, u.Fragment}, code, message
}

const thirdParty = "pages of the site do not use other hosts"

// checkScheme checks the scheme of a reference.
func checkScheme(r reference, scheme string) (code, message string) {
	switch scheme {
	case "http", "https":
		if r.kind.isFetched() {
			return "third-party", thirdParty
		}
		return "", ""
	case "mailto", "tel", "sms", "geo", "webcal", "ftp":
		if r.kind == navigation {
			return "", ""
		}
	case "data":
		if r.image {
			return "", ""
		}
	}
	return "scheme", scheme + ": is not allowed here"
}

// resolvePath returns the file of the site that a relative or rooted path on the page leads to.
func (p *page) resolvePath(to string) (file, code, message string) {
	from := path.Dir(p.name)
	rest, rooted := strings.CutPrefix(to, p.base)
	switch {
	case p.base == "" && strings.HasPrefix(to, "/"):
		return "", "rooted-link", "the site must work at any address: use relative links"
	case p.base != "" && !strings.HasPrefix(to, "/"):
		return "", "relative-link", "this page is shown at every address: use rooted links"
	case p.base != "" && !rooted:
		return "", "outside", "the site is below " + p.base
	case p.base != "":
		from, to = "", "./"+rest
	}
	file = path.Join(from, to)
	if file == ".." || strings.HasPrefix(file, "../") {
		return "", "outside", "the address leads out of the site"
	}
	if last := path.Base(to); strings.HasSuffix(to, "/") || last == "." || last == ".." {
		file = path.Join(file, "index.html")
	}
	return file, "", ""
}
