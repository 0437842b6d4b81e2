package guide

import "hash/maphash"

var outlineSeed = maphash.MakeSeed()

// entry is a file or folder in the listing.
type entry struct {
	name   string
	folder bool
}

// outline sums up what links and terms depend on: the listing, who has which address, what is withheld,
// which files are published, and the glossary.
func outline(g *Guide) uint64 {
	var h maphash.Hash
	h.SetSeed(outlineSeed)
	maphash.WriteComparable(&h, g.listing.sum)
	for _, d := range g.all {
		h.WriteString(d.Address)
		h.WriteString(d.Reason.String())
		maphash.WriteComparable(&h, [2]bool{d.withheld, d.lost})
		for _, a := range d.Aliases {
			maphash.WriteComparable(&h, a.Value)
		}
	}
	for _, s := range g.Steps {
		maphash.WriteComparable(&h, len(s.Topics) > MaxTopics)
	}
	maphash.WriteComparable(&h, g.WholeOnOnePage())
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
