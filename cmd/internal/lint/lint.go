// Package lint holds the style rules: warnings about what is valid but better avoided. Errors are reported by the
// packages that read the files.
//
// A rule is a function on a document, a text or the guide, and stands in the table [Rules]. It returns problems of a
// [diag.Rule], whose code a comment `allow: code reason` names to silence it. A rule knows nothing of such comments:
// they are applied after all rules.
package lint

import (
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/suggest"
)

// Rules are the rules of this package.
var Rules = Table{
	Document: []func(Document) []diag.Problem{}, // none yet
	Text: []func(markdown.Result) []diag.Problem{h1InBody, skippedLevel, headingClash, undefinedReference,
		undefinedFootnote, unusedFootnote, unknownAlert, brokenTable},
	Guide: []func(*guide.Guide) []diag.Problem{noSteps},
}

// Table holds rules, by what they look at.
type Table struct {
	Document []func(Document) []diag.Problem
	Text     []func(markdown.Result) []diag.Problem // the body, or a text of the front matter or the glossary
	Guide    []func(*guide.Guide) []diag.Problem
}

// Document is a published page with its converted body.
type Document struct {
	*guide.Doc // its front matter; frontmatter.Text.In returns the position of a value
	Body       markdown.Result
	Today      frontmatter.Date // in the time zone of the guide
}

// CheckDocument returns the problems that the rules for documents find.
func (t Table) CheckDocument(d *guide.Doc, body markdown.Result, today frontmatter.Date) []diag.Problem {
	return check(t.Document, Document{d, body, today})
}

// CheckText returns the problems that the rules for texts find.
func (t Table) CheckText(text markdown.Result) []diag.Problem { return check(t.Text, text) }

// CheckGuide returns the problems that the rules for the guide as a whole find.
func (t Table) CheckGuide(g *guide.Guide) []diag.Problem { return check(t.Guide, g) }

func check[T any](rules []func(T) []diag.Problem, subject T) []diag.Problem {
	var out []diag.Problem
	for _, rule := range rules {
		out = append(out, rule(subject)...)
	}
	return out
}

func noSteps(g *guide.Guide) []diag.Problem {
	if len(g.Steps) > 0 || len(g.Unpublished) > 0 {
		return nil
	}
	return []diag.Problem{diag.NoSteps.In(guide.ContentDir, "the guide has no steps",
		"write the first one in "+guide.ContentDir+"/steps/1-first-step/index.md")}
}

// h1InBody finds headings of the first level: the title of the page is its only one.
func h1InBody(text markdown.Result) []diag.Problem {
	var out []diag.Problem
	for _, h := range text.Headings {
		if h.Level == 1 {
			p := diag.H1InBody.At(h.Pos, "the title of the page is its only heading of the first level; "+
				"this one is shown as one of the second", "write ## "+h.Text)
			if r, ok := h.AtLevel(2); ok {
				p.Fix = diag.FixOf(r)
			}
			out = append(out, p)
		}
	}
	return out
}

// skippedLevel finds headings that are too deep. A text starts with the second level.
func skippedLevel(text markdown.Result) []diag.Problem {
	var out []diag.Problem
	level := 1
	for i, h := range text.Headings {
		if h.Level > level+1 {
			message := fmt.Sprintf("a heading of level %d follows one of level %d", h.Level, level)
			p := diag.SkippedLevel.At(h.Pos, message, "write "+strings.Repeat("#", level+1)+" "+h.Text)
			p.Fix = raise(text.Headings[i:], h.Level-level-1)
			out = append(out, p)
		}
		level = max(h.Level, 2)
	}
	return out
}

// raise returns a fix that raises the first heading, and those below it or beside it, by some levels.
func raise(headings []markdown.Heading, by int) diag.Fix {
	var replacements []diag.Replacement
	for _, h := range headings {
		if h.Level < headings[0].Level {
			break
		}
		r, ok := h.AtLevel(h.Level - by)
		if !ok {
			return ""
		}
		replacements = append(replacements, r)
	}
	return diag.FixOf(replacements...)
}

func headingClash(text markdown.Result) []diag.Problem {
	var out []diag.Problem
	for _, h := range text.Headings {
		if h.WantedID != "" {
			message := fmt.Sprintf("the id %q is taken on this page; this heading gets %q, which changes when "+
				"headings are moved", h.WantedID, h.ID)
			hint := fmt.Sprintf("give it an id of its own: write {#%s}, or a better one, after it", h.ID)
			out = append(out, diag.HeadingClash.At(h.Pos, message, hint))
		}
	}
	return out
}

func undefinedReference(text markdown.Result) []diag.Problem {
	return suspects(text, diag.UndefinedReference, func(label string) (message, hint string) {
		return fmt.Sprintf("the reference [%s] is not defined, so this is no link", label),
			fmt.Sprintf("add a line [%s]: address", label)
	})
}

func undefinedFootnote(text markdown.Result) []diag.Problem {
	return suspects(text, diag.UndefinedFootnote, func(name string) (message, hint string) {
		return fmt.Sprintf("the footnote [^%s] is not defined", name),
			fmt.Sprintf("add a line [^%s]: and its text", name)
	})
}

func unusedFootnote(text markdown.Result) []diag.Problem {
	return suspectsWithHint(text, diag.UnusedFootnote, func(s markdown.Suspect) (message, hint string) {
		if s.Hint != "" {
			return fmt.Sprintf("the footnote [^%s] is defined twice; this one is left out", s.Text), s.Hint
		}
		return fmt.Sprintf("nothing refers to the footnote [^%s], so it is left out", s.Text),
			fmt.Sprintf("write [^%s] where it belongs, or delete it", s.Text)
	})
}

func unknownAlert(text markdown.Result) []diag.Problem {
	return suspects(text, diag.UnknownAlert, func(kind string) (message, hint string) {
		hint = "the alerts are " + strings.Join(markdown.AlertKinds, ", ")
		if suggestion := suggest.Nearest(kind, markdown.AlertKinds); suggestion != "" {
			hint = fmt.Sprintf("did you mean [!%s]?", suggestion)
		}
		return fmt.Sprintf("there is no alert [!%s]", kind), hint
	})
}

func brokenTable(text markdown.Result) []diag.Problem {
	return suspectsWithHint(text, diag.BrokenTable, func(s markdown.Suspect) (message, hint string) {
		return s.Text, s.Hint
	})
}

// suspects returns the problems of one rule that the converter suspects; describe gets the text of each.
func suspects(
	text markdown.Result, rule *diag.Rule, describe func(text string) (message, hint string),
) []diag.Problem {
	return suspectsWithHint(text, rule, func(s markdown.Suspect) (message, hint string) {
		message, hint = describe(s.Text)
		if odd := diag.OddCharacter(s.Text); odd != "" {
			message += ": it has " + odd
		}
		return message, hint
	})
}

func suspectsWithHint(
	text markdown.Result, rule *diag.Rule, describe func(markdown.Suspect) (message, hint string),
) []diag.Problem {
	var out []diag.Problem
	for _, s := range text.Suspects {
		if s.Rule == rule {
			message, hint := describe(s)
			p := rule.At(s.Pos, message, hint)
			p.Fix = s.Fix
			out = append(out, p)
		}
	}
	return out
}
