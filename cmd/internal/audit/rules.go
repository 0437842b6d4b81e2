package audit

import (
	"strings"

	"golang.org/x/net/html"
)

// attributes applies the rules for attributes that any element may have.
func (s *scanner) attributes(t html.Token) {
	for _, a := range t.Attr {
		switch a.Key {
		case "id":
			if s.page.ids[a.Val] {
				s.report("duplicate-id", "two elements have the id %q", a.Val)
			}
			s.page.ids[a.Val] = true
		case "for", "aria-labelledby", "aria-describedby":
			for id := range strings.FieldsSeq(a.Val) {
				s.idReferences = append(s.idReferences, reference{from: t.Data + " " + a.Key, to: id})
			}
		case "aria-current":
			if a.Val == "step" {
				s.currentSteps++
			}
		case "style":
			s.report("inline-style", "%s has a style attribute, which the page's policy blocks", t.Data)
		default:
			if strings.HasPrefix(a.Key, "on") {
				s.report("inline-script", "%s has an %s attribute, which the page's policy blocks", t.Data, a.Key)
			}
			s.addAttribute(t, a)
		}
	}
}

// rules applies the rules for one kind of element.
func (s *scanner) rules(t html.Token) {
	switch t.Data {
	case "html":
		lang, _ := attr(t, "lang")
		s.hasLang = s.hasLang || lang != ""
	case "base":
		s.report("base-element", "a base element moves every link")
	case "meta":
		s.meta(t)
	case "style":
		s.report("inline-style", "a style element, which the page's policy blocks")
	case "script":
		_, elsewhere := attr(t, "src")
		kind, _ := attr(t, "type")
		s.inlineScript = !elsewhere && !strings.HasSuffix(kind, "json") // data is not run
	case "main":
		s.mains++
	case "h1", "h2", "h3", "h4", "h5", "h6":
		s.heading(int(t.Data[1] - '0'))
	case "img":
		s.img(t)
	case "a":
		if _, ok := attr(t, "data-redirect"); ok {
			s.page.redirect = true
		}
	}
	if s.link != nil && s.hidden == 0 && hasLabel(t) {
		s.link.hasName = true
	}
}

func (s *scanner) heading(level int) {
	if level == 1 {
		s.h1s++
	}
	if level > s.level+1 {
		s.report("heading-level", "h%d follows h%d", level, s.level)
	}
	s.level = level
}

func (s *scanner) img(t html.Token) {
	src, _ := attr(t, "src")
	alt, ok := attr(t, "alt")
	if !ok {
		s.report("img-alt", "img %q has no alt", src)
	}
	if s.link != nil && s.hidden == 0 && strings.TrimSpace(alt) != "" {
		s.link.hasName = true
	}
	for _, name := range []string{"width", "height"} {
		if size, _ := attr(t, name); size == "" {
			s.report("img-size", "img %q has no %s", src, name)
		}
	}
}

// meta takes in the page's policy and where it sends its reader.
func (s *scanner) meta(t html.Token) {
	kind, _ := attr(t, "http-equiv")
	content, _ := attr(t, "content")
	switch strings.ToLower(kind) {
	case "content-security-policy":
		s.policy = content
	case "refresh":
		if to, ok := refreshTarget(content); ok {
			s.page.redirect = true
			s.addReference(reference{from: "meta refresh", to: to, kind: navigation})
		}
	}
}
