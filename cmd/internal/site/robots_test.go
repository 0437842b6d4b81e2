package site

import "testing"

func TestOwnRobots(t *testing.T) {
	const base = "https://example.org/pmo/"
	const ours = "Sitemap: " + base + "sitemap.xml\n"
	const rule = "User-agent: GPTBot\nDisallow: /\n"
	for _, test := range []struct{ robots, base, want, problem string }{
		{rule, "", rule, ""},
		{rule, base, rule + ours, ""},
		{"User-agent: *\r\nDisallow:", base, "User-agent: *\r\nDisallow:\n" + ours, ""},
		{ours + rule, base, ours + rule, ""},
		{"sitemap :" + base + "sitemap.xml # ours", base, "sitemap :" + base + "sitemap.xml # ours", ""},
		{"# " + ours, base, "# " + ours + ours, ""},
		{"Sitemap: https://example.org/blog/sitemap.xml\n", base,
			"Sitemap: https://example.org/blog/sitemap.xml\n" + ours, ""},
		{"Sitemap: https://example.org/pmo/guide.json\n", base,
			"Sitemap: https://example.org/pmo/guide.json\n" + ours, ""},
		{"", base, "User-agent: *\nAllow: /\n" + ours, ""},
		{"\nSitemap: /sitemap.xml\n", "", "\nSitemap: /sitemap.xml\n",
			"static/robots.txt:2:10: warning: there is no sitemap at /sitemap.xml [unknown-sitemap]"},
		{"Sitemap: " + base + "map.xml\n", base, "Sitemap: " + base + "map.xml\n" + ours,
			"static/robots.txt:1:10: warning: there is no sitemap at " + base + "map.xml [unknown-sitemap]"},
	} {
		s := newSite(t, smallGuide.merge(sourceFiles{"static/robots.txt": test.robots}).mapFS(), withBaseURL(test.base))
		if got := mustRead(t, s, "robots.txt"); got != test.want {
			t.Errorf("%q becomes %q, want %q", test.robots, got, test.want)
		}
		if test.problem == "" {
			wantProblems(t, s)
		} else {
			wantProblems(t, s, test.problem+
				" (delete the line: with baseURL: in guide.yaml, the build adds the right one)")
		}
	}
}

// A site that search engines leave out has no sitemap, and none is missing.
func TestRobotsOfDrafts(t *testing.T) {
	const robots = "Sitemap: https://example.org/sitemap.xml\n"
	s := newSite(t, smallGuide.merge(sourceFiles{"static/robots.txt": robots}).mapFS(),
		withBaseURL("https://example.org/"), func(o *Options) { o.NoIndex = true })
	wantProblems(t, s)
	if got := mustRead(t, s, "robots.txt"); got != robots {
		t.Errorf("robots.txt is %q", got)
	}
}
