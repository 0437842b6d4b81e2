package site

import (
	"bytes"
	"cmp"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// A page has a dozen rows of actions and resources, for which html/template takes longer than for all else. So rows are
// written here, byte for byte as the program's own templates of these names make them (a test compares them), unless
// the editor has one of the templates that make a row.

// rowTemplates are the templates that make rows.
var rowTemplates = []string{"item.html", "resource.html", "index-entry.html"}

// rowsAction matches a list of rows in a template.
var rowsAction = regexp.MustCompile(
	`\{\{range (\.\w+)\}\}\{\{template "(?:item|resource|index-entry)\.html" \.\}\}\{\{end\}\}`)

// writesRows reports whether the editor has none of the templates that make rows.
func writesRows(templates overlay) bool {
	return !slices.ContainsFunc(append(rowTemplates, "tag.html"), func(name string) bool {
		_, err := fs.Stat(templates.top, name)
		return err == nil
	})
}

// rows returns the rows of actions, resources or index entries: of one, or of a list.
func (t *theme) rows(of any) template.HTML {
	buf := bufferPool.Get().(*bytes.Buffer)
	defer bufferPool.Put(buf)
	buf.Reset()
	w := &htmlWriter{buf}
	switch of := of.(type) {
	case Item:
		t.writeItem(w, &of)
	case []Item:
		for i := range of {
			t.writeItem(w, &of[i])
		}
	case Resource:
		t.writeResource(w, &of)
	case []Resource:
		for i := range of {
			t.writeResource(w, &of[i])
		}
	case AZEntry:
		w.indexEntry(of)
	case []AZEntry:
		for _, e := range of {
			w.indexEntry(e)
		}
	}
	return template.HTML(buf.String())
}

func (t *theme) writeItem(w *htmlWriter, i *Item) {
	w.put(`<li class="item" id="`, i.ID, `" data-item`)
	if i.Level == "essential" {
		w.put(` data-level="essential"`)
	}
	w.attribute("data-for", i.AudienceKeys)
	w.put(">\n" + `<label><input type="checkbox" autocomplete="off" disabled> <span class="item-text">`)
	w.put(string(i.TextHTML)+"</span></label>\n", "", "")
	if i.DetailHTML == "" && i.Passage.Href == "" {
		w.put(`<p class="no-details"><span class="facts">`)
		t.writeTag(w, i.Level)
		w.put("", i.Facts, "</span></p>\n</li>\n")
		return
	}
	w.put("<details")
	if i.IsOpen {
		w.put(" open")
	}
	w.put(`><summary><span class="facts">`)
	t.writeTag(w, i.Level)
	w.put("", i.Facts, "</span></summary>\n"+`<div class="detail">`+string(i.DetailHTML))
	if i.Passage.Href != "" {
		w.put("<p>", t.msg("read"), ` <a href="`)
		w.address(i.Passage.Href)
		w.put(`">`, i.Passage.Title, "</a></p>")
	}
	w.put("</div></details>\n</li>\n")
}

func (t *theme) writeResource(w *htmlWriter, r *Resource) {
	w.put(`<li class="item" id="`, r.ID, `" data-item`)
	w.attribute("data-was", r.OldIDs())
	if r.StepSlug != "" { // what filters of /resources/ compare
		w.put(` data-step="`, r.StepSlug, `" data-level="`, r.Level, `" data-type="`, r.Type, `" data-cost="`,
			cmp.Or(r.Cost, costUnknown), `"`)
		if r.IsShort() {
			w.put(` data-minutes="30"`)
		}
	}
	w.attribute("data-for", r.AudienceKeys)
	w.put(">\n"+`<label><input type="checkbox" autocomplete="off" disabled><span class="visually-hidden">`,
		t.msg("doneWith", "title", r.Title), "</span></label>\n"+`<p class="title">`)
	switch {
	case r.Gone.Value == "":
		w.put(`<a href="`)
		w.address(string(r.URL))
		w.put(`"`)
		w.attribute("hreflang", r.Language)
		w.attribute("lang", r.Language)
		if r.Language != "" {
			w.put(` dir="auto"`)
		}
		w.put(">", r.Title, "</a>")
	case r.Archive != "":
		w.put(`<a href="`)
		w.address(r.Archive)
		w.put(`">`, t.msg("archivedTitle", "title", r.Title), "</a>")
	default:
		w.put("", r.Title, "")
	}
	w.put("</p>\n" + `<div class="detail">` + string(r.WhyHTML) + "</div>\n" + `<p class="facts">`)
	t.writeTag(w, r.Level)
	w.put("", r.Facts, "")
	if r.Archive != "" && r.Gone.Value == "" {
		w.put(` <a href="`)
		w.address(r.Archive)
		w.put(`">`, t.msg("archive"), `<span class="visually-hidden">: `, r.Title, "</span></a>")
	}
	w.put("</p>\n</li>\n")
}

func (w *htmlWriter) indexEntry(e AZEntry) {
	w.put(`<li><a href="`)
	w.address(e.Href)
	w.put(`">`, e.Title, "</a> <span>", e.KindLabel, "")
	if e.PageTitle != "" {
		w.put(", ", e.PageTitle, "")
	}
	w.put("</span></li>\n")
}

func (t *theme) writeTag(w *htmlWriter, level string) {
	if level == "essential" {
		w.put(`<span class="tag">`, t.msg("level-essential"), "</span> ")
	}
}

// htmlWriter writes HTML as html/template does.
type htmlWriter struct{ *bytes.Buffer }

// put writes markup and text in turn, markup first. Text is escaped.
func (w *htmlWriter) put(parts ...string) {
	for i, part := range parts {
		if i%2 == 0 {
			w.WriteString(part)
		} else {
			w.text(part)
		}
	}
}

// attribute writes an attribute, unless its value is empty.
func (w *htmlWriter) attribute(name, value string) {
	if value != "" {
		w.put(" "+name+`="`, value, `"`)
	}
}

func (w *htmlWriter) text(s string) {
	last := 0
	for i := range len(s) {
		if escaped := escapes[s[i]]; escaped != "" {
			w.WriteString(s[last:i])
			w.WriteString(escaped)
			last = i + 1
		}
	}
	w.WriteString(s[last:])
}

// escapes are what html/template writes in place of some bytes.
var escapes = [256]string{
	0: "\ufffd", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

// address writes the value of an attribute that is a relative URL, or an absolute one that begins with http:, https:,
// tel:, sms: or mailto:, as package frontmatter makes sure.
func (w *htmlWriter) address(url string) {
	const hex = "0123456789abcdef"
	last := 0
	for i := range len(url) {
		c := url[i]
		if isURLByte[c] || c == '%' && i+2 < len(url) && isHex(url[i+1]) && isHex(url[i+2]) {
			continue
		}
		w.text(url[last:i])
		w.Write([]byte{'%', hex[c>>4], hex[c&15]})
		last = i + 1
	}
	w.text(url[last:])
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }

// isURLByte tells which bytes html/template leaves in a URL: those that are unreserved or reserved in RFC 3986.
var isURLByte = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ||
			strings.IndexByte("!#$&*+,/:;=?@[]-._~", byte(c)) >= 0
	}
	return is
}()
