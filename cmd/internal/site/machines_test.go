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

func based(base string) func(*Options) { return func(o *Options) { o.BaseURL = base } }

func TestWithoutBaseURL(t *testing.T) {
	s := newSite(t, small.fs())
	if _, err := fs.Stat(s, "sitemap.xml"); err == nil {
		t.Error("there is a sitemap")
	}
	if got := read(t, s, "robots.txt"); got != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt is %q", got)
	}
	wantNot(t, read(t, s, "steps/begin/index.html"), "canonical", "og:url")
	missing := read(t, s, "404.html")
	wantHas(t, missing, `href="/"`, `href="/steps/"`, `href="/assets/main.`)
	wantNot(t, missing, `href="./`, `href="../`, `href="steps`, "canonical")
	if s.BaseURL() != "" {
		t.Errorf("the address is %q", s.BaseURL())
	}
}

func TestWithBaseURL(t *testing.T) {
	fsys := small.with(files{"content/guide.yaml": settings + "baseURL: https://other.example/\n", "content/pages/über-uns.md": "Text.\n"}).fs()
	for _, base := range []string{"https://example.org/a%20b/pmo", "https://example.org/a%20b/pmo/"} {
		s := newSite(t, fsys, based(base))
		wantHas(t, read(t, s, "steps/begin/index.html"), `<link rel="canonical" href="https://example.org/a%20b/pmo/steps/begin/">`)
		wantHas(t, read(t, s, "index.html"), `<link rel="canonical" href="https://example.org/a%20b/pmo/">`)
		wantHas(t, read(t, s, "start/index.html"), `<link rel="canonical" href="https://example.org/a%20b/pmo/steps/begin/">`)
		wantHas(t, read(t, s, "robots.txt"), "Sitemap: https://example.org/a%20b/pmo/sitemap.xml\n")
		missing := read(t, s, "404.html")
		wantHas(t, missing, `href="/a%20b/pmo/"`, `href="/a%20b/pmo/steps/"`, `href="/a%20b/pmo/assets/main.`)
		wantNot(t, missing, "canonical")
		var got []string
		for _, a := range sitemapOf(t, s, "sitemap.xml") {
			got = append(got, strings.TrimPrefix(a, "https://example.org/a%20b/pmo"))
		}
		want := []string{"/", "/about/", "/all/", "/glossary/", "/progress/", "/resources/", "/sources/", "/steps/", "/steps/begin/", "/steps/begin/kinds/", "/steps/go-on/", "/steps/go-on/details/", "/%C3%BCber-uns/"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("sitemap (-want +got):\n%s", diff)
		}
	}
	wantHas(t, read(t, newSite(t, fsys), "index.html"), `<link rel="canonical" href="https://other.example/">`)
}

func sitemapOf(t *testing.T, s *Site, name string) []string {
	t.Helper()
	var doc struct {
		URLs  []string `xml:"url>loc"`
		Parts []string `xml:"sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(read(t, s, name)), &doc); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(doc.URLs, doc.Parts)
}

// A sitemap holds 50,000 addresses; more need several and a list of them.
func TestLargeSitemap(t *testing.T) {
	fsys := files{"content/steps/1-a/index.md": ""}.fs()
	for i := range maxSitemap {
		f := *fsys["content/steps/1-a/index.md"]
		fsys[fmt.Sprintf("content/steps/1-a/t%05d.md", i)] = &f
	}
	s := newSite(t, fsys, based("https://example.org/"))
	if got, want := sitemapOf(t, s, "sitemap.xml"), []string{"https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"}; !slices.Equal(got, want) {
		t.Fatalf("sitemap.xml lists %v", got)
	}
	one, two := sitemapOf(t, s, "sitemap-1.xml"), sitemapOf(t, s, "sitemap-2.xml")
	if len(one) != maxSitemap || len(one)+len(two) != maxSitemap+8 { // and eight pages that list them
		t.Errorf("%d and %d addresses", len(one), len(two))
	}
}

func TestRedirect(t *testing.T) {
	s := newSite(t, small.fs())
	wantHas(t, read(t, s, "start/index.html"), `<a data-redirect href="../steps/begin/">Begin</a>`, `content="0; url=../steps/begin/"`, `<meta name="robots" content="noindex">`, `src="../assets/main.`)
	wantHas(t, read(t, s, "old/page.html"), `<a data-redirect href="../steps/begin/">Begin</a>`)
}
