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

var formatNumber = parsed("a number", diag.UnknownValue, func(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > ManifestFormat {
		const newer = "use the version of guide that wrote it, or a newer one"
		return 0, valueErrorf(newer, "this version of guide cannot read the format %q", s)
	}
	return n, nil
})

var positiveInt = parsed("a number", diag.WrongType, func(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, valueErrorf("", "%q is not a number from 1", s)
	}
	return n, nil
})

var (
	pageEntryFields = []field[ManifestEntry]{
		required("since", dateValue, func(r *ManifestEntry) *Date { return &r.Since }),
		required("changed", dateValue, func(r *ManifestEntry) *Date { return &r.Changed }),
		required("hash", plainString, func(r *ManifestEntry) *string { return &r.Hash }),
	}
	idEntryFields = append([]field[ManifestEntry]{required("n", positiveInt,
		func(r *ManifestEntry) *int { return &r.Number })}, pageEntryFields...)
)

var manifestSchema = schema[Manifest]{label: "the record", fields: []field[Manifest]{
	required("guide", idText, func(p *Manifest) *Text { return &p.Guide }),
	optional("format", formatNumber, func(p *Manifest) *int { return &p.Format }),
	optional("recorded", dateValue, func(p *Manifest) *Date { return &p.Updated }),
	optional("last", positiveInt, func(p *Manifest) *int { return &p.MaxNumber }),
	required("ids", mapOf(idText, mappingOf(schema[ManifestEntry]{label: "an id on record", fields: idEntryFields})),
		func(p *Manifest) *[]MapItem[ManifestEntry] { return &p.IDs }),
	required("pages", mapOf(aliasText, mappingOf(schema[ManifestEntry]{label: "a page on record",
		fields: pageEntryFields})), func(p *Manifest) *[]MapItem[ManifestEntry] { return &p.Pages }),
}}

// maxManifest is the size in bytes of the largest manifest that is read.
const maxManifest = 32 << 20

// ParseManifest parses content/published.yaml. The Manifest is as complete as the problems allow.
func ParseManifest(file string, data []byte) (Manifest, []diag.Problem) {
	return parseYAMLFile(file, data, maxManifest, mappingOf(manifestSchema))
}
