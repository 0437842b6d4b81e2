package site

import (
	"html/template"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// Item is a checklist item for templates.
type Item struct {
	*frontmatter.Item
	ID           string
	TextHTML     template.HTML
	PlainText    string // the text without markup
	DetailHTML   template.HTML
	IsOpen       bool    // its details are shown at first
	Passage      Passage // the zero Passage if it names none
	Facts        string  // time, milestone, level and audiences in words
	AudienceKeys string  // the keys of its audiences, separated by spaces; "": everyone

	results []markdown.Result
}

// Resource is a resource for templates.
type Resource struct {
	*frontmatter.Resource
	ID           string
	Title        string
	URL          template.URL // checked: html/template allows no tel: and sms:
	Archive      string
	WhyHTML      template.HTML
	Facts        string // type, time, cost, publisher and more in words
	AudienceKeys string
	StepSlug     string // of its step, on /resources/

	results []markdown.Result
}

// OldIDs returns the ids that it had before, separated by spaces.
func (r Resource) OldIDs() string { return strings.Join(textValues(r.Was), " ") }

// IsShort reports whether it takes at most half an hour.
func (r Resource) IsShort() bool { return r.Effort.Max.Minutes() > 0 && r.Effort.Max.Minutes() <= 30 }

// convertItem converts the Markdown of a checklist item. The headings are those of its page.
func (s *Site) convertItem(
	d *guide.Doc, i *frontmatter.Item, headings []markdown.Heading, env markdown.Env,
) Item {
	env = frontMatterEnv(env, i.ID.Value)
	out := Item{Item: i, ID: i.ID.Value}
	if !env.NoHTML {
		out.Facts, out.AudienceKeys = s.itemFacts(i), strings.Join(textValues(i.For), " ")
	}
	text := s.converter.Inline(i.Text.Value, i.Text.Locator(d.File), env)
	out.TextHTML, out.PlainText, out.results = template.HTML(text.HTML), text.PlainText, append(out.results, text)
	if i.Detail.Value != "" {
		detail := s.converter.Block(i.Detail.Value, i.Detail.Locator(d.File), env)
		out.DetailHTML, out.results = template.HTML(detail.HTML), append(out.results, detail)
	}
	if i.Read.Value != "" {
		passage, checks := s.passage(d, i, headings, env)
		out.Passage, out.results = passage, append(out.results, checks)
	}
	return out
}

// convertResource converts the Markdown of a resource.
func (s *Site) convertResource(d *guide.Doc, r *frontmatter.Resource, env markdown.Env) Resource {
	env = frontMatterEnv(env, r.ID.Value)
	out := Resource{
		Resource: r, ID: r.ID.Value, Title: r.Title.Value, URL: template.URL(r.URL.Value), Archive: r.Archive.Value,
	}
	if !env.NoHTML {
		out.Facts, out.AudienceKeys = s.resourceFacts(r), strings.Join(textValues(r.For), " ")
	}
	why := s.converter.Block(r.Why.Value, r.Why.Locator(d.File), env)
	out.WhyHTML, out.results = template.HTML(why.HTML), []markdown.Result{why}
	if r.Reach() != "" {
		return out
	}
	if t := env.Resolve(r.URL.Value, false); t.Rule != nil || t.Fragment != "" {
		out.results = append(out.results, checkTarget(t, r.URL.In(d.File)))
	}
	return out
}

// checkTarget returns the problem of an address that may be in this guide, and its link to an id.
func checkTarget(t markdown.Target, pos diag.Problem) (out markdown.Result) {
	if t.Rule != nil {
		out.Problems = []diag.Problem{t.Rule.At(pos, t.Message, t.Hint)}
	} else if t.Fragment != "" {
		out.FragmentLinks = []markdown.FragmentLink{{Address: t.Address, Fragment: t.Fragment, Pos: pos}}
	}
	return out
}

func (s *Site) audienceTitles(names []frontmatter.Text) []string {
	keys := textValues(names)
	var out []string
	for _, a := range s.guide.Settings.Audiences {
		if slices.Contains(keys, a.Key.Value) {
			out = append(out, a.Value.Value)
		}
	}
	return out
}

// textValues returns the strings of texts.
func textValues(texts []frontmatter.Text) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.Value
	}
	return out
}
