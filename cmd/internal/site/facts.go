package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/frontmatter"
)

// itemFacts returns what a row says of an item in one phrase: "2 to 4 hours, over 1 month, milestone. For: Leading
// one". Only what is unusual is said: essential items have a tag of their own, and a level in the middle is named only
// if the guide has a name for it. More parts may follow the first ones.
func (s *Site) itemFacts(i *frontmatter.Item, more ...string) string {
	facts := []string{s.formatSpan(i.Effort)}
	if takes := s.formatSpan(i.Takes); takes != "" {
		facts = append(facts, s.msg("over", "time", takes))
	}
	if i.Milestone {
		facts = append(facts, s.msg("milestone"))
	}
	return s.sentences(s.phrase(append(append(facts, s.levelFact(i.Level)), more...)), s.forWhom(i.For))
}

// resourceFacts does the same for a resource: "Article, 30 minutes, free, PMI. Checked on 1 November 2026".
func (s *Site) resourceFacts(r *frontmatter.Resource) string {
	var facts []string
	if r.Type != "" { // else it was reported
		facts = append(facts, s.msg("type-"+r.Type))
	}
	facts = append(facts, s.formatSpan(r.Effort))
	if r.Cost != "" {
		facts = append(facts, s.msg("cost-"+r.Cost))
	}
	facts = append(facts, r.Publisher, r.Reach())
	if r.Language != "" {
		facts = append(facts, s.msg("inLanguage", "language", r.Language))
	}
	checked := ""
	switch {
	case r.Gone.Value != "":
		checked = s.msg("gone", "date", s.formatDate(r.Gone.Date()))
	case r.Checked.Value != "":
		checked = s.msg("checked", "date", s.formatDate(r.Checked.Date()))
	}
	return s.sentences(s.phrase(append(facts, s.levelFact(r.Level))), s.forWhom(r.For), checked)
}

func (s *Site) levelFact(level string) string {
	if level == "stretch" || level == "recommended" && s.names["level-recommended"] != "" {
		return s.msg("level-" + level)
	}
	return ""
}

// forWhom returns the audiences of an item, or "" if it is for everyone.
func (s *Site) forWhom(audiences []frontmatter.Text) string {
	titles := s.audienceTitles(audiences)
	if len(titles) == 0 {
		return ""
	}
	return s.msg("for", "audiences", s.phrase(titles))
}

// phrase joins the parts that are not empty by commas.
func (s *Site) phrase(parts []string) string { return joinNonEmpty(parts, s.msg("comma")) }

// sentences joins the parts that are not empty by full stops; each begins with a capital letter.
func (s *Site) sentences(parts ...string) string {
	for i, p := range parts {
		first, size := utf8.DecodeRuneInString(p)
		parts[i] = string(unicode.ToTitle(first)) + p[size:]
		if p == "" {
			parts[i] = ""
		}
	}
	return joinNonEmpty(parts, s.msg("fullStop"))
}

func joinNonEmpty(parts []string, separator string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, separator)
}
