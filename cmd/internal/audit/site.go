package audit

import (
	"io/fs"
	"path"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
)

// site is a built site whose pages and style sheets have been read.
type site struct {
	files     map[string]bool
	folders   map[string]bool
	pages     map[string]*page
	documents []*page // pages and style sheets, sorted by name
}

// page is a page or a style sheet. Style sheets have references only.
type page struct {
	name       string
	base       string // base path of rooted links; "" if there must be none
	ids        map[string]bool
	references []reference
	redirect   bool
	findings   []Finding
}

// notFoundPage is the page that hosts show for unknown addresses.
const notFoundPage = "404.html"

// readSite lists the files of a site and reads its pages and style sheets.
func readSite(fsys fs.FS) (*site, error) {
	s := &site{files: map[string]bool{}, folders: map[string]bool{}, pages: map[string]*page{}}
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			s.folders[name] = true
			return nil
		}
		s.files[name] = true
		if ext := path.Ext(name); ext == ".html" || ext == ".css" {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.documents, err = parallel(names, func(name string) (*page, error) {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		return parseDocument(name, data, func(file string) bool { return s.files[file] }), nil
	})
	for _, p := range s.documents {
		s.pages[p.name] = p
	}
	return s, err
}

// parseDocument reads a page or style sheet.
func parseDocument(name string, data []byte, exists func(file string) bool) *page {
	if path.Ext(name) == ".css" {
		return &page{name: name, references: styleReferences(string(data))}
	}
	p := scanPage(name, data)
	if name == notFoundPage {
		p.base = basePath(p.references, exists)
	}
	return p
}

// basePath returns the part before the path of the first file that a rooted reference names, or "/".
func basePath(references []reference, exists func(file string) bool) string {
	for _, r := range references {
		to, _, _ := strings.Cut(r.to, "?")
		if !strings.HasPrefix(to, "/") {
			continue
		}
		for i := range len(to) {
			if to[i] == '/' && exists(to[i+1:]) {
				return to[:i+1]
			}
		}
	}
	return "/"
}

// parallel calls f for every element, a few at a time, and returns the results in the same order.
func parallel[T, R any](in []T, f func(T) (R, error)) ([]R, error) {
	out := make([]R, len(in))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, v := range in {
		g.Go(func() (err error) {
			out[i], err = f(v)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}
