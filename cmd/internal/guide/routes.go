package guide

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/naming"
)

// A route is an address and the page, file or generated page that it serves.
type route struct {
	address     string
	source      string // the file that it comes from; "" for generated pages
	doc         *Doc
	file        *File
	isAlias     bool // a former address of doc
	isTopicList bool // the list of all topics of a step
	// noLink means that links must not target this route.
	noLink bool
}

func (r *route) String() string {
	switch {
	case r.source == "":
		return "the program itself"
	case r.isTopicList:
		return "the list of all topics of " + r.source
	}
	return r.source
}

// isFileAddress reports whether the address is that of a file, so that there can be none below it.
func (r *route) isFileAddress() bool { return !strings.HasSuffix(r.address, "/") }

// foldAddress returns the same string for addresses that some file systems do not distinguish, such as "/A", "/a/" and
// "/a/index.html".
func foldAddress(address string) string {
	folded := strings.TrimSuffix(foldCase(address), "/")
	return strings.TrimSuffix(strings.TrimSuffix(folded, "/index.html"), "/")
}

var letterRun = regexp.MustCompile(`[\p{L}\p{M}\p{Nd}]+`)

// foldCase returns the same string for texts that differ only in upper and lower case or in composed and decomposed
// accents. It replaces each run of letters by its Slug, which is in lower case and NFC.
func foldCase(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return strings.ToLower(s)
	}
	return letterRun.ReplaceAllStringFunc(s, naming.Slug)
}

// registerPages registers a route for every page, after those of the generated pages. A page whose address is taken is
// left unrouted.
func (g *Guide) registerPages() {
	for _, p := range PageTypes {
		if p.Address != "" {
			g.addRoute(&route{address: p.Address, noLink: !p.Linkable})
		}
	}
	for _, a := range reservedAddresses {
		g.addRoute(&route{address: a, noLink: true})
	}
	for _, d := range g.allDocs {
		if d.Kind == frontmatter.KindHome {
			g.routes[foldAddress(d.Address)].doc = d
		} else if !g.register(&route{address: d.Address, source: d.File, doc: d}, frontmatter.Text{}) {
			d.unrouted = true
		}
	}
}

// registerRest registers topic lists, parts of other lists, files and aliases, after the pages.
func (g *Guide) registerRest() {
	g.routes[foldAddress(AllAddress)].noLink = !g.HasAllPage()
	for _, s := range g.Steps {
		if len(s.Topics) > MaxListedTopics {
			g.register(&route{address: TopicListAddress(s), source: s.File, isTopicList: true}, frontmatter.Text{})
		}
	}
	for _, part := range append(g.ResourceParts(), g.IndexParts()...) {
		g.addRoute(&route{address: part.Address, noLink: true})
	}
	g.registerFiles(g.listing.files)
	g.registerAliases()
}

func (g *Guide) registerFiles(files []File) {
	for i, f := range files {
		if g.register(&route{address: f.Address, source: f.Path, file: &files[i]}, frontmatter.Text{}) &&
			g.isFilePublished(f) {
			g.Files = append(g.Files, f)
		}
	}
	slices.SortFunc(g.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// inUnpublishedStep reports whether a file is in the folder of a step that is not published.
func (g *Guide) inUnpublishedStep(f File) bool {
	after, ok := strings.CutPrefix(f.Path, StepsDir+"/")
	folder, _, nested := strings.Cut(after, "/")
	if !ok || !nested {
		return false
	}
	d := g.stepOfFolder(StepsDir + "/" + folder)
	return d != nil && d.unpublished
}

// stepOfFolder returns the step of a folder: its index.md, or the file beside the folder with the same name.
func (g *Guide) stepOfFolder(folder string) *Doc {
	for _, name := range []string{folder + "/index.md", folder + ".md"} {
		if d := g.docsByFile[name]; d != nil && d.Kind == frontmatter.KindStep && !d.unrouted {
			return d
		}
	}
	return nil
}

func (g *Guide) registerAliases() {
	for _, d := range g.allDocs {
		for _, a := range d.Aliases {
			address := naming.NFC(a.Value)
			if p, bad := CheckAddress(d.File, address); bad {
				at := a.In(d.File)
				p.Line, p.Column, p.EndColumn = at.Line, at.Column, at.EndColumn
				g.report(p)
			}
			if g.register(&route{address: address, source: d.File, doc: d, isAlias: true}, a) && !d.unpublished &&
				!d.unrouted {
				g.Aliases = append(g.Aliases, Alias{Address: address, To: d})
			}
		}
	}
	slices.SortFunc(g.Aliases, func(a, b Alias) int { return cmp.Compare(a.Address, b.Address) })
	for _, retired := range g.Settings.Retired.Pages {
		if r := g.routes[foldAddress(retired.Value)]; r != nil {
			g.report(diag.SameAddress.At(retired.In(SettingsFile),
				fmt.Sprintf("the retired address %s is in use by %s", retired.Value, r), "remove it from the list"))
		}
	}
}

// register adds a route, or reports the one that it conflicts with.
func (g *Guide) register(r *route, place frontmatter.Text) bool {
	key := foldAddress(r.address)
	if strings.HasPrefix(key, AssetsAddress) || isSitemap(key) {
		g.report(diag.SameAddress.At(place.In(r.source),
			fmt.Sprintf("the address %s is reserved for the program's own files", r.address), "choose another name"))
		return false
	}
	other := g.findConflict(key, r)
	if other == nil {
		g.addRoute(r)
		return true
	}
	g.report(diag.SameAddress.At(place.In(r.source), conflictMessage(r, other), conflictHint(r, other)))
	return false
}

// isSitemap reports whether an address is that of a part of a large sitemap.
func isSitemap(key string) bool {
	ok, _ := path.Match("/sitemap-*.xml", key)
	return ok
}

// findConflict returns the route with the same address, or one that is a file where a folder is needed, or the
// reverse.
func (g *Guide) findConflict(key string, r *route) *route {
	if other := g.routes[key]; other != nil {
		return other
	}
	for dir := path.Dir(key); len(dir) > 1; dir = path.Dir(dir) {
		if other := g.routes[dir]; other != nil && other.isFileAddress() {
			return other
		}
	}
	if r.isFileAddress() {
		return g.children[key]
	}
	return nil
}

func (g *Guide) addRoute(r *route) {
	key := foldAddress(r.address)
	g.routes[key] = r
	for dir := path.Dir(key); len(dir) > 1 && g.children[dir] == nil; dir = path.Dir(dir) {
		g.children[dir] = r
	}
}

func conflictMessage(r, other *route) string {
	switch {
	case r.address == other.address && r.source != other.source && naming.NFC(r.source) == naming.NFC(other.source):
		return "two files have names that look the same: they differ only in how the accents are stored"
	case r.address == other.address:
		return fmt.Sprintf("the address %s is already that of %s", r.address, other)
	case foldAddress(r.address) == foldAddress(other.address):
		return fmt.Sprintf("the address %s is too similar to %s, that of %s: not every web server tells them apart",
			r.address, other.address, other)
	}
	return fmt.Sprintf("the address %s conflicts with %s, that of %s: one would be a file, the other a folder",
		r.address, other.address, other)
}

func conflictHint(r, other *route) string {
	switch {
	case r.isAlias:
		return "leave the alias out"
	case r.isTopicList:
		return fmt.Sprintf("the step has more than %d topics: give %s another name", MaxListedTopics, other)
	case other.source == "":
		return "give the file another name"
	}
	return "give one of the two another name"
}
