package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/publish"
	"guide/cmd/internal/site"
)

// summary returns the line that a build prints once the site is written.
func summary(r publish.Result, output string, took time.Duration, notes []string) string {
	line := fmt.Sprintf("%s: %s, %s, %s in %.2f s", output, pluralize(r.Pages, "page"), pluralize(r.Files, "file"),
		formatBytes(r.Bytes), took.Seconds())
	if r.Written == 0 && r.Removed == 0 {
		line += ", nothing changed"
	}
	return strings.Join(append([]string{line}, notes...), "; ")
}

// String returns what a build says of the pictures that it has scaled, "" if there are none.
func (s pictureStats) String() string {
	if s.originals == 0 {
		return ""
	}
	return fmt.Sprintf("scaled %s in %.1f s: %s, at most %s in place of %s", pluralize(s.originals, "picture"),
		s.took.Seconds(), pluralize(s.versions, "version"), formatBytes(s.versionBytes), formatBytes(s.originalBytes))
}

// maxForeign is how many files of others a warning names.
const maxForeign = 5

// warnOf prints the warnings of a build that is done.
func (b *build) warnOf(r publish.Result) {
	for _, w := range r.Warnings {
		b.warn(w)
	}
	if len(r.Foreign) == 0 {
		return
	}
	names := strings.Join(r.Foreign[:min(len(r.Foreign), maxForeign)], ", ")
	if more := len(r.Foreign) - maxForeign; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	b.warn(fmt.Sprintf("no build wrote these, so they were removed from %s: %s", b.output, names))
	b.printHint("files that the site needs belong into static/, and are published with it")
}

// exclusionNotes lists what is not in the site, with reasons.
func exclusionNotes(g *guide.Guide, s *site.Site) []string {
	var out []string
	if w := unpublishedSummary(g.Unpublished); w != "" {
		out = append(out, "withheld: "+w)
	}
	if !g.HasAllPage() {
		out = append(out, fmt.Sprintf("left out: %s, since there are more than %d steps and topics",
			guide.AllAddress, guide.MaxAllPageEntries))
	}
	if s.BaseURL() == "" && !s.Offline() {
		out = append(out, "no baseURL: no canonical addresses, no sitemap, no feed, no pictures for sharing, "+
			"no data for search engines")
	}
	return out
}

// unpublishedSummary counts unpublished pages by reason: "2 drafts, 1 until 2027-01-05".
func unpublishedSummary(docs []*guide.Doc) string {
	drafts := 0
	until := map[string]int{}
	for _, d := range docs {
		if d.Reason.Draft {
			drafts++
		} else {
			until[string(d.Reason.Until)]++
		}
	}
	var out []string
	if drafts > 0 {
		out = append(out, pluralize(drafts, "draft"))
	}
	for _, day := range slices.Sorted(maps.Keys(until)) {
		out = append(out, fmt.Sprintf("%d until %s", until[day], day))
	}
	return strings.Join(out, ", ")
}
