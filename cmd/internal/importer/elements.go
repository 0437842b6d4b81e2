package importer

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// wholes are the other elements that are replaced with all that they enclose.
var wholes = setOf("a code tt samp pre table ul ol blockquote summary dt dd video audio")

// element replaces an element with all that it encloses, and returns its length; 0 if it is replaced tag by tag.
func (s *scanner) element(name string, attrs map[string]string, size int) int {
	isAlert := (name == "div" || name == "aside" || name == "p" || name == "section") && classKind(attrs["class"]) != ""
	mark := inlineMarks[name]
	switch {
	case mark != "", hidden[name], isAlert, isHeadingTag(name), wholes[name]:
	case name == "details":
		return s.foldOut(size)
	default:
		return 0
	}
	inner, total, ok := s.grab(name, size)
	if !ok {
		return 0
	}
	switch {
	case mark != "":
		s.enclose(mark, s.convertText(inner))
	case hidden[name]:
		s.im.note(s.d.name, s.n(), "<%s> has nothing in its place, and is kept in a comment", name)
		s.writeBlock(commentOf(s.src[s.pos : s.pos+total]))
	case isAlert:
		s.writeAlert(classKind(attrs["class"]), inner)
	case name == "a":
		s.anchor(attrs, inner)
	case name == "code" || name == "tt" || name == "samp":
		s.write(codeOf(inner))
	case name == "pre":
		s.writeBlock(preOf(inner))
	case isHeadingTag(name):
		s.heading(int(name[1]-'0'), attrs["id"], inner)
	case name == "table":
		s.writeBlock(s.table(inner))
	case name == "ul" || name == "ol":
		s.writeBlock(s.list(name, inner, ""))
	case name == "blockquote":
		s.writeBlock("> " + strings.ReplaceAll(strings.TrimSpace(s.convertText(inner)), "\n", "\n> "))
	case name == "summary":
		s.writeBlock(bold(oneLine(s.convertText(inner))))
	case name == "dt":
		s.paragraph()
		s.write(oneLine(s.convertText(inner)))
		s.endLine()
	case name == "dd":
		s.write(": " + oneLine(s.convertText(inner)))
		s.endLine()
	default:
		s.video(attrs["src"], inner)
	}
	return total
}

func isHeadingTag(name string) bool {
	return len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
}

// layoutClasses are names of admonitions that classes have for other reasons.
var layoutClasses = []string{"summary", "default", "primary", "check", "done", "details", "new", "highlight"}

// classKind returns the kind of alert that classes of an element stand for.
func classKind(classes string) string {
	for class := range strings.FieldsSeq(classes) {
		for _, prefix := range []string{"alert-", "admonition-", "callout-", "lesson-", "is-", "message-",
			"bs-callout-"} {
			class = strings.TrimPrefix(class, prefix)
		}
		if kind, _ := alertKind(class); kind != "" && !slices.Contains(layoutClasses, class) {
			return kind
		}
	}
	return ""
}

// enclose writes a text between marks, unless it has none or several paragraphs.
func (s *scanner) enclose(mark, text string) {
	inner := strings.TrimSpace(text)
	if inner == "" || strings.Contains(inner, "\n\n") || strings.Contains(inner, mark[:1]) {
		s.write(text)
		return
	}
	before, after, _ := strings.Cut(text, inner)
	s.write(before + mark + inner + mark + after)
}

// anchor writes a link; an anchor without one is remembered.
func (s *scanner) anchor(attrs map[string]string, inner string) {
	text := strings.TrimSpace(s.convertText(inner))
	switch href, hasHref := attrs["href"]; {
	case !hasHref || href == "":
		s.write(text)
	case strings.Contains(href, "{{") || strings.Contains(href, "{%"):
		s.write(strings.TrimSpace(text + " " + commentOf(href)))
	case text == "":
		s.write("<" + escapeDest(href) + ">")
	case strings.Contains(text, "\n\n") || strings.HasPrefix(text, "#"):
		s.write(text + " (<" + escapeDest(href) + ">)")
	default:
		s.write("[" + oneLine(text) + "](" + escapeDest(href) + ")")
	}
}

var anyTag = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)

// codeOf returns HTML as code within a text.
func codeOf(inner string) string {
	text := oneLine(html.UnescapeString(anyTag.ReplaceAllString(inner, "")))
	switch {
	case text == "":
		return ""
	case strings.Contains(text, "`"):
		return "`` " + text + " ``"
	}
	return "`" + text + "`"
}

var languageClass = regexp.MustCompile(`class=["'](?:language-|lang-)([\w+-]+)`)

// preOf returns HTML as a block of code.
func preOf(inner string) string {
	language := ""
	if m := languageClass.FindStringSubmatch(inner); m != nil {
		language = m[1]
	}
	text := strings.Trim(html.UnescapeString(anyTag.ReplaceAllString(inner, "")), "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + language + "\n" + text + "\n" + fence
}

// heading writes a heading.
func (s *scanner) heading(level int, id, inner string) {
	text := oneLine(s.convertText(inner))
	if text == "" {
		return
	}
	if id != "" {
		text += " {#" + strings.NewReplacer("{", "", "}", "", " ", "-").Replace(id) + "}"
	}
	s.writeBlock(strings.Repeat("#", level) + " " + text)
}

// writeAlert writes an alert.
func (s *scanner) writeAlert(kind, inner string) {
	text := strings.TrimSpace(s.convertText(inner))
	if text == "" {
		return
	}
	s.writeBlock("> [!" + kind + "]\n> " + strings.ReplaceAll(text, "\n", "\n> "))
}

var summaryPattern = regexp.MustCompile(`(?is)^\s*<summary(?:\s[^<>]*)?>(.*?)</summary>`)

// foldOut writes a fold-out, and returns its length. It returns 0, and writes nothing, if that is no block of its own,
// lacks a part that it must have, or has headings, at which long texts are cut.
func (s *scanner) foldOut(size int) int {
	inner, total, ok := s.grab("details", size)
	m := summaryPattern.FindStringSubmatch(inner)
	if !ok || m == nil || s.cur.Len() > 0 {
		return 0
	}
	words, text := oneLine(s.convertText(m[1])), strings.Trim(s.convertText(inner[len(m[0]):]), "\n")
	if words == "" || strings.TrimSpace(text) == "" || strings.Contains("\n"+text, "\n#") {
		return 0
	}
	s.writeBlock("<details>\n<summary>" + words + "</summary>\n\n" + text + "\n\n</details>")
	return total
}

// video writes a link to a recording, with what stands in its place for programs that do not know it.
func (s *scanner) video(src, inner string) {
	if src == "" {
		if m := attrPattern.FindStringSubmatch(inner); m != nil && m[1] == "src" {
			src = html.UnescapeString(m[2] + m[3] + m[5])
		}
	}
	if src != "" {
		s.write("[" + escapeText(src[strings.LastIndexByte(src, '/')+1:]) + "](" + escapeDest(src) + ")")
	}
	if text := oneLine(s.convertText(inner)); text != "" {
		s.write(" " + text)
	}
}

// parts returns what each element of a name encloses; one that is not closed ends where the next one begins.
func parts(text string, names ...string) (found []string, tags []string) {
	pattern := regexp.MustCompile(`(?i)<(/?)(` + strings.Join(names, "|") + `|ul|ol|table)((?:\s[^<>]*)?)>`)
	depth, start, tag := 0, -1, ""
	end := func(to int) {
		if start >= 0 {
			found, tags = append(found, text[start:to]), append(tags, tag)
		}
		start = -1
	}
	for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
		name, isClosing := strings.ToLower(text[m[4]:m[5]]), m[3] > m[2]
		isOuter := name == "ul" || name == "ol" || name == "table"
		switch {
		case isOuter && isClosing:
			depth = max(depth-1, 0)
		case isOuter:
			depth++
		case depth > 0:
		case isClosing:
			end(m[0])
		default:
			end(m[0])
			start, tag = m[1], text[m[0]:m[1]]
		}
	}
	end(len(text))
	return found, tags
}

// list returns a list in Markdown.
func (s *scanner) list(name, inner, indent string) string {
	var b strings.Builder
	items, _ := parts(inner, "li")
	if before, _, found := strings.Cut(inner, "<li"); found && strings.TrimSpace(before) != "" {
		b.WriteString(s.convertText(before) + "\n\n")
	}
	for i, item := range items {
		mark := "- "
		if name == "ol" {
			mark = string(rune('1'+min(i, 8))) + ". "
		}
		text := strings.TrimSpace(s.convertText(item))
		b.WriteString(indent + mark + strings.ReplaceAll(text, "\n", "\n"+indent+strings.Repeat(" ", len(mark))) + "\n")
	}
	if len(items) == 0 {
		return s.convertText(inner)
	}
	return b.String()
}

var spanPattern = regexp.MustCompile(`(?i)\b(?:colspan|rowspan)\s*=\s*["']?([2-9]|\d\d+)`)

// table returns a table in Markdown. Its first row is its head.
func (s *scanner) table(inner string) string {
	rows, _ := parts(inner, "tr")
	var table [][]string
	width := 0
	for _, row := range rows {
		cells, tags := parts(row, "td", "th")
		var out []string
		for i, cell := range cells {
			text := oneLine(strings.ReplaceAll(strings.TrimSpace(s.convertText(cell)), "\n\n", " <br> "))
			out = append(out, strings.ReplaceAll(strings.ReplaceAll(text, `\|`, "|"), "|", `\|`))
			if m := spanPattern.FindStringSubmatch(tags[i]); m != nil {
				s.im.note(s.d.name, s.n(), "a cell of a table spans several: it is the first of them")
			}
		}
		width = max(width, len(out))
		table = append(table, out)
	}
	if width == 0 {
		return s.convertText(inner)
	}
	caption := ""
	if before, _, found := strings.Cut(inner, "<tr"); found {
		caption = strings.TrimSpace(s.convertText(before))
	}
	var b strings.Builder
	for i, row := range table {
		for len(row) < width {
			row = append(row, "")
		}
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat(" --- |", width) + "\n")
		}
	}
	if caption != "" {
		return caption + "\n\n" + b.String()
	}
	return b.String()
}
