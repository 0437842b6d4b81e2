// Package audit checks a built site the way a browser sees it.
//
// A site is an fs.FS. [Links] reads every page and style sheet and reports dead links, markup that keeps readers out
// and what the Content-Security-Policy of a page blocks. [OrphanPages] reports pages that no link leads to. [Measure]
// returns what a first visit to a page downloads; [OverBudget] reports the pages that exceed a budget. All findings
// are bugs of the program, its templates or its static files: mistakes of editors are reported as problems before a
// site exists. Findings are sorted and do not depend on timing. An error means that a file could not be read.
//
// # Links
//
// Addresses are resolved as a static host does: x/ is the file x/index.html, x is the file x with exactly that case,
// the query is ignored, and the fragment must be an id on the page. The site must work at any address, so links are
// relative. Only 404.html, which hosts show at every address, has rooted links, and only those. Its base path is the
// part before the path of the first file of the site that such a link names. The content of template elements is
// ignored.
//
//	code             finding
//	bad-link         an address that cannot be parsed
//	base-element     a base element, which would change every relative link
//	current-step     more than one aria-current="step"
//	dead-fragment    a fragment without an id
//	dead-id          for, aria-labelledby or aria-describedby without an id
//	dead-link        no such file
//	double-slash     // at the start, which means another host, or inside a path
//	duplicate-id     an id used twice on a page
//	empty-link       an empty address
//	folder-link      the address of a folder without its trailing slash
//	h1               not exactly one h1
//	img-size         an img without width or height
//	inline-script    a script in a page whose hash the policy does not list; an on... attribute
//	inline-style     a style element or attribute
//	outside          a relative link that leads out of the site
//	relative-link    a relative link in 404.html
//	rooted-link      a rooted link in any other file
//	scheme           javascript:, data: and all other schemes but http, https, mailto, tel, sms, geo, webcal, ftp
//	third-party      a resource loaded from, or a form sent to, another host
//
// Titles, languages, landmarks, the order of headings and the names of links and images are not checked here: a test
// of cmd/guide runs axe-core's rules for them on every page. axe-core has no rule for a second h1, and none in force
// for duplicate ids; an id is the key of a tick.
//
// # Page size
//
// Sizes are those of brotli at quality 11, which hosts use for files compressed in advance. It takes 0.04 s for a
// page of 20 kB, so a second or two for a guide; quality 9 takes a quarter of that and 15 % more bytes. A file that
// brotli does not shrink counts with its own size. A first visit downloads the page, its style sheets with what these
// import and show, its scripts, its images and its icon, each file once. That is an upper bound, since browsers skip
// images that they do not show. Missing files and other hosts are left to Links.
package audit

import (
	"cmp"
	"fmt"
	"slices"
)

// Finding is a defect of one file of a built site.
type Finding struct {
	File    string // name in the site: "steps/x/index.html"
	Code    string // from the table above, or unreachable, weight or requests
	Message string
}

// String returns the finding on one line: file, message, code.
func (f Finding) String() string { return fmt.Sprintf("%s: %s [%s]", f.File, f.Message, f.Code) }

// sortFindings sorts findings and removes duplicates.
func sortFindings(findings []Finding) []Finding {
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings)
}
