package audit

import (
	"strings"

	"golang.org/x/net/html"
)

// attributes applies the rules for attributes.
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

// rules applies the rules for elements.
func (s *scanner) rules(t html.Token) {
	switch t.Data {
	case "base":
		s.report("base-element", "a base element changes every relative link")
	case "meta":
		s.meta(t)
	case "style":
		s.report("inline-style", "a style element, which the page's policy blocks")
	case "script":
		_, hasSrc := attr(t, "src")
		scriptType, _ := attr(t, "type")
		s.inlineScript = !hasSrc && !strings.HasSuffix(scriptType, "json") // JSON is not executed
	case "h1":
		s.h1s++
	case "img":
		s.img(t)
	case "a":
		if _, ok := attr(t, "data-redirect"); ok {
			s.page.redirect = true
		}
	}
}

func (s *scanner) img(t html.Token) {
	src, _ := attr(t, "src")
	for _, name := range []string{"width", "height"} {
		if size, _ := attr(t, name); size == "" {
			s.report("img-size", "img %q has no %s", src, name)
		}
	}
}

// meta records the policy of the page and the address that it redirects to.
func (s *scanner) meta(t html.Token) {
	name, _ := attr(t, "http-equiv")
	content, _ := attr(t, "content")
	switch strings.ToLower(name) {
	case "content-security-policy":
		s.policy = content
	case "refresh":
		if to, ok := refreshTarget(content); ok {
			s.page.redirect = true
			s.addReference(reference{from: "meta refresh", to: to, kind: navigation})
		}
	}
}
