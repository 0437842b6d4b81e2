package site

import (
	"bytes"
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// privacyProblems returns a problem for each service that counts visits and that no free page names.
func (s *Site) privacyProblems() (problems []diag.Problem) {
	if len(s.services) == 0 {
		return nil
	}
	page, texts := "content/pages/privacy.md", strings.Builder{}
	var buf bytes.Buffer
	for _, d := range s.docs {
		if d.Kind != frontmatter.KindPage {
			continue
		}
		if d.Address == "/privacy/" {
			page = d.File
		}
		if data, _, err := d.Source(s.opts.Source, &buf); err == nil {
			texts.WriteString(strings.ToLower(string(data)))
		}
	}
	for _, service := range s.services {
		if !strings.Contains(texts.String(), strings.ToLower(service.name)) {
			problems = append(problems, diag.PrivacyPage.At(service.pos.In(guide.SettingsFile),
				fmt.Sprintf("no page tells readers that %s counts their visits", service.name), service.hint(page)))
		}
	}
	return problems
}

// hint returns what the page on privacy must say of the service.
func (s Service) hint(page string) string {
	what := fmt.Sprintf("%s counts visits. It learns which page you open, from where you came, and your browser, "+
		"screen and country.", s.title())
	if s.hasPromise {
		what += " It sets no cookies, and learns nothing of what you tick and note."
	}
	return fmt.Sprintf("write in %s: %q, and take out what says that nothing is sent", page, what)
}
