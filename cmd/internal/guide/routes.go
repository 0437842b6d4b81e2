package guide

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"guide/cmd/internal/page"
)

// route is who has an address.
type route struct {
	address     string
	source      string // the file that it comes from; "" for the program itself
	doc         *Doc
	file        *File
	isAlias     bool // an address that doc had before
	isTopicList bool // of all topics of a step
	// noLink says that nothing is there for readers.
	noLink bool
}

func (c *route) String() string {
	switch {
	case c.source == "":
		return "the program itself"
	case c.isTopicList:
		return "the list of all topics of " + c.source
	}
	return c.source
}

// isFileAddress reports whether the address is that of a file, below which nothing can lie.
func (c *route) isFileAddress() bool { return !strings.HasSuffix(c.address, "/") }

// foldAddress makes addresses equal that some file systems take for the same one: "/A", "/a/" and
// "/a/index.html".
func foldAddress(address string) string {
	folded := strings.TrimSuffix(foldCase(address), "/")
	return strings.TrimSuffix(strings.TrimSuffix(folded, "/index.html"), "/")
}

var letterRun = regexp.MustCompile(`[\p{L}\p{M}\p{Nd}]+`)

// foldCase makes upper and lower case equal, and the two ways to write an accent. A Slug of letters
// alone is the letters themselves, in lower case and NFC.
func foldCase(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return strings.ToLower(s)
	}
	return letterRun.ReplaceAllStringFunc(s, page.Slug)
}

// registerPages gives every page its address, those of the program first. A page whose address is taken
// is lost.
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
		if d.Kind == page.KindHome {
			g.routes[foldAddress(d.Address)].doc = d
		} else if !g.register(&route{address: d.Address, source: d.File, doc: d}, page.Text{}) {
			d.unrouted = true
		}
	}
}

// registerRest gives addresses to what comes behind the pages: lists of topics, files and aliases.
func (g *Guide) registerRest() {
	g.routes[foldAddress(AllAddress)].noLink = !g.HasAllPage()
	for _, s := range g.Steps {
		if len(s.Topics) > MaxListedTopics {
			g.register(&route{address: TopicListAddress(s), source: s.File, isTopicList: true}, page.Text{})
		}
	}
	g.registerFiles(g.listing.files)
	g.registerAliases()
}

func (g *Guide) registerFiles(files []File) {
	for i, f := range files {
		if g.register(&route{address: f.Address, source: f.Path, file: &files[i]}, page.Text{}) && g.isFilePublished(f) {
			g.Files = append(g.Files, f)
		}
	}
	slices.SortFunc(g.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// inUnpublishedStep reports whether a file lies in the folder of a step that is not public.
func (g *Guide) inUnpublishedStep(f File) bool {
	after, ok := strings.CutPrefix(f.Path, stepsDir+"/")
	folder, _, nested := strings.Cut(after, "/")
	if !ok || !nested {
		return false
	}
	d := g.stepOfFolder(stepsDir + "/" + folder)
	return d != nil && d.unpublished
}

// stepOfFolder returns the step of a folder: its index.md, or the file beside it that is called like it.
func (g *Guide) stepOfFolder(folder string) *Doc {
	for _, name := range []string{folder + "/index.md", folder + ".md"} {
		if d := g.docsByFile[name]; d != nil && d.Kind == page.KindStep && !d.unrouted {
			return d
		}
	}
	return nil
}

func (g *Guide) registerAliases() {
	for _, d := range g.allDocs {
		for _, a := range d.Aliases {
			address := page.NFC(a.Value)
			if p, bad := page.CheckAddress(d.File, address); bad {
				p.Line, p.Column, p.EndColumn = a.Line, a.Column, a.EndColumn
				g.report(p)
			}
			if g.register(&route{address: address, source: d.File, doc: d, isAlias: true}, a) && !d.unpublished && !d.unrouted {
				g.Aliases = append(g.Aliases, Alias{Address: address, To: d})
			}
		}
	}
	slices.SortFunc(g.Aliases, func(a, b Alias) int { return cmp.Compare(a.Address, b.Address) })
	for _, r := range g.Settings.Retired.Pages {
		if c := g.routes[foldAddress(r.Value)]; c != nil {
			g.report(errorAt(SettingsFile, r, "same-address", fmt.Sprintf("the retired address %s is in use by %s", r.Value, c), "take it off the list"))
		}
	}
}

// register takes an address, or reports who is in the way.
func (g *Guide) register(c *route, place page.Text) bool {
	key := foldAddress(c.address)
	if strings.HasPrefix(key, AssetsAddress) || isSitemap(key) {
		g.report(errorAt(c.source, place, "same-address", fmt.Sprintf("the address %s is kept for the program's own files", c.address), "choose another name"))
		return false
	}
	other := g.findConflict(key, c)
	if other == nil {
		g.addRoute(c)
		return true
	}
	g.report(errorAt(c.source, place, "same-address", conflictMessage(c, other), conflictHint(c, other)))
	return false
}

// isSitemap reports whether an address is that of a part of a large sitemap.
func isSitemap(key string) bool {
	ok, _ := path.Match("/sitemap-*.xml", key)
	return ok
}

// findConflict finds what has the address, or is a file where a folder is needed, or the reverse.
func (g *Guide) findConflict(key string, c *route) *route {
	if other := g.routes[key]; other != nil {
		return other
	}
	for dir := path.Dir(key); len(dir) > 1; dir = path.Dir(dir) {
		if other := g.routes[dir]; other != nil && other.isFileAddress() {
			return other
		}
	}
	if c.isFileAddress() {
		return g.children[key]
	}
	return nil
}

func (g *Guide) addRoute(c *route) {
	key := foldAddress(c.address)
	g.routes[key] = c
	for dir := path.Dir(key); len(dir) > 1 && g.children[dir] == nil; dir = path.Dir(dir) {
		g.children[dir] = c
	}
}

func conflictMessage(c, other *route) string {
	switch {
	case c.address == other.address:
		return fmt.Sprintf("the address %s is already that of %s", c.address, other)
	case foldAddress(c.address) == foldAddress(other.address):
		return fmt.Sprintf("the address %s is too much like %s, that of %s: not every web server tells them apart", c.address, other.address, other)
	}
	return fmt.Sprintf("the address %s cannot stand beside %s, that of %s: one would be a file and a folder", c.address, other.address, other)
}

func conflictHint(c, other *route) string {
	switch {
	case c.isAlias:
		return "leave the alias out"
	case c.isTopicList:
		return fmt.Sprintf("the step has more than %d topics: give %s another name", MaxListedTopics, other)
	case other.source == "":
		return "give the file another name"
	}
	return "one of the two needs another name"
}
