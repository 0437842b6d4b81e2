package guide

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/media"
	"guide/cmd/internal/naming"
)

// fileRefs says what refers to a file.
type fileRefs struct {
	byPublished   bool // a published page or the glossary
	byUnpublished bool // a page that is not published
	byTemplate    bool // a template, which has no link that could be checked
}

// referencedFiles returns what the link destinations in a file refer to, apart from pages: paths below content/ and
// addresses that begin with a slash, sorted, without duplicates.
func referencedFiles(file string, destinations []string) []string {
	var names []string
	for _, dest := range destinations {
		u, err := url.Parse(dest)
		if err != nil || u.Path == "" || strings.HasSuffix(u.Path, "/") || strings.HasSuffix(u.Path, ".md") {
			continue
		}
		if strings.HasPrefix(u.Path, "/") {
			names = append(names, naming.NFC(u.Path))
		} else {
			names = append(names, path.Join(path.Dir(file), u.Path))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// collectFileRefs records which pages and templates refer to which files.
func (g *Guide) collectFileRefs(fsys fs.FS, opts Options) {
	files := make(map[string]string, 2*len(g.listing.files)) // path by path and by address
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
			g.fileRefs[f] = fileRefs{u.byPublished || by.byPublished, u.byUnpublished ||
				by.byUnpublished, u.byTemplate || by.byTemplate}
		}
	}
	for _, d := range g.allDocs {
		unpublished := d.unpublished || d.unrouted
		addRefs(d.state.Load().linkedFiles, fileRefs{byPublished: !unpublished, byUnpublished: unpublished})
	}
	addRefs(referencedFiles(GlossaryFile, termLinkDestinations(g.Glossary)), fileRefs{byPublished: true})
	if len(files) > 0 {
		addRefs(templatePaths(fsys, "templates/*.html"), fileRefs{byTemplate: true})
		addRefs(templatePaths(opts.Templates, "*.html"), fileRefs{byTemplate: true})
	}
	for _, f := range g.listing.files {
		if narrowFile, ok := narrowDrawing(f.Path); ok && g.fileRefs[narrowFile] != (fileRefs{}) {
			addRefs([]string{f.Path}, g.fileRefs[narrowFile])
		}
	}
}

// narrowDrawing returns the name of the drawing for which another one is the wide version: map.svg for map-wide.svg.
func narrowDrawing(name string) (string, bool) {
	base, ok := strings.CutSuffix(name, "-wide.svg")
	return base + ".svg", ok
}

// WideDrawing returns the name of the wide version of a drawing.
func WideDrawing(name string) string { return strings.TrimSuffix(name, ".svg") + "-wide.svg" }

// These match comments of templates and of HTML. An unclosed comment extends to the end of the text.
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
			names = append(names, naming.NFC(unescaped))
		}
	}
	return names
}

// templatePaths returns the paths and addresses in templates.
func templatePaths(fsys fs.FS, pattern string) []string {
	if fsys == nil {
		return nil
	}
	var names []string
	all, _ := fs.Glob(fsys, pattern) // unreadable templates are reported when they are parsed
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
	refs := g.fileRefs[f.Path]
	return (refs.byPublished || refs.byTemplate) && !g.inUnpublishedStep(f)
}

// OnlyByTemplate reports whether a file is published just because a template refers to it.
func (g *Guide) OnlyByTemplate(f File) bool {
	refs := g.fileRefs[f.Path]
	return refs.byTemplate && !refs.byPublished
}

// checkUnreferenced reports files to which nothing refers.
func (g *Guide) checkUnreferenced() {
	if slices.ContainsFunc(g.allDocs, func(d *Doc) bool { return d.Hash() == Hash{} }) {
		return // an unreadable page, which was reported, may refer to them
	}
	meant := sync.OnceValue(g.meantFiles)
	for _, f := range g.listing.files {
		switch r := g.routes[foldAddress(f.Address)]; {
		case r == nil || r.file == nil || r.file.Path != f.Path: // it has no route, which was reported
		case g.fileRefs[f.Path] != fileRefs{} || g.inUnpublishedStep(f):
		case meant()[f.Path]: // which the hint for the broken link says
		case media.IsActive(f.Path):
			g.report(diag.ActiveFile.In(f.Path, media.ActiveReason(f.Path),
				"delete it: pages are written in Markdown"))
		default:
			g.report(diag.UnnamedFile.In(f.Path, "no page refers to this file, so it is not published",
				"link to it, or delete it"))
		}
	}
}

// meantFiles returns the files that links to nothing most likely mean.
func (g *Guide) meantFiles() map[string]bool {
	meant := map[string]bool{}
	for _, d := range g.allDocs {
		for _, name := range d.state.Load().linkedFiles {
			meant[g.meantFile(name)] = true
		}
	}
	for _, name := range referencedFiles(GlossaryFile, termLinkDestinations(g.Glossary)) {
		meant[g.meantFile(name)] = true
	}
	return meant
}

// meantFile returns the file that a link to a name or an address most likely means, if it leads to nothing.
func (g *Guide) meantFile(name string) string {
	if name[0] == '/' {
		if g.routes[foldAddress(name)] == nil {
			if r := g.nearRoute(name); r != nil && r.file != nil {
				return r.file.Path
			}
		}
		return ""
	}
	if _, exists := g.listing.entries[g.listing.storedName(name)]; exists {
		return ""
	}
	return g.nearFile(strings.ReplaceAll(name, `\`, "/"))
}

// linkDestinations returns the destinations within the guide that the links and images of a page have; data is the
// content of its file.
func linkDestinations(p *frontmatter.Page, data []byte) []string {
	destinations := markdown.LinkDestinations(data[min(p.BodyOffset, len(data)):])
	for _, t := range p.MarkdownTexts() {
		destinations = append(destinations, markdown.LinkDestinations([]byte(t.Value))...)
	}
	return destinations
}

// termLinkDestinations returns those of the meanings of terms.
func termLinkDestinations(terms []frontmatter.Term) []string {
	var destinations []string
	for _, t := range terms {
		destinations = append(destinations, markdown.LinkDestinations([]byte(t.Means.Value))...)
	}
	return destinations
}
