// Package media examines the files beside a text: the size of an image, whether it says where it was taken, and whether
// a browser would run a file's content. [Strip] takes out of a picture what it says beside its pixels.
package media
