package guide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"guide/cmd/internal/page"
)

// Addresses of pages that the program makes.
const (
	HomeAddress      = "/"
	StepsAddress     = "/steps/"
	AllAddress       = "/all/"
	ResourcesAddress = "/resources/"
	GlossaryAddress  = "/glossary/"
	NotFoundAddress  = "/404.html"
	AssetsAddress    = "/assets/"
)

var (
	// made lists the pages that a link can lead to.
	made = []string{HomeAddress, StepsAddress, AllAddress, ResourcesAddress, GlossaryAddress}
	// reserved lists what no source may claim and no link leads to: files for machines, and pages
	// that are kept for what readers will need.
	reserved = []string{NotFoundAddress, AssetsAddress, "/sitemap.xml", "/robots.txt", "/feed.xml", "/guide.json",
		"/sources/", "/plan/", "/search/", "/progress/"}
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
	what    string // for messages: the file, or "the program itself"
	doc     *Doc
	file    *File
	// unlinked says that nothing is there for readers.
	unlinked bool
}

// fold makes addresses that some file systems take for the same one equal.
func fold(address string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSuffix(address, "/")))
}

// address gives every address to one source. Pages come before files, and files before aliases.
func (g *Guide) address(l *lister) {
	for _, a := range slices.Concat(made, reserved) {
		g.claims[fold(a)] = &claim{address: a, what: "the program itself"}
	}
	for _, a := range reserved {
		g.claims[fold(a)].unlinked = true
	}
	g.claims[fold(AllAddress)].unlinked = !g.WholeOnOnePage()
	g.claims[""].doc = g.Home
	for _, d := range g.sortedDocs() {
		if d.Kind != page.Home {
			g.claim(claim{address: d.Address, what: d.File, doc: d}, page.Text{})
		}
	}
	for _, s := range g.Steps {
		if len(s.Topics) > MaxTopics {
			g.claim(claim{address: TopicList(s), what: "the list of topics of " + s.File}, page.Text{})
		}
	}
	g.addressFiles(l)
	g.addressAliases()
}

func (g *Guide) addressFiles(l *lister) {
	slices.SortFunc(l.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	for i, f := range l.files {
		if !g.claim(claim{address: f.Address, what: f.Path, file: &l.files[i]}, page.Text{}) {
			continue
		}
		if !g.fileWithheld(f) {
			g.Files = append(g.Files, f)
		}
	}
	slices.SortFunc(g.Files, func(a, b File) int { return cmp.Compare(a.Address, b.Address) })
}

// fileWithheld reports whether a file lies in the folder of a step that is not public.
func (g *Guide) fileWithheld(f File) bool {
	for _, d := range g.Withheld {
		if dir, ok := strings.CutSuffix(d.File, "/index.md"); ok && d.Kind == page.Step && strings.HasPrefix(f.Path, dir+"/") {
			return true
		}
	}
	return false
}

func (g *Guide) addressAliases() {
	for _, d := range g.sortedDocs() {
		for _, a := range d.Aliases {
			if g.claim(claim{address: a.Value, what: d.File, doc: d}, a) && !g.withheld(d) {
				g.Aliases = append(g.Aliases, Alias{Address: a.Value, To: d})
			}
		}
	}
	slices.SortFunc(g.Aliases, func(a, b Alias) int { return cmp.Compare(a.Address, b.Address) })
	for _, r := range g.Settings.Retired.Pages {
		if c := g.claims[fold(r.Value)]; c != nil {
			g.add(problem(SettingsFile, r, "same-address", fmt.Sprintf("the retired address %s is in use by %s", r.Value, c.what), "take it off the list"))
		}
	}
}

// claim takes an address, or reports who has it.
func (g *Guide) claim(c claim, place page.Text) bool {
	file := c.what
	if c.doc != nil {
		file = c.doc.File
	}
	if strings.HasPrefix(fold(c.address), AssetsAddress) {
		g.add(problem(file, place, "same-address", fmt.Sprintf("the address %s is kept for the program's own files", c.address), "choose another name"))
		return false
	}
	other := g.claims[fold(c.address)]
	if other == nil {
		g.claims[fold(c.address)] = &c
		return true
	}
	message := fmt.Sprintf("the address %s is already that of %s", c.address, other.what)
	if other.address != c.address {
		message = fmt.Sprintf("the address %s is, but for upper and lower case or a final slash, that of %s", c.address, other.what)
	}
	g.add(problem(file, place, "same-address", message, "one of the two needs another name"))
	return false
}
