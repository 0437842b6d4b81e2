// Package suggest finds what a mistyped word, name or path most likely means.
package suggest
