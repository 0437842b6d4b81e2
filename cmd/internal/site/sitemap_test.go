package site

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func withBaseURL(base string) func(*Options) { return func(o *Options) { o.BaseURL = base } }

func TestWithoutBaseURL(t *testing.T) {
	s := newSite(t, smallGuide.mapFS())
	if _, err := fs.Stat(s, "sitemap.xml"); err == nil {
		t.Error("there is a sitemap")
	}
	if got := mustRead(t, s, "robots.txt"); got != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt is %q", got)
	}
	wantNotContains(t, mustRead(t, s, "steps/begin/index.html"), "canonical", "og:url")
	missing := mustRead(t, s, "404.html")
	wantContains(t, missing, `href="/"`, `href="/steps/"`, `href="/assets/main.`)
	wantNotContains(t, missing, `href="./`, `href="../`, `href="steps`, "canonical")
	if s.BaseURL() != "" {
		t.Errorf("the address is %q", s.BaseURL())
	}
}

func TestWithBaseURL(t *testing.T) {
	fsys := smallGuide.merge(sourceFiles{"content/guide.yaml": settingsYAML + "baseURL: https://other.example/\n",
		"content/pages/über-uns.md": "Text.\n"}).
		mapFS()
	for _, base := range []string{"https://example.org/a%20b/pmo", "https://example.org/a%20b/pmo/"} {
		s := newSite(t, fsys, withBaseURL(base))
		wantContains(t,
			mustRead(t, s, "steps/begin/index.html"),
			`<link rel="canonical" href="https://example.org/a%20b/pmo/steps/begin/">`,
		)
		wantContains(t, mustRead(t, s, "index.html"), `<link rel="canonical" href="https://example.org/a%20b/pmo/">`)
		wantContains(t,
			mustRead(t, s, "start/index.html"),
			`<link rel="canonical" href="https://example.org/a%20b/pmo/steps/begin/">`,
		)
		wantContains(t, mustRead(t, s, "robots.txt"), "Sitemap: https://example.org/a%20b/pmo/sitemap.xml\n")
		missing := mustRead(t, s, "404.html")
		wantContains(t, missing, `href="/a%20b/pmo/"`, `href="/a%20b/pmo/steps/"`, `href="/a%20b/pmo/assets/main.`)
		wantNotContains(t, missing, "canonical")
		var got []string
		for _, a := range sitemapOf(t, s, "sitemap.xml") {
			got = append(got, strings.TrimPrefix(a, "https://example.org/a%20b/pmo"))
		}
		want := []string{
			"/",
			"/about/",
			"/all/",
			"/glossary/",
			"/progress/",
			"/resources/",
			"/sources/",
			"/steps/",
			"/steps/begin/",
			"/steps/begin/kinds/",
			"/steps/go-on/",
			"/steps/go-on/details/",
			"/%C3%BCber-uns/",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("sitemap (-want +got):\n%s", diff)
		}
	}
	wantContains(t, mustRead(t, newSite(t, fsys), "index.html"), `<link rel="canonical" href="https://other.example/">`)
}

func sitemapOf(t *testing.T, s *Site, name string) []string {
	t.Helper()
	var doc struct {
		URLs  []string `xml:"url>loc"`
		Parts []string `xml:"sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(mustRead(t, s, name)), &doc); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(doc.URLs, doc.Parts)
}

// More than 50,000 URLs need several sitemaps and an index of them.
func TestLargeSitemap(t *testing.T) {
	fsys := sourceFiles{"content/steps/1-a/index.md": ""}.mapFS()
	for i := range maxSitemapURLs {
		f := *fsys["content/steps/1-a/index.md"]
		fsys[fmt.Sprintf("content/steps/1-a/t%05d.md", i)] = &f
	}
	s := newSite(t, fsys, withBaseURL("https://example.org/"))
	if got, want := sitemapOf(t, s, "sitemap.xml"),
		[]string{"https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"}; !slices.Equal(
		got,
		want,
	) {
		t.Fatalf("sitemap.xml lists %v", got)
	}
	one, two := sitemapOf(t, s, "sitemap-1.xml"), sitemapOf(t, s, "sitemap-2.xml")
	if len(one) != maxSitemapURLs || len(one)+len(two) != maxSitemapURLs+8 { // and eight other pages
		t.Errorf("%d and %d addresses", len(one), len(two))
	}
}

func TestRedirect(t *testing.T) {
	s := newSite(t, smallGuide.mapFS())
	wantContains(t,
		mustRead(t, s, "start/index.html"),
		`<a data-redirect href="../steps/begin/">Begin</a>`,
		`content="0; url=../steps/begin/"`,
		`<meta name="robots" content="noindex">`,
		`src="../assets/main.`,
	)
	wantContains(t, mustRead(t, s, "old/page.html"), `<a data-redirect href="../steps/begin/">Begin</a>`)
}
