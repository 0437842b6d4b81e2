// Package templates holds the page templates and interface words that the program brings along.
//
// There is one template for each kind of page (home.html, step.html, ...) and one for each thing that
// several of them show (top.html, checklist.html, ...). What a template gets is the View of package
// site. A file of the same name in the templates/ folder of a guide replaces the one here.
package templates

import "embed"

// FS is this folder.
//
//go:embed *.html words
var FS embed.FS
