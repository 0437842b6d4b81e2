package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// moreAlerts are names of admonitions that say what the text is, which becomes their title.
var moreAlerts = map[string]string{
	"callout": "NOTE", "discussion": "NOTE", "prereq": "IMPORTANT", "prerequisites": "IMPORTANT", "questions": "NOTE",
	"objectives": "NOTE", "keypoints": "IMPORTANT", "testimonial": "NOTE", "challenge": "NOTE", "exercise": "NOTE",
	"solution": "TIP", "spoiler": "TIP", "instructor": "NOTE", "checklist": "NOTE", "abstract": "NOTE",
	"summary": "NOTE", "tldr": "NOTE", "question": "NOTE", "help": "NOTE", "faq": "NOTE", "example": "NOTE",
	"quote": "NOTE", "cite": "NOTE", "notice": "NOTE", "alert": "NOTE", "admonition": "NOTE", "aside": "NOTE",
	"highlight": "NOTE", "new": "NOTE", "secondary": "NOTE", "primary": "NOTE", "default": "NOTE", "details": "NOTE",
	"expand": "NOTE", "pageinfo": "NOTE",
}

// alertKind returns the kind of alert for the name of an admonition, and the title that the name stands for.
func alertKind(name string) (kind, title string) {
	name = strings.ToLower(name)
	if kind = markdown.AlertKind(name); kind != "" {
		return kind, ""
	}
	if kind = moreAlerts[name]; kind != "" && !slices.Contains(untitled, name) {
		title = titleOfName(name)
	}
	return kind, title
}

// untitled are the names that say nothing of the text.
var untitled = []string{"callout", "notice", "alert", "admonition", "aside", "highlight", "secondary", "primary",
	"default", "details", "expand", "pageinfo"}

var (
	colonOpening  = regexp.MustCompile(`^(\s*)(:{3,})[ \t]*(?:\{[ \t]*\.?)?([A-Za-z][\w-]*)([^\n]*)$`)
	colonClosing  = regexp.MustCompile(`^\s*:{3,}\s*$`)
	bangOpening   = regexp.MustCompile(`^(\s*)(?:!!!|\?\?\?\+?)[ \t]+"?([A-Za-z][\w-]*)"?([^"]*)(?:"(.*)")?\s*$`)
	tabOpening    = regexp.MustCompile(`^(\s*)===[!+]?[ \t]+"(.*)"\s*$`)
	pairOpening   = regexp.MustCompile(`^(\s*)\{[{%][<%]?\s*([A-Za-z][\w/-]*)\b(.*?)\s*[>%]?[}%]\}\s*(.*)$`)
	kramdownAlert = regexp.MustCompile(`^\{:\s*\.([a-z]+)(?:-title)?(?:\s[^}]*)?\}\s*$`)
	titleInBraces = regexp.MustCompile(`(?:title|header|summary)=["']([^"']*)["']|^\s*\[([^\[\]]*)\]`)
	boldTitle     = regexp.MustCompile(`^\*\*[^*]+\*\*$`)
)

// block is an admonition that was found in lines.
type block struct {
	kind, title, name string
	indent            string
	inner             []line
	next              int // the line below it
}

// convertBlocks makes alerts of admonitions. Those within others follow them.
func (im *importer) convertBlocks(d *doc, lines []line) []line {
	var out []line
	for i := 0; i < len(lines); {
		l := lines[i]
		if l.isCode && l.text == strings.TrimLeft(l.text, " \t") || !l.isCode && !mayOpen(l.text) {
			out = append(out, l)
			i++
			continue
		}
		b, ok := im.blockAt(d, lines, i)
		if !ok {
			out = append(out, l)
			i++
			continue
		}
		out = append(out, im.alert(d, b, l.n)...)
		i = b.next
	}
	return out
}

func mayOpen(text string) bool {
	text = strings.TrimLeft(text, " \t")
	return len(text) > 3 && strings.ContainsAny(text[:1], ":!?={") || labelOpening.MatchString(text)
}

// blockAt returns the admonition that begins at a line.
func (im *importer) blockAt(d *doc, lines []line, i int) (block, bool) {
	text := lines[i].text
	if lines[i].isCode {
		return block{}, false
	}
	if m := colonOpening.FindStringSubmatch(text); m != nil {
		end := closingOf(lines, i, isColonOpening, colonClosing.MatchString)
		kind, title := alertKind(m[3])
		if end < 0 {
			im.note(d.name, lines[i].n, "%s is never closed, and is kept in a comment", strings.TrimSpace(text))
			comment := line{text: commentOf(text), n: lines[i].n}
			return block{indent: m[1], inner: []line{comment}, next: i + 1}, true
		}
		if kind == "" { // a box of a layout
			im.note(d.name, lines[i].n, "%s has nothing in its place: its text stays", strings.TrimSpace(text))
			comment := line{text: commentOf(text), n: lines[i].n}
			inner := slices.Insert(slices.Clone(lines[i+1:end]), 0, comment, line{n: lines[i].n})
			return block{indent: m[1], inner: inner, next: end + 1}, true
		}
		rest := strings.TrimRight(strings.Trim(m[4], " :"), "}")
		if t := titleInBraces.FindStringSubmatch(rest); t != nil {
			title = cmp.Or(t[1]+t[2], title)
		} else if !strings.ContainsAny(rest, "=.{#") {
			title = cmp.Or(rest, title)
		}
		return block{kind, title, strings.ToLower(m[3]), m[1], lines[i+1 : end], end + 1}, true
	}
	if m := bangOpening.FindStringSubmatch(text); m != nil {
		kind, title := alertKind(m[2])
		if kind == "" {
			kind, title = "NOTE", titleOfName(m[2])
		}
		if strings.Contains(text, `"`) && m[4] != "" {
			title = m[4]
		}
		inner, next := indentedBelow(lines, i)
		return block{kind, title, "", m[1], inner, next}, true
	}
	if m := tabOpening.FindStringSubmatch(text); m != nil {
		inner, next := indentedBelow(lines, i)
		return block{"", m[2], "", m[1], inner, next}, true
	}
	if m := kramdownAlert.FindStringSubmatch(text); m != nil {
		return kramdownBlock(m[1], lines, i)
	}
	if m := pairOpening.FindStringSubmatch(text); m != nil {
		return pairBlock(m, lines, i)
	}
	return labelBlock(lines, i)
}

func isColonOpening(text string) bool { return colonOpening.MatchString(text) }

// closingOf returns the line that closes the block that begins at line i, or -1.
func closingOf(lines []line, i int, isOpening, isClosing func(string) bool) int {
	depth := 0
	for j := i; j < len(lines); j++ {
		switch {
		case lines[j].isCode:
		case isOpening(lines[j].text):
			depth++
		case isClosing(lines[j].text):
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

// indentedBelow returns the lines that are indented below a line, without their indent.
func indentedBelow(lines []line, i int) (inner []line, next int) {
	indent := indentOf(lines[i].text) + 4
	last := i
	for j := i + 1; j < len(lines); j++ {
		isBlank := strings.TrimSpace(lines[j].text) == ""
		if !isBlank && indentOf(lines[j].text) < indent {
			break
		}
		if !isBlank {
			last = j
		}
	}
	for _, l := range lines[i+1 : last+1] {
		l.text = dedent(l.text, indent)
		inner = append(inner, l)
	}
	markCode(inner)
	return inner, last + 1
}

// kramdownBlock returns the paragraph or quotation below a list of attributes.
func kramdownBlock(name string, lines []line, i int) (block, bool) {
	kind, title := alertKind(name)
	end := i + 1
	for end < len(lines) && strings.TrimSpace(lines[end].text) != "" {
		end++
	}
	if kind == "" || end == i+1 {
		return block{}, false
	}
	var inner []line
	for _, l := range lines[i+1 : end] {
		l.text = strings.TrimPrefix(strings.TrimPrefix(l.text, ">"), " ")
		inner = append(inner, l)
	}
	markCode(inner)
	return block{kind, title, "", "", inner, end}, true
}

// argumentPattern matches an argument of a tag.
var argumentPattern = regexp.MustCompile(`(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|` + "`([^`]*)`" + `|([^\s"'=]+))`)

// arguments returns the named arguments of a tag, and those without a name, as "0", "1" and so on.
func arguments(text string) map[string]string {
	out := map[string]string{}
	n := byte('0')
	for _, m := range argumentPattern.FindAllStringSubmatch(text, -1) {
		key := strings.ToLower(m[1])
		if key == "" {
			key = string(n)
			n++
		}
		out[key] = m[2] + m[3] + m[4] + m[5]
	}
	return out
}

// pairBlock returns what stands between the tags of Hugo or Liquid that make an admonition, or in one of them.
func pairBlock(m []string, lines []line, i int) (block, bool) {
	name, args := strings.ToLower(m[2]), arguments(m[3])
	closing := regexp.MustCompile(`^\s*\{[{%][<%]?\s*(?:/\s*|end)` + regexp.QuoteMeta(m[2]) + `\s*[>%]?[}%]\}\s*$`)
	if name == "include" {
		file := strings.TrimSuffix(args["0"], ".html")
		name = file[strings.LastIndexByte(file, '/')+1:]
	}
	kind, title := alertKind(name)
	for _, key := range []string{"type", "style", "color", "context", "0"} {
		if k, t := alertKind(args[key]); k != "" && (kind == "" && name == "hint" || kind != "") {
			kind, title = k, cmp.Or(t, title)
			break
		}
	}
	positional := args["0"]
	if k, _ := alertKind(positional); k != "" || name == "include" || strings.HasSuffix(positional, ".html") {
		positional = args["1"]
	}
	title = cmp.Or(args["title"], args["header"], args["summary"], positional, title)
	b := block{kind: kind, title: title, indent: m[1]}
	if kind == "" {
		return b, false
	}
	if content := args["content"] + args["text"]; content != "" {
		b.inner, b.next = []line{{text: content, n: lines[i].n}}, i+1
		return b, m[4] == ""
	}
	opening := regexp.MustCompile(`^\s*\{[{%][<%]?\s*` + regexp.QuoteMeta(m[2]) + `\b`)
	if text, _, found := strings.Cut(m[4], "{"); found && closing.MatchString(m[4][len(text):]) {
		b.inner, b.next = []line{{text: text, n: lines[i].n}}, i+1
		return b, true
	}
	end := closingOf(lines, i, opening.MatchString, closing.MatchString)
	if end < 0 || m[4] != "" {
		return b, false
	}
	b.inner, b.next = lines[i+1:end], end+1
	return b, true
}

// alert returns the lines of an alert; those of an admonition without a kind are its text below its title.
func (im *importer) alert(d *doc, b block, n int) []line {
	inner := trimBlank(im.convertBlocks(d, b.inner))
	if b.name == "objectives" && (d.kind == frontmatter.KindStep || d.kind == frontmatter.KindTopic) &&
		d.addOutcomes(inner) {
		return nil
	}
	if b.kind == "" {
		if b.title != "" {
			inner = slices.Insert(inner, 0, line{text: "**" + oneLine(b.title) + "**", n: n}, line{n: n})
		}
		return indented(append(append([]line{{n: n}}, inner...), line{n: n}), b.indent)
	}
	im.alerts++
	var out []line
	title, isFirst := oneLine(b.title), true
	for len(inner) > 0 {
		end := 1
		for end < len(inner) && (inner[end].alert > 0) == (inner[0].alert > 0) {
			end++
		}
		run := trimBlank(inner[:end])
		if len(run) > 0 && run[0].alert > 0 {
			out = append(append(out, line{n: n}), run...)
		} else if len(run) > 0 {
			out = append(append(out, line{n: n}), im.quote(b.kind, title, isFirst, run)...)
			title = ""
		}
		isFirst, inner = false, inner[end:]
	}
	if isFirst || title != "" {
		out = append([]line{{n: n}}, append(im.quote(b.kind, title, true, nil), out...)...)
	}
	return indented(append(out, line{n: n}), b.indent)
}

func indented(lines []line, indent string) []line {
	for i := range lines {
		if lines[i].text != "" {
			lines[i].text = indent + lines[i].text
		}
	}
	return lines
}
