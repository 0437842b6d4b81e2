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

// use says who names a file.
type use struct {
	public   bool // a page, or something else, that is published
	withheld bool // a page that is not
	template bool // a template, which has no link to speak of
}

// mentioned returns what a file names of the guide by link destinations: paths below content/ and rooted
// addresses, but for pages; sorted, each once.
func mentioned(file string, destinations []string) []string {
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

// nameFiles finds out who names which file. What is in nobody's text may be in a template.
func (g *Guide) nameFiles(fsys fs.FS, opts Options) {
	files := make(map[string]string, 2*len(g.listing.files)) // by path and by address: the path
	for _, f := range g.listing.files {
		files[f.Path], files[f.Address] = f.Path, f.Path
	}
	note := func(names []string, by use) {
		for _, name := range names {
			f, ok := files[g.listing.find(name)]
			if !ok {
				continue
			}
			u := g.uses[f]
			g.uses[f] = use{u.public || by.public, u.withheld || by.withheld, u.template || by.template}
		}
	}
	for _, d := range g.all {
		gone := d.withheld || d.lost
		note(d.seen.Load().names, use{public: !gone, withheld: gone})
	}
	note(mentioned(GlossaryFile, page.TermLinkDestinations(g.Glossary)), use{public: true})
	if len(files) > 0 {
		note(templateNames(fsys, "templates/*.html"), use{public: true, template: true})
		note(templateNames(opts.Templates, "*.html"), use{public: true, template: true})
	}
	for _, f := range g.listing.files {
		if narrow, ok := narrowName(f.Path); ok && g.uses[narrow] != (use{}) {
			note([]string{f.Path}, g.uses[narrow])
		}
	}
}

// narrowName returns the name of the drawing of which another one is the wide form: map.svg of map-wide.svg.
func narrowName(name string) (string, bool) {
	base, ok := strings.CutSuffix(name, "-wide.svg")
	return base + ".svg", ok
}

// WideName returns the name that the wide form of a drawing has.
func WideName(name string) string { return strings.TrimSuffix(name, ".svg") + "-wide.svg" }

// comments are those of templates and of HTML; one that has no end goes on to the end of the text.
var (
	templateComment = regexp.MustCompile(`(?s)\{\{(-\s)?\s*/\*.*?(\*/|\z)`)
	htmlComment     = regexp.MustCompile(`(?s)<!--.*?(-->|\z)`)
)

// words returns the words of a template that may be paths or addresses.
func words(text []byte) []string {
	text = htmlComment.ReplaceAll(templateComment.ReplaceAll(text, []byte(" ")), []byte(" "))
	var names []string
	ends := func(r rune) bool { return strings.ContainsRune(" \t\r\n\"'`<>(){}[]=|,;", r) }
	for word := range strings.FieldsFuncSeq(string(text), ends) {
		word, _, _ = strings.Cut(word, "#")
		word, _, _ = strings.Cut(word, "?")
		if plain, err := url.PathUnescape(word); err == nil && strings.Contains(word, ".") {
			names = append(names, page.NFC(plain))
		}
	}
	return names
}

// templateNames returns the addresses that stand in templates.
func templateNames(fsys fs.FS, pattern string) []string {
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
		for _, word := range words(data) {
			names = append(names, path.Join("/", strings.TrimLeft(word, "./")))
		}
	}
	return names
}

// inSite reports whether a file is in the site.
func (g *Guide) inSite(f File) bool { return g.uses[f.Path].public && !g.fileWithheld(f) }

// NamedByTemplate reports whether a file is published since a template names it.
func (g *Guide) NamedByTemplate(f File) bool { return g.uses[f.Path].template }

// checkUnnamed reports files that nothing names.
func (g *Guide) checkUnnamed() {
	if slices.ContainsFunc(g.all, func(d *Doc) bool { return d.Hash() == Hash{} }) {
		return // what could not be read, which was reported, may name them
	}
	for _, f := range g.listing.files {
		switch c := g.claims[fold(f.Address)]; {
		case c == nil || c.file == nil || c.file.Path != f.Path: // it has no address, which was reported
		case g.uses[f.Path] != use{} || g.fileWithheld(f):
		case page.IsActive(f.Path):
			g.add(fileProblem(f.Path, "active-file", page.ActiveReason(f.Path), "delete it: what a page needs is written in Markdown"))
		default:
			g.add(diag.Problem{File: f.Path, Severity: diag.Warning, Code: "unnamed-file",
				Message: "no page names this file, so it is not published", Hint: "link to it, or delete it"})
		}
	}
}
