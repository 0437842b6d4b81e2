package importer

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// entry is a text in the order of the source, or a group of them.
type entry struct {
	name     string // of the file or folder
	title    string // that a nav gives it; ""
	doc      *doc   // nil for a group without a text of its own
	children []*entry
	weight   float64 // its place among its siblings, if it has one
	weighted bool
}

// tree returns the texts in the order of the source. The text of the root is the home page.
func (im *importer) tree() *entry {
	root := &entry{name: im.config.root}
	switch {
	case im.config.nav != nil:
		root.children = im.navEntries(im.config.nav)
		im.liftHome(root)
	case im.files[im.config.summaryFile]:
		root.children = im.summaryEntries()
		im.liftHome(root)
	case im.usesParents():
		root = im.parentTree()
		root.setAside()
	default:
		root = im.folderTree(im.config.root)
		im.unwrap(root)
	}
	return root
}

// unwrap takes the place of a root that has one folder alone by that folder.
func (im *importer) unwrap(root *entry) {
	isGroup := func(e *entry) bool { return len(e.children) > 0 }
	for isSet := false; ; {
		isSet = isSet || root.setAside()
		i := slices.IndexFunc(root.children, isGroup)
		rest := slices.DeleteFunc(slices.Clone(root.children), func(e *entry) bool {
			return isGroup(e) || e.doc != nil && e.doc.isFree()
		})
		if i < 0 || len(rest) > 0 || slices.ContainsFunc(root.children[i+1:], isGroup) {
			return
		}
		only := root.children[i]
		if only.doc != nil && !isIndex(only.doc.name) {
			return
		}
		more := only.children
		if root.doc == nil {
			root.doc = only.doc
		} else if only.doc != nil {
			more = slices.Insert(more, 0, &entry{name: only.name, title: only.title, doc: only.doc})
		}
		root.children = slices.Replace(root.children, i, i+1, more...)
	}
}

// asideNames are texts about a guide, at the top of it.
var asideNames = []string{"about", "contact", "privacy", "imprint", "impressum", "license", "licence", "faq"}

// setAside takes the single texts with such names out of the order, unless they have a weight or there are no others.
// It reports whether there are any.
func (root *entry) setAside() bool {
	var aside, others []*entry
	for _, e := range root.children {
		base := strings.ToLower(strings.TrimSuffix(path.Base(e.name), path.Ext(e.name)))
		switch {
		case e.doc != nil && len(e.children) == 0 && !e.weighted && slices.Contains(asideNames, base):
			aside = append(aside, e)
		case e.doc == nil || !isMetaFile(e.doc.name):
			others = append(others, e)
		}
	}
	if len(others) == 0 {
		return false
	}
	for _, e := range aside {
		e.doc.isAside = true
	}
	return len(aside) > 0
}

// isFree reports whether a text that is not in a nav becomes a free page.
func (d *doc) isFree() bool { return d.isAside || isMetaFile(d.name) }

// liftHome makes the index of the root the text of the root.
func (im *importer) liftHome(root *entry) {
	for _, name := range indexNames {
		d := im.byName[path.Join(im.config.root, name)]
		if d == nil {
			continue
		}
		root.doc = d
		root.children = slices.DeleteFunc(root.children, func(e *entry) bool {
			return e.doc == d && len(e.children) == 0
		})
		return
	}
}

var indexNames = []string{"index.md", "_index.md", "README.md", "readme.md", "index.mdx", "Readme.md", "index.markdown",
	"_index.markdown", "index.Rmd"}

func isIndex(name string) bool { return slices.Contains(indexNames, path.Base(name)) }

// folderTree returns the texts of a folder, and of those in it.
func (im *importer) folderTree(dir string) *entry {
	root := &entry{name: dir}
	byName := map[string]*entry{}
	var subfolders []string
	for _, d := range im.docs {
		rest := d.name
		if dir != "." {
			var isIn bool
			if rest, isIn = strings.CutPrefix(d.name, dir+"/"); !isIn {
				continue
			}
		}
		switch first, _, isDeeper := strings.Cut(rest, "/"); {
		case isDeeper && !slices.Contains(subfolders, first):
			subfolders = append(subfolders, first)
		case isDeeper:
		case isIndex(rest) && (root.doc == nil || isMetaFile(root.doc.name)):
			if root.doc != nil {
				root.children = append(root.children, &entry{name: root.doc.name, doc: root.doc})
			}
			root.doc = d
		default:
			e := &entry{name: d.name, doc: d}
			byName[strings.TrimSuffix(rest, path.Ext(rest))] = e
			root.children = append(root.children, e)
		}
	}
	for _, sub := range subfolders {
		e := im.folderTree(path.Join(dir, sub))
		if same := byName[sub]; same != nil && e.doc == nil { // x.md is the text of x/
			same.children = e.children
			continue
		}
		if len(e.children) == 0 && e.doc != nil { // a bundle
			e.name = path.Join(dir, sub)
		}
		im.readCategory(e)
		root.children = append(root.children, e)
	}
	im.sort(root)
	return root
}

// readCategory reads what Docusaurus says of a folder.
func (im *importer) readCategory(e *entry) {
	for _, name := range []string{"_category_.json", "_category_.yml", "_category_.yaml"} {
		file := path.Join(e.name, name)
		if !im.files[file] {
			continue
		}
		data, err := im.read(file)
		if err != nil {
			continue
		}
		if v, err := frontmatter.ReadData(path.Ext(name), data); err == nil {
			e.title = v.Get("label").Text
			e.setWeight(v.Get("position").Text)
		}
	}
}

func (e *entry) setWeight(text string) {
	if w, err := strconv.ParseFloat(text, 64); err == nil && w != 0 {
		e.weight, e.weighted = w, true
	}
}

// sort sorts the children of an entry: by their weights, else by numbers in their names, else as the text of the entry
// links to them, else by name.
func (im *importer) sort(root *entry) {
	var links []string
	if root.doc != nil && im.config.kind != "hugo" {
		ranges, _ := markdown.LinkRanges([]byte(joinLines(root.doc.lines)))
		for _, r := range ranges {
			target, _, _ := strings.Cut(r.Dest, "#")
			if plain, err := url.PathUnescape(target); err == nil {
				links = append(links, path.Join(path.Dir(root.doc.name), plain))
			}
		}
	}
	for _, e := range root.children {
		if e.doc != nil && !e.weighted {
			e.setWeight(cmpText(e.doc.meta.Get("weight"), e.doc.meta.Get("nav_order"),
				e.doc.meta.Get("sidebar_position"), e.doc.meta.Get("order"), e.doc.meta.Get("position")))
		}
	}
	link := func(e *entry) int {
		i := slices.IndexFunc(links, func(to string) bool {
			return to == e.name || strings.HasPrefix(to, e.name+"/") || e.doc != nil && to == e.doc.name ||
				to+path.Ext(e.name) == e.name
		})
		if i < 0 {
			return len(links)
		}
		return i
	}
	slices.SortStableFunc(root.children, func(a, b *entry) int {
		switch {
		case a.weighted != b.weighted && a.weighted:
			return -1
		case a.weighted != b.weighted:
			return 1
		case a.weight != b.weight:
			return cmp.Compare(a.weight, b.weight)
		}
		return cmp.Or(cmp.Compare(numberOf(a.name), numberOf(b.name)), cmp.Compare(link(a), link(b)),
			strings.Compare(a.name, b.name))
	})
}

// numberOf returns the number that a name begins with, a large one if there is none.
func numberOf(name string) int {
	if m := numberPattern.FindStringSubmatch(path.Base(name)); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1 << 30
}
