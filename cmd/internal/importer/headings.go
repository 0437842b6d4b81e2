package importer

import (
	"regexp"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

var (
	headingPattern   = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$`)
	underlinePattern = regexp.MustCompile(`^ {0,3}(=+|-{2,})[ \t]*$`)
	idPattern        = regexp.MustCompile(`#([^\s{}.]+)`)
)

// heading is a heading as it is in the guide.
type heading struct {
	id, text string
	n        int // its line in the source
}

// titleHeading returns the line of the heading that is the title of the text, or -1: the first line, but for comments
// and pictures above it.
func (d *doc) titleHeading() int {
	for i, l := range d.lines {
		text := strings.TrimSpace(l.text)
		m := headingPattern.FindStringSubmatch(l.text)
		switch {
		case l.isCode:
			return -1
		case m != nil && len(m[1]) == 1 && m[2] != "":
			return i
		case i+1 < len(d.lines) && text != "" && underlinePattern.MatchString(d.lines[i+1].text) &&
			strings.HasPrefix(strings.TrimSpace(d.lines[i+1].text), "="):
			d.lines[i].text, d.lines[i+1].text = "# "+text, ""
			return i
		case text == "" || strings.HasPrefix(text, "<!--") || strings.HasPrefix(text, "<a ") ||
			strings.HasPrefix(text, "[TOC"):
		default:
			return -1
		}
	}
	return -1
}

// convertHeadings makes the levels of the headings right: those of a text begin with the second.
func (d *doc) convertHeadings() {
	d.useHashes()
	markCode(d.lines)
	if i := d.titleHeading(); i >= 0 {
		m := headingPattern.FindStringSubmatch(d.lines[i].text)
		if text := plain(m[2]); !d.hasTitle && text != "" { // below tags that are comments now
			d.title, d.hasTitle = text, true
		}
		if sameTitle(plain(m[2]), d.title) {
			d.anchors[naming.Slug(m[2])] = 0
			d.takeID(m[2], "")
			d.lines[i].text = ""
		}
	}
	first := 7
	for _, l := range d.lines {
		if m := headingPattern.FindStringSubmatch(l.text); m != nil && !l.isCode {
			first = min(first, len(m[1]))
		}
	}
	var levels []int // those of the source around a heading
	for i := range d.lines {
		l := &d.lines[i]
		m := headingPattern.FindStringSubmatch(l.text)
		if m == nil || l.isCode || strings.TrimSpace(m[2]) == "" {
			continue
		}
		level := len(m[1])
		for len(levels) > 0 && levels[len(levels)-1] >= level {
			levels = levels[:len(levels)-1]
		}
		levels = append(levels, level)
		id := d.takeID(m[2], "")
		text := strings.TrimSpace(attributesPattern.ReplaceAllString(m[2], ""))
		if id != "" && id != naming.Slug(plain(text)) {
			text += " {#" + id + "}"
		}
		l.text = strings.Repeat("#", min(len(levels)+1, 6)) + " " + text
	}
}

// sameTitle reports whether two titles have the same words.
func sameTitle(a, b string) bool { return a != "" && naming.Slug(a) == naming.Slug(b) }

// takeID returns the id that is written behind a heading, as the guide can have it.
func (d *doc) takeID(text, otherwise string) string {
	m := idPattern.FindStringSubmatch(attributesPattern.FindString(text))
	if m == nil {
		return otherwise
	}
	id := naming.Slug(m[1])
	if strings.HasPrefix(id, naming.ReservedPrefix) {
		id = "section-" + id
	}
	for _, other := range d.ids {
		if other == id {
			return otherwise
		}
	}
	d.ids[m[1]] = id
	return id
}

// useHashes writes headings that are underlined with #s.
func (d *doc) useHashes() {
	for i := 0; i+1 < len(d.lines); i++ {
		l, below := &d.lines[i], &d.lines[i+1]
		m := underlinePattern.FindStringSubmatch(below.text)
		text := strings.TrimSpace(l.text)
		isFirst := i == 0 || strings.TrimSpace(d.lines[i-1].text) == "" || d.lines[i-1].isCode
		if m == nil || l.isCode || below.isCode || text == "" || !isFirst || indentOf(l.text) > 3 ||
			strings.ContainsAny(text[:1], "#>|-*+<`~:") || listPattern.MatchString(l.text) {
			continue
		}
		l.text, below.text = "## "+text, ""
		if m[1][0] == '=' {
			l.text = "# " + text
		}
	}
}

// findHeadings finds the ids that the headings have in the guide.
func (d *doc) findHeadings() {
	c := markdown.NewConverter(func(key string) string { return key })
	body := joinLines(d.lines)
	if len(body) > frontmatter.MaxBody {
		return
	}
	env := markdown.Env{NoHTML: true, UsedIDs: map[string]bool{}}
	for _, h := range c.Body(d.target, []byte(body), 0, env).Headings {
		if i := h.Pos.Line - 1; i >= 0 && i < len(d.lines) {
			d.headings = append(d.headings, heading{h.ID, h.Text, d.lines[i].n})
			if h.WantedID != "" && headingPattern.MatchString(d.lines[i].text) {
				d.lines[i].text += " {#" + h.ID + "}" // so that it stays when headings are moved
			}
		}
	}
}

// fragment returns the id in the guide for one in the source; ok is false if there is none.
func (d *doc) fragment(id string) (fragment string, ok bool) {
	slug := naming.Slug(strings.TrimPrefix(id, "user-content-"))
	for _, candidate := range []string{d.ids[id], id, slug} {
		for _, h := range d.headings {
			if candidate != "" && h.id == candidate {
				return h.id, true
			}
		}
	}
	if n, found := d.anchors[id]; found && d.hasLine(n) {
		return d.headingAt(n), true
	}
	for _, h := range d.headings {
		if short := compact(id); short != "" && (compact(h.text) == short || compact(h.id) == short) {
			return h.id, true
		}
	}
	if _, found := d.anchors[slug]; found || slug == "" || slug == "top" || slug == naming.Slug(d.title) ||
		compact(id) == compact(d.title) {
		return "", true
	}
	return "", false
}

// hasLine reports whether a line of the source is in the part that a text is; one that is whole has all.
func (d *doc) hasLine(n int) bool {
	return d.whole == nil && d.parts == nil || d.first <= n && n <= d.last
}

// compact returns the letters and digits of a text: other programs differ in what they make of the rest.
func compact(text string) string {
	return strings.ReplaceAll(naming.Slug(text), "-", "")
}

// headingAt returns the id of the heading that an anchor in a line stands at: the next one, if it is near, else the one
// above it.
func (d *doc) headingAt(n int) string {
	above := ""
	for _, h := range d.headings {
		if h.n >= n && h.n <= n+3 {
			return h.id
		}
		if h.n < n {
			above = h.id
		}
	}
	return above
}
