package site

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/suggest"
)

var (
	// hrefCall matches the address that a template passes to the method Href of a View.
	hrefCall = regexp.MustCompile(`\bHref "(/[^"]*)"`)
	// literalLink matches an attribute that is a link, without actions in it.
	literalLink = regexp.MustCompile(`(?i)\s(?:href|src|poster|data)="([^"{}]+)"`)
	hasScheme   = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*:|//)`)
)

// findMissingLinks reports the links in templates of the editor that lead to no file of the site, and notes the
// addresses of such that a template may make a link to or not: Href reports them.
func (s *Site) findMissingLinks() {
	if !s.hasOwnTemplates {
		return
	}
	s.missingLinks = map[string][]diag.Problem{}
	for _, text := range s.ownTexts() {
		for _, m := range hrefCall.FindAllSubmatch(text.data, -1) {
			address := string(m[1])
			if s.missingLinks[address] == nil && !s.hasAddress(address) {
				s.missingLinks[address] = s.ownTexts().find(hrefCall, address)
			}
		}
		if !strings.HasPrefix(text.file, "templates/") {
			continue
		}
		for _, m := range literalLink.FindAllSubmatch(text.data, -1) {
			link, _, _ := strings.Cut(string(m[1]), "#")
			if link != "" && !hasScheme.MatchString(link) && !s.leadsSomewhere(link) {
				s.reportMissingLink(string(m[1]), s.ownTexts().find(literalLink, string(m[1])))
			}
		}
	}
}

// hasAddress reports whether the site has a file at an address.
func (s *Site) hasAddress(address string) bool {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	_, ok := s.files[guide.FileName(address)]
	return ok
}

// leadsSomewhere reports whether a link leads to a file of the site from one of its pages, at least.
func (s *Site) leadsSomewhere(link string) bool {
	if strings.HasPrefix(link, "/") {
		return s.hasAddress(link)
	}
	resolves := func(from string) bool {
		base, err := url.Parse(from)
		if err != nil {
			return false
		}
		to, err := base.Parse(link)
		return err == nil && s.hasAddress(to.Path)
	}
	for _, p := range guide.PageTypes {
		if p.Address != "" && resolves(p.Address) {
			return true
		}
	}
	for _, d := range s.docs {
		if resolves(d.Address) {
			return true
		}
	}
	return false
}

// reportMissingLink reports a link of templates that leads to no file.
func (s *Site) reportMissingLink(link string, places []diag.Problem) {
	for _, place := range places {
		s.buildProblems.report(diag.TemplateLink.At(place, fmt.Sprintf("there is no %s in the site", link),
			s.missingLinkHint(link)))
	}
}

func (s *Site) missingLinkHint(link string) string {
	name := strings.TrimLeft(link, "./")
	switch {
	case s.hasAddress("/" + name + "/"):
		return fmt.Sprintf("did you mean /%s/?", name)
	case strings.HasPrefix(name, "assets/css/"), strings.HasPrefix(name, "assets/js/"):
		return "style sheets in static/css/ and scripts in static/js/ are part of every page: no link is needed"
	}
	names := make([]string, 0, len(s.files))
	for file := range s.files {
		names = append(names, file)
	}
	if near := suggest.NewPaths(names).Nearest(guide.FileName("/" + name)); near != "" {
		return fmt.Sprintf("did you mean /%s?", strings.TrimSuffix(near, "index.html"))
	}
	return "files of static/ other than css/ and js/ are in /assets/, those at its root at /"
}
