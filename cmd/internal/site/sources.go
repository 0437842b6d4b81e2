package site

import (
	"bytes"
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// SourcesView is the view of /sources/: every footnote of the guide.
type SourcesView struct {
	*View
	Publishers []Publisher
}

// Publisher is the sources that share a publisher, in the order of the guide.
type Publisher struct {
	Name    string // "" for those of publishers with few sources, in the order of their names
	Sources []Source
}

// Source is a footnote, and the pages that have it.
type Source struct {
	HTML      template.HTML
	Pages     []Citation
	publisher string
}

// Citation is a page and the address of the first reference to a footnote there.
type Citation struct {
	Ref
	Href string
}

// minSources is the number of sources of one publisher that get a heading.
const minSources = 4

func newSourcesView(s *Site, v *View) (any, error) {
	var sources []Source
	index := map[template.HTML]int{}
	for _, d := range s.docs {
		if !d.MayHaveFootnotes() {
			continue
		}
		footnotes, err := s.footnotes(d)
		if err != nil {
			return nil, err
		}
		page := newRef(s.guide, d)
		if d.Kind == frontmatter.KindStep {
			page = v.Guide.stepOf(d).Ref
		}
		for _, n := range footnotes {
			text := template.HTML(n.HTML)
			i, ok := index[text]
			if !ok {
				i, index[text] = len(sources), len(sources)
				sources = append(sources, Source{HTML: text, publisher: publisherOf(n)})
			}
			cited := Citation{page, s.urls.link(guide.SourcesAddress, d.Address, n.RefID)}
			if pages := sources[i].Pages; len(pages) == 0 || pages[len(pages)-1].Address != cited.Address {
				sources[i].Pages = append(pages, cited)
			}
		}
	}
	compare, _ := collators(s.guide.Settings.Language.Value)
	return &SourcesView{v, groupByPublisher(sources, compare)}, nil
}

// groupByPublisher returns the publishers with many sources, those with most first, and then all other sources.
func groupByPublisher(sources []Source, compare func(a, b string) int) []Publisher {
	byName := map[string][]Source{}
	for _, source := range sources {
		byName[source.publisher] = append(byName[source.publisher], source)
	}
	var out []Publisher
	var others []Source
	for name, sources := range byName {
		if name != "" && len(sources) >= minSources {
			out = append(out, Publisher{name, sources})
		} else {
			others = append(others, sources...)
		}
	}
	slices.SortFunc(out, func(a, b Publisher) int {
		return cmp.Or(len(b.Sources)-len(a.Sources), compare(a.Name, b.Name), strings.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(others, func(a, b Source) int {
		if a.publisher == "" || b.publisher == "" {
			return len(b.publisher) - len(a.publisher)
		}
		return cmp.Or(compare(a.publisher, b.publisher), strings.Compare(a.publisher, b.publisher))
	})
	if len(others) > 0 {
		out = append(out, Publisher{Sources: others})
	}
	return out
}

// maxPublisher is the greatest length of a publisher's name in characters: longer ones are parts of sentences.
const maxPublisher = 60

// publisherOf returns the publisher of a source: what a footnote says before its first comma or colon and its first
// link, without what is in brackets, or else the host of its first link. It returns "" if a footnote has neither.
func publisherOf(n markdown.Footnote) string {
	name, _, _ := strings.Cut(n.Lead, "(")
	_, rest, _ := strings.Cut(n.Lead, ")")
	name = strings.TrimSpace(name) + rest
	if i := strings.IndexAny(name, ",:"); i > 0 && utf8.RuneCountInString(name[:i]) <= maxPublisher {
		return name[:i]
	}
	u, err := url.Parse(n.Link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// footnotes returns the footnotes of a page for /sources/.
func (s *Site) footnotes(d *guide.Doc) ([]markdown.Footnote, error) {
	env := markdown.Env{Resolve: s.resolver(d, guide.SourcesAddress, nil), Footnotes: true}
	c, err := s.convertDoc(d, env, new(bytes.Buffer))
	if err != nil {
		return nil, err
	}
	out := c.Footnotes
	for r := range c.frontMatterResults() {
		out = append(out, r.Footnotes...)
	}
	return out, nil
}
