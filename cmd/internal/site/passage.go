package site

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/suggest"
)

// Passage is the link of an item to the passage that helps with it, its key read. Below the heading of the passage
// stands a link back to the item.
type Passage struct{ Href, Title string }

// passageLinks are the items that lead to a heading, by the address of the page and the id of the heading.
type passageLinks map[string]map[string][]passageLink

type passageLink struct {
	doc  *guide.Doc // of the item
	item *frontmatter.Item
}

func newPassageLinks(g *guide.Guide) passageLinks {
	links := passageLinks{}
	for _, d := range g.Docs() {
		for i := range d.Checklist {
			item := &d.Checklist[i]
			if item.Read.Value == "" {
				continue
			}
			if t, err := g.Resolve(d, item.Passage()); err == nil {
				if links[t.Address] == nil {
					links[t.Address] = map[string][]passageLink{}
				}
				links[t.Address][t.Fragment] = append(links[t.Address][t.Fragment], passageLink{d, item})
			}
		}
	}
	return links
}

// passage returns the link to the passage for an item, and what is to be checked of it.
func (s *Site) passage(
	d *guide.Doc, i *frontmatter.Item, headings []markdown.Heading, env markdown.Env,
) (Passage, markdown.Result) {
	pos := i.Read.In(d.File)
	broken := func(rule *diag.Rule, message, hint string) (Passage, markdown.Result) {
		return Passage{}, markdown.Result{Problems: []diag.Problem{rule.At(pos, "read: "+message, hint)}}
	}
	dest := i.Passage()
	target, err := s.guide.Resolve(d, dest)
	if err != nil {
		return broken(err.Rule, err.Message, err.Hint)
	}
	if target.File != nil {
		return broken(diag.BrokenLink, dest+" is not a page", "name a heading of the page, or topic.md#heading")
	}
	title, found := s.passageTitle(d, target, headings)
	if target.Doc == d && !found {
		return broken(diag.BrokenLink, fmt.Sprintf("the page has no heading with the id %q", target.Fragment),
			suggestHeading(target.Fragment, headings))
	}
	var checks markdown.Result
	if target.Fragment != "" {
		link := markdown.FragmentLink{Address: target.Address, Fragment: target.Fragment, Pos: pos}
		checks.FragmentLinks = append(checks.FragmentLinks, link)
	}
	return Passage{env.Resolve(dest, false).Href, title}, checks
}

// passageTitle returns what the link to a passage says: the heading, and the page if it is another one. It reports
// whether there is such a heading.
func (s *Site) passageTitle(
	d *guide.Doc, target guide.LinkTarget, headings []markdown.Heading,
) (title string, found bool) {
	if target.Doc == nil {
		return s.generatedTitle(target.Address), true
	}
	if target.Doc != d {
		headings = s.headingsOf(target.Doc)
	}
	page := s.guide.Title(target.Doc)
	i := slices.IndexFunc(headings, func(h markdown.Heading) bool { return h.ID == target.Fragment })
	if i < 0 {
		return page, false
	}
	heading := leadingNumber.ReplaceAllString(headings[i].Text, "")
	if target.Doc != d {
		heading = s.msg("passageIn", "heading", heading, "page", page)
	}
	return heading, true
}

// generatedTitle returns the title of a page that has no source file.
func (s *Site) generatedTitle(address string) string {
	for _, p := range guide.PageTypes {
		if p.Address == address {
			return s.msg(p.Title)
		}
	}
	for _, step := range s.guide.Steps {
		if guide.TopicListAddress(step) == address {
			return s.msg("topicsOf", "step", s.guide.Title(step.Doc))
		}
	}
	return address
}

// leadingNumber matches the number of a heading, which means nothing elsewhere.
var leadingNumber = regexp.MustCompile(`^\d+[.)]\s+`)

// headingsOf returns the headings of another page.
func (s *Site) headingsOf(d *guide.Doc) []markdown.Heading {
	if known, ok := s.headings.Load(d); ok && known.(docHeadings).hash == d.Hash() {
		return known.(docHeadings).headings
	}
	data, hash, err := d.Source(s.opts.Source, new(bytes.Buffer))
	if err != nil {
		return nil // the check of the page itself reports it
	}
	headings := s.converter.Body(d.File, data, d.BodyOffset, markdown.Env{UsedIDs: s.usedIDs(d)}).Headings
	s.headings.Store(d, docHeadings{hash, headings})
	return headings
}

// docHeadings are the headings of a page, whose file had the hash.
type docHeadings struct {
	hash     guide.Hash
	headings []markdown.Heading
}

func suggestHeading(id string, headings []markdown.Heading) string {
	ids := make([]string, len(headings))
	for i, h := range headings {
		ids[i] = h.ID
	}
	if nearest := suggest.Nearest(id, ids); nearest != "" {
		return fmt.Sprintf("did you mean %q?", nearest)
	}
	return "an id is the heading in lower case with hyphens, or what stands in {#id}"
}

// addPassageLinks adds to the body of a page, after each heading, the links to the items that lead to it. page is the
// address that shows the body.
func (s *Site) addPassageLinks(body string, d *guide.Doc, headings []markdown.Heading, page string) string {
	links := s.passageLinks[d.Address]
	if len(links) == 0 {
		return body
	}
	prefix := ""
	if page == guide.AllAddress {
		prefix = guide.AllPageID(d)
	}
	var out strings.Builder
	for _, h := range headings {
		if len(links[h.ID]) == 0 {
			continue
		}
		// Quotes in texts are escaped, so only an attribute looks like this.
		_, after, found := strings.Cut(body, ` id="`+html.EscapeString(prefix+h.ID)+`"`)
		end := strings.Index(after, "</h")
		if !found || end < 0 {
			continue
		}
		end += len(body) - len(after) + len("</h2>\n")
		out.WriteString(body[:end] + s.passageLinksHTML(links[h.ID], d, page))
		body = body[end:]
	}
	return out.String() + body
}

func (s *Site) passageLinksHTML(links []passageLink, d *guide.Doc, page string) string {
	var anchors []string
	for _, l := range links {
		address := l.doc.Address
		if page == guide.AllAddress {
			address = page
		}
		text := s.converter.Inline(l.item.Text.Value, l.item.Text.Locator(l.doc.File), markdown.Env{}).PlainText
		if from := s.guideView.stepOf(l.doc); from != nil && from != s.guideView.stepOf(d) {
			text = s.msg("titleInStep", "title", text, "n", from.Position)
		}
		anchors = append(anchors, fmt.Sprintf(`<a href="%s">%s</a>`,
			html.EscapeString(s.urls.link(page, address, l.item.ID.Value)), html.EscapeString(text)))
	}
	label := html.EscapeString(s.msg("forActions"))
	return `<p class="for-actions">` + strings.ReplaceAll(label, "{actions}", strings.Join(anchors, "; ")) + "</p>\n"
}
