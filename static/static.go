// Package static holds the style sheets, scripts and pictures that the program brings along.
//
// The entry files that package asset names, such as css/main.css and js/main.js, are bundled with what they import,
// js/inline.js goes into every page; every other file is published as it is. A file of the same name in the
// static/ folder of a guide replaces the one here. js/_test holds the tests of scripts, which "node --test" runs; its
// name begins with an underscore, so that it is no part of FS.
package static

import "embed"

// FS is this folder.
//
//go:embed css js img apple-touch-icon.png guide.schema.json
var FS embed.FS
