package site

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// View is what a template gets: one page. Its exported fields and methods, and the functions word,
// date, span and permalink, are all that a template may rely on.
type View struct {
	site *Site

	// Kind is the kind of page: home, steps, step, topics, topic, page, all, resources, glossary, sources,
	// progress, search, not-found or redirect.
	Kind    string
	Address string // "/steps/get-qualified/"
	Title   string
	Summary string
	// Guide is what every page may show of the whole guide.
	Guide *GuideView

	// Doc is the source file of a home, step, topic or free page.
	Doc *guide.Doc
	// Step is the step that the page is or belongs to.
	Step *guide.Step
	// Sections are the texts on the page: one on most, one for each step and topic on the page that
	// holds everything.
	Sections []Section
	// ResourceGroups are the resources of each step, on the page of all resources.
	ResourceGroups []ResourceGroup
	// Glossary is the glossary, in the order of the alphabet.
	Glossary []LetterGroup[Term]
	// AZIndex is everything, in the order of the alphabet, on the page of search.
	AZIndex []LetterGroup[AZEntry]
	// Footnotes are the pages that name sources.
	Footnotes []PageFootnotes
	// PrintedLinks are those of the links elsewhere, on pages that are not made of sections or groups.
	PrintedLinks []string
	// Topics are links to the topics of the step, at most guide.MaxTopics.
	Topics []TopicRef
	// Previous and Next are the neighbours of a step among the steps, of a topic in the order of the page
	// that holds everything.
	Previous, Next *Ref
	// Needs are the steps to finish first.
	Needs []Ref
	// RedirectTo is where a redirect leads.
	RedirectTo string
}

// GuideView is what pages show of the whole guide.
type GuideView struct {
	ID, Title, Summary, Language, Contact string
	Steps                                 []StepRef
	Pages                                 []Ref
	Audiences                             []frontmatter.MapItem[frontmatter.Text]
	HasAll, HasGlossary, HasResources     bool
	ActionCount, ResourceCount            int // of all steps
}

// Ref is a link to a page of the guide.
type Ref struct {
	Address, Title, Summary string
	Position                int // of a step, from 1
	Reason                  guide.Reason
}

// StepRef is a step in a list of steps.
type StepRef struct {
	Ref
	Slug                       string
	ActionCount, ResourceCount int              // of the step and its topics
	Effort                     frontmatter.Span // hands-on time of all actions; an estimate
}

// TopicRef is a topic in the list of its step's topics.
type TopicRef struct {
	Ref
	ActionCount int
}

// Tally counts the actions or the resources of a page. Those of a step are those of its topics too, so that
// every page gives the same number for it.
type Tally struct {
	OnPage  int  // in the page's own source file
	InStep  int  // in the step that the page is or belongs to, with all its topics
	IsTopic bool // the page is a topic
}

// Total returns the number for the page as a whole.
func (t Tally) Total() int {
	if t.IsTopic {
		return t.OnPage
	}
	return t.InStep
}

// InTopics returns how many of a step's Total are in its topics.
func (t Tally) InTopics() int { return t.Total() - t.OnPage }

// Section is the text of one source file on a page.
type Section struct {
	ID       string // of the section on the page that holds everything; else ""
	StepSlug string // the slug of the step that it is or belongs to
	Level    int    // of its heading there
	Position int    // of its step
	Title    string
	Summary  string
	Outcomes []template.HTML
	Body     template.HTML
	Headings []markdown.Heading
	// Items and Resources are to be ticked.
	Items     []Item
	Resources []Resource
	// ActionTally and ResourceTally count them, in the step too.
	ActionTally, ResourceTally Tally
	Effort                     frontmatter.Span // of a step, with its topics
	Reason                     guide.Reason
	PrintedLinks               []string // of the links elsewhere
}

// ResourceGroup is the resources of one step with its topics.
type ResourceGroup struct {
	Ref
	StepSlug     string
	Resources    []Resource
	PrintedLinks []string
}

// Term is one entry of the glossary.
type Term struct {
	ID, Term   string
	Aka        []string
	Definition template.HTML
}

// LetterGroup is what begins with one letter.
type LetterGroup[T any] struct {
	Letter  string
	Entries []T
}

// PageFootnotes is the sources that one page names.
type PageFootnotes struct {
	Ref
	Footnotes []Footnote
}

// Footnote is one source.
type Footnote struct {
	Number int // among those of its page
	HTML   template.HTML
	Href   string // of the place that refers to it
}

// Href returns the link from this page to an address of the site.
func (v *View) Href(address string) string {
	if v.Kind == "not-found" {
		return v.site.rootRelative(address)
	}
	return v.site.link(v.Address, address, "")
}

// rootRelative is a link that works at any address that a missing page may have been asked for at.
func (s *Site) rootRelative(address string) string {
	base := "/"
	if u, err := url.Parse(s.baseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	return (&url.URL{Path: base + strings.TrimPrefix(address, "/")}).String()
}

// MainCSS returns the link to the style sheet, or "".
func (v *View) MainCSS() string { return v.assetHref(v.site.bundle.MainCSS) }

// OverviewCSS returns the link to the second style sheet of a page that shows the guide as a whole, or "".
func (v *View) OverviewCSS() string {
	switch v.Kind {
	case "step", "topic", "topics", "page", "progress", "redirect":
		return ""
	}
	return v.assetHref(v.site.bundle.OverviewCSS)
}

// Script returns the link to the script, or "".
func (v *View) Script() string {
	switch v.Kind {
	case "progress":
		return v.assetHref(v.site.bundle.ProgressScript)
	case "search":
		return v.assetHref(v.site.bundle.SearchScript)
	}
	return v.assetHref(v.site.bundle.MainScript)
}

// ItemsScript returns the link to the table of all items and resources.
func (v *View) ItemsScript() string { return v.assetHref(v.site.itemsScript.name) }

// InlineScript returns the script that pages have in themselves, or "".
func (v *View) InlineScript() template.JS { return template.JS(v.site.bundle.InlineScript) }

// InlineScriptHash returns how the Content-Security-Policy names that script, or "".
func (v *View) InlineScriptHash() string { return v.site.bundle.InlineScriptHash }

// NoIndex reports whether search engines are asked to leave the page out.
func (v *View) NoIndex() bool { return v.site.opts.NoIndex || v.Kind == "redirect" }

func (v *View) assetHref(name string) string {
	if name == "" {
		return ""
	}
	return v.Href("/" + name)
}

// ShowsSteps reports whether the page shows the list of steps at its side: not where the steps are the
// page itself.
func (v *View) ShowsSteps() bool {
	switch v.Kind {
	case "home", "steps":
		return false
	}
	return true
}

// HasFile reports whether the site has a file of that name, such as "assets/img/favicon.svg".
func (v *View) HasFile(name string) bool {
	_, ok := v.site.tree.files[name]
	return ok
}

// CanonicalURL returns the page's absolute address, that of its target for a redirect, or "" where the
// site's own is not known.
func (v *View) CanonicalURL() string {
	switch {
	case v.site.baseURL == "" || v.Kind == "not-found":
		return ""
	case v.Kind == "redirect":
		return v.site.absoluteURL(v.RedirectTo)
	}
	return v.site.absoluteURL(v.Address)
}

// EditURL returns the address where the page's source can be edited, or "".
func (v *View) EditURL() string {
	if v.Doc == nil || v.Doc.File == "" || v.site.guide.Settings.Edit == "" {
		return ""
	}
	return strings.ReplaceAll(v.site.guide.Settings.Edit, "{path}", (&url.URL{Path: v.Doc.File}).EscapedPath())
}

// ReportURL returns the address where a mistake on the page can be reported, or "".
func (v *View) ReportURL() string {
	if v.site.guide.Settings.Report == "" {
		return ""
	}
	return strings.ReplaceAll(v.site.guide.Settings.Report, "{title}", url.QueryEscape(v.Title))
}

// PartialCached executes a template for what surrounds the text. On a topic it is made once for all topics of
// the step, and such a template knows the guide and the step alone.
func (v *View) PartialCached(name string) (template.HTML, error) {
	if v.Kind != "topic" {
		return v.renderPartial(name)
	}
	key := partialKey{name, v.Step.Address}
	if out, ok := v.site.partialCache.Load(key); ok {
		return out.(template.HTML), nil
	}
	stepView := &View{site: v.site, Kind: v.Kind, Address: v.Step.Address + "topic/", Guide: v.Guide, Step: v.Step}
	out, err := stepView.renderPartial(name)
	if err == nil {
		v.site.partialCache.Store(key, out)
	}
	return out, err
}

func (v *View) renderPartial(name string) (template.HTML, error) {
	var b strings.Builder
	err := v.site.templates.ExecuteTemplate(&b, name, v)
	return template.HTML(b.String()), err
}

// partialKey names a template and the step whose topics share what it makes.
type partialKey struct{ name, step string }

// IsCurrentStep reports whether a step of the list is the one that this page is or belongs to.
func (v *View) IsCurrentStep(address string) bool { return v.Step != nil && v.Step.Address == address }

// StepHref returns the link to a step in the list of steps; on the page that holds everything it is
// there.
func (v *View) StepHref(step StepRef) string {
	if v.Kind == "all" {
		return v.site.link(v.Address, v.Address, idPrefix(v.site.byAddress[step.Address]))
	}
	return v.Href(step.Address)
}

// Reviewed returns the day on which someone last reviewed the page's source, or "".
func (v *View) Reviewed() frontmatter.Date {
	if v.Doc == nil {
		return ""
	}
	return v.Doc.Reviewed
}

// ResourceCount returns how many resources the page of all resources has.
func (v *View) ResourceCount() int {
	n := 0
	for _, g := range v.ResourceGroups {
		n += len(g.Resources)
	}
	return n
}

// ResourceTypes returns the types of the resources on the page, ResourceCosts their costs; in order, each once.
func (v *View) ResourceTypes() []string {
	return v.resourceValues(func(r Resource) string { return r.Type })
}
func (v *View) ResourceCosts() []string {
	return v.resourceValues(func(r Resource) string { return r.Cost })
}

func (v *View) resourceValues(field func(Resource) string) []string {
	var out []string
	for _, g := range v.ResourceGroups {
		for _, r := range g.Resources {
			if value := field(r); value != "" {
				out = append(out, value)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TOC lists the parts of a single text, for a list of what is on the page: its headings of the
// second level.
func (s Section) TOC() []markdown.Heading {
	var out []markdown.Heading
	for _, h := range s.Headings {
		if h.Level <= 2 {
			out = append(out, h)
		}
	}
	return out
}
