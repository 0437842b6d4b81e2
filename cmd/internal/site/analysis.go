package site

import (
	"bytes"
	"context"
	"iter"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/prose"
	"guide/cmd/internal/search"
)

// pageAnalysis is what is kept of a converted page, also on a disk (saved.go).
type pageAnalysis struct {
	Hash         guide.Hash // of the file
	ForeignIDs   []string   // see Site.foreignIDs
	IDs          []string   // that a link can lead to
	SecondIDs    []string   // second names of headings
	Links        []markdown.FragmentLink
	WebLinks     []markdown.WebLink
	Problems     []diag.Problem
	Suppressions []diag.Suppression
	Tasks        []markdown.Task
	ItemsEnd     diag.Replacement // where Tasks could be added to the front matter; see frontmatter.ItemsEnd
	WordCount    int
	Mentions     guide.Mentions
	Rhythm       prose.Rhythm // see Options.Rhythm
	Summary      *search.Summary
}

// analysisCache holds the analyses of pages. Successive sites share it while link targets, terms and messages are the
// same, on one day.
type analysisCache struct {
	linkFingerprint uint64
	messages        frontmatter.Messages
	mu              sync.RWMutex
	analyses        map[string]*pageAnalysis // by file
	files           fileCache
	language        string
	today           frontmatter.Date // for the rules
	rules           map[*diag.Rule]diag.Severity
	dictionary      *search.Dictionary
}

// analysisCacheFor returns the cache of the previous site if it is still valid, else an empty one.
func analysisCacheFor(g *guide.Guide, messages frontmatter.Messages, opts Options) *analysisCache {
	language, pages := g.Settings.Language.Value, len(g.Docs())
	if opts.Previous.Holds(isContentAsset) {
		c := opts.Previous.Version.cache
		if c.linkFingerprint == g.LinkFingerprint() && c.language == language && c.today == g.Today &&
			maps.Equal(c.rules, g.Settings.Rules) &&
			reflect.DeepEqual(c.messages, messages) && c.dictionary.IsFor(pages) {
			return c
		}
	}
	return &analysisCache{linkFingerprint: g.LinkFingerprint(), messages: messages, language: language, today: g.Today,
		rules:    g.Settings.Rules,
		analyses: map[string]*pageAnalysis{}, dictionary: search.NewDictionary(language, pages)}
}

// isContentAsset reports whether a file of content/ is copied into the site. Pages depend on it: they have the sizes of
// pictures.
func isContentAsset(file string) bool {
	return strings.HasPrefix(file, guide.ContentDir+"/") && !strings.HasSuffix(file, ".md") &&
		file != guide.SettingsFile && file != guide.GlossaryFile
}

// get returns the analysis of a file as it is now, or nil.
func (c *analysisCache) get(d *guide.Doc) *pageAnalysis {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if a := c.analyses[d.File]; a != nil && a.Hash == d.Hash() {
		return a
	}
	return nil
}

// dropStale drops the analyses of pages that show actions of others if these have changed.
func (s *Site) dropStale() {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	for _, d := range s.docs {
		if a := s.cache.analyses[d.File]; a != nil && !slices.Equal(a.ForeignIDs, s.foreignIDs(d)) {
			delete(s.cache.analyses, d.File)
		}
	}
}

func (c *analysisCache) put(d *guide.Doc, a *pageAnalysis) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.analyses[d.File] = a
}

// convertedDoc is one source file as HTML.
type convertedDoc struct {
	markdown.Result
	hash      guide.Hash
	itemsEnd  diag.Replacement // if there are tasks
	items     []Item
	resources []Resource
	outcomes  []markdown.Result
	home      homeParts // of the home page
	summary   *search.Summary
}

// convertDoc converts a source file, which it reads into buf, in the order in which its page shows it. env is for the
// body.
func (s *Site) convertDoc(d *guide.Doc, env markdown.Env, buf *bytes.Buffer) (convertedDoc, error) {
	data, hash, err := d.Source(s.opts.Source, buf)
	if err != nil {
		return convertedDoc{}, err
	}
	c := convertedDoc{hash: hash}
	for _, o := range d.Outcomes {
		c.outcomes = append(c.outcomes, s.converter.Inline(o.Value, o.Locator(d.File), frontMatterEnv(env, "")))
	}
	if d.Kind == frontmatter.KindHome {
		c.home = s.convertHome(d, env)
	}
	c.Result = s.converter.Body(d.File, data, d.BodyOffset, env)
	if len(c.Tasks) > 0 {
		c.itemsEnd = frontmatter.ItemsEnd(d.Page, data)
	}
	env.HeadingOffset++ // below the headings of the checklist and the resources
	c.items, c.resources = make([]Item, 0, len(d.Checklist)), make([]Resource, 0, len(d.Resources))
	for i := range d.Checklist {
		c.items = append(c.items, s.convertItem(d, &d.Checklist[i], c.Headings, env))
	}
	for i := range d.Resources {
		c.resources = append(c.resources, s.convertResource(d, &d.Resources[i], env))
	}
	return c, nil
}

// analyze converts a page for its own address and caches the analysis.
func (s *Site) analyze(d *guide.Doc) (convertedDoc, error) {
	c, err := s.convertDoc(d, s.pageEnv(d), new(bytes.Buffer))
	if err != nil {
		return c, err
	}
	if !s.opts.CheckOnly {
		c.summary = s.summarize(d, c)
	}
	s.cache.put(d, s.newAnalysis(d, c))
	return c, nil
}

// analyzeForCheck caches the analysis of a page, for a site of which nothing is written without its HTML.
func (s *Site) analyzeForCheck(d *guide.Doc) error {
	if !s.opts.CheckOnly {
		_, err := s.analyze(d)
		return err
	}
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	env := s.pageEnv(d)
	env.NoHTML, env.Sections, env.Scratch = true, false, &w.scratch
	c, err := s.convertDoc(d, env, &w.source)
	if err == nil {
		s.cache.put(d, s.newAnalysis(d, c))
	}
	return err
}

// workspace is memory that analyses of pages use again, one after the other. An analysis keeps nothing of it: it has
// strings, and no slices of bytes.
type workspace struct {
	source  bytes.Buffer
	scratch markdown.Scratch
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// newAnalysis returns the analysis of a converted page.
func (s *Site) newAnalysis(d *guide.Doc, c convertedDoc) *pageAnalysis {
	a := &pageAnalysis{Hash: c.hash, ForeignIDs: s.foreignIDs(d), Summary: c.summary, Tasks: c.Tasks,
		ItemsEnd: c.itemsEnd}
	a.IDs = make([]string, 0, len(d.Checklist)+len(d.Resources)+len(c.Headings))
	for _, i := range d.Checklist {
		a.IDs = append(a.IDs, i.ID.Value)
	}
	for _, r := range d.Resources {
		a.IDs = append(a.IDs, r.ID.Value)
	}
	for _, h := range c.Headings {
		a.IDs = append(a.IDs, h.ID)
	}
	a.IDs = append(a.IDs, c.Anchors...)
	for i, id := range gitHubIDs(c.Headings) {
		if id != c.Headings[i].ID {
			a.SecondIDs = append(a.SecondIDs, id)
		}
	}
	texts := make([]*markdown.Result, 1, 1+len(c.outcomes)+2*len(c.items)+2*len(c.resources))
	texts[0] = &c.Result
	texts = slices.AppendSeq(texts, c.frontMatterResults())
	for _, r := range texts {
		s.collect(a, r)
	}
	a.Problems = append(a.Problems, s.opts.Lint.CheckDocument(s.guide, d, texts)...)
	if s.opts.Rhythm {
		a.Rhythm = rhythmOf(texts)
	}
	a.Mentions = s.opts.Lint.Mentions(s.guide, d, texts)
	return a
}

// collect adds what is known of one converted text to an analysis.
func (s *Site) collect(a *pageAnalysis, r *markdown.Result) {
	a.WordCount += r.WordCount
	a.Links = append(a.Links, r.FragmentLinks...)
	a.WebLinks = append(a.WebLinks, r.WebLinks...)
	a.Suppressions = append(a.Suppressions, r.Suppressions...)
	a.Problems = append(append(a.Problems, r.Problems...), s.opts.Lint.CheckText(s.guide, r)...)
}

// analyzeGlossary returns the analysis of the definitions of all terms.
func (s *Site) analyzeGlossary() *pageAnalysis {
	a := &pageAnalysis{}
	for _, r := range s.definitions(s.guide.Glossary, false) {
		s.collect(a, &r)
	}
	return a
}

// frontMatterResults yields the converted texts of the front matter.
func (c *convertedDoc) frontMatterResults() iter.Seq[*markdown.Result] {
	return func(yield func(*markdown.Result) bool) {
		lists := [][]markdown.Result{c.outcomes, c.home.results}
		for i := range c.items {
			lists = append(lists, c.items[i].results)
		}
		for i := range c.resources {
			lists = append(lists, c.resources[i].results)
		}
		for _, list := range lists {
			for i := range list {
				if !yield(&list[i]) {
					return
				}
			}
		}
	}
}

// hasBlocks reports whether one of the texts has what the style sheet for blocks is for.
func (c *convertedDoc) hasBlocks() bool {
	for r := range c.frontMatterResults() {
		if r.HasBlocks {
			return true
		}
	}
	return c.HasBlocks
}

// analyzeAll analyzes the pages that were not analyzed yet.
func (s *Site) analyzeAll(ctx context.Context) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range s.docs {
		if s.cache.get(d) != nil || groupCtx.Err() != nil {
			continue
		}
		group.Go(func() error { return s.analyzeForCheck(d) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
