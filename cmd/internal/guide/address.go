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

// Addresses of pages that the program makes.
const (
	HomeAddress      = "/"
	StepsAddress     = "/steps/"
	AllAddress       = "/all/"
	ResourcesAddress = "/resources/"
	GlossaryAddress  = "/glossary/"
	SourcesAddress   = "/sources/"
	ProgressAddress  = "/progress/"
	SearchAddress    = "/search/"
	NotFoundAddress  = "/404.html"
	AssetsAddress    = "/assets/"
)

var (
	// made lists the pages that a link can lead to.
	made = []string{HomeAddress, StepsAddress, AllAddress, ResourcesAddress, GlossaryAddress, SourcesAddress, ProgressAddress, SearchAddress}
	// reserved lists what no source may claim and no link leads to: files for machines, and pages
	// that are kept for what readers will need.
	reserved = []string{NotFoundAddress, AssetsAddress, "/sitemap.xml", "/robots.txt", "/feed.xml", "/guide.json",
		"/plan/"}
)

// MaxAll is how many steps and topics the page that holds everything may have.
const MaxAll = 500

// WholeOnOnePage reports whether the guide is small enough for one page that holds everything.
func (g *Guide) WholeOnOnePage() bool {
	n := len(g.Steps)
	for _, s := range g.Steps {
		n += len(s.Topics)
	}
	return n <= MaxAll
}

// TopicList is the address of the list of all topics of a step that has too many to show.
func TopicList(s *Step) string { return s.Address + "topics/" }

// MaxTopics is how many topics a step shows before it links to their list.
const MaxTopics = 50

// claim is who has an address.
type claim struct {
	address string
	source  string // the file that it comes from; "" for the program itself
	doc     *Doc
	file    *File
	alias   bool // an address that doc had before
	list    bool // of all topics of a step
	// unlinked says that nothing is there for readers.
	unlinked bool
}

func (c *claim) String() string {
	switch {
	case c.source == "":
		return "the program itself"
	case c.list:
		return "the list of all topics of " + c.source
	}
	return c.source
}

// isFile reports whether the address is that of a file, below which nothing can lie.
func (c *claim) isFile() bool { return !strings.HasSuffix(c.address, "/") }

// fold makes addresses equal that some file systems take for the same one: "/A", "/a/" and
// "/a/index.html".
func fold(address string) string {
	folded := strings.TrimSuffix(foldLetters(address), "/")
	return strings.TrimSuffix(strings.TrimSuffix(folded, "/index.html"), "/")
}

var letters = regexp.MustCompile(`[\p{L}\p{M}\p{Nd}]+`)

// foldLetters makes upper and lower case equal, and the two ways to write an accent. A Slug of letters
// alone is the letters themselves, in lower case and NFC.
func foldLetters(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return strings.ToLower(s)
	}
	return letters.ReplaceAllStringFunc(s, page.Slug)
}

// claimPages gives every page its address, those of the program first. A page whose address is taken
// is lost.
func (g *Guide) claimPages() {
	for _, a := range slices.Concat(made, reserved) {
		g.take(&claim{address: a, unlinked: slices.Contains(reserved, a)})
	}
	for _, d := range g.all {
		if d.Kind == page.KindHome {
			g.claims[fold(d.Address)].doc = d
		} else if !g.claim(&claim{address: d.Address, source: d.File, doc: d}, page.Text{}) {
			d.lost = true
		}
	}
}

// claimRest gives addresses to what comes behind the pages: lists of topics, files and aliases.
func (g *Guide) claimRest() {
	g.claims[fold(AllAddress)].unlinked = !g.WholeOnOnePage()
	for _, s := range g.Steps {
		if len(s.Topics) > MaxTopics {
			g.claim(&claim{address: TopicList(s), source: s.File, list: true}, page.Text{})
		}
	}
	g.claimFiles(g.listing.files)
	g.claimAliases()
}

func (g *Guide) claimFiles(files []File) {
	for i, f := range files {
		if g.claim(&claim{address: f.Address, source: f.Path, file: &files[i]}, page.Text{}) && g.inSite(f) {
			g.Files = append(g.Files, f)
		}
	}
	slices.SortFunc(g.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// fileWithheld reports whether a file lies in the folder of a step that is not public.
func (g *Guide) fileWithheld(f File) bool {
	after, ok := strings.CutPrefix(f.Path, stepsDir+"/")
	folder, _, nested := strings.Cut(after, "/")
	if !ok || !nested {
		return false
	}
	d := g.stepOf(stepsDir + "/" + folder)
	return d != nil && d.withheld
}

// stepOf returns the step of a folder: its index.md, or the file beside it that is called like it.
func (g *Guide) stepOf(folder string) *Doc {
	for _, name := range []string{folder + "/index.md", folder + ".md"} {
		if d := g.docs[name]; d != nil && d.Kind == page.KindStep && !d.lost {
			return d
		}
	}
	return nil
}

func (g *Guide) claimAliases() {
	for _, d := range g.all {
		for _, a := range d.Aliases {
			address := page.NFC(a.Value)
			if p, bad := page.CheckAddress(d.File, address); bad {
				p.Line, p.Column, p.EndColumn = a.Line, a.Column, a.EndColumn
				g.add(p)
			}
			if g.claim(&claim{address: address, source: d.File, doc: d, alias: true}, a) && !d.withheld && !d.lost {
				g.Aliases = append(g.Aliases, Alias{Address: address, To: d})
			}
		}
	}
	slices.SortFunc(g.Aliases, func(a, b Alias) int { return cmp.Compare(a.Address, b.Address) })
	for _, r := range g.Settings.Retired.Pages {
		if c := g.claims[fold(r.Value)]; c != nil {
			g.add(problem(SettingsFile, r, "same-address", fmt.Sprintf("the retired address %s is in use by %s", r.Value, c), "take it off the list"))
		}
	}
}

// claim takes an address, or reports who is in the way.
func (g *Guide) claim(c *claim, place page.Text) bool {
	key := fold(c.address)
	if strings.HasPrefix(key, AssetsAddress) || isSitemap(key) {
		g.add(problem(c.source, place, "same-address", fmt.Sprintf("the address %s is kept for the program's own files", c.address), "choose another name"))
		return false
	}
	other := g.inTheWay(key, c)
	if other == nil {
		g.take(c)
		return true
	}
	g.add(problem(c.source, place, "same-address", conflict(c, other), hintFor(c, other)))
	return false
}

// isSitemap reports whether an address is that of a part of a large sitemap.
func isSitemap(key string) bool {
	ok, _ := path.Match("/sitemap-*.xml", key)
	return ok
}

// inTheWay finds what has the address, or is a file where a folder is needed, or the reverse.
func (g *Guide) inTheWay(key string, c *claim) *claim {
	if other := g.claims[key]; other != nil {
		return other
	}
	for dir := path.Dir(key); len(dir) > 1; dir = path.Dir(dir) {
		if other := g.claims[dir]; other != nil && other.isFile() {
			return other
		}
	}
	if c.isFile() {
		return g.below[key]
	}
	return nil
}

func (g *Guide) take(c *claim) {
	key := fold(c.address)
	g.claims[key] = c
	for dir := path.Dir(key); len(dir) > 1 && g.below[dir] == nil; dir = path.Dir(dir) {
		g.below[dir] = c
	}
}

func conflict(c, other *claim) string {
	switch {
	case c.address == other.address:
		return fmt.Sprintf("the address %s is already that of %s", c.address, other)
	case fold(c.address) == fold(other.address):
		return fmt.Sprintf("the address %s is too much like %s, that of %s: not every web server tells them apart", c.address, other.address, other)
	}
	return fmt.Sprintf("the address %s cannot stand beside %s, that of %s: one would be a file and a folder", c.address, other.address, other)
}

func hintFor(c, other *claim) string {
	switch {
	case c.alias:
		return "leave the alias out"
	case c.list:
		return fmt.Sprintf("the step has more than %d topics: give %s another name", MaxTopics, other)
	case other.source == "":
		return "give the file another name"
	}
	return "one of the two needs another name"
}
