package importer

import (
	"cmp"
	"html"
	"regexp"
	"strings"
)

var (
	tagPattern = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9.:-]*)` +
		`((?:\s+(?:"[^"]*"|'[^']*'|\{\{[^{}]*\}\}|\{[^{}]*\}|[^'"<>{}])*?)?)\s*/?>`)
	attrPattern = regexp.MustCompile(`([A-Za-z][\w:-]*)\s*=\s*` +
		`(?:"([^"]*)"|'([^']*)'|\{["'` + "`" + `]?([^{}]*?)["'` + "`" + `]?\}|([^\s"'<>{}]+))`)
)

// inlineMarks are the marks of Markdown for what elements enclose.
var inlineMarks = map[string]string{"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "var": "*", "dfn": "*",
	"del": "~~", "s": "~~", "strike": "~~"}

// keptTags are elements that a text may have, or that have no other form.
var keptTags = map[string]bool{"kbd": true, "sub": true, "sup": true, "abbr": true}

// What elements become that have no form of their own in Markdown: their text in place, or a paragraph of its own.
var (
	transparent = setOf("span font small big u ins mark label time data bdi bdo nobr wbr q source thead " +
		"tbody tfoot caption colgroup col tr td th noscript input button track ruby rt rp dt dd code tt samp pre " +
		"fragment html body main")
	boxes = setOf("p div picture section article header footer center figure aside details figcaption nav address " +
		"fieldset form dl tabs tabitem cardgroup card steps step accordion accordiongroup object")
	lists      = setOf("ul ol li table summary blockquote")
	recordings = setOf("iframe video audio embed")
	hidden     = setOf("script style svg math template canvas map head")
)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		out[word] = true
	}
	return out
}

// html replaces what begins with < at pos, and returns its length; 0 if it stays.
func (s *scanner) html() int {
	if strings.HasPrefix(s.src[s.pos:], "<!--") {
		end := strings.Index(s.src[s.pos:], "-->")
		if end < 0 {
			return 0
		}
		s.write(s.src[s.pos : s.pos+end+3])
		return end + 3
	}
	m := tagPattern.FindStringSubmatch(s.src[s.pos:min(s.pos+maxTag, len(s.src))])
	if m == nil {
		return 0
	}
	size, name, isClosing := len(m[0]), strings.ToLower(m[2]), m[1] != ""
	attrs := s.attributes(m[3])
	if id := attrs["id"] + attrs["name"]; !isClosing && id != "" && m[2] == name {
		s.d.anchors[id] = s.n()
	}
	switch {
	case keptTags[name]:
		s.write(m[0])
		return size
	case isClosing:
		return s.closing(m[0], name)
	case strings.HasSuffix(m[0], "/>") && (boxes[name] || transparent[name]):
		return size
	}
	if n := s.element(name, attrs, size); n > 0 {
		return n
	}
	return s.opening(m[0], m[2], attrs)
}

// attributes returns the attributes of a tag. They may have tags of templates.
func (s *scanner) attributes(text string) map[string]string {
	out := map[string]string{}
	for _, a := range attrPattern.FindAllStringSubmatch(text, -1) {
		value := html.UnescapeString(a[2] + a[3] + a[4] + a[5])
		if strings.Contains(value, "{{") || strings.Contains(value, "{%") {
			value = strings.TrimPrefix(s.convertText("]("+value), "](")
		}
		out[strings.ToLower(a[1])] = value
	}
	return out
}

// opening replaces an opening tag alone, and returns its length.
func (s *scanner) opening(tag, written string, attrs map[string]string) int {
	switch name := strings.ToLower(written); {
	case name == "br":
		return s.lineBreak(len(tag))
	case name == "hr":
		s.writeBlock("***")
	case name == "img":
		alt, title := cmp.Or(attrs["alt"], attrs["title"]), attrs["title"]
		if title == alt {
			title = ""
		}
		s.write(image(attrs["src"], alt, title))
	case name == "tabitem" || name == "card" || name == "accordion" || name == "step":
		s.boxes++
		if title := attrs["label"] + attrs["title"]; title != "" {
			s.writeBlock(bold(title))
		}
	case boxes[name]:
		s.boxes++
		s.breakAt(len(tag))
	case transparent[name] || inlineMarks[name] != "" || name == "a":
	case lists[name]:
		s.breakAt(len(tag))
	case recordings[name] && attrs["src"] != "":
		s.write("<" + escapeDest(attrs["src"]) + ">")
	case written != name || strings.ContainsAny(name, ".:-"):
		return s.keep(len(tag), "a component")
	default:
		s.im.note(s.d.name, s.n(), "<%s> is no element of HTML, so it is shown as it is written", name)
		s.write(`\` + tag)
	}
	return len(tag)
}

// closing replaces a closing tag that was not reached with its opening one.
func (s *scanner) closing(tag, name string) int {
	switch {
	case boxes[name]:
		s.boxes = max(s.boxes-1, 0)
		s.breakAt(len(tag))
	case transparent[name] || inlineMarks[name] != "" || lists[name] || recordings[name] || name == "a" ||
		name == "br" || name == "img":
	default:
		if strings.ToLower(tag) != tag {
			return s.keep(len(tag), "a component")
		}
		s.write(`\` + tag)
	}
	return len(tag)
}

// breakAt begins a paragraph in place of a tag. A line of the tag alone is a blank one.
func (s *scanner) breakAt(size int) {
	if s.isAlone(size) {
		s.cur.Reset()
		return
	}
	s.paragraph()
}

// lineBreak replaces a <br>.
func (s *scanner) lineBreak(size int) int {
	cur := s.cur.String()
	rest := s.src[s.pos+size:]
	text := strings.TrimLeft(cur, " \t>")
	switch {
	case strings.HasPrefix(text, "|") || strings.HasPrefix(text, "#") || strings.Contains(cur, " | "):
		s.write("<br>")
	case text == "" || strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n\n") || strings.TrimSpace(rest) == "":
	case strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n"):
		s.cur.Reset()
		s.cur.WriteString(strings.TrimRight(cur, " ") + `\`)
	default:
		indent := cur[:len(cur)-len(strings.TrimLeft(cur, " \t>"))]
		if m := listPattern.FindString(cur); m != "" {
			indent = strings.Repeat(" ", len(m))
		}
		s.cur.Reset()
		s.cur.WriteString(strings.TrimRight(cur, " ") + `\`)
		s.endLine()
		s.cur.WriteString(indent)
		return size + len(rest) - len(strings.TrimLeft(rest, " \t"))
	}
	return size
}

// grab returns what an element encloses, and the length up to the end of its closing tag; ok is false if it has none.
func (s *scanner) grab(name string, size int) (inner string, total int, ok bool) {
	if s.failed[name] || s.depth >= maxTagDepth {
		return "", 0, false
	}
	rest := s.src[s.pos:]
	depth := 1
	for at := size; ; {
		i := strings.IndexByte(rest[at:], '<')
		if i < 0 {
			s.failed[name] = true
			return "", 0, false
		}
		at += i
		m := tagPattern.FindStringSubmatch(rest[at:min(at+maxTag, len(rest))])
		if m == nil || !strings.EqualFold(m[2], name) {
			at++
			continue
		}
		switch {
		case m[1] != "":
			depth--
		case !strings.HasSuffix(m[0], "/>"):
			depth++
		}
		if depth == 0 {
			return rest[size:at], at + len(m[0]), true
		}
		at += len(m[0])
	}
}
