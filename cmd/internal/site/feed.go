package site

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"encoding/xml"
	"slices"
	"time"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// maxFeedEntries is how many pages the feed lists: those that changed last.
const maxFeedEntries = 50

// feed is an Atom feed (RFC 4287) of the pages that are new or changed, by the dates in the manifest.
type feed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []feedLink  `xml:"link"`
	Entries  []feedEntry `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type feedEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      feedLink `xml:"link"`
	Summary   string   `xml:"summary,omitempty"`
}

// writeFeed returns feed.xml.
func writeFeed(s *Site) ([]byte, error) {
	settings := s.guide.Settings
	f := feed{
		Language: settings.Language.Value, ID: s.feedID(""),
		Title: settings.Title.Value, Subtitle: settings.Summary.Value, Author: settings.Title.Value,
		Links: []feedLink{
			{Rel: "self", Type: "application/atom+xml", Href: s.urls.absolute(guide.FeedAddress)},
			{Rel: "alternate", Type: "text/html", Href: s.urls.absolute(guide.HomeAddress)},
		},
	}
	for _, d := range s.feedDocs() {
		entry, _ := s.guide.PageEntry(d.Address)
		f.Entries = append(f.Entries, feedEntry{
			ID: s.feedID(d.Address), Title: s.guide.Title(d), Summary: d.Summary.Value,
			Published: s.feedTime(entry.Since), Updated: s.feedTime(entry.Changed),
			Link: feedLink{Rel: "alternate", Type: "text/html", Href: s.urls.absolute(d.Address)},
		})
	}
	f.Updated = f.Entries[0].Updated // guide.PageTypes: there is no feed without an entry
	return marshalXML(f)
}

// feedDocs returns the pages that changed last, the latest first.
func (s *Site) feedDocs() []*guide.Doc {
	changed := func(d *guide.Doc) frontmatter.Date {
		entry, _ := s.guide.PageEntry(d.Address)
		return entry.Changed
	}
	docs := slices.DeleteFunc(slices.Clone(s.docs), func(d *guide.Doc) bool { return changed(d) == "" })
	slices.SortStableFunc(docs, func(a, b *guide.Doc) int { return cmp.Compare(changed(b), changed(a)) })
	return docs[:min(len(docs), maxFeedEntries)]
}

// feedTime returns the beginning of a day in the time zone of the guide (RFC 3339).
func (s *Site) feedTime(day frontmatter.Date) string {
	return day.Time(s.guide.Zone).Format(time.RFC3339)
}

// feedID returns the id of a page, or of the feed if the address is "": a UUID with the SHA-1 hash of the id of the
// guide and the address, as one of version 5 has of its name. It stays the same if the site moves.
func (s *Site) feedID(address string) string {
	digest := sha1.Sum([]byte("guide:" + s.guide.Settings.ID.Value + address))
	digest[6], digest[8] = digest[6]&0x0f|0x50, digest[8]&0x3f|0x80
	h := hex.EncodeToString(digest[:16])
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// FeedURL returns the link to the feed, or "" if the site has none.
func (v *View) FeedURL() string {
	if !v.HasFile(guide.FileName(guide.FeedAddress)) {
		return ""
	}
	return v.Href(guide.FeedAddress)
}
