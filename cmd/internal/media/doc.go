// Package media examines the files beside a text: the size of an image, and whether a browser would run a file's
// content.
package media
