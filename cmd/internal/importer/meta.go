package importer

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/prose"
)

// doc is a text of the source.
type doc struct {
	name     string // of the file; of a folder for one that is made
	isMade   bool
	isAside  bool   // not in the order, by its name at the top
	whole    *doc   // the text that it is a part of, or nil
	parts    []*doc // the other parts of one that is too long
	first    int    // the numbers of the lines of a part
	last     int
	meta     frontmatter.Value
	lines    []line
	title    string
	hasTitle bool   // in the text itself
	front    string // front matter that could not be read

	aliases  []string // addresses that it had
	kind     frontmatter.Kind
	target   string // its file in the guide
	outcomes []string
	anchors  map[string]int    // the lines of anchors other than headings, by name
	ids      map[string]string // the ids of headings in the guide, by those in the source
	headings []heading
}

// newDoc reads a text.
func (im *importer) newDoc(name string, data []byte) *doc {
	d := &doc{name: name, anchors: map[string]int{}, ids: map[string]string{}}
	meta, body, err := frontmatter.ReadForeign(data)
	first := 1 + strings.Count(string(data[:body]), "\n")
	if err != nil {
		im.note(name, 1, "the front matter cannot be read, so it is kept in a comment: %s", oneLine(err.Error()))
		d.front = string(data[:body])
		if m := titleLine.FindStringSubmatch(d.front); m != nil {
			meta = frontmatter.Value{Form: frontmatter.Mapping, Entries: []frontmatter.Value{
				{Key: "title", Text: strings.Trim(m[1], ` "'`)}}}
		}
	}
	d.meta = meta
	d.lines = splitLines(strings.TrimPrefix(string(data[body:]), "\ufeff"), first)
	markCode(d.lines)
	if title := oneLine(meta.Get("title").Text); title != "" {
		d.title, d.hasTitle = title, true
	} else if i := d.titleHeading(); i >= 0 {
		d.title, d.hasTitle = headingPattern.FindStringSubmatch(d.lines[i].text)[2], true
	}
	d.title = plain(d.title)
	if d.title == "" {
		base := strings.TrimSuffix(path.Base(name), path.Ext(name))
		if isIndex(name) && path.Dir(name) != "." {
			base = path.Base(path.Dir(name))
		}
		d.title, d.hasTitle = cmp.Or(titleOfName(base), "Page"), false
	}
	return d
}

var titleLine = regexp.MustCompile(`(?m)^title\s*[:=]\s*(.+?)\s*$`)

// plain returns a text of one line without the marks of Markdown and HTML.
func plain(text string) string {
	text = attributesPattern.ReplaceAllString(text, "")
	for range 3 { // marks in marks
		text = frontmatter.WithoutMarks(oneLine(text))
	}
	return oneLine(text)
}

// write writes the file of a text.
func (im *importer) write(d *doc) {
	var b strings.Builder
	b.WriteString("---\n")
	body := joinLines(d.lines)
	if d.kind != frontmatter.KindHome || d.hasTitle {
		b.WriteString("title: " + frontmatter.QuoteText(d.title) + "\n")
	}
	summary := plain(cmpText(d.meta.Get("summary"), d.meta.Get("description"), d.meta.Get("excerpt"),
		d.meta.Get("subtitle"), d.meta.Get("lead")))
	if summary == "" && d.kind != frontmatter.KindHome {
		summary = cmp.Or(firstSentence(d.lines), d.title)
	}
	if summary != "" {
		b.WriteString("summary: " + frontmatter.QuoteText(summary) + "\n")
	}
	if len(d.outcomes) > 0 {
		b.WriteString("outcomes:\n")
		for _, o := range d.outcomes {
			text := oneLine(im.markdownOf(d.name, 1, d.target, d.kind, o))
			b.WriteString("  - " + frontmatter.QuoteText(text) + "\n")
		}
	}
	if d.kind != frontmatter.KindHome {
		d.writePublishing(&b)
	}
	im.writeOtherKeys(&b, d)
	b.WriteString("---\n")
	if d.front != "" {
		b.WriteString(commentOf(d.front) + "\n\n")
	}
	b.WriteString(strings.Trim(body, "\n"))
	b.WriteByte('\n')
	im.result.Files[d.target] = []byte(b.String())
	if !d.isMade {
		im.result.From[d.target] = d.name
	}
}

// writePublishing writes when and where a page is published.
func (d *doc) writePublishing(b *strings.Builder) {
	if day := dateIn(cmpText(d.meta.Get("lastmod"), d.meta.Get("last_reviewed_on"), d.meta.Get("reviewed"),
		d.meta.Get("updated"), d.meta.Get("last_update").Get("date"), d.meta.Get("date"))); day != "" {
		b.WriteString("reviewed: " + day + "\n")
	}
	if d.meta.Get("draft").Text == "true" || strings.EqualFold(d.meta.Get("published").Text, "false") {
		b.WriteString("draft: true\n")
	}
	if day := dateIn(d.meta.Get("publishDate").Text); day != "" {
		b.WriteString("publishOn: " + day + "\n")
	}
	if len(d.aliases) > 0 {
		b.WriteString("aliases: [" + strings.Join(d.aliases, ", ") + "]\n")
	}
}

var datePattern = regexp.MustCompile(`^\d{4}-\d\d-\d\d`)

// dateIn returns the day that a text begins with, or "".
func dateIn(text string) string {
	day := datePattern.FindString(text)
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// knownKeys are the keys of front matter that have a meaning in the guide, or in its order.
var knownKeys = []string{"title", "summary", "lastmod", "last_reviewed_on", "reviewed", "updated", "draft", "published",
	"publishdate", "aliases", "redirect_from", "permalink", "url", "weight", "nav_order", "sidebar_position", "parent",
	"grand_parent", "has_children", "layout"}

// writeOtherKeys keeps the keys that have no meaning in the guide in comments.
func (im *importer) writeOtherKeys(b *strings.Builder, d *doc) {
	var kept []string
	for _, e := range d.meta.Entries {
		key := strings.ToLower(e.Key)
		isSummary := key == "description" && d.meta.Get("summary").Text == "" && e.Text != ""
		isDate := key == "date" && dateIn(e.Text) != "" && d.kind != frontmatter.KindHome
		isSlug := key == "slug" && len(d.aliases) > 0
		if e.Key == "" || isSummary || isDate || isSlug ||
			slices.Contains(knownKeys, key) && d.kind != frontmatter.KindHome ||
			slices.Contains(knownKeys[:2], key) || isEmpty(e) {
			continue
		}
		kept = append(kept, e.Key)
		for text := range strings.SplitSeq(flow(e), "\n") {
			b.WriteString("# " + text + "\n")
		}
	}
	if len(kept) > 0 {
		keys := strings.Join(kept, ", ")
		im.keptKeys[keys] = append(im.keptKeys[keys], d.name)
	}
}

func isEmpty(v frontmatter.Value) bool {
	return v.Form == frontmatter.Scalar && v.Text == "" || v.Form != 0 && len(v.Entries) == 0
}

// flow returns an entry on one line, as YAML in brackets.
func flow(v frontmatter.Value) string {
	out := ""
	if v.Key != "" {
		out = oneLine(v.Key) + ": "
	}
	if v.Form == frontmatter.Scalar {
		return out + oneLine(v.Text)
	}
	parts := make([]string, len(v.Entries))
	for i, e := range v.Entries {
		parts[i] = flow(e)
	}
	if v.Form == frontmatter.List {
		return out + "[" + strings.Join(parts, ", ") + "]"
	}
	return out + "{" + strings.Join(parts, ", ") + "}"
}

// firstSentence returns the beginning of the first paragraph as plain text.
func firstSentence(lines []line) string {
	var words []string
	isInList := false
	for _, l := range lines {
		text := strings.TrimSpace(l.text)
		isText := text != "" && !l.isCode && l.alert == 0 && !strings.ContainsAny(text[:1], "#>|<![:{*-+$") &&
			!listPattern.MatchString(text)
		isInList = text != "" && (isInList || listPattern.MatchString(text))
		if !isText && len(words) > 0 {
			break
		}
		if isText && !isInList {
			words = append(words, strings.TrimSuffix(text, `\`))
		}
	}
	text := plain(referencePattern.ReplaceAllString(strings.Join(words, " "), "$1"))
	if first := prose.Sentences(nil, []byte(text)); len(first) > 0 {
		text = text[first[0].Start:first[0].End]
	}
	if len(text) > mostSummary {
		text = strings.TrimRight(text[:strings.LastIndexByte(text[:mostSummary], ' ')+1], " ,;:") + " …"
	}
	return naming.NFC(strings.TrimSuffix(text, ":"))
}

// mostSummary is how many bytes of a text become a summary.
const mostSummary = 240

// referencePattern matches a link by a reference.
var referencePattern = regexp.MustCompile(`\[([^\[\]]+)\]\[[^\[\]]*\]`)
