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
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/prose"
	"guide/cmd/internal/suggest"
)

// Rules are the rules of this package.
var Rules = Table{
	Text: []func(Text) []diag.Problem{h1InBody, skippedLevel, emptyHeading, headingClash, undefinedReference,
		undefinedFootnote, unusedFootnote, unknownAlert, brokenTable, emptyTableHead, vagueLink, unsourcedNumber,
		rhythm, editorBox},
	Document: []func(Document) []diag.Problem{actions, emptyPage},
	Guide: []func(*guide.Guide) []diag.Problem{noSteps, duplicateItems, duplicateResources, futureDates, oldDates,
		absentKeys, laterNeeds},
	Pages: []func(*guide.Guide, []guide.Mentions) []diag.Problem{unexplainedAbbreviations, unusedTerms, orphanPages},
}

// Table holds rules, by what they look at.
type Table struct {
	Text     []func(Text) []diag.Problem
	Document []func(Document) []diag.Problem
	Guide    []func(*guide.Guide) []diag.Problem                   // what is known without the texts
	Pages    []func(*guide.Guide, []guide.Mentions) []diag.Problem // what the texts of all pages mention
}

// Text is a converted text: a body, or a text of the front matter or the glossary.
type Text struct {
	*markdown.Result
	Guide *guide.Guide
}

// English reports whether the text can be judged as prose.
func (t Text) English() bool { return isEnglish(t.Guide) }

// Document is a published page with its converted texts.
type Document struct {
	*guide.Doc // its front matter; frontmatter.Text.In returns the position of a value
	Guide      *guide.Guide
	Texts      []*markdown.Result // the body first
}

// CheckText returns the problems that the rules for texts find.
func (t Table) CheckText(g *guide.Guide, text *markdown.Result) []diag.Problem {
	return check(t.Text, Text{text, g})
}

// CheckDocument returns the problems that the rules for documents find.
func (t Table) CheckDocument(g *guide.Guide, d *guide.Doc, texts []*markdown.Result) []diag.Problem {
	return check(t.Document, Document{d, g, texts})
}

// CheckGuide returns the problems that the rules for what is known without the texts find.
func (t Table) CheckGuide(g *guide.Guide) []diag.Problem { return check(t.Guide, g) }

// CheckMentions returns the problems that the rules for what the texts mention find. There is an entry for every page
// of guide.Guide.Docs.
func (t Table) CheckMentions(g *guide.Guide, pages []guide.Mentions) []diag.Problem {
	var out []diag.Problem
	for _, rule := range t.Pages {
		out = append(out, rule(g, pages)...)
	}
	return out
}

func check[T any](rules []func(T) []diag.Problem, subject T) []diag.Problem {
	var out []diag.Problem
	for _, rule := range rules {
		out = append(out, rule(subject)...)
	}
	return out
}

// isEnglish reports whether the texts of a guide can be judged as prose.
func isEnglish(g *guide.Guide) bool { return prose.Reads(g.Settings.Language.Value) }

func noSteps(g *guide.Guide) []diag.Problem {
	if len(g.Steps) > 0 || len(g.Unpublished) > 0 {
		return nil
	}
	return []diag.Problem{diag.NoSteps.In(guide.ContentDir, "the guide has no steps",
		"write the first one in "+guide.ContentDir+"/steps/1-first-step/index.md")}
}

// h1InBody finds headings of the first level: the title of the page is its only one.
func h1InBody(text Text) []diag.Problem {
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
func skippedLevel(text Text) []diag.Problem {
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

func emptyHeading(text Text) []diag.Problem {
	var out []diag.Problem
	for _, h := range text.Headings {
		if h.Text == "" {
			out = append(out, diag.EmptyHeading.At(h.Pos, "the heading has no words",
				"write them behind the marks, or delete the line"))
		}
	}
	return out
}

func headingClash(text Text) []diag.Problem {
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

func undefinedReference(text Text) []diag.Problem {
	return suspects(text, diag.UndefinedReference, func(label string) (message, hint string) {
		return fmt.Sprintf("the reference [%s] is not defined, so this is no link", label),
			fmt.Sprintf("add a line [%s]: address", label)
	})
}

func undefinedFootnote(text Text) []diag.Problem {
	return suspects(text, diag.UndefinedFootnote, func(name string) (message, hint string) {
		return fmt.Sprintf("the footnote [^%s] is not defined", name),
			fmt.Sprintf("add a line [^%s]: and its text", name)
	})
}

func unusedFootnote(text Text) []diag.Problem {
	return suspectsWithHint(text, diag.UnusedFootnote, func(s markdown.Suspect) (message, hint string) {
		if s.Hint != "" {
			return fmt.Sprintf("the footnote [^%s] is defined twice; this one is left out", s.Text), s.Hint
		}
		return fmt.Sprintf("nothing refers to the footnote [^%s], so it is left out", s.Text),
			fmt.Sprintf("write [^%s] where it belongs, or delete it", s.Text)
	})
}

func unknownAlert(text Text) []diag.Problem {
	return suspects(text, diag.UnknownAlert, func(kind string) (message, hint string) {
		hint = "the alerts are " + strings.Join(markdown.AlertKinds, ", ")
		if suggestion := suggest.Nearest(kind, markdown.AlertKinds); suggestion != "" {
			hint = fmt.Sprintf("did you mean [!%s]?", suggestion)
		}
		return fmt.Sprintf("there is no alert [!%s]", kind), hint
	})
}

// editorBox finds what guide init wrote for editors.
func editorBox(text Text) []diag.Problem {
	return suspects(text, diag.EditorBox, func(string) (message, hint string) {
		return "the block below is for the editor, and readers see it",
			"when you have read it, delete it and this comment"
	})
}

func brokenTable(text Text) []diag.Problem { return suspectsAsWritten(text, diag.BrokenTable) }

func emptyTableHead(text Text) []diag.Problem { return suspectsAsWritten(text, diag.EmptyTableHead) }

// suspectsAsWritten returns the problems of one rule whose messages are the converter's own.
func suspectsAsWritten(text Text, rule *diag.Rule) []diag.Problem {
	return suspectsWithHint(text, rule, func(s markdown.Suspect) (message, hint string) { return s.Text, s.Hint })
}

// suspects returns the problems of one rule that the converter suspects; describe gets the text of each.
func suspects(
	text Text, rule *diag.Rule, describe func(text string) (message, hint string),
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
	text Text, rule *diag.Rule, describe func(markdown.Suspect) (message, hint string),
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
