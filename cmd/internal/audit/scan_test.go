package audit

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/cputest"
)

// TestCostIsLinear reads pages that would take long if the cost of an element depended on those before it.
func TestCostIsLinear(t *testing.T) {
	const n = 10_000
	pages := map[string]string{
		"links":    strings.Repeat(`<a href="#main">x</a> <a href="sub/">y</a>`, n/2),
		"unclosed": strings.Repeat(`<p><b>`, n) + strings.Repeat(`</i></p>`, n),
		"noscript": strings.Repeat(`<noscript>`, n) + strings.Repeat(`</noscript>`, n),
		"ids":      strings.Repeat(`<p aria-labelledby="main main main">`, n),
		"srcset":   `<video srcset="` + strings.Repeat(`sub/ 1x,`, n) + `">`,
	}
	for name, body := range pages {
		t.Run(name, func(t *testing.T) {
			site := fstest.MapFS{"index.html": testPage("", body), "sub/index.html": testPage("", "")}
			cputest.Limit(t, 10*time.Second)
			findings := mustLinks(t, site)
			if len(findings) > 0 {
				t.Error(len(findings), findings[0])
			}
		})
	}
}

// unreadableFS is a site with a page that cannot be read.
type unreadableFS struct{ fstest.MapFS }

func (b unreadableFS) ReadFile(name string) ([]byte, error) {
	if name == "steps/x/index.html" {
		return nil, fs.ErrPermission
	}
	return b.MapFS.ReadFile(name)
}

func TestUnreadablePage(t *testing.T) {
	site := unreadableFS{cleanSite()}
	if _, err := Links(site); err == nil {
		t.Error("Links: no error")
	}
	if _, err := OrphanPages(site); err == nil {
		t.Error("OrphanPages: no error")
	}
	if _, err := OverBudget(site, Budget{}, nil); err == nil {
		t.Error("OverBudget: no error")
	}
}

func FuzzScan(f *testing.F) {
	for _, file := range cleanSite() {
		f.Add(string(file.Data))
	}
	f.Add(`<noscript></noscript></p><svg><a href><template></a>`)
	f.Fuzz(func(t *testing.T, data string) {
		mustLinks(t, fstest.MapFS{"index.html": testFile(data), "404.html": testFile(data), "a.css": testFile(data)})
	})
}
