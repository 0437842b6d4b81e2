package guide

import (
	"crypto/sha256"
	"fmt"
	"hash/maphash"
	"io"
)

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
	maphash.WriteComparable(&h, g.Settings.BaseURL.Value)
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

// HashOf returns the hash of the content of a file.
func HashOf(data []byte) Hash {
	sum := sha256.Sum256(data)
	return Hash(sum[:len(Hash{})])
}

// HashReader returns the hash of a file, which may be large, and reads it into buf.
func HashReader(r io.Reader, buf []byte) (Hash, error) {
	digest := sha256.New()
	// The wrappers hide ReadFrom and WriteTo, so that buf is used.
	if _, err := io.CopyBuffer(struct{ io.Writer }{digest}, struct{ io.Reader }{r}, buf); err != nil {
		return Hash{}, err
	}
	return Hash(digest.Sum(nil)[:len(Hash{})]), nil
}

// PageHashes returns the hash of the file of each page, published or not, and a hash of all that Load knows of them. As
// long as the latter and all other files are the same, two guides differ only in the bodies of their pages.
func (g *Guide) PageHashes() (files map[string]Hash, known Hash) {
	files = make(map[string]Hash, len(g.allDocs))
	digest := sha256.New()
	for _, d := range g.allDocs {
		s := d.state.Load()
		files[d.File] = s.hash
		fmt.Fprintf(digest, "%q %x %q\n", d.File, s.frontHash, s.linkedFiles)
	}
	return files, Hash(digest.Sum(nil)[:len(Hash{})])
}
