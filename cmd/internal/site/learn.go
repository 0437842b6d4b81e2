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
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// learnt is what is kept of a converted source file.
type learnt struct {
	hash     guide.Hash      // of the file
	ids      map[string]bool // that a link can lead to
	links    []page.FragmentLink
	problems []diag.Problem
	allow    []page.Suppression
	words    int
	cites    bool // it has footnotes
	found    *found
}

// memory is what successive sites know of their source files while links, terms and words lead to the
// same.
type memory struct {
	outline    uint64
	words      page.Messages
	mu         sync.RWMutex
	learnt     map[string]*learnt // by file
	pictures   sync.Map           // path -> picture
	active     sync.Map           // path -> what a browser would run in a file, or ""
	readable   sync.Map           // path of a file that is copied and could be opened -> true
	dictionary dictionary
}

// memoryFor returns the memory of the previous site if it still holds, else an empty one.
func memoryFor(g *guide.Guide, words page.Messages, opts Options) *memory {
	if p := opts.Previous; p != nil && p.memory.outline == g.Outline() && reflect.DeepEqual(p.memory.words, words) && !slices.ContainsFunc(opts.Changed, isCopied) {
		return p.memory
	}
	return &memory{outline: g.Outline(), words: words, learnt: map[string]*learnt{}, dictionary: dictionary{ids: map[string]uint32{}}}
}

// isCopied reports whether a file is copied into the site, such as a picture, of which pages have the
// size.
func isCopied(file string) bool {
	return strings.HasPrefix(file, guide.Root+"/") && !strings.HasSuffix(file, ".md") && file != guide.SettingsFile && file != guide.GlossaryFile
}

// of returns what is known of a file as it is now, or nil.
func (m *memory) of(d *guide.Doc) *learnt {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if l := m.learnt[d.File]; l != nil && l.hash == d.Hash() {
		return l
	}
	return nil
}

func (m *memory) keep(d *guide.Doc, l *learnt) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.learnt[d.File] = l
}

// converted is one source file as HTML.
type converted struct {
	page.Result
	hash      guide.Hash
	items     []Item
	resources []Resource
	outcomes  []page.Result
	addresses *addresses
	found     *found
}

// render converts a source file, in the order in which its page shows it; env is that of its body.
func (s *Site) render(d *guide.Doc, env page.Env, on *addresses) (converted, error) {
	data, hash, err := d.Source(s.opts.Source)
	if err != nil {
		return converted{}, err
	}
	c := converted{hash: hash, addresses: on}
	env.LinkNumber = on.number
	for _, o := range d.Outcomes {
		c.outcomes = append(c.outcomes, s.convert.Inline(d.File, o, besideBody(env, "")))
	}
	c.Result = s.convert.Body(d.Page, data, env)
	env.HeadingOffset++ // below the headings of the checklist and the resources
	for i := range d.Checklist {
		c.items = append(c.items, s.item(d, &d.Checklist[i], env))
	}
	for i := range d.Resources {
		c.resources = append(c.resources, s.resource(d, &d.Resources[i], env))
	}
	return c, nil
}

// ownEnv is the Env of a page on its own address.
func (s *Site) ownEnv(d *guide.Doc) page.Env {
	return page.Env{Resolve: s.resolver(d, d.Address, nil), UsedIDs: ownIDs(d), PermalinkLabel: s.word("permalink"), Terms: s.terms, TermHref: s.termLinks(d.Address), Sections: true}
}

// termLinks links terms from the page at an address.
func (s *Site) termLinks(from string) func(slug string) string {
	return func(slug string) string { return s.link(from, guide.GlossaryAddress, termID(slug)) }
}

// besideBody is the Env of a text of the front matter: it links no terms, and its ids can be neither
// those of the body nor those of another such text, which has another id.
func besideBody(env page.Env, id string) page.Env {
	env.Terms, env.UsedIDs = nil, nil
	if id != "" {
		env.IDPrefix += id + "---"
	}
	return env
}

// ownIDs returns the ids that a page has from its front matter.
func ownIDs(d *guide.Doc) map[string]bool {
	ids := make(map[string]bool, len(d.Checklist)+len(d.Resources))
	for _, i := range d.Checklist {
		ids[i.ID.Value] = true
	}
	for _, r := range d.Resources {
		ids[r.ID.Value] = true
	}
	return ids
}

// own converts a source file for its own page and keeps what was learnt.
func (s *Site) own(d *guide.Doc) (converted, error) {
	c, err := s.render(d, s.ownEnv(d), &addresses{})
	if err != nil {
		return c, err
	}
	c.found = s.findable(d, c)
	l := &learnt{hash: c.hash, ids: ownIDs(d), found: c.found}
	for _, h := range c.Headings {
		l.ids[h.ID] = true
	}
	s.learn(l, d, c.Result)
	for _, r := range c.parts() {
		s.learn(l, d, r)
	}
	s.memory.keep(d, l)
	return c, nil
}

// learn adds what one text of a page says.
func (s *Site) learn(l *learnt, d *guide.Doc, r page.Result) {
	l.words += r.WordCount
	l.cites = l.cites || r.HasFootnotes
	l.links = append(l.links, r.FragmentLinks...)
	l.allow = append(l.allow, r.Suppressions...)
	l.problems = append(append(l.problems, r.Problems...), s.opts.Check(d, r)...)
}

// learnGlossary learns what the meanings of the terms say.
func (s *Site) learnGlossary() *learnt {
	l := &learnt{}
	for _, r := range s.means(s.guide.Glossary, &addresses{}, false) {
		s.learn(l, glossaryDoc, r)
	}
	return l
}

// parts returns what was converted beside the body.
func (c converted) parts() []page.Result {
	parts := slices.Clone(c.outcomes)
	for _, i := range c.items {
		parts = append(parts, i.parts...)
	}
	for _, r := range c.resources {
		parts = append(parts, r.parts...)
	}
	return parts
}

// learnAll converts the pages of which nothing is known yet.
func (s *Site) learnAll(ctx context.Context, docs []*guide.Doc) error {
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range docs {
		if s.memory.of(d) != nil || running.Err() != nil {
			continue
		}
		group.Go(func() error {
			_, err := s.own(d)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
