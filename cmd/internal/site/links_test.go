package site

import (
	"bytes"
	"html"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestRelative(t *testing.T) {
	tests := []struct{ from, to, fragment, want string }{
		{"/", "/", "", "./"},
		{"/", "/", "x", "#x"},
		{"/", "/steps/a/", "", "steps/a/"},
		{"/steps/a/", "/", "", "../../"},
		{"/steps/a/", "/steps/a/", "", "./"},
		{"/steps/a/", "/steps/a/", "x", "#x"},
		{"/steps/a/", "/steps/b/", "x", "../b/#x"},
		{"/steps/a/", "/steps/a/t/", "", "t/"},
		{"/steps/a/t/", "/steps/a/", "x", "../#x"},
		{"/steps/a/", "/steps/a/map.png", "", "map.png"},
		{"/steps/a/t/", "/steps/a/map.png", "", "../map.png"},
		{"/old.html", "/old.html", "", "old.html"},
		{"/old.html", "/steps/a/", "", "steps/a/"},
		{"/old/x.html", "/", "", "../"},
		{"/steps/a/", "/steps/über/", "", "../%C3%BCber/"},
		{"/steps/a/", "/steps/a/my cv.pdf", "", "my%20cv.pdf"},
		{"/steps/a/", "/steps/a/a:b.pdf", "", "./a:b.pdf"},
		{"/steps/a/", "/steps/a/50%.pdf", "", "50%25.pdf"},
		{"/steps/a/", "/steps/a/what?.pdf", "", "what%3F.pdf"},
	}
	base := "https://example.org/some/sub"
	for _, tt := range tests {
		got := relativeURL(tt.from, tt.to, tt.fragment)
		if got != tt.want {
			t.Errorf("relativeURL(%q, %q, %q) = %q, want %q", tt.from, tt.to, tt.fragment, got, tt.want)
		}
		from, err := url.Parse(base + tt.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := from.Parse(got)
		if err != nil || to.Path != "/some/sub"+tt.to || to.Fragment != tt.fragment {
			t.Errorf("%q from %s leads to %v, %v", got, from, to, err)
		}
	}
}

var linkAttribute = regexp.MustCompile(`\s(href|src)="([^"]*)"`)

// linksOf returns the destinations of the links of a page.
func linksOf(page string) []string {
	var out []string
	for _, m := range linkAttribute.FindAllStringSubmatch(page, -1) {
		out = append(out, html.UnescapeString(m[2]))
	}
	return out
}

// Every link works and stays inside the site, whatever URL the site is published at.
func TestCrawl(t *testing.T) {
	const sub = "/some/sub/path/"
	for name, s := range map[string]*Site{
		"small":                     newSite(t, smallGuide.mapFS()),
		"real":                      repositorySite(t),
		"real with its own address": repositorySite(t, func(o *Options) { o.BaseURL = "https://example.org" + sub }),
	} {
		server := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(sub, "/"), http.FileServerFS(s)))
		defer server.Close()
		seen := map[string]bool{}
		todo := []string{server.URL + sub}
		if s.BaseURL() != "" {
			todo = append(todo, server.URL+sub+"404.html")
		}
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			for _, dest := range linksOf(httpGet(t, name, at)) {
				from, _ := url.Parse(at)
				to, err := from.Parse(dest)
				if err != nil {
					t.Errorf("%s: %s on %s: %v", name, dest, at, err)
					continue
				}
				to.Fragment = ""
				switch {
				case to.Host != from.Host: // another site, or the canonical URL
				case !strings.HasPrefix(to.Path, sub):
					t.Errorf("%s: %q on %s leads out of the site", name, dest, at)
				case !seen[to.String()]:
					seen[to.String()] = true
					todo = append(todo, to.String())
				}
			}
		}
		if len(seen) < 12 {
			t.Errorf("%s: only %d pages and files are linked", name, len(seen))
		}
		for _, file := range fileNames(t, s) {
			address := server.URL + sub + strings.TrimSuffix(file, "index.html")
			if strings.HasSuffix(file, "/index.html") && !seen[address] &&
				!strings.Contains(mustRead(t, s, file), "data-redirect") {
				t.Errorf("%s: no page links to %s", name, file)
			}
		}
	}
}

func httpGet(t *testing.T, name, address string) string {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("%s: %s answers %s, %v", name, address, res.Status, err)
	}
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		return ""
	}
	return string(data)
}

var idAttribute = regexp.MustCompile(`\sid="([^"]*)"`)

// Every fragment of every link leads to an id, and no page has an id twice.
func TestIDsOfPages(t *testing.T) {
	for name, s := range map[string]*Site{"small": newSite(t, smallGuide.mapFS()), "real": repositorySite(t)} {
		ids := map[string]map[string]bool{}
		pages := map[string]string{}
		for _, file := range fileNames(t, s) {
			if !strings.HasSuffix(file, ".html") {
				continue
			}
			address := "/" + strings.TrimSuffix(file, "index.html")
			pages[address] = mustRead(t, s, file)
			ids[address] = map[string]bool{}
			for _, m := range idAttribute.FindAllStringSubmatch(pages[address], -1) {
				id := html.UnescapeString(m[1])
				if ids[address][id] || id == "" {
					t.Errorf("%s: the id %q is on %s twice", name, id, address)
				}
				ids[address][id] = true
			}
		}
		for address, page := range pages {
			from, _ := url.Parse("https://example.org" + address)
			for _, dest := range linksOf(page) {
				to, err := from.Parse(dest)
				if err != nil {
					t.Fatal(err)
				}
				if to.Host == from.Host && to.Fragment != "" && !ids[to.Path][to.Fragment] {
					t.Errorf("%s: %q on %s leads to no id", name, dest, address)
				}
			}
		}
	}
}

func TestPictures(t *testing.T) {
	var pic bytes.Buffer
	if err := png.Encode(&pic, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	s := newSite(t, sourceFiles{
		"content/steps/1-x/index.md": "![A plan](plan.png) ![A way](way.svg) [the plan](plan.png)\n",
		"content/steps/1-x/y.md": "![A plan](plan.png) ![No](broken.png) ![None](noon.png) ![A " +
			"page](index.md) ![A sheet](sheet.pdf)\n",
		"content/steps/1-x/plan.png":   pic.String(),
		"content/steps/1-x/way.svg":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"></svg>`,
		"content/steps/1-x/y.svg":      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"></svg>`,
		"content/steps/1-x/y-wide.svg": "nothing",
		"content/steps/1-x/z.md":       "![Wide](y.svg)\n",
		"content/steps/1-x/broken.png": "nothing",
		"content/steps/1-x/noon.jpg":   pic.String(),
		"content/steps/1-x/sheet.pdf":  "%PDF",
	}.mapFS())
	wantContains(t,
		mustRead(t, s, "steps/x/index.html"),
		`<img src="plan.png" alt="A plan" width="30" height="20"`,
		`<img src="way.svg" alt="A way" width="200" height="100"`,
		`<a href="plan.png">the plan</a>`,
	)
	wantContains(t,
		mustRead(t, s, "steps/x/y/index.html"),
		`<img src="../plan.png" alt="A plan" width="30" height="20"`,
	)
	wantContains(t,
		mustRead(t, s, "all/index.html"),
		`<img src="../steps/x/plan.png" alt="A plan" width="30" height="20"`,
	)
	wantProblems(t, s,
		`steps/1-x/y.md:5:21: error: the picture content/steps/1-x/broken.png cannot be read: it is not a PNG, JPEG,`+
			` GIF, WebP or SVG [bad-picture] (save it again as PNG, JPEG, GIF, WebP or SVG)`,
		`steps/1-x/y.md:5:39: error: there is no file content/steps/1-x/noon.png [broken-link] (did you mean `+
			`noon.jpg?)`,
		`steps/1-x/y.md:5:57: error: "index.md" is not a picture [bad-picture] (pictures are PNG, JPEG, GIF, WebP `+
			`or SVG files; a CSV file is shown as a table)`,
		`steps/1-x/y.md:5:77: error: "sheet.pdf" is not a picture [bad-picture] (pictures are PNG, JPEG, GIF, WebP `+
			`or SVG files; a CSV file is shown as a table)`,
		`steps/1-x/z.md:5:1: error: the picture content/steps/1-x/y-wide.svg cannot be read: it is not an SVG `+
			`[bad-picture] (save it again as PNG, JPEG, GIF, WebP or SVG)`,
	)
}
