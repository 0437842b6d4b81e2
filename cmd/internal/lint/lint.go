// Package lint is the home of editors' rules: what a guide is better without, and what only looks
// wrong. Every rule here is a warning; what keeps a page from being made is an error of the package
// that makes it.
//
// [Body] judges one converted text, [Guide] what is known before a body is read. A rule is a short
// function and has a code, which `allow:` names to silence it.
package lint

import (
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// Body judges a converted text of a page.
func Body(_ *guide.Doc, r page.Result) []diag.Problem {
	var out []diag.Problem
	out = append(out, headings(r.Headings)...)
	for _, d := range r.Doubts {
		out = append(out, doubt(d))
	}
	return out
}

// Guide judges the guide as a whole.
func Guide(g *guide.Guide) []diag.Problem {
	if len(g.Steps) > 0 || len(g.Withheld) > 0 {
		return nil
	}
	return []diag.Problem{warn(diag.Problem{File: guide.Root}, "no-steps", "the guide has no steps",
		"write the first one in "+guide.Root+"/steps/1-first-step/index.md")}
}

// headings looks at the outline: the title of the page is its only h1, so a body begins with ##.
func headings(all []page.Heading) []diag.Problem {
	var out []diag.Problem
	level := 1
	for _, h := range all {
		switch {
		case h.Level == 1:
			out = append(out, warn(h.At, "h1-in-body", "the title of the page is its only heading of the first level; this one is shown as one of the second", "write ## "+h.Text))
		case h.Level > level+1:
			out = append(out, warn(h.At, "skipped-level", fmt.Sprintf("a heading of level %d follows one of level %d", h.Level, level), "write "+strings.Repeat("#", level+1)+" "+h.Text))
		}
		level = max(h.Level, 2)
		if h.Clash != "" {
			out = append(out, warn(h.At, "heading-clash", fmt.Sprintf("the id %q is taken on this page; this heading gets %q, which changes when headings are moved", h.Clash, h.ID),
				fmt.Sprintf("give it an id of its own: write {#%s} or better behind it", h.ID)))
		}
	}
	return out
}

func doubt(d page.Doubt) diag.Problem {
	code := string(d.Kind)
	switch d.Kind {
	case page.UndefinedReference:
		return warn(d.At, code, fmt.Sprintf("the reference [%s] is not defined, so this is no link", d.Text), fmt.Sprintf("add a line [%s]: address", d.Text))
	case page.UndefinedFootnote:
		return warn(d.At, code, fmt.Sprintf("the footnote [^%s] is not defined", d.Text), fmt.Sprintf("add a line [^%s]: and its text", d.Text))
	case page.UnusedFootnote:
		return warn(d.At, code, fmt.Sprintf("nothing refers to the footnote [^%s], so it is left out", d.Text), fmt.Sprintf("write [^%s] where it belongs; every name may be used for one footnote", d.Text))
	case page.UnknownAlert:
		hint := "the alerts are " + strings.Join(page.Alerts, ", ")
		if near := page.Nearest(d.Text, page.Alerts); near != "" {
			hint = fmt.Sprintf("did you mean [!%s]?", near)
		}
		return warn(d.At, code, fmt.Sprintf("there is no alert [!%s]", d.Text), hint)
	default: // page.BrokenTable, whose text says what is wrong
		return warn(d.At, code, d.Text, "give every row as many cells as the table has columns")
	}
}

func warn(at diag.Problem, code, message, hint string) diag.Problem {
	at.Severity, at.Code, at.Message, at.Hint = diag.Warning, code, message, hint
	return at
}
