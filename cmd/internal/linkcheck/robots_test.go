package linkcheck

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestRobots(t *testing.T) {
	for _, tt := range []struct {
		robots, path string
		want         bool
	}{
		{"", "/", true},
		{"User-agent: *\nDisallow: /", "/a", false},
		{"User-agent: *\nDisallow:", "/a", true},
		{"\ufeffuser-AGENT : *\r\nDISALLOW:/a # because\r\n", "/ab", false},
		{"User-agent: *\rDisallow: /a\r", "/b", true},
		{"Disallow: /", "/a", true}, // of no program
		{"User-agent: other\nDisallow: /", "/a", true},
		{"User-agent: guidebook\nDisallow: /", "/a", true},
		{"User-agent: Guide/1.0\nDisallow: /", "/a", false},
		{"User-agent: *\nDisallow: /\n\nUser-agent: guide\nDisallow: /b", "/a", true},
		{"User-agent: guide\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "/b", false},
		{"User-agent: guide\n\nUser-agent: *\nDisallow: /a", "/a", false}, // one group
		{"User-agent: guide\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: guide\nDisallow: /b", "/b", false},
		{"User-agent: guide\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: guide\nDisallow: /b", "/c", true},
		{"User-agent: *\nSitemap: https://example.org/s.xml\nDisallow: /a", "/a", false},
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false},
		{"User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true},
		{"User-agent: *\nDisallow: /*/private", "/x/private/y", false},
		{"User-agent: *\nDisallow: /a*b*c", "/a1b2d", true},
		{"User-agent: *\nDisallow: /a$", "/a", false},
		{"User-agent: *\nDisallow: /a$", "/ab", true},
		{"User-agent: *\nDisallow: /?q=", "/?q=1", false},
		{"User-agent: *\nDisallow: /caf%c3%a9", "/café", false},
		{"User-agent: *\nDisallow: /café", "/caf%C3%A9", false},
		{"User-agent: *\nDisallow: /%7Ejoe", "/~joe/", false},
		{"User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
		{"<html>Disallow: /</html>", "/a", true},
	} {
		u, err := url.Parse("https://example.org" + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := parseRobots([]byte(tt.robots), product).allows(u); got != tt.want {
			t.Errorf("%q allows %s: %v", tt.robots, tt.path, got)
		}
	}
}

// FuzzRobots compares the matching of patterns with that of a regular expression.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", "/*.p*f$")
	f.Add("", "/%%341", "/%%341*")
	f.Add("\ufeffUser-agent: guide\r\nAllow: /%zz", "/a%2", "$")
	f.Fuzz(func(t *testing.T, data, path, pattern string) {
		rules := parseRobots([]byte(data), product)
		if u, err := url.Parse("https://example.org/" + path); err == nil {
			rules.allows(u)
		}
		path, pattern = normalizePath(path), normalizePath(pattern)
		if again := normalizePath(pattern); again != pattern {
			t.Errorf("%q becomes %q when it is normalized again", pattern, again)
		}
		body, toEnd := strings.CutSuffix(pattern, "$")
		expression := "(?s)^" + strings.ReplaceAll(regexp.QuoteMeta(body), `\*`, ".*")
		if toEnd {
			expression += "$"
		}
		if got, want := matchesPattern(path, pattern), regexp.MustCompile(expression).MatchString(path); got != want {
			t.Errorf("%q matches %q: %v, want %v", pattern, path, got, want)
		}
	})
}
