package guide

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/page"
)

// Names finds the name that a mistyped one most likely means. Where there are many, it looks only at
// those that begin or end most alike, so that a guide of ten thousand pages may hold ten thousand
// broken links.
type Names struct {
	forwards, backwards []spelling // sorted; backwards only where there are many
}

// spelling is a name and what it is sorted by: its letters in lower case, from either end.
type spelling struct{ key, name string }

const (
	fewNames = 100 // so many are all looked at
	window   = 25  // of more, so many before and behind the place where the name would stand
)

// NewNames prepares names to be found.
func NewNames(names []string) *Names {
	n := &Names{forwards: spell(names, strings.ToLower)}
	if len(names) > fewNames {
		n.backwards = spell(names, backwards)
	}
	return n
}

func spell(names []string, key func(string) string) []spelling {
	list := make([]spelling, len(names))
	for i, name := range names {
		list[i] = spelling{key(name), name}
	}
	slices.SortFunc(list, func(a, b spelling) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name)) })
	return list
}

func backwards(name string) string {
	letters := []rune(strings.ToLower(name))
	slices.Reverse(letters)
	return string(letters)
}

// Nearest returns the name that s most likely means, or "" for none.
func (n *Names) Nearest(s string) string { return page.Nearest(s, n.candidates(s)) }

func (n *Names) candidates(s string) []string {
	if len(n.forwards) <= fewNames {
		return around(n.forwards, "", fewNames)
	}
	return append(around(n.forwards, strings.ToLower(s), window), around(n.backwards, backwards(s), window)...)
}

// around returns the names up to reach places before and behind the one of key.
func around(list []spelling, key string, reach int) []string {
	i, _ := slices.BinarySearchFunc(list, key, func(s spelling, key string) int { return strings.Compare(s.key, key) })
	var names []string
	for _, s := range list[max(i-reach, 0):min(i+reach, len(list))] {
		names = append(names, s.name)
	}
	return names
}

// paths guesses which path was meant, folder by folder.
type paths map[string]*Names // by folder, "" for the top: what is in it

func newPaths(all []string) paths {
	in := map[string][]string{}
	known := map[string]bool{"": true}
	for _, p := range all {
		for !known[p] {
			known[p] = true
			dir, base := splitPath(p)
			in[dir] = append(in[dir], base)
			p = dir
		}
	}
	out := paths{}
	for dir, names := range in {
		out[dir] = NewNames(names)
	}
	return out
}

func splitPath(p string) (dir, base string) {
	dir, base = path.Split(p)
	return strings.TrimSuffix(dir, "/"), base
}

// nearest returns the path that p most likely means, or "".
func (in paths) nearest(p string) string {
	at := ""
	for part := range strings.SplitSeq(p, "/") {
		names := in[at]
		if names == nil {
			return ""
		}
		best := names.Nearest(part)
		if best == "" {
			return ""
		}
		at = path.Join(at, best)
	}
	return at
}
