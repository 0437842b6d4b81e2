// Package lint holds the style rules: warnings about what is valid but better avoided. Errors are reported by the
// packages that read the files.
//
// [Body] checks a converted text, [Guide] what is known before any text is converted. A rule is a function with a code,
// by which a comment `allow: code reason` suppresses it.
package lint

import (
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/suggest"
)

// Body returns the warnings about a converted text of a page.
func Body(_ *guide.Doc, r markdown.Result) []diag.Problem {
	var out []diag.Problem
	out = append(out, headingLevels(r.Headings)...)
	for _, d := range r.Suspects {
		out = append(out, suspect(d))
	}
	return out
}

// Guide returns the warnings about the guide as a whole.
func Guide(g *guide.Guide) []diag.Problem {
	if len(g.Steps) > 0 || len(g.Unpublished) > 0 {
		return nil
	}
	return []diag.Problem{warning(diag.Problem{File: guide.ContentDir}, "no-steps", "the guide has no steps",
		"write the first one in "+guide.ContentDir+"/steps/1-first-step/index.md")}
}

// headingLevels checks the order of levels. The title of the page is its only h1, so a text starts with ##.
func headingLevels(headings []markdown.Heading) []diag.Problem {
	var out []diag.Problem
	level := 1
	for _, h := range headings {
		switch {
		case h.Level == 1:
			out = append(out, warning(h.Pos, "h1-in-body",
				"the title of the page is its only heading of the first level; this one is shown as one of the second",
				"write ## "+h.Text))
		case h.Level > level+1:
			out = append(out, warning(h.Pos, "skipped-level",
				fmt.Sprintf("a heading of level %d follows one of level %d", h.Level, level),
				"write "+strings.Repeat("#", level+1)+" "+h.Text))
		}
		level = max(h.Level, 2)
		if h.WantedID != "" {
			out = append(out, warning(h.Pos, "heading-clash",
				fmt.Sprintf("the id %q is taken on this page; this heading gets %q, which changes when headings are "+
					"moved", h.WantedID, h.ID),
				fmt.Sprintf("give it an id of its own: write {#%s}, or a better one, after it", h.ID)))
		}
	}
	return out
}

func suspect(s markdown.Suspect) diag.Problem {
	code := s.Rule.Code
	switch s.Rule {
	case diag.UndefinedReference:
		return warning(s.Pos, code, fmt.Sprintf("the reference [%s] is not defined, so this is no link", s.Text),
			fmt.Sprintf("add a line [%s]: address", s.Text))
	case diag.UndefinedFootnote:
		return warning(s.Pos, code, fmt.Sprintf("the footnote [^%s] is not defined", s.Text),
			fmt.Sprintf("add a line [^%s]: and its text", s.Text))
	case diag.UnusedFootnote:
		return warning(s.Pos, code, fmt.Sprintf("nothing refers to the footnote [^%s], so it is left out", s.Text),
			fmt.Sprintf("write [^%s] where it belongs; every name may be used for one footnote", s.Text))
	case diag.UnknownAlert:
		hint := "the alerts are " + strings.Join(markdown.AlertKinds, ", ")
		if suggestion := suggest.Nearest(s.Text, markdown.AlertKinds); suggestion != "" {
			hint = fmt.Sprintf("did you mean [!%s]?", suggestion)
		}
		return warning(s.Pos, code, fmt.Sprintf("there is no alert [!%s]", s.Text), hint)
	default: // diag.BrokenTable, whose text is the message
		return warning(s.Pos, code, s.Text, "give every row as many cells as the table has columns")
	}
}

func warning(pos diag.Problem, code, message, hint string) diag.Problem {
	pos.Severity, pos.Code, pos.Message, pos.Hint = diag.Warning, code, message, hint
	return pos
}
