// Package templates holds the page templates and the messages (i18n/) that the program brings along.
//
// base.html is the layout of every page. Each kind of page (home.html, step.html, ...) defines the layout's
// block "main"; what such a file has outside of its blocks is ignored. A kind's template that does not define
// the block is the whole page, as redirect.html is. All other files are partials, each one thing that several
// pages show (checklist.html, toc.html, ...). A template gets the View of package site.
//
// Parts of a page that are a {{block}}, such as "header", can be changed alone: a file of the same name in the
// templates/ folder of a guide that only defines blocks changes these. Any other file there replaces the one here,
// base.html too.
package templates

import "embed"

// FS is this folder.
//
//go:embed *.html i18n
var FS embed.FS
