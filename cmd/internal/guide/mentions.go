package guide

import "guide/cmd/internal/frontmatter"

// Mentions is what the texts of a page mention, for rules that look at all pages.
type Mentions struct {
	Pages         []string           // addresses of the free pages to which it links
	Terms         []string           // slugs of the terms of the glossary
	Abbreviations []frontmatter.Text // that it does not explain, where each is first used
	Explained     []string           // abbreviations
}
