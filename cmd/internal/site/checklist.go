package site

import (
	"html/template"
	"strings"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// Item is a checklist item as templates see it.
type Item struct {
	*page.Item
	ID        string
	Text      template.HTML
	Plain     string // the text without markup
	Detail    template.HTML
	Audiences []string // titles; empty: everyone
	ForKeys   string   // the keys of the same, separated by spaces

	results []page.Result
}

// Resource is a resource as templates see it.
type Resource struct {
	*page.Resource
	ID    string
	Title string
	URL   string
	// Number and ArchiveNumber are those of URL and Archive among the addresses that are printed; 0: the
	// link is not shown.
	Number, ArchiveNumber int
	Why                   template.HTML
	Audiences             []string
	ForKeys               string
	Step                  string // the slug of its step, on the page of all resources

	results []page.Result
}

// Minutes is the longest time that it takes, by the editor's estimate; 0 where there is none.
func (r Resource) Minutes() int { return r.Effort.Max.Minutes() }

// convertItem converts the Markdown of a checklist item.
func (s *Site) convertItem(d *guide.Doc, i *page.Item, env page.Env) Item {
	env = frontMatterEnv(env, i.ID.Value)
	out := Item{Item: i, ID: i.ID.Value, Audiences: s.audienceTitles(i.For), ForKeys: joinValues(i.For)}
	text := s.converter.Inline(d.File, i.Text, env)
	out.Text, out.Plain, out.results = template.HTML(text.HTML), text.PlainText, append(out.results, text)
	if i.Detail.Value != "" {
		detail := s.converter.Block(d.File, i.Detail, env)
		out.Detail, out.results = template.HTML(detail.HTML), append(out.results, detail)
	}
	return out
}

// convertResource converts the Markdown of a resource.
func (s *Site) convertResource(d *guide.Doc, r *page.Resource, env page.Env) Resource {
	env = frontMatterEnv(env, r.ID.Value)
	out := Resource{Resource: r, ID: r.ID.Value, Title: r.Title.Value, URL: r.URL.Value, Audiences: s.audienceTitles(r.For), ForKeys: joinValues(r.For)}
	if r.Gone == "" {
		out.Number = env.LinkNumber(r.URL.Value)
	}
	why := s.converter.Block(d.File, r.Why, env)
	out.Why, out.results = template.HTML(why.HTML), []page.Result{why}
	if r.Archive != "" {
		out.ArchiveNumber = env.LinkNumber(r.Archive)
	}
	return out
}

func (s *Site) audienceTitles(names []page.Text) []string {
	var out []string
	for _, n := range names {
		for _, a := range s.guide.Settings.Audiences {
			if a.Key.Value == n.Value {
				out = append(out, a.Value.Value)
			}
		}
	}
	return out
}

func joinValues(names []page.Text) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n.Value
	}
	return strings.Join(out, " ")
}

func effortsOf(docs ...*guide.Doc) []page.Span {
	var spans []page.Span
	for _, d := range docs {
		for _, i := range d.Checklist {
			spans = append(spans, i.Effort)
		}
	}
	return spans
}
