package site

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"guide/cmd/internal/asset"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// robotsFile is the robots.txt of the publisher in static/, which takes the place of the program's own.
const robotsFile = "robots.txt"

// writeRobots returns robots.txt. If it does not name the sitemap of the site, a line that does is added at its end
// (https://www.sitemaps.org/protocol.html#submit_robots).
func writeRobots(s *Site) ([]byte, error) {
	text := s.ownRobots()
	if text == "" {
		text = "User-agent: *\nAllow: /\n"
	}
	if !s.has(guide.TypeOf(guide.Sitemap)) {
		return []byte(text), nil
	}
	sitemap := s.urls.absolute(guide.SitemapAddress)
	for _, url := range sitemapsIn(text) {
		if url == sitemap {
			return []byte(text), nil
		}
	}
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return []byte(text + "Sitemap: " + sitemap + "\n"), nil
}

// ownRobots returns the robots.txt of the publisher, or "".
func (s *Site) ownRobots() string {
	if !slices.ContainsFunc(s.bundle.Files, func(f asset.File) bool { return f.Name == robotsFile }) {
		return ""
	}
	data, err := fs.ReadFile(s.staticFS, robotsFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.buildProblems.report(diag.UnreadableFile("static/"+robotsFile, err))
	}
	return string(data)
}

// sitemapsIn returns the sitemaps that a robots.txt names, by their offsets in it.
func sitemapsIn(text string) map[int]string {
	sitemaps := map[int]string{}
	offset := 0
	for line := range strings.Lines(text) {
		rule, _, _ := strings.Cut(line, "#")
		key, value, _ := strings.Cut(rule, ":")
		if url := strings.TrimSpace(value); url != "" && strings.EqualFold(strings.TrimSpace(key), "sitemap") {
			sitemaps[offset+strings.Index(line, url)] = url
		}
		offset += len(line)
	}
	return sitemaps
}

// checkRobots reports sitemaps in the robots.txt of the publisher that do not exist.
func (s *Site) checkRobots() {
	text := s.ownRobots()
	for offset, url := range sitemapsIn(text) {
		if s.mayBeSitemap(url) {
			continue
		}
		pos := diag.NewLines([]byte(text)).Range("static/"+robotsFile, offset, len(url))
		s.buildProblems.report(diag.UnknownSitemap.At(pos, fmt.Sprintf("there is no sitemap at %s", url),
			"delete the line: with baseURL: in guide.yaml, the build adds the right one"))
	}
}

// mayBeSitemap reports whether a sitemap may be at a URL: it is that of the site or another file of it, or it may be
// that of another site. One without a host is at no URL.
func (s *Site) mayBeSitemap(url string) bool {
	name, isOurs := strings.CutPrefix(url, s.urls.base)
	switch _, exists := s.files[name]; {
	case !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://"):
		return false
	case s.urls.base == "" || !isOurs:
		return true
	default:
		return exists || "/"+name == guide.SitemapAddress // which a site with drafts does not have
	}
}
