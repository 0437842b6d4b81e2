package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// hasLinks reports whether a value is a list of links beside actions.
func hasLinks(v frontmatter.Value) bool {
	return v.Form == frontmatter.List && !slices.Contains(listKeys, strings.ToLower(v.Key)) &&
		slices.ContainsFunc(v.Entries, isResource)
}

// isResource reports whether an entry has a title and a web address.
func isResource(v frontmatter.Value) bool {
	return v.Form == frontmatter.Mapping && v.Get(titleKeys...).Text != "" &&
		strings.HasPrefix(v.Get(linkKeys...).Text, "http")
}

// writeResource writes a link as a resource. What it gives the reader is its description.
func (im *importer) writeResource(b *strings.Builder, file, target string, kind frontmatter.Kind, v frontmatter.Value) {
	title := plain(v.Get(titleKeys...).Text)
	id := guide.NewID(title, "resource", im.taken)
	im.taken[id] = true
	resourceType := "article"
	for _, word := range []string{"software", "tool", "app"} {
		if strings.Contains(strings.ToLower(v.Key), word) {
			resourceType = "tool"
		}
	}
	var why []string
	for _, e := range v.Entries {
		switch {
		case e.Key == v.Get(titleKeys...).Key || e.Key == v.Get(linkKeys...).Key || isEmpty(e):
		case slices.Contains(detailKeys, strings.ToLower(e.Key)):
			why = append(why, e.Text)
		default:
			why = append(why, flow(e))
		}
	}
	text := im.markdownOf(file, v.Line, target, kind, strings.Join(why, "\n\n"))
	fields := []frontmatter.Field{{Key: "id", Value: id}, {Key: "title", Value: title},
		{Key: "url", Value: escapeDest(v.Get(linkKeys...).Text)}, {Key: "type", Value: resourceType}}
	lead := "  - "
	for _, f := range fields {
		b.WriteString(lead + f.Key + ": " + frontmatter.QuoteText(oneLine(f.Value)) + "\n")
		lead = "    "
	}
	b.WriteString("    why: |\n" + blockOf(cmp.Or(text, title), "      "))
}

// markdownOf converts a text of a value as the text of a page.
func (im *importer) markdownOf(file string, n int, target string, kind frontmatter.Kind, text string) string {
	d := &doc{name: file, target: target, kind: kind, anchors: map[string]int{}, ids: map[string]string{}}
	d.lines = splitLines(strings.TrimSpace(text), n)
	for i := range d.lines {
		d.lines[i].n = n
	}
	if len(text) <= maxBody {
		markCode(d.lines)
		d.lines = im.convertBlocks(d, d.lines)
		markCode(d.lines)
		d.lines = im.convertTags(d, d.lines)
	}
	im.convertLinks(d)
	return strings.TrimSpace(joinLines(d.lines))
}

// blockOf returns the lines of a text in a literal block of YAML.
func blockOf(text, indent string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			return ' '
		case unicode.IsControl(r) || r == '\ufffe' || r == '\uffff' || r == '\ufeff':
			return -1
		}
		return r
	}, text)
	var b strings.Builder
	for s := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if s = strings.TrimRight(s, " \t"); s != "" {
			b.WriteString(indent + s)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
