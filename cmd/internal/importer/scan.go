package importer

import (
	"regexp"
	"strings"
)

// scanner replaces the tags of HTML and of templates in lines without code.
type scanner struct {
	im    *importer
	d     *doc
	src   string
	pos   int
	lines []line // of src
	at    int    // the line that pos is in
	depth int    // of tags in tags

	out    []line
	cur    strings.Builder
	curN   int             // of the line in cur
	failed map[string]bool // tags that are not closed
	boxes  int             // elements around, whose texts are indented
}

// maxTagDepth is how deep tags are looked into; maxTag how many bytes a tag may have.
const (
	maxTagDepth = 20
	maxTag      = 4000
)

// convertTags replaces tags in the lines that are not code.
func (im *importer) convertTags(d *doc, lines []line) []line {
	var out []line
	for i := 0; i < len(lines); {
		end := i
		for end < len(lines) && lines[end].isCode == lines[i].isCode {
			end++
		}
		if lines[i].isCode {
			out = append(out, lines[i:end]...)
		} else {
			s := &scanner{im: im, d: d, src: strings.TrimSuffix(joinLines(lines[i:end]), "\n"), lines: lines[i:end],
				failed: map[string]bool{}}
			s.run()
			out = append(out, s.out...)
		}
		i = end
	}
	return out
}

// convertText replaces the tags in a part of what a scanner scans.
func (s *scanner) convertText(text string) string {
	if s.depth >= maxTagDepth {
		return text
	}
	in := &scanner{im: s.im, d: s.d, src: text, depth: s.depth + 1, lines: []line{{n: s.n()}},
		failed: map[string]bool{}, boxes: s.boxes + 1}
	in.run()
	return strings.TrimSuffix(joinLines(in.out), "\n")
}

// n returns the number of the line at pos.
func (s *scanner) n() int { return s.lines[min(s.at, len(s.lines)-1)].n }

func (s *scanner) run() {
	s.curN = s.n()
	for s.pos < len(s.src) {
		i := strings.IndexAny(s.src[s.pos:], "<{`\\\n")
		if i < 0 {
			i = len(s.src) - s.pos
		}
		s.write(s.src[s.pos : s.pos+i])
		if s.pos += i; s.pos == len(s.src) {
			break
		}
		size := 0
		switch s.src[s.pos] {
		case '\\':
			size = min(2, len(s.src)-s.pos)
			if strings.HasSuffix(s.src[s.pos:s.pos+size], "\n") {
				size = 1
			}
			s.write(s.src[s.pos : s.pos+size])
		case '`':
			size = s.codeSpan()
			s.write(s.src[s.pos : s.pos+size])
		case '<':
			size = s.html()
		case '{':
			size = s.braces()
		}
		if size == 0 {
			size = 1
			s.write(s.src[s.pos : s.pos+1])
		}
		s.at += strings.Count(s.src[s.pos:s.pos+size], "\n")
		s.pos += size
		s.trimIndent()
	}
	s.endLine()
}

// trimIndent skips the indent of a line in a box: it is no code, as it would be in Markdown.
func (s *scanner) trimIndent() {
	if s.boxes == 0 || s.pos == 0 || s.src[s.pos-1] != '\n' {
		return
	}
	line, _, _ := strings.Cut(s.src[s.pos:], "\n")
	if !listPattern.MatchString(line) && s.cur.Len() == 0 {
		s.pos += len(line) - len(strings.TrimLeft(line, " \t"))
	}
}

// write adds a text to what was scanned.
func (s *scanner) write(text string) {
	for {
		before, after, found := strings.Cut(text, "\n")
		s.cur.WriteString(before)
		if !found {
			return
		}
		s.endLine()
		text = after
	}
}

func (s *scanner) endLine() {
	s.out = append(s.out, line{text: s.cur.String(), n: s.curN, alert: s.lines[min(s.at, len(s.lines)-1)].alert})
	s.cur.Reset()
	s.curN = s.lines[min(s.at+1, len(s.lines)-1)].n
}

// paragraph begins a new one.
func (s *scanner) paragraph() {
	if strings.TrimSpace(s.cur.String()) != "" {
		s.endLine()
	}
	s.cur.Reset()
	if len(s.out) > 0 && strings.TrimSpace(s.out[len(s.out)-1].text) != "" {
		s.endLine()
	}
}

// writeBlock writes lines that stand alone.
func (s *scanner) writeBlock(text string) {
	s.paragraph()
	s.write(strings.Trim(text, "\n"))
	s.endLine()
	s.endLine()
}

// codeSpan returns the length of the code that begins at pos, or of the backticks of which none begins.
func (s *scanner) codeSpan() int {
	rest := s.src[s.pos:]
	marks := len(rest) - len(strings.TrimLeft(rest, "`"))
	if i := strings.Index(rest, "\n\n"); i >= 0 {
		rest = rest[:i] // code ends with its paragraph
	}
	for i := marks; i < len(rest); {
		next := strings.IndexByte(rest[i:], '`')
		if next < 0 {
			break
		}
		i += next
		n := len(rest[i:]) - len(strings.TrimLeft(rest[i:], "`"))
		if i += n; n == marks {
			return i
		}
	}
	return marks
}

// isAlone reports whether nothing else is on the lines from pos to the byte at size after it.
func (s *scanner) isAlone(size int) bool {
	before := s.cur.String()
	if i := strings.LastIndexByte(s.src[:s.pos], '\n'); len(before) == 0 {
		before = s.src[i+1 : s.pos]
	}
	after, _, _ := strings.Cut(s.src[s.pos+size:], "\n")
	return strings.TrimSpace(before) == "" && strings.TrimSpace(after) == ""
}

// keep keeps what has nothing in its place: in a comment if it stands alone, else as code.
func (s *scanner) keep(size int, what string) int {
	text := s.src[s.pos : s.pos+size]
	s.im.note(s.d.name, s.n(), "%s has nothing in its place: %s", what, shorten(oneLine(text)))
	switch {
	case s.isAlone(size):
		s.cur.Reset()
		s.write(commentOf(text))
	case s.isInAddress():
		s.write(text)
	case strings.ContainsAny(text, "`\n"):
		s.write(`\` + text)
	default:
		s.write("`" + text + "`")
	}
	return size
}

// isInAddress reports whether pos is in the address of a link.
func (s *scanner) isInAddress() bool {
	cur := s.cur.String()
	i := strings.LastIndex(cur, "](")
	return i >= 0 && !strings.ContainsAny(cur[i:], " )") || strings.HasSuffix(cur, "]: ")
}

// commentOf returns a comment of HTML.
func commentOf(text string) string {
	return "<!-- " + strings.TrimSpace(strings.ReplaceAll(text, "-->", "-- >")) + " -->"
}

// shorten returns the beginning of a text, for a message.
func shorten(text string) string {
	if letters := []rune(text); len(letters) > 60 {
		return string(letters[:60]) + "…"
	}
	return text
}

var (
	attributesPattern = regexp.MustCompile(`\s*\{:?\s*(?:[.#][^{}]*|[\w-]+=[^{}]*)\}\s*$`)
	attributeList     = regexp.MustCompile(`^\{:?[ \t]*((?:[.#][\w:.-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)|[a-z]+)` +
		`(?:[ \t]+(?:[.#][\w:.-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)))*)?[ \t]*\}`)
	jsxComment = regexp.MustCompile(`(?s)^\{/\*(.*?)\*/\}`)
)

// braces replaces what begins with { at pos, and returns its length; 0 if it stays.
func (s *scanner) braces() int {
	rest := s.src[s.pos:min(s.pos+maxTag, len(s.src))]
	if strings.HasPrefix(rest, "{{") || strings.HasPrefix(rest, "{%") {
		return s.shortcode(rest)
	}
	if m := jsxComment.FindStringSubmatch(rest); m != nil {
		s.write(commentOf(m[1]))
		return len(m[0])
	}
	m := attributeList.FindStringSubmatch(rest)
	if m == nil || strings.HasPrefix(strings.TrimLeft(s.cur.String(), " >"), "#") {
		return 0 // of a heading, later
	}
	before := s.cur.String()
	isAlone := s.isAlone(len(m[0]))
	switch {
	case strings.HasSuffix(before, "]"):
		s.openSpan(m[1])
	case strings.HasSuffix(before, ")"):
		s.setAlt(arguments(m[1])["alt"])
	case !isAlone && !strings.HasPrefix(rest, "{:"), isAlone && !strings.ContainsAny(rest[:min(3, len(rest))], ":.#"):
		return 0
	case strings.Contains(m[1], "toc") && !strings.Contains(m[1], "no_toc") && len(s.out) > 0 &&
		listPattern.MatchString(s.out[len(s.out)-1].text+" "):
		s.out = s.out[:len(s.out)-1] // what stands for a table of contents
	}
	return len(m[0])
}

// openSpan takes the brackets away from a text that has attributes, and remembers its id.
func (s *scanner) openSpan(attributes string) {
	if m := idPattern.FindStringSubmatch(attributes); m != nil {
		s.d.anchors[m[1]] = s.n()
	}
	cur := s.cur.String()
	if i := strings.LastIndexByte(cur, '['); i >= 0 && !strings.ContainsAny(cur[i+1:len(cur)-1], "]^") &&
		!strings.HasSuffix(cur[:i], "]") && !strings.HasSuffix(cur[:i], "!") {
		s.cur.Reset()
		s.cur.WriteString(cur[:i] + cur[i+1:len(cur)-1])
	}
}

// setAlt gives the picture at the end of the line its text, and makes its former one its caption.
func (s *scanner) setAlt(alt string) {
	cur := s.cur.String()
	i := strings.LastIndex(cur, "![")
	j := i + strings.Index(cur[max(i, 0):], "](")
	if alt == "" || i < 0 || j < i || !strings.HasSuffix(cur, ")") {
		return
	}
	caption, rest := cur[i+2:j], cur[j:]
	if caption != "" && !strings.ContainsAny(rest, `"'`) {
		rest = strings.TrimSuffix(rest, ")") + ` "` + strings.ReplaceAll(caption, `"`, "”") + `")`
	} else if caption != "" {
		alt = caption + ": " + alt
	}
	s.cur.Reset()
	s.cur.WriteString(cur[:i] + "![" + escapeText(alt) + rest)
}

// escapeText escapes a text for the square brackets of a link.
func escapeText(text string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`, "\n", " ").Replace(text)
}
