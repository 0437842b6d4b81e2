package site

import (
	"cmp"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/webaddr"
)

// WebLink is a place in a source file that has a web address.
type WebLink struct {
	URL string
	Pos diag.Problem
	// Resource is the resource whose url: or archive: it is, or nil.
	Resource  *frontmatter.Resource
	IsArchive bool
	// IsBase is set for baseURL:, where the guide may not be published yet.
	IsBase bool
}

// WebLinks returns where the guide has web addresses that a browser can open, sorted. Those in texts are known after
// Check, with Options.WebLinks. Addresses in the guide itself are left out.
func (s *Site) WebLinks() []WebLink {
	var out []WebLink
	add := func(l WebLink) {
		kind := webaddr.Check(l.URL).Kind
		isOwn := !l.IsBase && s.guide.OwnPath(l.URL) != ""
		isWeb := strings.HasPrefix(strings.ToLower(l.URL), "http")
		if isWeb && !isOwn && kind != webaddr.Impossible && kind != webaddr.Local {
			out = append(out, l)
		}
	}
	addAnalysis := func(a *pageAnalysis) {
		if a == nil {
			return
		}
		for _, l := range a.WebLinks {
			add(WebLink{URL: l.URL, Pos: l.Pos})
		}
	}
	for _, l := range settingsLinks(&s.guide.Settings) {
		add(l)
	}
	addAnalysis(s.analyzeGlossary())
	addAnalysis(s.analyzeFooter())
	for _, d := range s.docs {
		addAnalysis(s.cache.get(d))
		for _, l := range resourceLinks(d) {
			add(l)
		}
	}
	slices.SortStableFunc(out, func(a, b WebLink) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.URL, b.URL))
	})
	return slices.CompactFunc(out, func(a, b WebLink) bool { return a.Pos == b.Pos && a.URL == b.URL })
}

// settingsLinks returns the addresses of guide.yaml. Placeholders in them have an example.
func settingsLinks(settings *frontmatter.Settings) []WebLink {
	link := func(t frontmatter.Text) WebLink {
		filled := strings.NewReplacer("{path}", guide.SettingsFile, "{title}", "Title").Replace(t.Value)
		return WebLink{URL: filled, Pos: t.In(guide.SettingsFile)}
	}
	base := link(settings.BaseURL)
	base.IsBase = true
	return []WebLink{base, link(settings.Edit), link(settings.Report), link(settings.Contact)}
}

// resourceLinks returns the addresses of the resources of a page. Of one that is gone, that is the address of the copy.
func resourceLinks(d *guide.Doc) []WebLink {
	var out []WebLink
	for i := range d.Resources {
		r := &d.Resources[i]
		if r.Gone.Value == "" {
			out = append(out, WebLink{URL: r.URL.Value, Pos: r.URL.In(d.File), Resource: r})
		}
		out = append(out, WebLink{URL: r.Archive.Value, Pos: r.Archive.In(d.File), Resource: r, IsArchive: true})
	}
	return out
}
