package site

import (
	"html/template"
	"net/url"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// View is what the template of every page gets. The templates of some kinds get a struct with more, such as
// [StepView], that embeds it. Exported fields and methods, and the functions word, date, span and permalink, are all
// that a template can rely on.
type View struct {
	site       *Site
	pageType   guide.PageType
	hasFigures bool // or code
	hasBlocks  bool // see markdown.Result
	// asPublished has the page count visits as if it were published, see Options.Analytics.
	asPublished bool

	hasBlocksScript bool // one of the texts needs the script for blocks
	frameSources    []string

	Kind    guide.PageKind
	Address string // "/steps/get-qualified/"
	Title   string
	Summary string
	Guide   *GuideView
	Doc     *guide.Doc  // the source file of a home, step, topic or free page; else nil
	Step    *guide.Step // the step that the page is or belongs to, or nil

	RedirectTo string // of a redirect: the address of the page; else ""
}

// newView returns the View of a page.
func (s *Site) newView(kind guide.PageKind, address, title, summary string) *View {
	return &View{
		site: s, pageType: guide.TypeOf(kind), Kind: kind,
		Address: address, Title: title, Summary: summary, Guide: s.guideView,
	}
}

// Href returns the link from this page to an address of the site.
func (v *View) Href(address string) string {
	if places := v.site.missingLinks[address]; places != nil {
		v.site.reportMissingLink(address, places)
	}
	if v.Kind == guide.NotFoundPage {
		return v.site.urls.rooted(address)
	}
	return v.site.urls.link(v.Address, address, "")
}

// MainCSS returns the link to the style sheet, or "".
func (v *View) MainCSS() string { return v.assetHref(v.site.bundle.MainCSS) }

// SecondCSS returns the link to the style sheet of pages that show the guide as a whole, or to that of texts with
// figures or code; else "".
func (v *View) SecondCSS() string {
	switch {
	case v.pageType.Overview:
		return v.assetHref(v.site.bundle.OverviewCSS)
	case v.hasFigures:
		return v.assetHref(v.site.bundle.FiguresCSS)
	}
	return ""
}

// BlocksCSS returns the link to the style sheet of texts with fold-outs and the like; "" for other pages.
func (v *View) BlocksCSS() string {
	if !v.hasBlocks {
		return ""
	}
	return v.assetHref(v.site.bundle.BlocksCSS)
}

// BlocksScript returns the link to the script of texts with fold-outs; "" for other pages.
func (v *View) BlocksScript() string {
	if !v.hasBlocksScript {
		return ""
	}
	return v.assetHref(v.site.bundle.BlocksScript)
}

// Script returns the link to the script, or "".
func (v *View) Script() string { return v.assetHref(v.scriptName()) }

func (v *View) scriptName() string {
	switch b := v.site.bundle; v.pageType.Script {
	case guide.HomeScript:
		return b.HomeScript
	case guide.ProgressScript:
		return b.ProgressScript
	case guide.ResourcesPageScript:
		return b.ResourcesPageScript
	case guide.SearchScript:
		return b.SearchScript
	default:
		return b.MainScript
	}
}

// ItemsScript returns the link to the script that lists all actions.
func (v *View) ItemsScript() string { return v.assetHref(v.site.itemsScript.name) }

// GlossaryScript returns the link to the script that shows the meaning of terms, or "".
func (v *View) GlossaryScript() string { return v.assetHref(v.site.bundle.GlossaryScript) }

// ResourcesScript returns the link to the script that lists all resources, or "" if the page needs only its own.
func (v *View) ResourcesScript() string {
	if v.Kind != guide.ProgressPage && v.Kind != guide.SearchPage {
		return ""
	}
	return v.assetHref(v.site.resources.name)
}

// InlineScript returns the script that is part of every page, or "".
func (v *View) InlineScript() template.JS { return template.JS(v.site.bundle.InlineScript) }

// InlineScriptHash returns the source of the inline script in the Content-Security-Policy, or "".
func (v *View) InlineScriptHash() string { return v.site.bundle.InlineScriptHash }

// FrameSources returns the origins of the players of the videos on the page, for its Content-Security-Policy.
func (v *View) FrameSources() []string { return v.frameSources }

func (v *View) assetHref(name string) string {
	if name == "" {
		return ""
	}
	return v.Href("/" + name)
}

// HasFile reports whether the site has a file of that name, such as "assets/img/favicon.svg".
func (v *View) HasFile(name string) bool {
	_, ok := v.site.files[name]
	return ok
}

// NoIndex reports whether search engines are asked not to index the page.
func (v *View) NoIndex() bool { return v.site.opts.NoIndex || v.Kind == guide.RedirectPage }

// CanonicalURL returns the absolute URL of the page, of a redirect that of its target, or "" if the base URL of the
// site is not known.
func (v *View) CanonicalURL() string {
	switch {
	case v.site.urls.base == "" || v.Kind == guide.NotFoundPage:
		return ""
	case v.Kind == guide.RedirectPage:
		return v.site.urls.absolute(v.RedirectTo)
	}
	return v.site.urls.absolute(v.Address)
}

// EditURL returns the URL where the source file of the page can be edited, or "".
func (v *View) EditURL() string {
	edit := v.site.guide.Settings.Edit.Value
	if v.Doc == nil || v.Doc.File == "" || edit == "" {
		return ""
	}
	return strings.ReplaceAll(edit, "{path}", (&url.URL{Path: v.Doc.File}).EscapedPath())
}

// ReportURL returns the URL where a mistake on the page can be reported, or "".
func (v *View) ReportURL() string {
	return strings.ReplaceAll(v.site.guide.Settings.Report.Value, "{title}", url.QueryEscape(v.Title))
}

// Reviewed returns the day on which someone last reviewed the source file of the page, or "".
func (v *View) Reviewed() frontmatter.Date {
	if v.Doc == nil {
		return ""
	}
	return v.Doc.Reviewed.Date()
}

// Changed returns the day on which the source file of the page last changed, if pages say so, else "".
func (v *View) Changed() frontmatter.Date {
	if v.Doc == nil || !v.site.guide.Settings.ShowChanged {
		return ""
	}
	return v.site.guide.Changed(v.Doc)
}

// Owner returns who looks after the page, if pages say so, else "".
func (v *View) Owner() string {
	if v.Doc == nil || !v.site.guide.Settings.ShowOwner {
		return ""
	}
	return v.site.guide.Owner(v.Doc)
}

// PartialCached executes a template with this View. For topics the result is cached by step, so such a partial may
// use only the guide and the step.
func (v *View) PartialCached(name string) (template.HTML, error) {
	if v.Kind != guide.TopicPage || len(v.frameSources) > 0 {
		return v.renderPartial(name)
	}
	key := partialKey{name, v.Step.Address}
	if out, ok := v.site.partialCache.Load(key); ok {
		return out.(template.HTML), nil
	}
	shared := v.site.newView(v.Kind, v.Step.Address+"topic/", "", "")
	shared.Step = v.Step
	out, err := shared.renderPartial(name)
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

// partialKey is a template and the step whose topics share its result.
type partialKey struct{ name, step string }
