package guide

import (
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
)

// PageKind is a kind of page of the site. Templates compare it, and the class of a page's body is "on-" and the kind.
type PageKind string

// The kinds of pages and of other generated files.
const (
	HomePage      PageKind = "home"
	StepsPage     PageKind = "steps"
	StepPage      PageKind = "step"
	TopicsPage    PageKind = "topics" // all topics of a step with more than MaxListedTopics
	TopicPage     PageKind = "topic"
	FreePage      PageKind = "page"
	AllPage       PageKind = "all"
	ResourcesPage PageKind = "resources"
	GlossaryPage  PageKind = "glossary"
	SearchPage    PageKind = "search"
	IndexPartPage PageKind = "index-part" // of the list of everything, if it is long
	ProgressPage  PageKind = "progress"
	SourcesPage   PageKind = "sources"
	NotFoundPage  PageKind = "not-found"
	RedirectPage  PageKind = "redirect" // at an alias
	Sitemap       PageKind = "sitemap"
	Feed          PageKind = "feed"
	Robots        PageKind = "robots"
	GuideJSON     PageKind = "guide-json"
)

// Addresses of generated pages.
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
	SitemapAddress   = "/sitemap.xml"
	GuideJSONAddress = "/guide.json"
	FeedAddress      = "/feed.xml"
	AssetsAddress    = "/assets/"
)

// PageType is what all pages of one kind have in common. A new kind of page is a row of [PageTypes], a template and
// its messages; one with data of its own has a view in package site, too.
type PageType struct {
	Kind     PageKind
	Address  string // "" for a kind with many pages: their addresses come from the source files
	Template string // "" for a file that is not an HTML page
	// Title and Summary are keys of messages; "" where each page has its own.
	Title, Summary string

	Exists     func(*Guide) bool // whether a guide has the page; nil: every guide
	Linkable   bool              // texts may link to it; pages of source files always are
	FromBodies bool              // it depends on the bodies of other pages, not on their front matter alone
	InSitemap  bool
	ServerOnly bool // useless without a web server: not part of an offline site
	Absolute   bool // it has absolute URLs: only if the address of the site is known, and open to search engines

	Nav   NavPlace
	InNav func(*Guide) bool // whether there is something to navigate to; nil: always

	Overview bool // it shows the guide as a whole, and loads overview.css besides main.css
	Script   Script
	Weight   Weight
}

// NavPlace says where every page links to a page.
type NavPlace int

// The places of links. Their order is that of PageTypes.
const (
	NoNav NavPlace = iota
	BannerNav
	FooterNav
)

// Script names the script of a page, which is a file of static/js.
type Script string

// The scripts of pages.
const (
	MainScript          Script = "main.js"
	HomeScript          Script = "home.js"
	ProgressScript      Script = "progress.js"
	ResourcesPageScript Script = "resources-page.js"
	SearchScript        Script = "search.js"
)

// Weight is the budget for a first visit to a page.
type Weight int

// The budgets. Package verify has their numbers.
const (
	LightWeight   Weight = iota
	ScriptWeight         // more for a script and the second style sheet
	SecondWeight         // more for the second style sheet
	GrowingWeight        // it grows with the guide
)

// PageTypes lists every kind of page, and of other files that are generated.
var PageTypes = []PageType{
	{Kind: HomePage, Address: HomeAddress, Template: "home.html", Linkable: true, FromBodies: true, InSitemap: true,
		Overview: true, Script: HomeScript, Weight: SecondWeight},
	{Kind: StepPage, Template: "step.html", InSitemap: true, Script: MainScript},
	{Kind: TopicsPage, Template: "topics.html", InSitemap: true, Script: MainScript},
	{Kind: TopicPage, Template: "topic.html", InSitemap: true, Script: MainScript},
	{Kind: FreePage, Template: "page.html", InSitemap: true, Script: MainScript},
	{Kind: RedirectPage, Template: "redirect.html", Script: MainScript},
	{Kind: StepsPage, Address: StepsAddress, Template: "steps.html", Title: "steps", Summary: "stepsSummary",
		Linkable: true, InSitemap: true, Nav: FooterNav, Overview: true, Script: MainScript, Weight: SecondWeight},
	{Kind: AllPage, Address: AllAddress, Template: "all.html", Title: "all", Summary: "allSummary",
		Exists:   (*Guide).HasAllPage,
		Linkable: true, FromBodies: true, InSitemap: true, Nav: FooterNav, InNav: (*Guide).HasSteps, Overview: true,
		Script: MainScript, Weight: GrowingWeight},
	{Kind: ProgressPage, Address: ProgressAddress, Template: "progress.html", Title: "progress",
		Summary:  "progressSummary",
		Linkable: true, FromBodies: true, InSitemap: true, Nav: BannerNav, Overview: true, Script: ProgressScript,
		Weight: ScriptWeight},
	{Kind: ResourcesPage, Address: ResourcesAddress, Template: "resources.html", Title: "resources",
		Summary:  "resourcesSummary",
		Linkable: true, InSitemap: true, Nav: BannerNav, InNav: (*Guide).HasResources, Overview: true,
		Script: ResourcesPageScript, Weight: GrowingWeight},
	{Kind: GlossaryPage, Address: GlossaryAddress, Template: "glossary.html", Title: "glossary",
		Summary:  "glossarySummary",
		Linkable: true, InSitemap: true, Nav: BannerNav, InNav: (*Guide).HasGlossary, Overview: true,
		Script: MainScript, Weight: GrowingWeight},
	{Kind: SearchPage, Address: SearchAddress, Template: "search.html", Title: "search", Summary: "searchSummary",
		Linkable: true, FromBodies: true, Nav: BannerNav, Overview: true, Script: SearchScript,
		Weight: GrowingWeight},
	{Kind: IndexPartPage, Template: "index-part.html", Overview: true, Script: MainScript},
	{Kind: SourcesPage, Address: SourcesAddress, Template: "sources.html", Title: "sources", Summary: "sourcesSummary",
		FromBodies: true, Linkable: true, InSitemap: true, Nav: FooterNav, Overview: true, Script: MainScript,
		Weight: GrowingWeight},
	{Kind: NotFoundPage, Address: NotFoundAddress, Template: "not-found.html", Title: "notFound",
		Summary:    "notFoundSummary",
		ServerOnly: true, Overview: true, Script: MainScript, Weight: SecondWeight},
	{Kind: GuideJSON, Address: GuideJSONAddress},
	{Kind: Robots, Address: "/robots.txt", ServerOnly: true},
	{Kind: Sitemap, Address: SitemapAddress, ServerOnly: true, Absolute: true},
	{Kind: Feed, Address: FeedAddress, Exists: (*Guide).HasPageEntries, ServerOnly: true, Absolute: true},
}

// reservedAddresses lists what no source file may have and nothing links to, besides PageTypes: files of the program,
// and pages planned for later.
var reservedAddresses = []string{AssetsAddress, "/plan/"}

// IsGenerated reports whether there is one page of this type, which has no source file.
func (p PageType) IsGenerated() bool { return p.Address != "" && p.Kind != HomePage }

// TypeOf returns the row of a kind.
func TypeOf(kind PageKind) PageType {
	return PageTypes[slices.IndexFunc(PageTypes, func(p PageType) bool { return p.Kind == kind })]
}

// WeightOf returns the budget for the page with a file name in the site, such as "steps/index.html". Other texts than
// those of steps may have figures.
func WeightOf(fileName string) Weight {
	for _, p := range PageTypes {
		if p.Address != "" && FileName(p.Address) == fileName {
			return p.Weight
		}
	}
	if strings.HasPrefix(fileName, "steps/") && strings.Count(fileName, "/") == 2 {
		return LightWeight
	}
	return SecondWeight
}

// MaxAllPageEntries is how many steps and topics fit on /all/.
const MaxAllPageEntries = 500

// HasAllPage reports whether the guide is small enough for /all/.
func (g *Guide) HasAllPage() bool {
	n := len(g.Steps)
	for _, s := range g.Steps {
		n += len(s.Topics)
	}
	return n <= MaxAllPageEntries
}

// HasSteps reports whether the guide has a step.
func (g *Guide) HasSteps() bool { return len(g.Steps) > 0 }

// HasResources reports whether a step or topic has a resource.
func (g *Guide) HasResources() bool {
	hasAny := func(d *Doc) bool { return len(d.Resources) > 0 }
	return slices.ContainsFunc(g.Steps, func(s *Step) bool {
		return hasAny(s.Doc) ||
			slices.ContainsFunc(s.Topics, hasAny)
	})
}

// HasGlossary reports whether the guide explains a term.
func (g *Guide) HasGlossary() bool { return len(g.Glossary) > 0 }

// MaxListedTopics is how many topics a step shows before it links to their list.
const MaxListedTopics = 50

// MaxNavLinks is how many steps, or free pages, every page links to.
const MaxNavLinks = 50

// TopicListAddress returns the address of the list of all topics of a step.
func TopicListAddress(s *Step) string { return s.Address + "topics/" }

// AllPageID returns the id of the text of a step or topic on /all/, with which those of its headings begin there:
// "<step>--" for a step, "<step>--<topic>--" for a topic. Slugs never end in a hyphen, so it is unique. It is "" for
// other pages.
func AllPageID(d *Doc) string {
	switch d.Kind {
	case frontmatter.KindStep:
		return d.Slug + "--"
	case frontmatter.KindTopic:
		return d.Step.Slug + "--" + d.Slug + "--"
	}
	return ""
}
