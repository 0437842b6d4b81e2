package markdown

import "guide/cmd/internal/diag"

// Env is what a text needs to know of the page it stands on. The zero Env leaves links alone.
type Env struct {
	// Resolve says where the destination of a link or a picture leads.
	Resolve func(dest string, picture bool) Target
	// UsedIDs holds the ids that the page has already; conversion adds its own.
	UsedIDs map[string]bool
	// IDPrefix goes before every id of a heading or a footnote.
	IDPrefix string
	// HeadingOffset is added to the level of every heading.
	HeadingOffset int
	// PermalinkLabel names the link behind a heading that leads to it, with {title} for its text; without a
	// name there is none.
	PermalinkLabel string
	// LinkNumber gives the address of a link elsewhere its number in the list of addresses that is printed
	// below the text. Without it links have no numbers.
	LinkNumber func(address string) int
	// Footnotes asks for the footnotes by themselves, Passages for the text of each section.
	Footnotes, Sections bool
	// Terms are linked at their first use; Term gives the address of one by its slug.
	Terms    *Terms
	TermHref func(slug string) string
}

// Target is where a link leads.
type Target struct {
	Href string // the destination to write; the link is dropped where it is ""
	// Address and Fragment name a place in this guide of which it is not yet known whether it exists.
	Address, Fragment string
	Width, Height     int       // of a picture in pixels; 0: unknown
	Table             *CSVTable // in place of a picture
	Code, Message     string
	Hint              string
}

// Result is one converted text and what was learnt from it.
type Result struct {
	HTML          []byte
	PlainText     string // of an inline text: its words without markup
	Headings      []Heading
	HasFootnotes  bool       // it has footnotes
	Footnotes     []Footnote // these, if the Env asked for them
	Sections      []Section
	FragmentLinks []FragmentLink // into this guide, with a fragment
	Suspects      []Suspect
	Problems      []diag.Problem
	Suppressions  []diag.Suppression
	WordCount     int
}

// Heading is one heading of a body.
type Heading struct {
	Level    int // as written
	ID       string
	Text     string
	WantedID string // the id it would have had, where that was taken
	Pos      diag.Problem
}

// Footnote is one footnote.
type Footnote struct {
	HTML  []byte
	RefID string // the id of its first reference
}

// FragmentLink leads to a fragment of a page of this guide.
type FragmentLink struct {
	Address, Fragment string
	Pos               diag.Problem
}

// Suspect is a piece of text that reads like Markdown and is none.
type Suspect struct {
	Kind SuspectKind
	Text string
	Pos  diag.Problem
}

// SuspectKind says what a piece of text seems to be.
type SuspectKind string

const (
	UndefinedReference SuspectKind = "undefined-reference"
	UndefinedFootnote  SuspectKind = "undefined-footnote"
	UnusedFootnote     SuspectKind = "unused-footnote"
	BrokenTable        SuspectKind = "broken-table"
	UnknownAlert       SuspectKind = "unknown-alert"
)
