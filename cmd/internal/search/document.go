package search

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Document is one page, or one term of the glossary.
type Document struct {
	Address string  // relative to the root of the site, such as "steps/plan/"
	Entries []Entry // what a result can lead to; the first is the document itself
}

// Entry is a part of a document with an id of its own: the document itself, a heading, an item, a resource or a
// term.
type Entry struct {
	Kind      Kind
	ID        string // the fragment of its address; "" for the document itself
	Title     string
	Names     []string // other titles of the entry
	Relevance float32  // of each word of the title and the other names
	Texts     []Text
}

// Text is a piece of plain text.
type Text struct {
	Bytes     []byte
	Relevance float32 // of each word: 1 in running text, more in what names or sums up the entry
	Hidden    bool    // it is searched and not shown
}

// Kind says what an entry is.
type Kind string

// The kinds of entries, as shards have them.
const (
	Step     Kind = "s"
	Topic    Kind = "t"
	Page     Kind = "p"
	Heading  Kind = "h"
	Item     Kind = "i"
	Resource Kind = "r"
	Term     Kind = "g"
)

const (
	maxTermText   = 400 // bytes of the meaning of a term that a result shows
	maxBeginning  = 130 // bytes of the text of another entry, where there are no text shards
	maxBeginnings = 360 // bytes of these texts of all entries but the first
	minBeginning  = 30  // bytes; less says nothing
)

// row returns the document as its shard has it. Without text shards, it has the beginnings of the texts.
func (d *Document) row(textsPerPage int) []byte {
	if d.Entries[0].Kind != Term && textsPerPage > 0 {
		entries := make([][3]string, len(d.Entries))
		for i, e := range d.Entries {
			entries[i] = [3]string{string(e.Kind), e.shortID(), e.Title}
		}
		return mustJSON([]any{d.Address, entries, d.textStarts(textsPerPage)})
	}
	limit := min(maxBeginnings/len(d.Entries), maxBeginning)
	entries := make([][]string, len(d.Entries))
	for i, e := range d.Entries {
		text := ""
		switch {
		case e.Kind == Term:
			text = excerpt(e.text(), maxTermText)
		case i == 0:
			text = excerpt(e.text(), maxBeginning)
		case limit >= minBeginning:
			text = excerpt(e.text(), limit)
		}
		entries[i] = append([]string{string(e.Kind), e.shortID(), e.Title, text}, e.Names...)
	}
	return mustJSON([]any{d.Address, entries})
}

// shortID returns the id of an entry, or "-" if it is the title in lower case with hyphens for all that is neither an
// ASCII letter nor a digit.
func (e *Entry) shortID() string {
	isOther := func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }
	if e.ID != "" && e.ID == strings.Join(strings.FieldsFunc(strings.ToLower(e.Title), isOther), "-") {
		return "-"
	}
	return e.ID
}

// text returns the text of an entry that is shown, a line for each piece.
func (e *Entry) text() []byte {
	var pieces [][]byte
	for _, t := range e.Texts {
		if len(t.Bytes) > 0 && !t.Hidden {
			pieces = append(pieces, t.Bytes)
		}
	}
	return bytes.Join(pieces, []byte("\n"))
}

// textStarts divides the entries into n runs with texts of about the same length, and returns the first entry of each
// but the first.
func (d *Document) textStarts(n int) []int {
	lengths, total := make([]int, len(d.Entries)), 0
	for i := range d.Entries {
		lengths[i] = len(d.Entries[i].text())
		total += lengths[i]
	}
	starts := make([]int, 0, n-1)
	sum := 0
	for i, length := range lengths {
		for len(starts) < n-1 && (sum+length/2)*n >= total*(len(starts)+1) && i > 0 {
			starts = append(starts, i)
		}
		sum += length
	}
	for len(starts) < n-1 {
		starts = append(starts, len(d.Entries))
	}
	return starts
}

// texts returns the texts of the entries as the text shards of the document have them.
func (d *Document) texts(perPage int) [][]byte {
	if perPage == 0 || d.Entries[0].Kind == Term {
		return nil
	}
	out := make([][]byte, 0, perPage)
	from := 0
	for _, to := range append(d.textStarts(perPage), len(d.Entries)) {
		run := make([]string, 0, to-from)
		for i := from; i < to; i++ {
			run = append(run, string(d.Entries[i].text()))
		}
		out = append(out, mustJSON([]any{from, run}))
		from = to
	}
	return out
}

// excerpt returns at most limit bytes of a text and an ellipsis. It ends at a space if there is one in the second
// half.
func excerpt(text []byte, limit int) string {
	if len(text) <= limit {
		return string(text)
	}
	end := limit
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	for i := end; i > limit/2; i-- {
		if text[i] == ' ' {
			end = i
			break
		}
	}
	return string(text[:end]) + "…"
}
