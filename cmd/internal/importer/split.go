package importer

import (
	"fmt"
	"path"
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
		d.lines = parts[0]
		for i, lines := range parts[1:] {
			part := &doc{name: d.name, whole: d, kind: d.kind, title: fmt.Sprintf("%s (%d)", d.title, i+2),
				hasTitle: true, lines: lines, anchors: d.anchors, ids: d.ids}
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
