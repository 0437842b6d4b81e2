package audit

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/andybalholm/brotli"
)

// PageSize is what a first visit to a page downloads, in bytes with brotli. Fonts, which a page does not wait for, are
// counted apart.
type PageSize struct {
	Page                       string // "steps/x/index.html"
	HTML, Style, Script, Other int
	Requests                   int // including that for the page, without those for fonts
	Fonts                      int
}

// Total returns the sum of all bytes but those of fonts.
func (w PageSize) Total() int { return w.HTML + w.Style + w.Script + w.Other }

// Budget limits the size of a first visit, in bytes with brotli; 0 means no limit.
type Budget struct {
	Total        int
	HTMLAndStyle int // what a page needs before it can be drawn
	Requests     int
	Fonts        int
}

// Measure returns the size of a first visit to a page.
func Measure(fsys fs.FS, page string) (PageSize, error) { return newSizer(fsys).measurePage(page) }

// OverBudget reports the pages whose first visit exceeds the budget, among those for which applies returns true. If
// applies is nil, it measures all pages.
func OverBudget(fsys fs.FS, budget Budget, applies func(page string) bool) ([]Finding, error) {
	var pages []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".html" && (applies == nil || applies(name)) {
			pages = append(pages, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	sizes, err := parallel(pages, newSizer(fsys).measurePage)
	var findings []Finding
	for _, w := range sizes {
		findings = append(findings, budget.exceeded(w)...)
	}
	return sortFindings(findings), err
}

// exceeded reports what exceeds the budget.
func (b Budget) exceeded(w PageSize) []Finding {
	var out []Finding
	if size := w.HTML + w.Style; b.HTMLAndStyle > 0 && size > b.HTMLAndStyle {
		out = append(out, Finding{w.Page, "weight", fmt.Sprintf("HTML and style take %d bytes, the budget is %d "+
			"(HTML %d, style %d)", size, b.HTMLAndStyle, w.HTML, w.Style)})
	}
	if b.Total > 0 && w.Total() > b.Total {
		out = append(out, Finding{w.Page, "weight", fmt.Sprintf("a first visit takes %d bytes, the budget is %d "+
			"(HTML %d, style %d, script %d, other %d)",
			w.Total(), b.Total, w.HTML, w.Style, w.Script, w.Other)})
	}
	if b.Requests > 0 && w.Requests > b.Requests {
		out = append(out, Finding{w.Page, "requests", fmt.Sprintf("a first visit takes %d requests, the budget is %d",
			w.Requests, b.Requests)})
	}
	if b.Fonts > 0 && w.Fonts > b.Fonts {
		out = append(out, Finding{w.Page, "weight", fmt.Sprintf("fonts take %d bytes, the budget is %d", w.Fonts,
			b.Fonts)})
	}
	return out
}

// sizer measures pages, and every file that they share only once.
type sizer struct {
	fsys  fs.FS
	mu    sync.Mutex
	files map[string]func() (sized, error)
}

// sized is a measured file.
type sized struct {
	size         int
	subresources []string // the files that it loads
}

func newSizer(fsys fs.FS) *sizer {
	return &sizer{fsys: fsys, files: map[string]func() (sized, error){}}
}

// measurePage adds up the files that a first visit to a page loads.
func (s *sizer) measurePage(name string) (PageSize, error) {
	top, err := s.fileSize(name)
	if err != nil {
		return PageSize{}, err
	}
	w := PageSize{Page: name, HTML: top.size, Requests: 1}
	seen := map[string]bool{name: true}
	for next := top.subresources; len(next) > 0; next = next[1:] {
		file := next[0]
		if seen[file] || !s.exists(file) {
			continue
		}
		seen[file] = true
		part, err := s.cachedSize(file)
		if err != nil {
			return PageSize{}, err
		}
		w.add(file, part.size)
		next = append(next, part.subresources...)
	}
	return w, nil
}

// add counts a file.
func (w *PageSize) add(name string, size int) {
	w.Requests++
	switch path.Ext(name) {
	case ".woff2", ".woff", ".ttf", ".otf":
		w.Requests--
		w.Fonts += size
	case ".css":
		w.Style += size
	case ".js", ".mjs":
		w.Script += size
	default:
		w.Other += size
	}
}

// cachedSize measures a file, once for all pages.
func (s *sizer) cachedSize(name string) (sized, error) {
	s.mu.Lock()
	once, ok := s.files[name]
	if !ok {
		once = sync.OnceValues(func() (sized, error) { return s.fileSize(name) })
		s.files[name] = once
	}
	s.mu.Unlock()
	return once()
}

// fileSize reads a file and compresses it.
func (s *sizer) fileSize(name string) (sized, error) {
	data, err := fs.ReadFile(s.fsys, name)
	if err != nil {
		return sized{}, err
	}
	m := sized{size: min(len(data), compressedSize(data))}
	if ext := path.Ext(name); ext == ".html" || ext == ".css" {
		m.subresources = subresourcesOf(parseDocument(name, data, s.exists))
	}
	return m, nil
}

// exists reports whether the site has a file.
func (s *sizer) exists(name string) bool {
	info, err := fs.Stat(s.fsys, name)
	return err == nil && !info.IsDir()
}

// subresourcesOf returns the files that a browser loads for a page or style sheet.
func subresourcesOf(p *page) []string {
	var out []string
	for _, r := range p.references {
		if r.kind != subresource {
			continue
		}
		if t, code, _ := resolve(p, r); code == "" && t.file != "" {
			out = append(out, t.file)
		}
	}
	return out
}

// compressedSize returns the size of data compressed with brotli.
func compressedSize(data []byte) int {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	w.Write(data) // never fails on a bytes.Buffer
	w.Close()
	return b.Len()
}
