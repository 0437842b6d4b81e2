package guide

import "slices"

// Previous is an earlier version of what a source folder makes, such as a [Guide], and what changed since. The next
// version takes over what still holds. The zero Previous is no version: nothing is taken over.
type Previous[V any] struct {
	Version *V
	Changed []string // the files that were added, removed or changed since, relative to the source folder
}

// Holds reports whether there is a version and none of the files changed that a part of it depends on.
func (p Previous[V]) Holds(dependsOn func(file string) bool) bool {
	return p.Version != nil && !slices.ContainsFunc(p.Changed, dependsOn)
}
