package importer

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// maxPart is the size in bytes of the longest part of a text that is split: its links may become longer.
const maxPart = frontmatter.MaxBody - frontmatter.MaxBody/8

// splitLong makes several pages of the texts that are too long for one, at headings of the second level.
func (im *importer) splitLong() {
	targets := map[string]bool{}
	for _, d := range im.docs {
		targets[d.target] = true
	}
	for _, d := range im.docs {
		parts := splitAtHeadings(d.lines)
		if len(parts) < 2 || d.kind == frontmatter.KindHome {
			continue
		}
		definitions := definitionsIn(d.lines)
		d.setLines(parts[0], definitions)
		for i, lines := range parts[1:] {
			part := &doc{name: d.name, whole: d, kind: d.kind, title: fmt.Sprintf("%s (%d)", d.title, i+2),
				hasTitle: true, anchors: d.anchors, ids: d.ids}
			part.setLines(lines, definitions)
			part.target = partTarget(d.target, i+2, targets)
			if d.kind == frontmatter.KindStep {
				part.kind = frontmatter.KindTopic
			}
			if part.kind == frontmatter.KindTopic {
				im.result.Topics++
			} else {
				im.result.Pages++
			}
			d.parts = append(d.parts, part)
			im.note(d.name, lines[0].n, "it is too long for one page: another one begins here")
		}
	}
	for _, d := range im.docs {
		im.docs = append(im.docs, d.parts...)
	}
}

// setLines makes a text one of these lines, with the definitions that it uses.
func (d *doc) setLines(lines []line, definitions []definition) {
	d.first, d.last = lines[0].n, lines[len(lines)-1].n
	d.lines = withDefinitions(lines, definitions)
}

// splitAtHeadings returns the parts of a text; one if it is short.
func splitAtHeadings(lines []line) [][]line {
	var parts [][]line
	start, size, heading := 0, 0, 0 // the part, and the last heading in it
	sizeAt := 0
	for i, l := range lines {
		if !l.isCode && l.alert == 0 && strings.HasPrefix(l.text, "## ") {
			heading, sizeAt = i, size
		}
		if size += len(l.text) + 1; size > maxPart && heading > start {
			parts = append(parts, lines[start:heading])
			start, size = heading, size-sizeAt
		}
	}
	return append(parts, lines[start:])
}

var definitionPattern = regexp.MustCompile(`^ {0,3}(\[[^\[\]]+\]):`)

// definition is one of a reference or a footnote.
type definition struct {
	label string // with its brackets, in lower case
	lines []line
}

// definitionsIn returns the definitions of a text.
func definitionsIn(lines []line) (out []definition) {
	for i, l := range lines {
		m := definitionPattern.FindStringSubmatch(l.text)
		if m == nil || l.isCode {
			continue
		}
		end := i + 1
		for end < len(lines) && indentOf(lines[end].text) >= 2 && lines[end].text != "" {
			end++
		}
		out = append(out, definition{strings.ToLower(m[1]), lines[i:end]})
	}
	return out
}

// withDefinitions returns a part of a text with the definitions that it uses and does not have.
func withDefinitions(part []line, definitions []definition) []line {
	text := strings.ToLower(joinLines(part))
	out := slices.Clip(part)
	for _, d := range definitions {
		if strings.Contains(text, d.label) && !strings.Contains(text, d.label+":") {
			if len(out) == len(part) {
				out = append(out, line{n: d.lines[0].n})
			}
			out = append(out, d.lines...)
		}
	}
	return out
}

// partTarget returns the file of a part of a text.
func partTarget(target string, n int, taken map[string]bool) string {
	dir, base := path.Split(target)
	stem := numberPattern.ReplaceAllString(strings.TrimSuffix(base, ".md"), "")
	if base == "index.md" {
		stem = numberPattern.ReplaceAllString(path.Base(dir), "")
	}
	name := fmt.Sprintf("%s%s-part-%d.md", dir, guide.NewSlug(stem), n)
	for taken[name] {
		name = strings.TrimSuffix(name, ".md") + "-2.md"
	}
	taken[name] = true
	return name
}

// withFragment returns the text, or the part of it, that has an id, and the id in the guide; ok is false if none has.
func (d *doc) withFragment(id string) (at *doc, fragment string, ok bool) {
	for _, part := range append([]*doc{d}, d.parts...) {
		if fragment, ok := part.fragment(id); ok && fragment != "" {
			return part, fragment, true
		}
	}
	_, ok = d.fragment(id)
	return d, "", ok
}
