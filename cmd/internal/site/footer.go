package site

import (
	"html/template"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// footerText converts the line of the publisher for the page at an address.
func (s *Site) footerText(address string) markdown.Result {
	text := s.guide.Settings.Brand.Footer
	env := markdown.Env{Resolve: s.resolver(guide.SettingsDoc, address, nil), WebLinks: s.opts.WebLinks}
	return s.converter.Inline(text.Value, text.Locator(guide.SettingsFile), env)
}

// Footer returns the line of the publisher, or "".
func (v *View) Footer() template.HTML {
	if v.site.guide.Settings.Brand.Footer.Value == "" {
		return ""
	}
	return template.HTML(v.site.footerText(v.Address).HTML)
}

// analyzeFooter returns the analysis of the line of the publisher.
func (s *Site) analyzeFooter() *pageAnalysis {
	a := &pageAnalysis{}
	if s.guide.Settings.Brand.Footer.Value != "" {
		footer := s.footerText(guide.HomeAddress)
		s.collect(a, &footer)
	}
	return a
}
