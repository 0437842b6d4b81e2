package guide

import "hash/maphash"

var hashSeed = maphash.MakeSeed()

// A listingEntry is a file or folder in the listing.
type listingEntry struct {
	name   string
	folder bool
}

// fingerprintLinks hashes what links and terms depend on: the listing, the addresses of pages, which pages and files
// are published, and the glossary.
func fingerprintLinks(g *Guide) uint64 {
	var h maphash.Hash
	h.SetSeed(hashSeed)
	maphash.WriteComparable(&h, g.listing.entriesHash)
	for _, d := range g.allDocs {
		h.WriteString(d.Address)
		h.WriteString(d.Reason.String())
		maphash.WriteComparable(&h, [2]bool{d.unpublished, d.unrouted})
		for _, a := range d.Aliases {
			maphash.WriteComparable(&h, a.Value)
		}
	}
	for _, s := range g.Steps {
		maphash.WriteComparable(&h, len(s.Topics) > MaxListedTopics)
	}
	maphash.WriteComparable(&h, g.HasAllPage())
	for _, f := range g.Files {
		maphash.WriteComparable(&h, f)
	}
	for _, t := range g.Glossary {
		maphash.WriteComparable(&h, t.Term.Value)
		for _, name := range t.Aka {
			maphash.WriteComparable(&h, name.Value)
		}
	}
	return h.Sum64()
}
