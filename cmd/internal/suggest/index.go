package suggest

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Index finds the name that a mistyped one most likely means. Where there are many, it looks only at
// those that begin or end most alike, so that a guide of ten thousand pages may hold ten thousand
// broken links.
type Index struct {
	byPrefix, bySuffix []indexedName // sorted; backwards only where there are many
}

// indexedName is a name and what it is sorted by: its letters in lower case, from either end.
type indexedName struct{ key, name string }

const (
	maxUnfiltered = 100 // so many are all looked at
	window        = 25  // of more, so many before and behind the place where the name would stand
)

// NewIndex prepares names to be found.
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
	slices.SortFunc(list, func(a, b indexedName) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name)) })
	return list
}

func reversed(name string) string {
	letters := []rune(strings.ToLower(name))
	slices.Reverse(letters)
	return string(letters)
}

// Nearest returns the name that s most likely means, or "" for none.
func (n *Index) Nearest(s string) string { return Nearest(s, n.candidates(s)) }

func (n *Index) candidates(s string) []string {
	if len(n.byPrefix) <= maxUnfiltered {
		return neighbours(n.byPrefix, "", maxUnfiltered)
	}
	return append(neighbours(n.byPrefix, strings.ToLower(s), window), neighbours(n.bySuffix, reversed(s), window)...)
}

// neighbours returns the names up to reach places before and behind the one of key.
func neighbours(list []indexedName, key string, reach int) []string {
	i, _ := slices.BinarySearchFunc(list, key, func(s indexedName, key string) int { return strings.Compare(s.key, key) })
	var names []string
	for _, s := range list[max(i-reach, 0):min(i+reach, len(list))] {
		names = append(names, s.name)
	}
	return names
}

// Paths finds the path that a mistyped one most likely means, folder by folder.
type Paths map[string]*Index // by folder, "" for the top: what is in it

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

// nearest returns the path that p most likely means, or "".
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
