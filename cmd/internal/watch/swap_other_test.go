//go:build unix && !linux

package watch

func swap(a, b string) error { return swapByRenames(a, b) }
