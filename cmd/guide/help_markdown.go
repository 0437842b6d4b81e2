package main

import (
	"fmt"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

func writeMarkdown(m *manual) {
	m.section("MARKDOWN")
	m.text(`The text of a page stands below its front matter, in Markdown. So do detail:, why:, means:, before: and
after:; text: and outcomes: are one line of it. Titles, summaries and names are plain text.`)
	for _, c := range markdown.Constructs {
		m.section(strings.ToUpper(c.Name))
		m.example(c.Example)
		if c.Note != "" {
			m.text(c.Note)
		}
	}
	m.section("LIMITS AND ADDRESSES")
	m.text(fmt.Sprintf(`Other HTML is an error that says what to write in its place: guide help rules raw-html. A text
has at most %d KiB, a CSV file %d KiB and %d columns.`,
		frontmatter.MaxBody>>10, markdown.MaxCSV>>10, markdown.MaxCSVColumns))
	m.text("These addresses can be linked to, besides those of your own pages:")
	var entries []entry
	for _, p := range guide.PageTypes {
		if p.IsGenerated() && p.Linkable {
			entries = append(entries, entry{p.Address, messageOf(p.Summary)})
		}
	}
	m.list(entries)
}
