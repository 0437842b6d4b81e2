package importer

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
)

// navEntries returns the entries of a nav of mkdocs.yml.
func (im *importer) navEntries(nav []frontmatter.Value) []*entry {
	var out []*entry
	for _, v := range nav {
		if v.Form == frontmatter.Mapping {
			for _, e := range v.Entries {
				if e.Form == frontmatter.List {
					out = append(out, &entry{name: e.Key, title: e.Key, children: im.navEntries(e.Entries)})
				} else {
					out = im.appendNav(out, e.Key, e.Text, e.Line)
				}
			}
			continue
		}
		out = im.appendNav(out, "", v.Text, v.Line)
	}
	for _, e := range out { // the index of a group is its text
		if len(e.children) > 0 && e.doc == nil && e.children[0].doc != nil && isIndex(e.children[0].doc.name) {
			e.doc, e.children = e.children[0].doc, e.children[1:]
		}
	}
	return out
}

// appendNav adds the entry of a nav that leads to a file or folder.
func (im *importer) appendNav(out []*entry, title, target string, line int) []*entry {
	name := path.Join(im.config.root, target)
	switch d := im.byName[name]; {
	case d != nil && !im.isInTree(out, d):
		return append(out, &entry{name: name, title: title, doc: d})
	case d != nil:
		return out
	case target != "" && !strings.Contains(target, "://") && im.isFolder(name):
		e := im.folderTree(name)
		e.title = title
		return append(out, e)
	}
	im.note(im.settingsFile(), line, "%s is not a text of the folder, so it is left out of the order", target)
	return out
}

func (im *importer) settingsFile() string {
	for _, name := range []string{"mkdocs.yml", "mkdocs.yaml", im.config.summaryFile, "config.yaml"} {
		if im.files[name] {
			return name
		}
	}
	return "."
}

func (im *importer) isInTree(entries []*entry, d *doc) bool {
	return slices.ContainsFunc(entries, func(e *entry) bool {
		return e.doc == d || im.isInTree(e.children, d)
	})
}

var (
	chapterPattern = regexp.MustCompile(`^(\s*)(?:[-*+]\s+)?\[(.*)\]\(<?([^)>]*)>?\)\s*$`)
	draftPattern   = regexp.MustCompile(`^(\s*)[-*+]\s+(\S.*)$`)
)

// summaryEntries returns the chapters of SUMMARY.md. A heading begins a part, which holds the chapters below it.
func (im *importer) summaryEntries() []*entry {
	data, err := im.read(im.config.summaryFile)
	if err != nil {
		im.note(im.config.summaryFile, 0, "%v", err)
		return nil
	}
	root, sawTitle := &entry{}, false
	type level struct {
		indent int
		of     *entry
	}
	stack := []level{{-1, root}}
	for _, l := range splitLines(string(data), 1) {
		title, isHeading := strings.CutPrefix(strings.TrimLeft(l.text, "#"), " ")
		if isHeading = isHeading && strings.HasPrefix(l.text, "#"); isHeading {
			stack = []level{{-1, root}}
			if l.text[1] == '#' || sawTitle || len(root.children) > 0 {
				part := &entry{name: title, title: oneLine(title)}
				root.children = append(root.children, part)
				stack = append(stack, level{-1, part})
			}
			sawTitle = true
			continue
		}
		var found []*entry
		indent := indentOf(l.text)
		if m := chapterPattern.FindStringSubmatch(l.text); m != nil && m[3] != "" {
			target, _, _ := strings.Cut(m[3], "#")
			if plain, err := url.PathUnescape(target); err == nil {
				target = plain
			}
			found = im.appendNav(nil, m[2], target, l.n)
		} else if m := draftPattern.FindStringSubmatch(l.text); m != nil {
			found = []*entry{{name: m[2], title: strings.Trim(m[2], "[]()")}}
		}
		if len(found) == 0 || found[0].doc != nil && im.isInTree(root.children, found[0].doc) {
			continue
		}
		for len(stack) > 1 && stack[len(stack)-1].indent >= indent {
			stack = stack[:len(stack)-1]
		}
		parent := stack[len(stack)-1].of
		parent.children = append(parent.children, found[0])
		stack = append(stack, level{indent, found[0]})
	}
	return root.children
}

// usesParents reports whether texts name the title of the text above them, as they do for Just the Docs.
func (im *importer) usesParents() bool {
	return im.config.kind == "jekyll" && slices.ContainsFunc(im.docs, func(d *doc) bool {
		return d.meta.Get("parent").Text != ""
	})
}

// parentTree returns the texts below those that they name.
func (im *importer) parentTree() *entry {
	root := &entry{name: im.config.root}
	entries := map[*doc]*entry{}
	for _, d := range im.docs {
		entries[d] = &entry{name: d.name, doc: d}
		isHome := isIndex(d.name) && path.Dir(d.name) == root.name
		if isHome && (root.doc == nil || isMetaFile(root.doc.name)) {
			if root.doc != nil {
				entries[root.doc] = &entry{name: root.doc.name, doc: root.doc}
			}
			root.doc, entries[d] = d, root
		}
	}
	var parents []*entry
	for _, d := range im.docs {
		e, parent := entries[d], root
		for _, other := range im.docs {
			name, above := d.meta.Get("parent").Text, d.meta.Get("grand_parent").Text
			isParent := name != "" && other != d && other.title == name &&
				(above == "" || above == other.meta.Get("parent").Text)
			if isParent && !isBelow(entries[other], e) {
				parent = entries[other]
				break
			}
		}
		if e != root {
			parent.children = append(parent.children, e)
			parents = append(parents, parent)
		}
	}
	for _, e := range parents {
		im.sort(e)
	}
	return root
}

// isBelow reports whether an entry is another one, or below it.
func isBelow(e, top *entry) bool {
	return e == top || slices.ContainsFunc(top.children, func(child *entry) bool { return isBelow(e, child) })
}
