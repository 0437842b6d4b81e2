package guide

import "slices"

// Previous is an earlier version of something made from a source folder, such as a [Guide], and the files that changed
// since. The next version reuses what still holds. The zero Previous has no version, so that nothing is reused.
type Previous[V any] struct {
	Version *V
	Changed []string // the files that were added, removed or changed since, relative to the source folder
}

// Holds reports whether there is a version, and a part of it still holds because no changed file satisfies dependsOn.
func (p Previous[V]) Holds(dependsOn func(file string) bool) bool {
	return p.Version != nil && !slices.ContainsFunc(p.Changed, dependsOn)
}
