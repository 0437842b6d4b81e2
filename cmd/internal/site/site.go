// Package site makes a web site of a guide: an fs.FS with every file that a web server hands out.
//
// [New] knows the name of every file from the guide and from static/, and makes none of them. Opening
// a page converts one body and executes one template; nothing of it is kept but what was learnt:
// ids, links into other pages and problems. [Site.Settle] (settle.go) converts the bodies that nobody
// has opened, checks that fragments exist, and returns every problem there is; [Site.SettleSlowly] does that
// in the background and gives way to readers.
//
// A preview makes site after site. Each takes over from the one before what still holds: templates, words
// and bundles while no file of these changed (look.go); what was learnt of a text while it is the same
// and every link leads where it led (learn.go). [Site.Facts] tells an editor about one page.
//
// Opening never fails for what an editor wrote: the page is made as far as it can be and the problem
// is recorded. It fails with [ErrStale] where a file is no longer what guide.Load read; the caller
// then loads again.
//
// A file is an io.ReadSeeker with its exact size and a zero modification time. Listing a folder makes
// nothing; asking an entry for its Info does.
//
// Features have a file each: checklist and resources (tracked.go), the whole guide on one page
// (all.go), every source (sources.go), the glossary (glossary.go), what a reader has done (progress.go),
// search: what is known of each page (found.go), the shards (search.go) and the list of everything (index.go),
// lists that do not grow with the guide (lists.go), files for machines (machines.go), the guide as data (data.go), redirects
// (redirect.go). What templates may use is the exported part of [View]. Templates, words and static files are
// looked up in the source folder first, then in the program (overlay.go).
package site

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/search"
)

// ErrStale says that a source file changed since the guide was loaded.
var ErrStale = guide.ErrStale

// Options of New.
type Options struct {
	// Source is the source folder: content/, and templates/ and static/ where the editor has them.
	Source fs.FS
	// Templates and Static are those that the program brings.
	Templates, Static fs.FS
	// BaseURL replaces the guide's own, if it is not "".
	BaseURL string
	// Offline makes a site that opens from a disk: links name index.html, and what only a server can show is
	// left out.
	Offline bool
	// NoIndex asks search engines to leave the site out: it is not for the public.
	NoIndex bool
	// Check is asked about every body that is converted; it knows the editors' rules.
	Check func(*guide.Doc, markdown.Result) []diag.Problem
	// CheckGuide is asked about the guide as a whole. Editors may allow what it finds, as they may all else.
	CheckGuide func(*guide.Guide) []diag.Problem
	// Previous, if not nil, is an earlier site of the same folder, and Changed the files that changed
	// since. What still holds of what was parsed, bundled and learnt is taken over.
	Previous *Site
	Changed  []string
}

// Site is every file of one version of a guide. It may be read from many goroutines.
type Site struct {
	*theme
	guide          *guide.Guide
	docs           []*guide.Doc // in the order of the guide
	opts           Options
	baseURL        string
	terms          *markdown.Terms
	tree           *fileTree
	guideView      *GuideView
	itemsScript    itemsScript
	searchConfig   search.Config
	indexCache     indexCache
	byAddress      map[string]*guide.Doc
	cache          *analysisCache
	buildProblems  problemSet // while files were named and pages made
	partialCache   sync.Map   // frameKey -> template.HTML
	templateErrors sync.Map   // address -> diag.Problem: pages that end where their template failed
}

// New makes the site of a guide. An error means that the program's own parts cannot be read; problems
// in an editor's templates and words are recorded.
func New(g *guide.Guide, opts Options) (*Site, error) {
	l, err := loadTheme(g.Settings.Language, opts)
	if err != nil {
		return nil, err
	}
	s := &Site{theme: l, guide: g, opts: opts, baseURL: opts.BaseURL, byAddress: map[string]*guide.Doc{}, cache: analysisCacheFor(g, l.messages.Messages, opts)}
	s.opts.Previous = nil // so that it can go
	if s.baseURL == "" {
		s.baseURL = g.Settings.BaseURL
	} else if !strings.HasSuffix(s.baseURL, "/") {
		s.baseURL += "/"
	}
	if s.opts.Check == nil {
		s.opts.Check = func(*guide.Doc, markdown.Result) []diag.Problem { return nil }
	}
	if s.opts.CheckGuide == nil {
		s.opts.CheckGuide = func(*guide.Guide) []diag.Problem { return nil }
	}
	s.terms = markdown.NewTerms(termNames(g.Glossary))
	s.guideView = s.newGuideView()
	s.docs = g.Docs()
	for _, d := range s.docs {
		s.byAddress[d.Address] = d
	}
	s.itemsScript = newItemsScript(g, strings.TrimPrefix(s.offlinePath("/"), "/"))
	s.registerFiles()
	return s, nil
}

// BaseURL returns the address that the site is published at, with a final slash; "" for none.
func (s *Site) BaseURL() string { return s.baseURL }

// Offline reports whether the site is to open from a disk.
func (s *Site) Offline() bool { return s.opts.Offline }

// registerFiles names every file. Load has seen to it that no two of the guide have one name.
func (s *Site) registerFiles() {
	t := newFileTree()
	register := func(address string, render func() ([]byte, error)) {
		t.add(guide.FileName(address), siteFile{render: render})
	}
	for _, d := range s.docs {
		register(d.Address, func() ([]byte, error) { return s.renderDoc(d) })
	}
	for _, step := range s.guide.Steps {
		if len(step.Topics) > guide.MaxListedTopics {
			register(guide.TopicListAddress(step), func() ([]byte, error) { return s.renderTopicList(step) })
		}
	}
	register(guide.StepsAddress, s.renderSteps)
	register(guide.ResourcesAddress, s.renderResources)
	register(guide.GlossaryAddress, s.renderGlossary)
	register(guide.SourcesAddress, s.renderSources)
	register(guide.ProgressAddress, s.renderProgress)
	register("/"+s.itemsScript.name, func() ([]byte, error) { return bytes.Clone(s.itemsScript.script), nil })
	if !s.opts.Offline {
		register(guide.NotFoundAddress, s.renderNotFound)
	}
	if s.guide.HasAllPage() {
		register(guide.AllAddress, s.renderAllPage)
	}
	for _, a := range s.guide.Aliases {
		register(a.Address, func() ([]byte, error) { return s.renderRedirect(a) })
	}
	register(guide.SearchAddress, s.renderSearch)
	register(guideJSONAddress, s.renderGuideJSON)
	s.registerShards(register)
	s.registerSitemap(register)
	for _, f := range s.guide.Files {
		t.add(guide.FileName(f.Address), siteFile{path: f.Path, fsys: s.opts.Source, problemFile: f.Path})
	}
	for _, f := range s.bundle.Files {
		if p, invalid := guide.CheckAddress("static/"+f.SourcePath, f.Name); invalid {
			s.buildProblems.report(p)
			if p.Severity == diag.Error {
				continue
			}
		}
		e := siteFile{path: f.SourcePath, fsys: s.staticFS, problemFile: "static/" + f.SourcePath}
		if f.Data != nil {
			e = siteFile{render: func() ([]byte, error) { return bytes.Clone(f.Data), nil }}
		}
		if !t.add(f.Name, e) {
			s.buildProblems.report(diag.Problem{File: "static/" + f.SourcePath, Severity: diag.Error, Code: "same-address",
				Message: fmt.Sprintf("the address /%s is already that of another file of the site", f.Name), Hint: "leave it out or give it another name"})
		}
	}
	t.sortFolders()
	s.tree = t
}

// RenderAll makes every page and keeps none, so that what is wrong in templates is found too.
func (s *Site) RenderAll(ctx context.Context) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for name, e := range s.tree.files {
		if e.render == nil || groupCtx.Err() != nil {
			continue
		}
		group.Go(func() error {
			_, err := s.ReadFile(name)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
