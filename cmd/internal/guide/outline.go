package guide

import "hash/maphash"

var outlineSeed = maphash.MakeSeed()

// listed is a file or folder in the listing.
type listed struct {
	name   string
	folder bool
}

// outline sums up what links and terms depend on: the listing, who has which address, what is withheld,
// and the glossary.
func (l *lister) outline() uint64 {
	h := &l.names
	for _, d := range l.all {
		h.WriteString(d.Address)
		h.WriteString(d.Reason.String())
		maphash.WriteComparable(h, [2]bool{d.withheld, d.lost})
		for _, a := range d.Aliases {
			maphash.WriteComparable(h, a.Value)
		}
	}
	for _, s := range l.Steps {
		maphash.WriteComparable(h, len(s.Topics) > MaxTopics)
	}
	maphash.WriteComparable(h, l.WholeOnOnePage())
	for _, t := range l.Glossary {
		maphash.WriteComparable(h, t.Term.Value)
		for _, name := range t.Aka {
			maphash.WriteComparable(h, name.Value)
		}
	}
	return h.Sum64()
}
