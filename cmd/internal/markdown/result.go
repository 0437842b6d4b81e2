package markdown

import (
	"strings"

	"guide/cmd/internal/diag"
)

// Env holds the options of one conversion: what the page around the text has and how to resolve links. The zero Env
// leaves links alone.
type Env struct {
	// Resolve returns the target of a link or an image, the zero Target for an address that is not in this guide.
	Resolve func(dest string, picture bool) Target
	// UsedIDs holds the ids on the page, without IDPrefix; the conversion adds its own.
	UsedIDs map[string]bool
	// IDPrefix is put before every id of a heading or a footnote.
	IDPrefix string
	// HeadingOffset is added to the level of every heading.
	HeadingOffset int
	// PermalinkLabel is the accessible name of the link after each heading to itself; {title} is replaced by the
	// heading. If it is empty, headings get no link.
	PermalinkLabel string
	// Footnotes, Sections and WebLinks set the fields of that name in the Result.
	Footnotes, Sections, WebLinks bool
	// Prose sets the fields Paragraphs, Links and UsedTerms of the Result.
	Prose bool
	// Scratch is memory for the Paragraphs, or nil.
	Scratch *Scratch
	// NoHTML leaves the fields HTML, FootnoteItems and WordCount of a Result empty, if only its problems are of
	// interest.
	NoHTML bool
	// NoPlayers makes a video a link alone.
	NoPlayers bool
	// Terms are linked at their first use; TermHref returns the address for a slug.
	Terms    *Terms
	TermHref func(slug string) string
}

// Target is what a destination resolves to.
type Target struct {
	Href string // address in the HTML; if it is "", the link becomes plain text
	// Address and Fragment are those of a link to an id in this guide, to be checked later.
	Address, Fragment string
	Width, Height     int       // of an image, in pixels; 0 if unknown
	Versions          []Image   // of an image, of other widths than its own; empty if there are none
	Wide              *Image    // the form of an image for wide screens, or nil
	Table             *CSVTable // to show in place of an image
	// Rule is not nil if there is a problem with the target, which has Message and Hint.
	Rule          *diag.Rule
	Message, Hint string
	More          []diag.Problem // others with the target; those without a line are at the link
}

// Image is a picture in the site, with its size in pixels.
type Image struct {
	Href          string
	Width, Height int
}

// Result is a converted text, with its headings, links and problems.
type Result struct {
	HTML          string
	FootnoteItems string // of Body: the footnotes as items of a list, with their links back
	PlainText     string // of Inline: the text without markup
	Headings      []Heading
	Anchors       []string       // of Body: the ids of places within the text, without Env.IDPrefix
	Footnotes     []Footnote     // if Env.Footnotes is set
	Sections      []Section      // if Env.Sections is set
	FragmentLinks []FragmentLink // links to ids in this guide
	WebLinks      []WebLink      // if Env.WebLinks is set: links to http and https addresses
	Paragraphs    []Paragraph    // if Env.Prose is set
	Links         []Link         // if Env.Prose is set
	UsedTerms     []string       // if Env.Prose is set: the slugs of Env.Terms that the text uses, linked or not
	Suspects      []Suspect
	Tasks         []Task // of Body: items with a box that can be moved
	Problems      []diag.Problem
	Suppressions  []diag.Suppression
	WordCount     int
	IsEmpty       bool     // of Body: there is nothing but comments
	FrameSources  []string // the origins of the players of videos
	// HasBlocks and HasBlocksScript say that the HTML has what css/blocks.css and js/blocks.js are for.
	HasBlocks, HasBlocksScript bool
}

// Task is an item of a list with a box.
type Task struct {
	Text         string // without the box; Markdown of one paragraph
	Plain        string // the text without markup
	Line, Column int    // of its problem
	// Remove are the lines of the task, and perhaps blank ones after it.
	Remove diag.Replacement
}

// Heading is a heading of a text.
type Heading struct {
	Level    int // as written
	ID       string
	Text     string
	WantedID string // if it was taken, else ""
	Pos      diag.Problem
	marks    diag.Replacement // of the marks that make it a heading; zero if they cannot be changed
}

// AtLevel returns what makes it a heading of another level, for [diag.FixOf]; ok is false if nothing can.
func (h Heading) AtLevel(level int) (r diag.Replacement, ok bool) {
	r = h.marks
	switch r.Text {
	case "#":
		r.Text = strings.Repeat("#", level)
	case "=":
		r.Text = strings.Repeat("-", max(r.EndColumn-r.Column, 3))
		return r, level == 2
	}
	return r, r.Line > 0
}

// Footnote is a footnote without its link back.
type Footnote struct {
	HTML  string
	RefID string // id of its first reference
	Lead  string // plain text before its first link, all of it if it has none
	Link  string // address of its first link, as it is written
}

// FragmentLink is a link to an id on a page of this guide.
type FragmentLink struct {
	Address, Fragment string
	Pos               diag.Problem
	// Written is the fragment as it is written, without its #; zero if it cannot be changed.
	Written diag.Replacement
}

// WebLink is a link to a web address.
type WebLink struct {
	URL string
	Pos diag.Problem
}

// Suspect is text that looks like Markdown syntax but was not parsed as such, for example a reference that is not
// defined.
type Suspect struct {
	Rule *diag.Rule // that it breaks
	Text string
	Hint string // of a table and of a footnote
	Pos  diag.Problem
	Fix  diag.Fix
}
