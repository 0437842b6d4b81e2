package publish

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"sort"

	"guide/cmd/internal/diag"
)

// nameHashes are hashes of the names of a site, sorted: enough to tell whether a build wrote a file of that name, in a
// few bytes a file.
type nameHashes []byte

const nameHashSize = 6

func hashName(name string) []byte {
	sum := sha256.Sum256([]byte(name))
	return sum[:nameHashSize]
}

func newNameHashes(files []file) nameHashes {
	hashes := make([][]byte, len(files))
	for i, f := range files {
		hashes[i] = hashName(f.name)
	}
	slices.SortFunc(hashes, bytes.Compare)
	return bytes.Join(hashes, nil)
}

func (h nameHashes) has(name string) bool {
	hash := hashName(name)
	at := func(i int) []byte { return h[i*nameHashSize : (i+1)*nameHashSize] }
	n := len(h) / nameHashSize
	i := sort.Search(n, func(i int) bool { return bytes.Compare(at(i), hash) >= 0 })
	return i < n && bytes.Equal(at(i), hash)
}

// isForeign reports whether neither an earlier build nor the operating system wrote a stale file. It is false if that
// is not known: without an inventory, and after an update in place that was interrupted.
func (s *Staged) isForeign(name string) bool {
	_, written := s.written[name]
	_, leftBehind := diag.CheckLeftBehind(name)
	return len(s.earlier.Names) > 0 && !s.out.hadLeftovers && !written && !leftBehind && !s.earlier.Names.has(name)
}
