package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"guide/cmd/internal/guide"
)

// maxSitemapURLs is how many addresses one sitemap may hold (https://www.sitemaps.org/protocol.html).
const maxSitemapURLs = 50_000

// registerSitemap names robots.txt and, where the site's own address is known, the sitemap.
func (s *Site) registerSitemap(register func(string, func() ([]byte, error))) {
	if s.opts.Offline {
		return
	}
	register("/robots.txt", func() ([]byte, error) { return s.renderRobots(), nil })
	if s.baseURL == "" || s.opts.NoIndex {
		return
	}
	pages := s.sitemapAddresses()
	if len(pages) <= maxSitemapURLs {
		register("/sitemap.xml", func() ([]byte, error) { return s.renderSitemap("urlset", "url", pages) })
		return
	}
	var parts []string
	for chunk := range slices.Chunk(pages, maxSitemapURLs) {
		name := fmt.Sprintf("/sitemap-%d.xml", len(parts)+1)
		parts = append(parts, name)
		register(name, func() ([]byte, error) { return s.renderSitemap("urlset", "url", chunk) })
	}
	register("/sitemap.xml", func() ([]byte, error) { return s.renderSitemap("sitemapindex", "sitemap", parts) })
}

// sitemapAddresses returns the addresses of all pages for readers.
func (s *Site) sitemapAddresses() []string {
	var out []string
	for _, d := range s.guide.Docs() {
		out = append(out, d.Address)
	}
	for _, step := range s.guide.Steps {
		if len(step.Topics) > guide.MaxListedTopics {
			out = append(out, guide.TopicListAddress(step))
		}
	}
	out = append(out, guide.StepsAddress, guide.ResourcesAddress, guide.GlossaryAddress, guide.SourcesAddress, guide.ProgressAddress)
	if s.guide.HasAllPage() {
		out = append(out, guide.AllAddress)
	}
	slices.Sort(out)
	return out
}

func (s *Site) renderSitemap(root, element string, addresses []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	fmt.Fprintf(&b, "<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", root)
	for _, a := range addresses {
		fmt.Fprintf(&b, "<%s><loc>", element)
		if err := xml.EscapeText(&b, []byte(s.absoluteURL(a))); err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "</loc></%s>\n", element)
	}
	fmt.Fprintf(&b, "</%s>\n", root)
	return b.Bytes(), nil
}

// absoluteURL is the whole web address of an address of the site.
func (s *Site) absoluteURL(address string) string {
	return s.baseURL + (&url.URL{Path: strings.TrimPrefix(address, "/")}).EscapedPath()
}

func (s *Site) renderRobots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if s.baseURL != "" && !s.opts.NoIndex {
		text += "Sitemap: " + s.absoluteURL("/sitemap.xml") + "\n"
	}
	return []byte(text)
}
