package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/linkcheck"
	"guide/cmd/internal/site"
)

// linkTransport is the transport of guide check --links; nil is that of linkcheck. Tests have one of their own.
var linkTransport http.RoundTripper

// linkResults holds what was learnt of web addresses, by address.
type linkResults map[string]linkcheck.Result

// checkLinks asks for the web addresses of a guide. With --update it writes the results into the files.
func (a *app) checkLinks(ctx context.Context, p *project, f checkFlags) (results linkResults, err error) {
	cache := a.openLinkCache()
	err = p.withSite(ctx, func(g *guide.Guide, s *site.Site) error {
		if _, err := s.Check(ctx); err != nil {
			return err
		}
		if results, err = a.askLinks(ctx, s, p.now, cache.Cache); err != nil || !f.update {
			return err
		}
		return a.updateResources(p, g, results, f.fix)
	})
	a.saveLinkCache(cache, p.now)
	return results, err
}

// askLinks asks for the addresses in the texts, resources and settings of a site.
func (a *app) askLinks(ctx context.Context, s *site.Site, now time.Time, cache *linkcheck.Cache) (linkResults, error) {
	var addresses []string
	for _, l := range s.WebLinks() {
		addresses = append(addresses, l.URL)
	}
	slices.Sort(addresses)
	addresses = slices.Compact(addresses)
	bar := a.newProgressBar(time.Now(), "asking")
	results, err := linkcheck.Check(ctx, addresses, linkcheck.Options{UserAgent: userAgent(s.BaseURL()), Now: now,
		Cache: cache, OnProgress: bar.update, Transport: linkTransport})
	bar.erase()
	switch {
	case err == nil:
		a.logf("%s", linkResults(results).summary(len(addresses)))
	case ctx.Err() != nil:
		a.logf("%s; what was learnt is kept for the next run", linkResults(results).summary(len(addresses)))
	}
	return results, err
}

// userAgent returns the name under which servers are asked. It begins as that of browsers, since some servers answer
// nothing else, and says what it is as those of search engines do.
func userAgent(baseURL string) string {
	name := "guide/" + strings.Trim(version(), "()")
	if baseURL != "" {
		name += "; +" + baseURL
	}
	return "Mozilla/5.0 (compatible; " + name + ")"
}

// summary counts results: "links: 12 addresses, 3 asked now, 9 known from before: 10 answer, 2 dead". total is the
// number of all addresses, of which an interrupted check has not asked for some.
func (r linkResults) summary(total int) string {
	cached, count := 0, map[linkcheck.Status]int{}
	for _, result := range r {
		count[result.Status]++
		if result.Cached {
			cached++
		}
	}
	addresses, answer := "addresses", "answer"
	if total == 1 {
		addresses = "address"
	}
	if count[linkcheck.Alive] == 1 {
		answer = "answers"
	}
	line := fmt.Sprintf("links: %d %s, %d asked now, %d known from before", total, addresses, len(r)-cached, cached)
	if n := total - len(r); n > 0 {
		line += fmt.Sprintf(", %d not asked", n)
	}
	line += fmt.Sprintf(": %d %s", count[linkcheck.Alive], answer)
	if n := count[linkcheck.Dead]; n > 0 {
		line += fmt.Sprintf(", %d dead", n)
	}
	if n := count[linkcheck.Unknown]; n > 0 {
		line += fmt.Sprintf(", %d could not be checked", n)
	}
	return line
}

// problems returns the problems of addresses, at every place in the source that has one of them.
func (r linkResults) problems(source fs.FS, links []site.WebLink) []diag.Problem {
	var out []diag.Problem
	var moves [][2]string // of out: the address, and a better one or ""
	for _, l := range links {
		if result, asked := r[l.URL]; asked {
			for _, p := range linkProblems(l, result) {
				out = append(out, p)
				moves = append(moves, [2]string{l.URL, betterAddress(l.URL, result)})
			}
		}
	}
	diag.FillSource(source, out)
	for i, m := range moves {
		addAddressFix(&out[i], m[0], m[1])
	}
	return out
}

// betterAddress returns the address to write in place of one that works, or "".
func betterAddress(address string, r linkcheck.Result) string {
	if r.Status != linkcheck.Alive || leadsToFrontPage(address, r.MovedTo) {
		return ""
	}
	return cmp.Or(r.MovedTo, r.Secure)
}

// addAddressFix adds the fix that writes one address in place of another, if that stands once where p is, as it is.
func addAddressFix(p *diag.Problem, from, to string) {
	line := []rune(p.Source)
	if p.Column < 1 || p.EndColumn < p.Column || p.EndColumn > len(line)+1 || !plainAddress.MatchString(to) {
		return
	}
	before, after, found := strings.Cut(string(line[p.Column-1:p.EndColumn-1]), from)
	if !found || strings.Contains(after, from) || plainAddress.MatchString(firstRune(after)) {
		return
	}
	begin, end := *p, *p
	begin.Column += utf8.RuneCountInString(before)
	end.Column = begin.Column + utf8.RuneCountInString(from)
	p.Replace(begin, end, to)
}

// plainAddress matches addresses that need no quotation marks in Markdown and YAML.
var plainAddress = regexp.MustCompile(`^[\w~:/?#@!$&+;=%.-]+$`)

// firstRune returns the first character of s, or "".
func firstRune(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

func linkProblems(l site.WebLink, r linkcheck.Result) []diag.Problem {
	address := diag.Truncate(l.URL)
	switch {
	case r.Status == linkcheck.Unknown:
		return []diag.Problem{diag.UnknownAddress.At(l.Pos,
			fmt.Sprintf("could not tell whether %s works: %s", address, diag.Truncate(r.Reason)),
			"open it in a browser")}
	case r.Status == linkcheck.Dead && l.IsBase:
		return []diag.Problem{diag.UnknownAddress.At(l.Pos,
			fmt.Sprintf("the guide is not at %s: %s", address, diag.Truncate(r.Reason)),
			"publish it there, or correct baseURL:")}
	case r.Status == linkcheck.Dead:
		return []diag.Problem{diag.DeadAddress.At(l.Pos,
			fmt.Sprintf("%s does not work: %s", address, diag.Truncate(r.Reason)), deadHint(l))}
	case leadsToFrontPage(l.URL, r.MovedTo):
		return []diag.Problem{diag.MovedAddress.At(l.Pos,
			fmt.Sprintf("%s only leads to the front page of %s now", address, diag.Truncate(r.MovedTo)), deadHint(l))}
	case r.MovedTo != "":
		return []diag.Problem{diag.MovedAddress.At(l.Pos, address+" has moved for good", "write "+r.MovedTo)}
	case r.Secure != "":
		return []diag.Problem{diag.InsecureAddress.At(l.Pos, address+" has the same page at https", "write "+r.Secure)}
	}
	return nil
}

// leadsToFrontPage reports whether a page that was not one has moved to a front page: it is probably gone.
func leadsToFrontPage(from, to string) bool {
	isFront := func(address string) bool {
		u, err := url.Parse(address)
		return err == nil && (u.Path == "" || u.Path == "/") && u.RawQuery == ""
	}
	return to != "" && isFront(to) && !isFront(from)
}

// deadHint says what to do with an address that leads to nothing.
func deadHint(l site.WebLink) string {
	if strings.HasPrefix(l.URL, "https://web.archive.org/") || strings.HasPrefix(l.URL, "http://web.archive.org/") {
		return "look for another copy, or take the address out"
	}
	day := "*"
	if l.Resource != nil && l.Resource.Checked.Value != "" {
		day = strings.ReplaceAll(l.Resource.Checked.Value, "-", "")
	}
	hint := "correct it; an old copy may be at "
	switch {
	case l.Resource == nil:
	case l.IsArchive:
		hint = "write the address of another copy, which may be at "
	case l.Resource.Archive.Value == "":
		hint = "correct it, or add gone: with today's date, and archive: with a copy, which may be at "
	default:
		hint = "correct it, or add gone: with today's date, and readers get the copy; another may be at "
	}
	return hint + "https://web.archive.org/web/" + day + "/" + l.URL
}
