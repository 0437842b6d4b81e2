package suggest

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Index finds the name that a mistyped one most likely means. Of many names it compares only those that are next to it
// in order, read forwards and backwards: ten thousand pages may have ten thousand broken links.
type Index struct {
	byPrefix, bySuffix []indexedName // sorted; bySuffix only if there are many
}

// indexedName is a name and its sort key: the name in lower case, reversed in bySuffix.
type indexedName struct{ key, name string }

const (
	maxUnfiltered = 100 // up to so many names are all compared
	window        = 25  // of more names, so many before and after the sort position
)

// NewIndex returns an Index of names.
func NewIndex(names []string) *Index {
	n := &Index{byPrefix: sortNames(names, strings.ToLower)}
	if len(names) > maxUnfiltered {
		n.bySuffix = sortNames(names, reversed)
	}
	return n
}

func sortNames(names []string, key func(string) string) []indexedName {
	list := make([]indexedName, len(names))
	for i, name := range names {
		list[i] = indexedName{key(name), name}
	}
	slices.SortFunc(list, func(a, b indexedName) int {
		return cmp.Or(cmp.Compare(a.key, b.key),
			cmp.Compare(a.name, b.name))
	})
	return list
}

func reversed(name string) string {
	letters := []rune(strings.ToLower(name))
	slices.Reverse(letters)
	return string(letters)
}

// Nearest returns the name that s most likely means, or "".
func (n *Index) Nearest(s string) string { return Nearest(s, n.candidates(s)) }

func (n *Index) candidates(s string) []string {
	if len(n.byPrefix) <= maxUnfiltered {
		return neighbours(n.byPrefix, "", maxUnfiltered)
	}
	return append(neighbours(n.byPrefix, strings.ToLower(s), window), neighbours(n.bySuffix, reversed(s), window)...)
}

// neighbours returns up to reach names before and after the sort position of key.
func neighbours(list []indexedName, key string, reach int) []string {
	i, _ := slices.BinarySearchFunc(list, key, func(s indexedName,
		key string) int {
		return strings.Compare(s.key, key)
	})
	var names []string
	for _, s := range list[max(i-reach, 0):min(i+reach, len(list))] {
		names = append(names, s.name)
	}
	return names
}

// Paths finds the path that a mistyped one most likely means, folder by folder.
type Paths map[string]*Index // by folder, "" for the root

// NewPaths returns the Paths of all, which are slash-separated.
func NewPaths(all []string) Paths {
	children := map[string][]string{}
	known := map[string]bool{"": true}
	for _, p := range all {
		for !known[p] {
			known[p] = true
			dir, base := splitPath(p)
			children[dir] = append(children[dir], base)
			p = dir
		}
	}
	index := Paths{}
	for dir, names := range children {
		index[dir] = NewIndex(names)
	}
	return index
}

func splitPath(p string) (dir, base string) {
	dir, base = path.Split(p)
	return strings.TrimSuffix(dir, "/"), base
}

// Nearest returns the path that p most likely means, or "".
func (in Paths) Nearest(p string) string {
	matched := ""
	for part := range strings.SplitSeq(p, "/") {
		names := in[matched]
		if names == nil {
			return ""
		}
		best := names.Nearest(part)
		if best == "" {
			return ""
		}
		matched = path.Join(matched, best)
	}
	return matched
}
