package importer

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
)

// place gives each text its file in the guide.
func (im *importer) place(root *entry) {
	if root.doc != nil {
		im.put(root.doc, frontmatter.KindHome, guide.ContentDir+"/index.md", root.title)
	}
	slugs := map[string]bool{}
	steps := map[string]string{} // the folder of the step whose texts are in a folder of the source
	for _, e := range root.children {
		if e.doc != nil && len(e.children) == 0 && im.config.nav == nil && e.doc.isFree() {
			continue // below
		}
		im.result.Steps++
		dir := fmt.Sprintf("%s/%d-%s", guide.StepsDir, im.result.Steps, freeSlug(e, slugs))
		im.put(im.docOf(e), frontmatter.KindStep, dir+"/index.md", e.title)
		im.placeTopics(e, dir, map[string]bool{"index": true})
		for _, d := range docsOf(e, nil) {
			if from := path.Dir(d.name); steps[from] == "" || steps[from] == dir {
				steps[from] = dir
			} else {
				steps[from] = "several"
			}
		}
	}
	im.placeRest(steps)
}

// docOf returns the text of an entry, which is a new one for a group without any.
func (im *importer) docOf(e *entry) *doc {
	if e.doc == nil {
		e.doc = im.newDoc(e.name, nil)
		e.doc.title = cmp.Or(oneLine(e.title), titleOfName(path.Base(e.name)), "Step")
		e.doc.isMade = true
		im.docs = append(im.docs, e.doc)
		if im.isFolder(e.name) {
			im.note(e.name, 0, "the folder has no text of its own: its page has only a title")
		}
	}
	return e.doc
}

// placeTopics makes topics of all texts below an entry.
func (im *importer) placeTopics(step *entry, dir string, slugs map[string]bool) {
	n := 0
	var visit func(e *entry)
	visit = func(e *entry) {
		for _, child := range e.children {
			if child.doc != nil || len(child.children) == 0 {
				n++
				name := fmt.Sprintf("%s/%d-%s.md", dir, n, freeSlug(child, slugs))
				im.put(im.docOf(child), frontmatter.KindTopic, name, child.title)
				im.result.Topics++
			} else {
				im.note(child.name, 0, "%s is a group without a text: its texts are topics of %s",
					cmp.Or(child.title, "this folder"), im.docOf(step).title)
			}
			visit(child)
		}
	}
	visit(step)
}

// placeRest gives a place to the texts that are not in the order of the source: in the step whose texts are in the same
// folder, if it is one step, else among the free pages.
func (im *importer) placeRest(steps map[string]string) {
	slugs := map[string]bool{"index": true}
	for _, name := range reservedPages {
		slugs[name] = true
	}
	for _, d := range im.docs {
		if d.target != "" {
			continue
		}
		e := &entry{name: d.name, doc: d}
		if dir := steps[path.Dir(d.name)]; strings.HasPrefix(dir, guide.StepsDir) && !d.isFree() {
			slug := freeSlug(e, slugs)
			im.put(d, frontmatter.KindTopic, dir+"/"+slug+".md", "")
			im.result.Topics++
			im.note(d.name, 0, "it is not in the order of the source: it is the last topic of its step")
			continue
		}
		im.put(d, frontmatter.KindPage, guide.PagesDir+"/"+freeSlug(e, slugs)+".md", "")
		im.result.Pages++
		if !d.isFree() {
			im.note(d.name, 0, "it is not in the order of the source: it is a free page")
		}
	}
}

// reservedPages are the addresses of pages that are made.
var reservedPages = []string{"steps", "all", "resources", "glossary", "sources", "plan", "changes", "search",
	"progress", "assets", "404", "offline"}

func (im *importer) put(d *doc, kind frontmatter.Kind, target, title string) {
	d.kind, d.target = kind, target
	if title = oneLine(title); title != "" && !d.hasTitle {
		d.title = frontmatter.WithoutMarks(title)
	}
}

func docsOf(e *entry, out []*doc) []*doc {
	if e.doc != nil && !e.doc.isMade {
		out = append(out, e.doc)
	}
	for _, child := range e.children {
		out = docsOf(child, out)
	}
	return out
}

// freeSlug returns a part of an address for an entry that is not in taken, and adds it there.
func freeSlug(e *entry, taken map[string]bool) string {
	base := path.Base(e.name)
	if e.doc != nil && isIndex(e.doc.name) {
		base = path.Base(path.Dir(e.doc.name))
	}
	if isMarkdown(base) {
		base = strings.TrimSuffix(base, path.Ext(base))
	}
	if day := datePattern.FindString(base); day != "" && len(base) > len(day)+1 {
		base = base[len(day)+1:] // of a post
	}
	slug := guide.NewSlug(numberPattern.ReplaceAllString(base, ""))
	if slug == "" {
		slug = cmp.Or(naming.Slug(base), "page")
	}
	if numberPattern.MatchString(slug+"-") || slices.Contains(deviceNames, slug) {
		slug = "page-" + slug
	}
	out := slug
	for n := 2; taken[out]; n++ {
		out = fmt.Sprintf("%s-%d", slug, n)
	}
	taken[out] = true
	return out
}

// deviceNames cannot be the names of files on Windows.
var deviceNames = []string{"con", "prn", "aux", "nul"}
