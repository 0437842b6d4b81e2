package audit

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/andybalholm/brotli"
)

// Weight is what one first visit to a page fetches, in brotli bytes.
type Weight struct {
	Page                       string // "steps/x/index.html"
	HTML, Style, Script, Other int
	Requests                   int // the page's own included
}

// Total is the sum of all bytes.
func (w Weight) Total() int { return w.HTML + w.Style + w.Script + w.Other }

// Budget is the most that a first visit may cost, sizes in brotli bytes; 0 means no limit.
type Budget struct {
	Total, HTML, Style, Script int
	Requests                   int
}

// Weigh weighs a first visit to one page.
func Weigh(fsys fs.FS, page string) (Weight, error) { return newScale(fsys).weigh(page) }

// Heavy reports every page whose first visit is beyond the budget, of those that it applies to (nil: every
// page).
func Heavy(fsys fs.FS, budget Budget, applies func(page string) bool) ([]Fault, error) {
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
	weights, err := parallel(pages, newScale(fsys).weigh)
	var faults []Fault
	for _, w := range weights {
		faults = append(faults, budget.faults(w)...)
	}
	return sorted(faults), err
}

// faults says in what a weight is beyond the budget.
func (b Budget) faults(w Weight) []Fault {
	var out []Fault
	for _, part := range []struct {
		name       string
		size, most int
	}{{"HTML", w.HTML, b.HTML}, {"style", w.Style, b.Style}, {"script", w.Script, b.Script}} {
		if part.most > 0 && part.size > part.most {
			out = append(out, Fault{w.Page, "weight", fmt.Sprintf("the %s takes %d bytes, the budget is %d", part.name, part.size, part.most)})
		}
	}
	if b.Total > 0 && w.Total() > b.Total {
		out = append(out, Fault{w.Page, "weight", fmt.Sprintf("a first visit takes %d bytes, the budget is %d (HTML %d, style %d, script %d, other %d)",
			w.Total(), b.Total, w.HTML, w.Style, w.Script, w.Other)})
	}
	if b.Requests > 0 && w.Requests > b.Requests {
		out = append(out, Fault{w.Page, "requests", fmt.Sprintf("a first visit takes %d requests, the budget is %d", w.Requests, b.Requests)})
	}
	return out
}

// scale weighs pages, and each file that they share only once.
type scale struct {
	fsys  fs.FS
	mu    sync.Mutex
	files map[string]func() (weighed, error)
}

// weighed is one file on its own.
type weighed struct {
	size    int
	fetches []string // what it fetches in turn
}

func newScale(fsys fs.FS) *scale {
	return &scale{fsys: fsys, files: map[string]func() (weighed, error){}}
}

// weigh adds up what a first visit to a page fetches.
func (s *scale) weigh(name string) (Weight, error) {
	top, err := s.measure(name)
	if err != nil {
		return Weight{}, err
	}
	w := Weight{Page: name, HTML: top.size, Requests: 1}
	seen := map[string]bool{name: true}
	for next := top.fetches; len(next) > 0; next = next[1:] {
		file := next[0]
		if seen[file] || !s.exists(file) {
			continue
		}
		seen[file] = true
		part, err := s.shared(file)
		if err != nil {
			return Weight{}, err
		}
		w.add(file, part.size)
		next = append(next, part.fetches...)
	}
	return w, nil
}

// add counts one more file.
func (w *Weight) add(name string, size int) {
	w.Requests++
	switch path.Ext(name) {
	case ".css":
		w.Style += size
	case ".js", ".mjs":
		w.Script += size
	default:
		w.Other += size
	}
}

// shared measures a file once, whoever asks.
func (s *scale) shared(name string) (weighed, error) {
	s.mu.Lock()
	once, ok := s.files[name]
	if !ok {
		once = sync.OnceValues(func() (weighed, error) { return s.measure(name) })
		s.files[name] = once
	}
	s.mu.Unlock()
	return once()
}

// measure reads a file and compresses it.
func (s *scale) measure(name string) (weighed, error) {
	data, err := fs.ReadFile(s.fsys, name)
	if err != nil {
		return weighed{}, err
	}
	m := weighed{size: min(len(data), compressed(data))}
	if ext := path.Ext(name); ext == ".html" || ext == ".css" {
		m.fetches = fetches(parse(name, data, s.exists))
	}
	return m, nil
}

// exists reports whether the site has such a file.
func (s *scale) exists(name string) bool {
	info, err := fs.Stat(s.fsys, name)
	return err == nil && !info.IsDir()
}

// fetches returns the files that a browser fetches for a page or style sheet.
func fetches(p *page) []string {
	var out []string
	for _, r := range p.references {
		if r.kind != fetched {
			continue
		}
		if t, code, _ := resolve(p, r); code == "" && t.file != "" {
			out = append(out, t.file)
		}
	}
	return out
}

// quality is the level of brotli.
const quality = brotli.BestCompression

// compressed returns the size of data in brotli.
func compressed(data []byte) int {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, quality)
	w.Write(data) // a bytes.Buffer takes everything
	w.Close()
	return b.Len()
}
