// Package guide reads all source files and makes one [Guide] of them: the steps in order, every page
// with its address, ids that are unique, what is withheld, aliases, needs and the glossary.
//
// [Load] reads every file below content/ once, in parallel, and keeps the decoded front matter and a
// [Hash] of each, never a body. The Guide is as complete as the errors allow: a step with a mistake in
// its front matter is still a step. What is wrong is in Problems, each of which names a file.
//
// A Guide is immutable, but for one thing: after a change of a text alone, [Guide.Reread] takes note of
// the new text and everything else stays true. After any other change the guide is loaded again; given
// the earlier one, Load decodes only the files that changed.
//
// The address of a page depends on the path of its file alone (list.go), so [Guide.Resolve] finds
// where a link leads without reading its target. Whether a file exists is asked of the listing that
// Load made, never of the disk, so that upper and lower case matter on every machine; names are compared as
// NFC. A file beside the texts is published if something published links to it or a template names it
// (files.go); for that Load parses the few texts that may link to files. No two of the
// published pages, files and aliases want one address or one name on any file system (address.go):
// who comes second is reported and left out.
//
// content/published.yaml is the record of every id and address that was in public (published.go): where it
// exists, nothing on it may vanish unless `was:`, `aliases:` or `retired:` says what became of it. Its days
// are those of the guide's time zone; what is scheduled has the first day that it is public.
package guide

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// Guide is everything that is known before a body is read.
type Guide struct {
	Settings     page.Settings
	Zone         *time.Location
	Home         *Doc
	Steps        []*Step // published, in order
	Pages        []*Doc  // published free pages, by address
	Glossary     []page.Term
	Files        []File  // pictures and downloads that something published names, by name
	Aliases      []Alias // by address
	Unpublished  []*Doc  // by file
	Problems     []diag.Problem
	Suppressions map[string][]page.Suppression // in guide.yaml and glossary.yaml, by file

	allDocs    []*Doc          // every Markdown file that is a page, in the order of the listing
	docsByFile map[string]*Doc // the same, by path
	listing    *listing
	routes     map[string]*route  // by folded address
	children   map[string]*route  // by folded address of a folder: something in it
	itemsByID  map[string]ItemRef // items and resources by id

	fileRefs map[string]fileRefs // by path of a file: who names it

	manifest *manifest // nil without a record

	linkFingerprint uint64        // see Outline
	bodyRevision    atomic.Uint64 // see Rereads
	suggestions     suggester
}

// Doc is one Markdown file in its place in the guide.
type Doc struct {
	*page.Page
	Address string // "/steps/get-qualified/"
	Number  int    // as written in the name of the file or folder; -1 for none
	Slug    string // its own part of the address
	// Reason says why the page is not in public, also when it is shown as a draft; the zero Reason
	// means that it is.
	Reason Reason
	// Step is the step that a topic belongs to.
	Step *Step
	// Index is the place, from 0, among the published steps, or among those of the topic's step.
	Index int

	unpublished bool // set aside: listed in Withheld
	unrouted    bool // has no place in the site, which was reported: its address is another's, or it has no step

	hashes   contentHashes  // by which the record tells whether it changed; only where Options.Record asks for them
	problems []diag.Problem // of reading the file
	state    atomic.Pointer[fileState]
}

// Step is a step with its topics.
type Step struct {
	*Doc
	Topics []*Doc // published, in order
	Needs  []*Doc // the steps to finish first
}

// Reason is why a page is not in public.
type Reason struct {
	Draft bool
	Until page.Date
}

// IsZero reports whether the page is public.
func (r Reason) IsZero() bool { return r == Reason{} }

func (r Reason) String() string {
	switch {
	case r.Draft:
		return "a draft"
	case r.Until != "":
		return "not public until " + string(r.Until)
	}
	return ""
}

// Hash tells whether a file is still what it was; that of a file that could not be read is zero.
type Hash [16]byte

// File is a picture or a download that lies beside the texts.
type File struct {
	Path    string // in the source folder
	Address string // "/steps/get-qualified/route.svg"
}

// Alias is an address that a page had before.
type Alias struct {
	Address string
	To      *Doc
}

// ItemRef is an item or a resource, and the page that it stands on.
type ItemRef struct {
	ID       page.Text
	Doc      *Doc
	Resource bool
}

// Position returns the number that readers see, from 1.
func (s *Step) Position() int { return s.Index + 1 }

// LinkFingerprint is a number that two guides of one process share if every link, wherever it stands, leads to
// the same place in both, and every term is linked alike. Texts that did not change convert alike then.
func (g *Guide) LinkFingerprint() uint64 { return g.linkFingerprint }

// Docs returns the published pages: home, each step with its topics behind it, free pages.
func (g *Guide) Docs() []*Doc {
	docs := []*Doc{g.Home}
	for _, s := range g.Steps {
		docs = append(append(docs, s.Doc), s.Topics...)
	}
	return append(docs, g.Pages...)
}

// Doc returns the page of a file, published or not; nil if the file is none.
func (g *Guide) Doc(file string) *Doc { return g.docsByFile[file] }

// Item returns the item or resource with an id.
func (g *Guide) Item(id string) (ItemRef, bool) {
	t, ok := g.itemsByID[id]
	return t, ok
}

// Title returns the title of a page; the home page has the guide's where it has none of its own. A
// page of which the title is missing, which was reported, is called by its address.
func (g *Guide) Title(d *Doc) string {
	if d == g.Home {
		return cmp.Or(d.Page.Title.Value, g.Settings.Title.Value)
	}
	return cmp.Or(d.Page.Title.Value, d.Slug)
}

// FileName returns the name in the site of what has an address: "/a/" is "a/index.html".
func FileName(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// errorAt makes an error at a place of a file.
func errorAt(file string, t page.Text, code, message, hint string) diag.Problem {
	return diag.Problem{File: file, Line: t.Line, Column: t.Column, EndColumn: t.EndColumn, Severity: diag.Error, Code: code, Message: message, Hint: hint}
}

// fileError makes an error that concerns a whole file or folder.
func fileError(file, code, message, hint string) diag.Problem {
	return diag.Problem{File: file, Severity: diag.Error, Code: code, Message: message, Hint: hint}
}

// reportUnreadable reports a file that cannot be read, unless the listing says already what it is in place of one.
func (g *Guide) reportUnreadable(file string, err error) {
	if !slices.ContainsFunc(g.listing.problems, func(p diag.Problem) bool { return p.File == file }) {
		g.report(diag.Unreadable(file, err))
	}
}

// addSuppressions takes note of what the comments of a YAML file allow.
func (g *Guide) addSuppressions(file string, data []byte) {
	suppressions, problems := page.ParseSuppressions(file, data)
	g.Problems = append(g.Problems, problems...)
	if len(suppressions) > 0 {
		g.Suppressions[file] = suppressions
	}
}

func (g *Guide) report(p diag.Problem) { g.Problems = append(g.Problems, p) }
