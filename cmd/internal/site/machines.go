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

// maxSitemap is how many addresses one sitemap may hold (https://www.sitemaps.org/protocol.html).
const maxSitemap = 50_000

// addMachineFiles names robots.txt and, where the site's own address is known, the sitemap.
func (s *Site) addMachineFiles(add func(string, func() ([]byte, error))) {
	if s.opts.Offline {
		return
	}
	add("/robots.txt", func() ([]byte, error) { return s.robots(), nil })
	if s.baseURL == "" || s.opts.NoIndex {
		return
	}
	pages := s.publicAddresses()
	if len(pages) <= maxSitemap {
		add("/sitemap.xml", func() ([]byte, error) { return s.sitemap("urlset", "url", pages) })
		return
	}
	var parts []string
	for chunk := range slices.Chunk(pages, maxSitemap) {
		name := fmt.Sprintf("/sitemap-%d.xml", len(parts)+1)
		parts = append(parts, name)
		add(name, func() ([]byte, error) { return s.sitemap("urlset", "url", chunk) })
	}
	add("/sitemap.xml", func() ([]byte, error) { return s.sitemap("sitemapindex", "sitemap", parts) })
}

// publicAddresses returns the addresses of all pages for readers.
func (s *Site) publicAddresses() []string {
	var out []string
	for _, d := range s.guide.Docs() {
		out = append(out, d.Address)
	}
	for _, step := range s.guide.Steps {
		if len(step.Topics) > guide.MaxTopics {
			out = append(out, guide.TopicList(step))
		}
	}
	out = append(out, guide.StepsAddress, guide.ResourcesAddress, guide.GlossaryAddress, guide.SourcesAddress, guide.ProgressAddress)
	if s.guide.WholeOnOnePage() {
		out = append(out, guide.AllAddress)
	}
	slices.Sort(out)
	return out
}

func (s *Site) sitemap(root, each string, addresses []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	fmt.Fprintf(&b, "<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", root)
	for _, a := range addresses {
		fmt.Fprintf(&b, "<%s><loc>", each)
		if err := xml.EscapeText(&b, []byte(s.absolute(a))); err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "</loc></%s>\n", each)
	}
	fmt.Fprintf(&b, "</%s>\n", root)
	return b.Bytes(), nil
}

// absolute is the whole web address of an address of the site.
func (s *Site) absolute(address string) string {
	return s.baseURL + (&url.URL{Path: strings.TrimPrefix(address, "/")}).EscapedPath()
}

func (s *Site) robots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if s.baseURL != "" && !s.opts.NoIndex {
		text += "Sitemap: " + s.absolute("/sitemap.xml") + "\n"
	}
	return []byte(text)
}
