// Package guide reads all source files of a guide and checks them as a whole.
//
//	g, err := guide.Load(ctx, os.DirFS("."), guide.Options{Now: time.Now()})
//
// A [Guide] has the steps in order, all pages with their addresses, unique ids, needs, aliases, the glossary and the
// files to be published. [Load] reads every file below content/ once, in parallel, and keeps the decoded front matter
// and a [Hash] of each page, but not its body. The Guide is as complete as the errors allow: a step with a mistake in
// its front matter is still a step. Everything that is wrong is in Problems, each of which names a file.
//
// A Guide is immutable, with one exception: after a change of a page's body, [Guide.UpdateBody] records the new body's
// hash. After any other change the guide must be loaded again. [Options.Previous] makes Load decode only changed files.
//
// The address of a page depends only on the path of its file (classify.go), so [Guide.Resolve] resolves links without
// reading their targets. Whether a file exists is decided by the listing that Load made, not by the disk, so that
// upper and lower case matter on every machine; names are compared as NFC. A file that is not a page is published
// if something published links to it or a template refers to it (files.go). No two published pages, files and aliases
// have the same address, or names that some file system does not distinguish (routes.go): the second one is
// reported and left out.
//
// content/published.yaml is the manifest of all ids and addresses that were ever published (manifest.go). If it exists,
// none of them may disappear unless `was:`, `aliases:` or `retired:` says what replaced it. Dates are in the guide's
// time zone; a scheduled page has the date on which it becomes public.
package guide

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// A Guide is everything that is known without reading the bodies of pages.
type Guide struct {
	Settings     frontmatter.Settings
	Zone         *time.Location
	Today        frontmatter.Date // in Zone
	Home         *Doc
	Start        []ItemRef // the actions with which the home page says to begin
	Steps        []*Step   // published, in order
	Pages        []*Doc    // published free pages, by address
	Glossary     []frontmatter.Term
	Files        []File  // pictures and downloads to which something published refers, by path
	Aliases      []Alias // by address
	Unpublished  []*Doc  // by file
	Problems     []diag.Problem
	Suppressions map[string][]diag.Suppression // in guide.yaml and glossary.yaml, by file

	allDocs    []*Doc          // all Markdown files that are pages, in the order of the listing
	docsByFile map[string]*Doc // allDocs by path
	listing    *listing
	routes     map[string]*route // by folded address
	children   map[string]*route // by folded address of a folder: a route in it
	ids        *idTable

	fileRefs map[string]fileRefs // by path

	manifest *manifest // nil if there is no content/published.yaml
	history  History   // empty unless the settings want it

	linkFingerprint uint64        // see LinkFingerprint
	bodyRevision    atomic.Uint64 // see BodyRevision
	suggestions     suggester
}

// A Doc is a Markdown file and its place in the guide.
type Doc struct {
	*frontmatter.Page
	Address string // "/steps/get-qualified/"
	Number  int    // as in the name of the file or folder; -1 if there is none
	Slug    string // the last part of the address
	// Reason says why the page is not public, even if it is shown as a draft. It is zero if the page is public.
	Reason Reason
	// Step is the step of a topic.
	Step *Step
	// Index is the position, from 0, among the published steps, or among the topics of the step.
	Index int

	unpublished bool // listed in Guide.Unpublished
	unrouted    bool // not in the site, which was reported: another page has its address, or it has no step

	hashes   contentHashes  // for the manifest; only set with Options.UpdateManifest
	problems []diag.Problem // found while reading the file
	state    atomic.Pointer[fileState]
}

// A Step is a step with its topics.
type Step struct {
	*Doc
	Topics []*Doc // published, in order
	Needs  []*Doc // the steps to finish before this one
}

// A Reason says why a page is not public.
type Reason struct {
	Draft bool
	Until frontmatter.Date
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

// A Hash identifies the content of a file. It is zero if the file could not be read.
type Hash [16]byte

// A File is a picture or download in content/.
type File struct {
	Path    string // in the source folder
	Address string // "/steps/get-qualified/route.svg"
}

// An Alias is a former address of a page.
type Alias struct {
	Address string
	To      *Doc
}

// An ItemRef is an item or a resource, and its page.
type ItemRef struct {
	Doc      *Doc
	Index    int32 // in its checklist or its resources
	Resource bool
}

// ID returns the id of the item or resource.
func (t ItemRef) ID() frontmatter.Text {
	if t.Resource {
		return t.Doc.Resources[t.Index].ID
	}
	return t.Doc.Checklist[t.Index].ID
}

// Item returns the item of a reference, or nil for a resource.
func (t ItemRef) Item() *frontmatter.Item {
	if t.Resource {
		return nil
	}
	return &t.Doc.Checklist[t.Index]
}

// Position returns the step's number as shown to readers, from 1.
func (s *Step) Position() int { return s.Index + 1 }

// LinkFingerprint returns a number that is equal for two guides of one process if every link resolves the same in both
// and every term is linked the same. An unchanged body then converts to the same HTML.
func (g *Guide) LinkFingerprint() uint64 { return g.linkFingerprint }

// Docs returns the published pages: home, each step followed by its topics, free pages.
func (g *Guide) Docs() []*Doc {
	docs := []*Doc{g.Home}
	for _, s := range g.Steps {
		docs = append(append(docs, s.Doc), s.Topics...)
	}
	return append(docs, g.Pages...)
}

// AllDocs returns all Markdown files that are pages, published or not, by file.
func (g *Guide) AllDocs() []*Doc { return g.allDocs }

// InSite reports whether a page is in the site: it is neither unpublished nor left out because of a problem.
func (d *Doc) InSite() bool { return !d.unpublished && !d.unrouted }

// Doc returns the page of a file, published or not, or nil if the file is not a page.
func (g *Guide) Doc(file string) *Doc { return g.docsByFile[file] }

// Item returns the item or resource with this id.
func (g *Guide) Item(id string) (ItemRef, bool) {
	p, ok := g.ids.places[id]
	if !ok {
		return ItemRef{}, false
	}
	return ItemRef{g.allDocs[p.doc], p.index, p.isResource}, true
}

// Title returns the title of a page. A home page without a title has that of the guide. Other pages without a title,
// which was reported, have their slug.
func (g *Guide) Title(d *Doc) string {
	if d == g.Home {
		return cmp.Or(d.Page.Title.Value, g.Settings.Title.Value)
	}
	return cmp.Or(d.Page.Title.Value, d.Slug)
}

// FileName returns the name in the site of the file with this address: "a/index.html" for "/a/".
func FileName(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// reportUnreadable reports a file that cannot be read, unless there is a problem with it already.
func (g *Guide) reportUnreadable(file string, err error) {
	if !slices.ContainsFunc(g.listing.problems, func(p diag.Problem) bool { return p.File == file }) {
		g.report(diag.UnreadableFile(file, err))
	}
}

// addSuppressions records the suppressions in the comments of a YAML file.
func (g *Guide) addSuppressions(file string, data []byte) {
	suppressions, problems := frontmatter.ParseSuppressions(file, data)
	g.Problems = append(g.Problems, problems...)
	if len(suppressions) > 0 {
		g.Suppressions[file] = suppressions
	}
}

func (g *Guide) report(p diag.Problem) { g.Problems = append(g.Problems, p) }
