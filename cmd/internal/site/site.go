// Package site makes a web site of a guide: an fs.FS with every file that a web server serves.
//
// [New] registers the name of every file and renders none. Opening a page converts one body and executes one template;
// only its analysis (ids, links, problems, search terms) is cached. [Site.Check] (check.go) analyzes the pages that
// nobody opened, checks fragments and returns every problem; [Site.CheckWhenIdle] does the same in the background and
// yields to readers.
//
// A preview builds one site after another. Each reuses what is still valid: the theme while none of its files changed
// (theme.go), the analysis of a page while its text and its link targets are the same (analysis.go). [Site.PageInfo]
// describes one page.
//
// Opening never fails because of what an editor wrote: the page is rendered as far as possible, and the problem is
// recorded. It fails with [ErrStale] if a file is not what guide.Load read any more; the caller then loads again.
//
// A file is an io.ReadSeeker with its exact size and a zero modification time. Listing a folder renders nothing; Info
// of an entry does.
//
// The generated pages are rows of guide.PageTypes (generated.go). A kind of page that has data of its own is a file
// with its view, which embeds [View]: docpage.go (free pages), home.go, steppage.go, topicpage.go, all.go,
// resourcespage.go, glossary.go, sources.go, searchpage.go, redirect.go. Parts of pages: section.go, checklist.go,
// passage.go, secondnames.go, facts.go, nav.go, guideview.go, resourcefilters.go, rows.go. What scripts get:
// scriptdata.go, itemids.go, titles.go, searchindex.go. What a later build reuses: saved.go. Other files: sitemap.go,
// feed.go, export.go (guide.json), cards.go (pictures for sharing), pictureversions.go (pictures as wide as pages show
// them). What search engines get: jsonld.go. Templates, messages and static files of the source folder lie over those
// of the program: overlay.go, templateblocks.go, i18n.go. ejected.go and templatelinks.go check them. What a publisher
// changes without a theme: brand.go, accent.go; what counts visits, and the policy of the pages: analytics.go,
// policy.go, blocked.go (what the publisher's own files load in vain), privacy.go.
package site

import (
	"context"
	"html/template"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

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
	// Source is the source folder: content/, and templates/ and static/ if the editor has them.
	Source fs.FS
	// Templates and Static are the defaults that come with the program.
	Templates, Static fs.FS
	// BaseURL replaces the guide's own, if it is not "".
	BaseURL string
	// Offline builds a site for file: URLs. Links name index.html, and files that only a web server can use are left
	// out.
	Offline bool
	// CheckOnly is for a site of which nothing is written. Check then makes no HTML and no words for search, and the
	// program's own style sheets and scripts are left out.
	CheckOnly bool
	// WebLinks makes Check gather what Site.WebLinks returns.
	WebLinks bool
	// Rhythm has Check measure the rhythm of the pages' sentences, see Rhythms.
	Rhythm bool
	// NoIndex asks search engines not to index the site.
	NoIndex bool
	// Analytics has the pages load what counts visits, as guide.yaml says.
	Analytics bool
	// Lint, if not nil, has the style rules.
	Lint Linter
	// Pictures has the versions of pictures; without them, pages show the originals.
	Pictures Pictures
	// Saved, if not nil, is of an earlier build of this guide, which it must fit.
	Saved *Saved
	// Previous is an earlier site of the same folder. What is still valid of it is reused.
	Previous guide.Previous[Site]
}

// Linter has the rules that [Site.Check] applies beside its own. It returns problems that comments may still silence.
// Package lint has one.
type Linter interface {
	// CheckText checks a text: a body, or a text of the front matter or the glossary.
	CheckText(g *guide.Guide, text *markdown.Result) []diag.Problem
	// CheckDocument checks the texts of a page, the body first.
	CheckDocument(g *guide.Guide, d *guide.Doc, texts []*markdown.Result) []diag.Problem
	// CheckGuide checks what is known without the texts.
	CheckGuide(g *guide.Guide) []diag.Problem
	// Mentions returns what the texts of a page mention; CheckMentions checks it in all pages, in the order of
	// Guide.Docs.
	Mentions(g *guide.Guide, d *guide.Doc, texts []*markdown.Result) guide.Mentions
	CheckMentions(g *guide.Guide, pages []guide.Mentions) []diag.Problem
}

// noRules is the Linter without rules.
type noRules struct{}

func (noRules) CheckText(*guide.Guide, *markdown.Result) []diag.Problem { return nil }
func (noRules) CheckDocument(*guide.Guide, *guide.Doc, []*markdown.Result) []diag.Problem {
	return nil
}
func (noRules) CheckGuide(*guide.Guide) []diag.Problem { return nil }
func (noRules) Mentions(*guide.Guide, *guide.Doc, []*markdown.Result) (m guide.Mentions) {
	return m
}
func (noRules) CheckMentions(*guide.Guide, []guide.Mentions) []diag.Problem { return nil }

// Site is every file of one version of a guide. It may be read from many goroutines.
type Site struct {
	*theme
	*fileTree
	guide          *guide.Guide
	docs           []*guide.Doc // in the order of the guide
	byAddress      map[string]*guide.Doc
	opts           Options
	urls           urls
	terms          *markdown.Terms
	guideView      *GuideView
	passageLinks   passageLinks
	headings       sync.Map // *guide.Doc -> docHeadings; of pages with passages for items elsewhere
	headingLines   sync.Map // *guide.Doc -> docIDs; of pages with headings that links lead to
	itemsScript    idScript
	resources      idScript
	cards          cardSet
	searchConfig   search.Config
	resourceParts  []guide.ListPart
	indexParts     []guide.ListPart
	index          func() []indexEntry // everything from A to Z; valid for one version of the guide
	indexCache     indexCache
	cache          *analysisCache
	buildProblems  problemSet // found while registering files and rendering pages
	templateErrors templateErrors
	missingLinks   map[string][]diag.Problem // places in templates, by the address that the site does not have
	partialCache   sync.Map                  // partialKey -> template.HTML
	mainScriptData func() (template.JS, error)
	services       []Service
	guideProblems  func() []diag.Problem // of the guide, and those that its rules find
	// mentionProblems has those that Linter.CheckMentions found when all pages were analyzed; nil until then.
	mentionProblems atomic.Pointer[[]diag.Problem]

	unchanged       map[*guide.Doc]bool // since the build that Options.Saved is of; nil without it
	problemsAtFirst int                 // see problemCount
}

// New returns the site of a guide. It fails only if the default templates or messages cannot be read; problems in those
// of an editor are recorded.
func New(g *guide.Guide, opts Options) (*Site, error) {
	t, err := loadTheme(&g.Settings, opts)
	if err != nil {
		return nil, err
	}
	s := &Site{
		theme: t, guide: g, docs: g.Docs(), byAddress: map[string]*guide.Doc{}, opts: opts, urls: newURLs(g, opts),
		terms: markdown.NewTerms(termNames(g.Glossary)), guideView: newGuideView(g, opts.Previous.Version),
		services: newServices(&g.Settings.Analytics), passageLinks: newPassageLinks(g),
		cache: analysisCacheFor(g, t.messages.Messages, opts),
	}
	s.opts.Previous = guide.Previous[Site]{} // release it for the garbage collector
	if s.opts.Lint == nil {
		s.opts.Lint = noRules{}
	}
	for _, d := range s.docs {
		s.byAddress[d.Address] = d
	}
	s.dropStale()
	if opts.Saved != nil {
		s.restore(opts.Saved)
		s.opts.Saved = nil
	}
	s.mainScriptData = sync.OnceValues(func() (template.JS, error) {
		return encodeData(s.newScriptData(s.bundle.MainScript))
	})
	s.guideProblems = sync.OnceValue(func() []diag.Problem {
		return slices.Concat(g.Problems, s.opts.Lint.CheckGuide(g))
	})
	if p := opts.Previous.Version; p != nil && p.urls.offline == s.urls.offline && haveSameIDs(p.guide, g) {
		s.itemsScript, s.resources = p.itemsScript, p.resources
	} else {
		s.itemsScript = newItemsScript(g, strings.TrimPrefix(s.urls.offlinePath("/"), "/"))
		s.resources = newResourcesScript(g)
	}
	s.resourceParts, s.indexParts = g.ResourceParts(), g.IndexParts()
	s.index = sync.OnceValue(s.sortIndex)
	s.fileTree = newFileTree(len(s.docs), s.buildProblems.report)
	s.registerFiles()
	s.findMissingLinks()
	s.sortFolders()
	s.checkPolicy()
	s.problemsAtFirst = s.problemCount()
	return s, nil
}

// BaseURL returns the URL that the site is published at, with a final slash; "" if it is not known.
func (s *Site) BaseURL() string { return s.urls.base }

// Offline reports whether the site is for file: URLs.
func (s *Site) Offline() bool { return s.urls.offline }

// CheckTemplates renders every page and discards the result if the editor has templates or messages of their own, so
// that [Site.Check] reports errors in them too. The program's own have none.
func (s *Site) CheckTemplates(ctx context.Context) error {
	if !s.hasOwnTemplates {
		return nil
	}
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for name, e := range s.files {
		if e.render == nil || path.Ext(name) != ".html" || groupCtx.Err() != nil {
			continue
		}
		group.Go(func() error {
			data, err := s.ReadFile(name)
			recycle(data)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
