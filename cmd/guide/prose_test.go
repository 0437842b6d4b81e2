package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// proseSection is the text between two headings of a page.
type proseSection struct {
	Heading string
	Above   string   // for a heading inside a quotation: the one that the quotation is under
	Running []string // paragraphs and list items
	Other   []string // cells of tables, captions, names of alerts
	Sourced bool     // it has a footnote, or a link to another site
}

// proseOf returns the text of a page in sections, without footnotes, checklist and resources.
func proseOf(data []byte) []proseSection {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	r := &proseReader{sections: []proseSection{{}}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && hasClass(n, "text") {
			r.read(n)
		}
	}
	return r.sections
}

// proseReader collects the sections of a text from its elements.
type proseReader struct {
	sections []proseSection
	above    string // the last heading that isn't in a quotation
	quoted   bool
}

// blocks are the elements whose text is collected separately: true for running text.
var blocks = map[string]bool{
	"p": true, "li": true, "dd": true,
	"td": false, "th": false, "dt": false, "figcaption": false, "pre": false,
}

func (r *proseReader) read(n *html.Node) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type != html.ElementNode, hasClass(c, "footnotes"):
		case len(c.Data) == 2 && c.Data[0] == 'h' && c.Data[1] >= '1' && c.Data[1] <= '6':
			s := proseSection{Heading: words(c)}
			if r.quoted {
				s.Above = r.above
			} else {
				r.above = s.Heading
			}
			r.sections = append(r.sections, s)
		default:
			before := r.quoted
			r.quoted = before || c.Data == "blockquote"
			r.block(c)
			r.read(c)
			r.quoted = before
		}
	}
}

func (r *proseReader) block(n *html.Node) {
	s := &r.sections[len(r.sections)-1]
	if cites(n) {
		s.Sourced = true
	}
	running, ok := blocks[n.Data]
	text := words(n)
	switch {
	case !ok || text == "":
	case running && !hasClass(n, "alert-title"):
		s.Running = append(s.Running, text)
	default:
		s.Other = append(s.Other, text)
	}
}

// cites reports whether an element is a footnote's reference or a link to another site.
func cites(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Data == "a" && c.Type == html.ElementNode {
			if href := attribute(c, "href"); hasClass(c, "footnote-ref") || strings.HasPrefix(href, "http") {
				return true
			}
		}
	}
	return false
}

// notText are the elements whose text does not belong to the element around them.
var notText = []string{"ul", "ol", "sup"}

// words returns the text of an element without the blocks inside it, references, permalinks and downloads.
func words(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			_, block := blocks[c.Data]
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode, block, slices.Contains(notText, c.Data), hasClass(c, "permalink"),
				n.Data == "figcaption" && (c.Data == "a" || c.Data == "button"):
			default:
				walk(c)
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func hasClass(n *html.Node, name string) bool {
	for _, class := range strings.Fields(attribute(n, "class")) {
		if class == name {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// itemTexts returns the texts of the elements with a class inside the items and resources of a page.
func itemTexts(data []byte, class string) (texts []string) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	for row := range root.Descendants() {
		if !hasClass(row, "item") || hasClass(row.Parent, "from-topics") {
			continue // actions of topics are read on their own page
		}
		for n := range row.Descendants() {
			if hasClass(n, class) {
				text, _, _ := strings.Cut(deepText(n), "Read: ") // the link to the passage
				texts = append(texts, strings.TrimSpace(text))
			}
		}
	}
	return texts
}

func deepText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

const prosePage = `<main><h1>Title</h1><p>Not this.</p><div class="text">
<p>Go  on.<sup><a class="footnote-ref" href="#fn:1">1</a></sup> See <a href="../x/">it</a>.</p>
<h2 id="a">A <a class="permalink" href="#a">#</a></h2>
<ul><li>One <em>item</em><ul><li>Inside.</li></ul></li><li><p>Two.</p></li></ul>
<div class="alert"><p class="alert-title">Note</p><p>Mind.</p></div>
<table><tr><th>Head</th><td>20 <a href="https://a.example/">x</a></td></tr></table>
<figure><figcaption>Log <a href="a.csv" download>Download</a></figcaption></figure>
<div class="footnotes"><ol><li><p>A source.</p></li></ol></div></div>
<ul><li class="item" id="one" data-item><span class="item-text">Do <b>it</b></span>
<div class="detail"><p>Well.</p></div></li></ul>
<p class="item-text">Not that.</p></main>`

func TestProse(t *testing.T) {
	got := proseOf([]byte(prosePage))
	want := []proseSection{
		{Running: []string{"Go on. See it."}, Sourced: true},
		{Heading: "A", Running: []string{"One item", "Inside.", "Two.", "Mind."},
			Other: []string{"Note", "Head", "20 x", "Log"}, Sourced: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	items := append(itemTexts([]byte(prosePage), "item-text"), itemTexts([]byte(prosePage), "detail")...)
	if diff := cmp.Diff([]string{"Do it", "Well."}, items); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
