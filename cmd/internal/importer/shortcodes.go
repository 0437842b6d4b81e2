package importer

import (
	"cmp"
	"net/url"
	"path"
	"regexp"
	"strings"
)

var (
	shortcodePattern = regexp.MustCompile(`(?s)^(?:\{\{[<%]?-?\s*(/?)\s*(.*?)\s*/?\s*-?[>%]?\}\}|` +
		`\{%-?\s*()(.*?)\s*-?%\})`)
	filterPattern = regexp.MustCompile(`^["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|url|prepend: .*)$`)
)

// shortcode replaces a tag of Hugo or Liquid.
func (s *scanner) shortcode(rest string) int {
	m := shortcodePattern.FindStringSubmatch(rest)
	if m == nil {
		return 0
	}
	size, inner := len(m[0]), m[2]+m[4]
	if strings.Contains(inner, "{{") || strings.Contains(inner, "{%") {
		return 0
	}
	name, args, _ := strings.Cut(inner, " ")
	name, args = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(args)
	if name == "comment" {
		if end := strings.Index(s.src[s.pos:], "{% endcomment %}"); end > size {
			s.writeBlock(commentOf(s.src[s.pos+size : s.pos+end]))
			return end + len("{% endcomment %}")
		}
	}
	text, ok := s.valueOf(name, args, inner, m[1] != "")
	if !ok {
		return s.keep(size, "a tag of a template")
	}
	if text == "" && s.isAlone(size) {
		s.cur.Reset()
	}
	s.write(text)
	return size
}

// valueOf returns what stands for a tag in Markdown.
func (s *scanner) valueOf(name, args, inner string, isClosing bool) (text string, ok bool) {
	if m := filterPattern.FindStringSubmatch(inner); m != nil {
		return m[1], true
	}
	a := arguments(args)
	first := firstOf(a, "0", "path", "id")
	switch name {
	case "site.baseurl", "site.url", "page.root", "page.baseurl", "relative_root_path", "raw", "endraw":
		return "", true
	case "ref", "relref":
		return escapeDest(first), first != ""
	case "link", "post_url":
		if name == "post_url" {
			args = path.Join("_posts", args+".md")
		}
		return escapeDest("/" + strings.Trim(args, ` "'/`)), args != ""
	case "figure", "img", "image", "picture":
		return image(firstOf(a, "src", "link", "0"), a["alt"], firstOf(a, "caption", "title")), !isClosing
	case "include":
		file := strings.ToLower(a["0"])
		src := firstOf(a, "src", "file", "url", "path", "image", "image_path")
		isPicture := strings.Contains(file, "image") || strings.Contains(file, "figure") ||
			strings.Contains(file, "img")
		return image(src, a["alt"], firstOf(a, "caption", "title")), isPicture && src != ""
	case "youtube":
		return "<https://www.youtube.com/watch?v=" + url.QueryEscape(first) + ">", first != ""
	case "vimeo":
		return "<https://vimeo.com/" + url.PathEscape(first) + ">", first != ""
	case "gist":
		return "<https://gist.github.com/" + url.PathEscape(a["0"]) + "/" + url.PathEscape(a["1"]) + ">", a["1"] != ""
	}
	return "", false
}

// firstOf returns the first argument that is there.
func firstOf(args map[string]string, names ...string) string {
	for _, name := range names {
		if args[name] != "" {
			return args[name]
		}
	}
	return ""
}

// image returns a picture in Markdown, whose title is the caption. Without a text of its own, it gets that of the
// caption.
func image(src, alt, caption string) string {
	out := "![" + escapeText(cmp.Or(alt, caption)) + "](" + escapeDest(src)
	if caption != "" {
		out += ` "` + strings.ReplaceAll(oneLine(caption), `"`, "”") + `"`
	}
	return out + ")"
}

// escapeDest escapes an address for the round brackets of a link.
func escapeDest(dest string) string {
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "\n", "").
		Replace(strings.TrimSpace(dest))
}

// codeTags are the tags of Hugo that enclose code.
const codeTags = `(?:highlight|code-toggle|codeblock)`

var (
	highlightOpening = regexp.MustCompile(`^\s*(?:\{%-?\s*highlight\s+|\{\{[<%]\s*` + codeTags + `\b\s*)` +
		`["']?([\w+-]*).*[%}>]\}+\s*$`)
	highlightClosing = regexp.MustCompile(`^\s*(?:\{%-?\s*endhighlight|\{\{[<%]\s*/\s*` + codeTags + `)` +
		`\s*-?[%>]?[%}]\}\s*$`)
	rawTag      = regexp.MustCompile(`^\s*\{%-?\s*(?:end)?raw\s*-?%\}\s*$`)
	moduleLine  = regexp.MustCompile(`^(?:import|export)\s.*$`)
	importLine  = regexp.MustCompile(`^import\s.*['"][^'"]+['"];?\s*$`)
	snippetLine = regexp.MustCompile(`^\s*-{2,}8<-{2,}\s`)
)

// convertFences makes fences of the tags that enclose code, and drops those that say that no tags follow.
func (im *importer) convertFences(d *doc) {
	var out []line
	isIn := false
	isMDX := strings.HasSuffix(d.name, "x")
	for _, l := range d.lines {
		switch m := highlightOpening.FindStringSubmatch(l.text); {
		case m != nil && !l.isCode && !isIn:
			l.text, isIn = "```"+m[1], true
		case isIn && highlightClosing.MatchString(l.text):
			l.text, isIn = "```", false
		case rawTag.MatchString(l.text) && !l.isCode:
			continue
		case !l.isCode && (importLine.MatchString(l.text) || isMDX && moduleLine.MatchString(l.text)):
			im.note(d.name, l.n, "a component has nothing in its place: %s", shorten(l.text))
			l.text = commentOf(l.text)
		case !l.isCode && snippetLine.MatchString(l.text):
			im.note(d.name, l.n, "another file is not brought in here: %s", shorten(l.text))
			l.text = commentOf(l.text)
		}
		out = append(out, l)
	}
	d.lines = out
	markCode(d.lines)
}
