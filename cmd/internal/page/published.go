package page

import (
	"strconv"

	"guide/cmd/internal/diag"
)

// PublishedFormat is the format of content/published.yaml that this program writes. In the first one, which
// has no key format, a hash is that of a page's whole file, or of a few keys of an item or a resource.
const PublishedFormat = 2

// Published is content/published.yaml: what readers have seen, so that it is never lost by an edit.
type Published struct {
	Guide    Text
	Format   int
	Recorded Date             // the day on which it was written
	Last     int              // the greatest number that any id has had
	IDs      []Pair[Recorded] // of items and resources
	Pages    []Pair[Recorded] // by address
}

// Recorded is what is on record of an id or a page.
type Recorded struct {
	N       int    // of an id: its number, never that of another; 0 for a page
	Since   Date   // the first day in public; it may lie ahead
	Changed Date   // the day on which readers first saw it as it is
	Hash    string // of what readers see of it
}

var format = parsed("a number", "unknown-value", func(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > PublishedFormat {
		const newer = "use the version of guide that wrote it, or a newer one"
		return 0, wrong(newer, "this version of guide cannot read the format %q", s)
	}
	return n, nil
})

var number = parsed("a number", "wrong-type", func(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, wrong("", "%q is not a number from 1", s)
	}
	return n, nil
})

var (
	recordedPage = []field[Recorded]{
		must("since", date, func(r *Recorded) *Date { return &r.Since }),
		must("changed", date, func(r *Recorded) *Date { return &r.Changed }),
		must("hash", word, func(r *Recorded) *string { return &r.Hash }),
	}
	recordedID = append([]field[Recorded]{must("n", number, func(r *Recorded) *int { return &r.N })}, recordedPage...)
)

var record = schema[Published]{what: "the record", fields: []field[Published]{
	must("guide", id, func(p *Published) *Text { return &p.Guide }),
	key("format", format, func(p *Published) *int { return &p.Format }),
	key("recorded", date, func(p *Published) *Date { return &p.Recorded }),
	key("last", number, func(p *Published) *int { return &p.Last }),
	must("ids", mapOf(id, object(schema[Recorded]{what: "an id on record", fields: recordedID})), func(p *Published) *[]Pair[Recorded] { return &p.IDs }),
	must("pages", mapOf(alias, object(schema[Recorded]{what: "a page on record", fields: recordedPage})), func(p *Published) *[]Pair[Recorded] { return &p.Pages }),
}}

// maxRecord bounds the record, which has a line for everything that ever was in public.
const maxRecord = 32 << 20

// ParsePublished reads content/published.yaml.
func ParsePublished(file string, data []byte) (Published, []diag.Problem) {
	return parseWhole(file, data, maxRecord, object(record))
}
