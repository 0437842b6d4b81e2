package guide

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// fileRefs says who names a file.
type fileRefs struct {
	byPublished   bool // a page, or something else, that is published
	byUnpublished bool // a page that is not
	byTemplate    bool // a template, which has no link to speak of
}

// referencedFiles returns what a file names of the guide by link destinations: paths below content/ and rooted
// addresses, but for pages; sorted, each once.
func referencedFiles(file string, destinations []string) []string {
	var names []string
	for _, dest := range destinations {
		u, err := url.Parse(dest)
		if err != nil || u.Path == "" || strings.HasSuffix(u.Path, "/") || strings.HasSuffix(u.Path, ".md") {
			continue
		}
		if strings.HasPrefix(u.Path, "/") {
			names = append(names, page.NFC(u.Path))
		} else {
			names = append(names, path.Join(path.Dir(file), u.Path))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// collectFileRefs finds out who names which file. What is in nobody's text may be in a template.
func (g *Guide) collectFileRefs(fsys fs.FS, opts Options) {
	files := make(map[string]string, 2*len(g.listing.files)) // by path and by address: the path
	for _, f := range g.listing.files {
		files[f.Path], files[f.Address] = f.Path, f.Path
	}
	addRefs := func(names []string, by fileRefs) {
		for _, name := range names {
			f, ok := files[g.listing.storedName(name)]
			if !ok {
				continue
			}
			u := g.fileRefs[f]
			g.fileRefs[f] = fileRefs{u.byPublished || by.byPublished, u.byUnpublished || by.byUnpublished, u.byTemplate || by.byTemplate}
		}
	}
	for _, d := range g.allDocs {
		unpublished := d.unpublished || d.unrouted
		addRefs(d.state.Load().linkedFiles, fileRefs{byPublished: !unpublished, byUnpublished: unpublished})
	}
	addRefs(referencedFiles(GlossaryFile, page.TermLinkDestinations(g.Glossary)), fileRefs{byPublished: true})
	if len(files) > 0 {
		addRefs(templatePaths(fsys, "templates/*.html"), fileRefs{byPublished: true, byTemplate: true})
		addRefs(templatePaths(opts.Templates, "*.html"), fileRefs{byPublished: true, byTemplate: true})
	}
	for _, f := range g.listing.files {
		if narrowFile, ok := narrowDrawing(f.Path); ok && g.fileRefs[narrowFile] != (fileRefs{}) {
			addRefs([]string{f.Path}, g.fileRefs[narrowFile])
		}
	}
}

// narrowDrawing returns the name of the drawing of which another one is the wide form: map.svg of map-wide.svg.
func narrowDrawing(name string) (string, bool) {
	base, ok := strings.CutSuffix(name, "-wide.svg")
	return base + ".svg", ok
}

// WideDrawing returns the name that the wide form of a drawing has.
func WideDrawing(name string) string { return strings.TrimSuffix(name, ".svg") + "-wide.svg" }

// comments are those of templates and of HTML; one that has no end goes on to the end of the text.
var (
	templateComment = regexp.MustCompile(`(?s)\{\{(-\s)?\s*/\*.*?(\*/|\z)`)
	htmlComment     = regexp.MustCompile(`(?s)<!--.*?(-->|\z)`)
)

// templateWords returns the words of a template that may be paths or addresses.
func templateWords(text []byte) []string {
	text = htmlComment.ReplaceAll(templateComment.ReplaceAll(text, []byte(" ")), []byte(" "))
	var names []string
	isDelimiter := func(r rune) bool { return strings.ContainsRune(" \t\r\n\"'`<>(){}[]=|,;", r) }
	for word := range strings.FieldsFuncSeq(string(text), isDelimiter) {
		word, _, _ = strings.Cut(word, "#")
		word, _, _ = strings.Cut(word, "?")
		if unescaped, err := url.PathUnescape(word); err == nil && strings.Contains(word, ".") {
			names = append(names, page.NFC(unescaped))
		}
	}
	return names
}

// templatePaths returns the addresses that stand in templates.
func templatePaths(fsys fs.FS, pattern string) []string {
	if fsys == nil {
		return nil
	}
	var names []string
	all, _ := fs.Glob(fsys, pattern) // what cannot be read is reported by who makes pages of it
	for _, file := range all {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			continue
		}
		for _, word := range templateWords(data) {
			names = append(names, path.Join("/", strings.TrimLeft(word, "./")))
		}
	}
	return names
}

// isFilePublished reports whether a file is in the site.
func (g *Guide) isFilePublished(f File) bool {
	return g.fileRefs[f.Path].byPublished && !g.inUnpublishedStep(f)
}

// ReferencedByTemplate reports whether a file is published since a template names it.
func (g *Guide) ReferencedByTemplate(f File) bool { return g.fileRefs[f.Path].byTemplate }

// checkUnreferenced reports files that nothing names.
func (g *Guide) checkUnreferenced() {
	if slices.ContainsFunc(g.allDocs, func(d *Doc) bool { return d.Hash() == Hash{} }) {
		return // what could not be read, which was reported, may name them
	}
	for _, f := range g.listing.files {
		switch c := g.routes[foldAddress(f.Address)]; {
		case c == nil || c.file == nil || c.file.Path != f.Path: // it has no address, which was reported
		case g.fileRefs[f.Path] != fileRefs{} || g.inUnpublishedStep(f):
		case page.IsActive(f.Path):
			g.report(fileError(f.Path, "active-file", page.ActiveReason(f.Path), "delete it: what a page needs is written in Markdown"))
		default:
			g.report(diag.Problem{File: f.Path, Severity: diag.Warning, Code: "unnamed-file",
				Message: "no page names this file, so it is not published", Hint: "link to it, or delete it"})
		}
	}
}
