package site

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// policy is the Content-Security-Policy of a page: sources by directive. A directive that it lacks allows everything,
// if there is no default-src.
type policy map[string][]string

// policyMeta matches the policy in the head of a page.
var policyMeta = regexp.MustCompile(`(?i)<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"`)

// policyIn returns the policy in the head of a page; nil if it has none.
func policyIn(head string) policy {
	match := policyMeta.FindStringSubmatch(head)
	if match == nil {
		return nil
	}
	p := policy{}
	for directive := range strings.SplitSeq(html.UnescapeString(match[1]), ";") {
		if words := strings.Fields(directive); len(words) > 0 {
			p[strings.ToLower(words[0])] = words[1:]
		}
	}
	return p
}

// sources returns what a directive allows, and whether it restricts anything.
func (p policy) sources(directive string) ([]string, bool) {
	sources, ok := p[directive]
	if !ok && directive != "form-action" {
		sources, ok = p["default-src"]
	}
	return sources, ok
}

// allows reports whether a directive allows an address, which may be relative.
func (p policy) allows(directive, address string) bool {
	sources, restricts := p.sources(directive)
	if !restricts {
		return true
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(sources, func(source string) bool { return matchesSource(source, u) })
}

// allowsInline reports whether a directive allows a script or style in a page.
func (p policy) allowsInline(directive, text string) bool {
	sources, restricts := p.sources(directive)
	sum := sha256.Sum256([]byte(text))
	return !restricts || slices.Contains(sources, "'unsafe-inline'") ||
		text != "" && slices.Contains(sources, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
}

// matchesSource reports whether a source of a directive allows an address
// (https://www.w3.org/TR/CSP3/#match-url-to-source-expression). Pages are at https.
func matchesSource(source string, u *url.URL) bool {
	if u.Host == "" && u.Scheme == "" {
		return source == "'self'" || source == "*"
	}
	if scheme, isScheme := strings.CutSuffix(source, ":"); isScheme && !strings.Contains(scheme, "/") {
		return u.Scheme == scheme
	}
	if source == "*" {
		return u.Host != ""
	}
	scheme, rest, hasScheme := strings.Cut(source, "://")
	if !hasScheme {
		scheme, rest = "https", source
	}
	host, folder, hasPath := strings.Cut(rest, "/")
	isHost := strings.EqualFold(host, u.Host)
	if domain, isWild := strings.CutPrefix(host, "*"); isWild {
		isHost = strings.HasSuffix(strings.ToLower(u.Host), strings.ToLower(domain))
	}
	isPath := folder == "" || u.Path == "/"+folder ||
		strings.HasSuffix(folder, "/") && strings.HasPrefix(path.Dir(u.Path)+"/", "/"+folder)
	return isHost && (u.Scheme == "" || u.Scheme == scheme || scheme == "http" && u.Scheme == "https") &&
		(!hasPath || isPath)
}
