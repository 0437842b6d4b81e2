package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// maxSitemapURLs is the maximum of URLs in one sitemap (https://www.sitemaps.org/protocol.html).
const maxSitemapURLs = 50_000

// urlset is a sitemap.
type urlset struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

// sitemapIndex lists the parts of a large sitemap.
type sitemapIndex struct {
	XMLName  xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []sitemapURL `xml:"sitemap"`
}

// sitemapURL is a page, or a part of the sitemap.
type sitemapURL struct {
	Loc     string           `xml:"loc"`
	LastMod frontmatter.Date `xml:"lastmod,omitempty"` // see guide.Changed; "" if it is not known
}

// writeSitemap returns sitemap.xml, which is an index if there are too many pages for one sitemap.
func writeSitemap(s *Site) ([]byte, error) {
	urls := s.sitemapURLs()
	if len(urls) <= maxSitemapURLs {
		return marshalXML(urlset{URLs: urls})
	}
	var index sitemapIndex
	for n := range sitemapParts(urls) {
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Loc: s.urls.absolute(sitemapPartAddress(n))})
	}
	return marshalXML(index)
}

// registerSitemapParts registers the parts of a large sitemap.
func (s *Site) registerSitemapParts(register func(string, func() ([]byte, error))) {
	if !s.has(guide.TypeOf(guide.Sitemap)) || len(s.files) <= maxSitemapURLs {
		return
	}
	urls := s.sitemapURLs()
	if len(urls) <= maxSitemapURLs {
		return
	}
	for n, part := range sitemapParts(urls) {
		register(sitemapPartAddress(n), func() ([]byte, error) { return marshalXML(urlset{URLs: part}) })
	}
}

func sitemapParts(urls []sitemapURL) [][]sitemapURL {
	return slices.Collect(slices.Chunk(urls, maxSitemapURLs))
}

func sitemapPartAddress(n int) string { return fmt.Sprintf("/sitemap-%d.xml", n+1) }

// sitemapURLs returns all pages of the sitemap, sorted by address.
func (s *Site) sitemapURLs() []sitemapURL {
	var addresses []string
	add := func(p guide.PageType, address string) {
		if p.InSitemap {
			addresses = append(addresses, address)
		}
	}
	for _, d := range s.docs {
		add(guide.TypeOf(pageKinds[d.Kind]), d.Address)
	}
	for _, step := range s.guide.Steps {
		if len(step.Topics) > guide.MaxListedTopics {
			add(guide.TypeOf(guide.TopicsPage), guide.TopicListAddress(step))
		}
	}
	for _, part := range s.resourceParts {
		add(guide.TypeOf(guide.ResourcesPage), part.Address)
	}
	for _, p := range guide.PageTypes {
		if p.IsGenerated() && s.has(p) {
			add(p, p.Address)
		}
	}
	slices.Sort(addresses)
	out := make([]sitemapURL, len(addresses))
	for i, a := range addresses {
		out[i] = sitemapURL{Loc: s.urls.absolute(a)}
		if d := s.byAddress[a]; d != nil {
			out[i].LastMod = s.guide.Changed(d)
		}
	}
	return out
}

// marshalXML returns an XML document.
func marshalXML(value any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
