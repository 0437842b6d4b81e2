// Package audit looks at a built site as its readers' browsers will, and lists what is wrong with it.
//
// A site is an fs.FS. [Links] reads every page and style sheet and reports what is dead, unreadable to
// some readers or blocked by the pages' Content-Security-Policy; [Unreachable] reports pages that no
// link leads to; [Weigh] and [Heavy] say what a first visit costs. All of these find faults of the
// program, its templates and its static files: a mistake of an editor is a problem with a place long
// before a site exists. What they return is sorted and never depends on timing; an error means that a
// file could not be read.
//
// # Links
//
// An address is resolved as a static host does: x/ is the file x/index.html, x is the file x in exactly
// that case, a query is ignored, and a fragment is an id on its page. The site must work at any
// address, so only 404.html, which is shown at every address, has rooted links, and has nothing else.
// The base path of these is what stands before the path of the first file of the site that it names.
// What stands in a template element is not looked at.
//
//	code             the fault
//	bad-link         an address that cannot be parsed
//	base-element     a base element, which would move every link
//	current-step     a second aria-current="step"
//	dead-fragment    a fragment without an id
//	dead-id          for, aria-labelledby or aria-describedby without an id
//	dead-link        no such file
//	double-slash     //, at the start (another host) or inside a path
//	duplicate-id     an id used twice on a page
//	empty-link       an address of no characters
//	folder-link      a folder without its final slash
//	h1               not exactly one h1
//	img-size         a picture without width and height
//	inline-script    a script in a page whose hash its policy does not name; an on... attribute
//	inline-style     a style element or attribute
//	outside          a relative link that leads out of the site
//	relative-link    a relative link in 404.html
//	rooted-link      a rooted link elsewhere
//	scheme           javascript:, data: and every other scheme but http, https, mailto and tel
//	third-party      anything fetched from, or sent to, another host
//
// Titles, languages, landmarks, the order of headings and the names of links and pictures are not checked here:
// a test of cmd/guide runs axe-core's rules for them on every page. axe-core has no rule for a second h1, and
// none in force for duplicate ids; an id is the key of a tick.
//
// # Weight
//
// Sizes are those of brotli at quality 11, what a host that compresses ahead sends: 0.04 s for a page of
// 20 kB, so that a guide takes a second or two. (Quality 9 takes a quarter of that and 15 % more bytes.)
// A file that brotli cannot shrink counts as it is. A first visit fetches the page, its style sheets
// with what they import and show, its scripts, its pictures and its icon, each file once: an upper
// bound, since a browser leaves out pictures that it does not show. Files that do not exist, and other
// hosts, are the business of Links.
package audit

import (
	"cmp"
	"fmt"
	"slices"
)

// Finding is something wrong with one file of a built site.
type Finding struct {
	File    string // in the site: "steps/x/index.html"
	Code    string // one of the table above, unreachable, weight or requests
	Message string
}

// String is the fault on one line: file, message, code.
func (f Finding) String() string { return fmt.Sprintf("%s: %s [%s]", f.File, f.Message, f.Code) }

// sortFindings puts faults in order and drops repeats.
func sortFindings(findings []Finding) []Finding {
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings)
}
