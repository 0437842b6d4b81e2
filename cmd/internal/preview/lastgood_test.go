package preview

import (
	"fmt"
	"testing"
)

// A page whose file has errors keeps its last good bytes, if it was requested before.
func TestLastGood(t *testing.T) {
	s, h := newServer(t, Options{})
	s.Publish(newVersion(smallSite))
	request(t, h, "GET", "/steps/a/")
	broken := newVersion(map[string]string{"index.html": "<head>broken home", "steps/a/index.html": "<head>broken"})
	broken.PageInfo = func(string) PageInfo { return PageInfo{Broken: true} }
	s.Publish(broken)
	_, body := request(t, h, "GET", "/steps/a/")
	if p, rest := parsePageData(t, body); !p.Broken || !p.LastGood || rest != smallSite["steps/a/index.html"] {
		t.Errorf("the page that was requested before: %+v\n%s", p, rest)
	}
	_, body = request(t, h, "GET", "/")
	if p, rest := parsePageData(t, body); !p.Broken || p.LastGood || rest != "<head>broken home" {
		t.Errorf("the page that was not requested before: %+v\n%s", p, rest)
	}
	s.Publish(newVersion(map[string]string{"steps/a/index.html": "<head>mended"}))
	_, body = request(t, h, "GET", "/steps/a/")
	if p, rest := parsePageData(t, body); p.Broken || p.LastGood || rest != "<head>mended" {
		t.Errorf("the corrected page: %+v\n%s", p, rest)
	}
}

func TestPageCacheBounded(t *testing.T) {
	var p pageCache
	for i := range 100 {
		p.put(fmt.Sprint(i%60), make([]byte, maxCachedBytes/20+i))
	}
	total := 0
	for _, data := range p.entries {
		total += len(data)
	}
	if total > maxCachedBytes || total != p.size || len(p.entries) != len(p.order) || len(p.entries) < 15 {
		t.Errorf("%d pages of %d bytes are cached, counted as %d in %d", len(p.entries), total, p.size, len(p.order))
	}
	if _, ok := p.get("39"); !ok { // the last of 100 puts of 60 pages
		t.Error("the newest page is missing")
	}
}
