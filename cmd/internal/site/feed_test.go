package site

import (
	"encoding/xml"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"testing"
	"time"
)

// feedFixture is smallGuide with three pages in the manifest.
var feedFixture = smallGuide.merge(sourceFiles{"content/published.yaml": `guide: g
format: 2
recorded: 2026-11-20
ids: {}
pages:
  /steps/begin/kinds/: {since: 2026-01-01, changed: 2026-11-01, hash: "1"}
  /steps/begin/: {since: 2026-01-01, changed: 2026-11-20, hash: "2"}
  /steps/go-on/: {since: 2026-10-01, changed: 2026-10-01, hash: "3"}
`})

// parsedFeed is the elements of an Atom feed.
type parsedFeed struct {
	XMLName xml.Name
	ID      []string `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
	Authors []string `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []parsedFeed `xml:"http://www.w3.org/2005/Atom entry"`
}

// check checks what RFC 4287 requires of a feed (4.1.1) and of an entry (4.1.2).
func (f parsedFeed) check(t *testing.T, ids map[string]bool) {
	t.Helper()
	if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Updated) != 1 {
		t.Fatalf("id, title and updated: %q, %q, %q; want each once", f.ID, f.Title, f.Updated)
	}
	if id := f.ID[0]; ids[id] ||
		!regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).
			MatchString(id) {
		t.Errorf("the id %q is not a UUID, or not unique", id)
	}
	ids[f.ID[0]] = true
	if _, err := time.Parse(time.RFC3339, f.Updated[0]); err != nil || f.Title[0] == "" {
		t.Errorf("title %q, updated %v", f.Title[0], err)
	}
	rels := map[string]int{}
	for _, l := range f.Links {
		rels[l.Rel]++
		if u, err := url.Parse(l.Href); err != nil || !u.IsAbs() {
			t.Errorf("the link %q is not absolute", l.Href)
		}
	}
	if rels["alternate"] != 1 {
		t.Errorf("%d alternate links", rels["alternate"])
	}
}

func readFeed(t *testing.T, s *Site) parsedFeed {
	t.Helper()
	var f parsedFeed
	if err := xml.Unmarshal([]byte(mustRead(t, s, "feed.xml")), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFeed(t *testing.T) {
	s := newSite(t, feedFixture.mapFS(), withBaseURL("https://example.org/pmo/"))
	f, ids := readFeed(t, s), map[string]bool{}
	f.check(t, ids)
	if f.XMLName != (xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "feed"}) || len(f.Authors) != 1 {
		t.Errorf("the root is %v, authors %q", f.XMLName, f.Authors)
	}
	var got []string
	for _, e := range f.Entries {
		e.check(t, ids)
		got = append(got, e.Updated[0]+" "+e.Links[0].Href)
	}
	want := []string{
		"2026-11-20T00:00:00Z https://example.org/pmo/steps/begin/",
		"2026-11-01T00:00:00Z https://example.org/pmo/steps/begin/kinds/",
		"2026-10-01T00:00:00+01:00 https://example.org/pmo/steps/go-on/",
	}
	if !slices.Equal(got, want) {
		t.Errorf("entries %q, want %q", got, want)
	}
	if f.Updated[0] != "2026-11-20T00:00:00Z" {
		t.Errorf("the feed was updated %s", f.Updated[0])
	}
	moved := readFeed(t, newSite(t, feedFixture.mapFS(), withBaseURL("https://other.example/")))
	if moved.ID[0] != f.ID[0] || moved.Entries[0].ID[0] != f.Entries[0].ID[0] {
		t.Error("ids change with the address of the site")
	}
	wantContains(t,
		mustRead(t, s, "glossary/index.html"),
		`<link rel="alternate" type="application/atom+xml" href="../feed.xml">`,
	)
	wantContains(t,
		mustRead(t, s, "sitemap.xml"),
		"<loc>https://example.org/pmo/steps/go-on/</loc>\n  <lastmod>2026-10-01</lastmod>",
	)
}

// There is a feed only if the base URL is known, a page has dates and search engines may index the site.
func TestNoFeed(t *testing.T) {
	for name, s := range map[string]*Site{
		"no base URL": newSite(t, feedFixture.mapFS()),
		"no record":   newSite(t, smallGuide.mapFS(), withBaseURL("https://example.org/")),
		"no date": newSite(t, smallGuide.merge(sourceFiles{"content/published.yaml": "guide: g\nids: {}\npages:\n" +
			"  /steps/go-on/: {since: 2026-10-01, changed: soon, hash: \"3\"}\n"}).mapFS(),
			withBaseURL("https://example.org/")),
		"offline": newSite(t, feedFixture.mapFS(), withBaseURL("https://example.org/"),
			func(o *Options) { o.Offline = true }),
		"no index": newSite(t, feedFixture.mapFS(), withBaseURL("https://example.org/"),
			func(o *Options) { o.NoIndex = true }),
	} {
		if _, err := fs.Stat(s, "feed.xml"); err == nil {
			t.Errorf("%s: there is a feed", name)
		}
		wantNotContains(t, mustRead(t, s, "index.html"), "atom+xml")
	}
}
