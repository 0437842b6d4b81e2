package frontmatter

import (
	"strconv"

	"guide/cmd/internal/diag"
)

// ManifestFormat is the format of content/published.yaml that this program writes. In format 1, which has no key
// format, the hash of a page is that of its file, and the hash of an item or a resource that of a few keys.
const ManifestFormat = 2

// Manifest is content/published.yaml: the ids and pages that were published, so that no edit loses one.
type Manifest struct {
	Guide     Text
	Format    int
	Updated   Date                     // when it was written
	MaxNumber int                      // the largest number of an id so far
	IDs       []MapItem[ManifestEntry] // of items and resources
	Pages     []MapItem[ManifestEntry] // by address
}

// ManifestEntry is what the manifest holds about an id or a page.
type ManifestEntry struct {
	Number  int    // unique to an id and never reused; 0 for a page
	Since   Date   // the first day in public, possibly in the future
	Changed Date   // the first day of its current content
	Hash    string // of its content
}

var formatNumber = parsed(numberType(ManifestFormat), diag.UnknownValue, func(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > ManifestFormat {
		const newer = "use the version of guide that wrote it, or a newer one"
		return 0, valueErrorf(newer, "this version of guide cannot read the format %q", s)
	}
	return n, nil
})

var positiveInt = parsed(numberType(0), diag.WrongType, func(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, valueErrorf("", "%q is not a number from 1", s)
	}
	return n, nil
})

// numberType is a whole number from 1 to highest, or without an end if that is 0. It may be in quotation marks.
func numberType(highest int) Type {
	return Type{Name: "a number", schema: &jsonSchema{Type: jsonTypes{"integer", "string"}, Minimum: 1,
		Maximum: highest, Pattern: `^[+]?[0-9]+$`}}
}

var (
	pageEntryFields = []field[ManifestEntry]{
		required("since", dateValue, func(r *ManifestEntry) *Date { return &r.Since },
			"the first day in public; of a scheduled page, a day to come", "2026-11-22"),
		required("changed", dateValue, func(r *ManifestEntry) *Date { return &r.Changed },
			"the first day of what it is now", "2026-11-27"),
		required("hash", withoutPosition(anyText), func(r *ManifestEntry) *string { return &r.Hash },
			"of what it is now, which tells whether it has changed", `"0529794e"`),
	}
	idEntryFields = append([]field[ManifestEntry]{required("n", positiveInt,
		func(r *ManifestEntry) *int { return &r.Number },
		"its number, which no other id ever has", "1")}, pageEntryFields...)
)

var manifestSchema = schema[Manifest]{label: "the record", fields: []field[Manifest]{
	required("guide", idText, func(p *Manifest) *Text { return &p.Guide },
		"the id of the guide", "mentoring"),
	optional("format", formatNumber, func(p *Manifest) *int { return &p.Format },
		"the format of the file; without it, the first", strconv.Itoa(ManifestFormat)),
	optional("recorded", dateValue, func(p *Manifest) *Date { return &p.Updated },
		"when it was written", "2026-11-27"),
	optional("last", positiveInt, func(p *Manifest) *int { return &p.MaxNumber },
		"the highest number so far", "1"),
	required("ids", mapOf(idText, mappingOf(schema[ManifestEntry]{label: "an id on record", fields: idEntryFields})),
		func(p *Manifest) *[]MapItem[ManifestEntry] { return &p.IDs }, "the ids of items and resources",
		`{offer-to-mentor: {n: 1, since: 2026-11-22, changed: 2026-11-27, hash: "0529794e"}}`),
	required("pages", mapOf(aliasText, mappingOf(schema[ManifestEntry]{label: "a page on record",
		fields: pageEntryFields})), func(p *Manifest) *[]MapItem[ManifestEntry] { return &p.Pages },
		"the addresses of pages",
		`{/steps/mentor-others/: {since: 2026-11-22, changed: 2026-11-22, hash: "0529794e"}}`),
}}

// maxManifest is the size in bytes of the largest manifest that is read.
const maxManifest = 32 << 20

// ParseManifest parses content/published.yaml. The Manifest is as complete as the problems allow.
func ParseManifest(file string, data []byte) (Manifest, []diag.Problem) {
	return parseYAMLFile(file, data, maxManifest, mappingOf(manifestSchema))
}
