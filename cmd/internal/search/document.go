package search

import (
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

// Text is a piece of plain text. A result shows the beginning of the first text of its entry that is neither empty
// nor hidden.
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
	maxExcerpt         = 130  // bytes of the text that a result shows of an entry
	maxHeadingExcerpts = 1000 // bytes of these texts of all headings of a document
)

// row returns the document as its shard has it. If it has many headings, their excerpts are shorter.
func (d *Document) row() []byte {
	limit := max(maxHeadingExcerpts/len(d.Entries), 60)
	entries := make([][]string, len(d.Entries))
	for i, e := range d.Entries {
		text := e.excerpt(maxExcerpt)
		if e.Kind == Heading && len(text) > limit {
			text = excerpt([]byte(text), limit)
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

func (e *Entry) excerpt(limit int) string {
	for _, t := range e.Texts {
		if len(t.Bytes) > 0 && !t.Hidden {
			return excerpt(t.Bytes, limit)
		}
	}
	return ""
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
