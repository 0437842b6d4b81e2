package site

import (
	"context"
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
	"guide/cmd/internal/search"
)

// pageAnalysis is what is kept of a converted source file.
type pageAnalysis struct {
	hash         guide.Hash      // of the file
	ids          map[string]bool // that a link can lead to
	links        []markdown.FragmentLink
	problems     []diag.Problem
	suppressions []diag.Suppression
	wordCount    int
	hasFootnotes bool // it has footnotes
	summary      *search.Summary
}

// analysisCache is what successive sites know of their source files while links, terms and words lead to the
// same.
type analysisCache struct {
	linkFingerprint uint64
	messages        frontmatter.Messages
	mu              sync.RWMutex
	analyses        map[string]*pageAnalysis // by file
	pictures        sync.Map                 // path -> picture
	activeContent   sync.Map                 // path -> what a browser would run in a file, or ""
	readable        sync.Map                 // path of a file that is copied and could be opened -> true
	language        string
	dictionary      *search.Dictionary
}

// analysisCacheFor returns the memory of the previous site if it still holds, else an empty one.
func analysisCacheFor(g *guide.Guide, messages frontmatter.Messages, opts Options) *analysisCache {
	language := g.Settings.Language.Value
	if p := opts.Previous; p != nil && p.cache.linkFingerprint == g.LinkFingerprint() && p.cache.language == language &&
		reflect.DeepEqual(p.cache.messages, messages) && !slices.ContainsFunc(opts.Changed, isContentAsset) {
		return p.cache
	}
	return &analysisCache{linkFingerprint: g.LinkFingerprint(), messages: messages, language: language,
		analyses: map[string]*pageAnalysis{}, dictionary: search.NewDictionary(language)}
}

// isContentAsset reports whether a file is copied into the site, such as a picture, of which pages have the
// size.
func isContentAsset(file string) bool {
	return strings.HasPrefix(file, guide.ContentDir+"/") && !strings.HasSuffix(file, ".md") && file != guide.SettingsFile && file != guide.GlossaryFile
}

// get returns what is known of a file as it is now, or nil.
func (m *analysisCache) get(d *guide.Doc) *pageAnalysis {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if l := m.analyses[d.File]; l != nil && l.hash == d.Hash() {
		return l
	}
	return nil
}

func (m *analysisCache) put(d *guide.Doc, l *pageAnalysis) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.analyses[d.File] = l
}

// convertedDoc is one source file as HTML.
type convertedDoc struct {
	markdown.Result
	hash         guide.Hash
	items        []Item
	resources    []Resource
	outcomes     []markdown.Result
	printedLinks *printedLinks
	summary      *search.Summary
}

// convertDoc converts a source file, in the order in which its page shows it; env is that of its body.
func (s *Site) convertDoc(d *guide.Doc, env markdown.Env, links *printedLinks) (convertedDoc, error) {
	data, hash, err := d.Source(s.opts.Source)
	if err != nil {
		return convertedDoc{}, err
	}
	c := convertedDoc{hash: hash, printedLinks: links}
	env.LinkNumber = links.numberOf
	for _, o := range d.Outcomes {
		c.outcomes = append(c.outcomes, s.converter.Inline(o.Value, o.Locator(d.File), frontMatterEnv(env, "")))
	}
	c.Result = s.converter.Body(d.File, data, d.BodyOffset, env)
	env.HeadingOffset++ // below the headings of the checklist and the resources
	for i := range d.Checklist {
		c.items = append(c.items, s.convertItem(d, &d.Checklist[i], env))
	}
	for i := range d.Resources {
		c.resources = append(c.resources, s.convertResource(d, &d.Resources[i], env))
	}
	return c, nil
}

// pageEnv is the Env of a page on its own address.
func (s *Site) pageEnv(d *guide.Doc) markdown.Env {
	return markdown.Env{Resolve: s.resolver(d, d.Address, nil), UsedIDs: frontMatterIDs(d), PermalinkLabel: s.msg("permalink"), Terms: s.terms, TermHref: s.termLinks(d.Address), Sections: true}
}

// termLinks links terms from the page at an address.
func (s *Site) termLinks(from string) func(slug string) string {
	return func(slug string) string { return s.link(from, guide.GlossaryAddress, termID(slug)) }
}

// frontMatterEnv is the Env of a text of the front matter: it links no terms, and its ids can be neither
// those of the body nor those of another such text, which has another id.
func frontMatterEnv(env markdown.Env, id string) markdown.Env {
	env.Terms, env.UsedIDs = nil, nil
	if id != "" {
		env.IDPrefix += id + "---"
	}
	return env
}

// frontMatterIDs returns the ids that a page has from its front matter.
func frontMatterIDs(d *guide.Doc) map[string]bool {
	ids := make(map[string]bool, len(d.Checklist)+len(d.Resources))
	for _, i := range d.Checklist {
		ids[i.ID.Value] = true
	}
	for _, r := range d.Resources {
		ids[r.ID.Value] = true
	}
	return ids
}

// analyze converts a source file for its own page and keeps what was learnt.
func (s *Site) analyze(d *guide.Doc) (convertedDoc, error) {
	c, err := s.convertDoc(d, s.pageEnv(d), &printedLinks{})
	if err != nil {
		return c, err
	}
	c.summary = s.summarize(d, c)
	l := &pageAnalysis{hash: c.hash, ids: frontMatterIDs(d), summary: c.summary}
	for _, h := range c.Headings {
		l.ids[h.ID] = true
	}
	s.collect(l, d, c.Result)
	for _, r := range c.frontMatterResults() {
		s.collect(l, d, r)
	}
	s.cache.put(d, l)
	return c, nil
}

// collect adds what one text of a page says.
func (s *Site) collect(l *pageAnalysis, d *guide.Doc, r markdown.Result) {
	l.wordCount += r.WordCount
	l.hasFootnotes = l.hasFootnotes || r.HasFootnotes
	l.links = append(l.links, r.FragmentLinks...)
	l.suppressions = append(l.suppressions, r.Suppressions...)
	l.problems = append(append(l.problems, r.Problems...), s.opts.Check(d, r)...)
}

// analyzeGlossary learns what the meanings of the terms say.
func (s *Site) analyzeGlossary() *pageAnalysis {
	l := &pageAnalysis{}
	for _, r := range s.definitions(s.guide.Glossary, &printedLinks{}, false) {
		s.collect(l, glossaryDoc, r)
	}
	return l
}

// frontMatterResults returns what was converted beside the body.
func (c convertedDoc) frontMatterResults() []markdown.Result {
	results := slices.Clone(c.outcomes)
	for _, i := range c.items {
		results = append(results, i.results...)
	}
	for _, r := range c.resources {
		results = append(results, r.results...)
	}
	return results
}

// analyzeAll converts the pages of which nothing is known yet.
func (s *Site) analyzeAll(ctx context.Context, docs []*guide.Doc) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range docs {
		if s.cache.get(d) != nil || groupCtx.Err() != nil {
			continue
		}
		group.Go(func() error {
			_, err := s.analyze(d)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
