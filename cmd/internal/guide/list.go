package guide

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// Names of the files that are not pages.
const (
	Root          = "content"
	SettingsFile  = Root + "/guide.yaml"
	GlossaryFile  = Root + "/glossary.yaml"
	PublishedFile = Root + "/published.yaml"
	homeFile      = Root + "/index.md"
	stepsDir      = Root + "/steps"
	pagesDir      = Root + "/pages"
)

var numbered = regexp.MustCompile(`^([0-9]{1,6})-(.+)$`)

// listing is what the files below content/ are by their names alone. It does not change.
type listing struct {
	entries  map[string]bool   // every file and folder, by path; true: a folder
	composed map[string]string // a path by its NFC, where that is another one
	pages    []*Doc            // as they are before they are read
	files    []File
	problems []diag.Problem
	sum      uint64 // of the entries
}

// lister makes a listing.
type lister struct {
	*listing
	names maphash.Hash
}

// list walks content/ once.
func list(ctx context.Context, fsys fs.FS) (*listing, error) {
	l := &lister{listing: &listing{entries: map[string]bool{}, composed: map[string]string{}}}
	l.names.SetSeed(outlineSeed)
	err := fs.WalkDir(fsys, Root, func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if name == Root && (errors.Is(err, fs.ErrNotExist) || err == nil && !d.IsDir()) {
			return fmt.Errorf("there is no folder %s/: use --source to name the folder that holds it", Root)
		}
		if name == Root && err != nil {
			return fmt.Errorf("the folder %s/ cannot be read: %s", Root, diag.Cause(err))
		}
		if err != nil {
			l.add(fileProblem(name, "unreadable", "the folder cannot be read: "+diag.Cause(err), ""))
			return nil
		}
		switch {
		case name != Root && l.skips(name):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			l.enter(name, true)
			l.folder(name)
		case d.Type().IsRegular() || l.leadsToFile(fsys, name):
			l.enter(name, false)
			l.file(name)
		}
		return nil
	})
	l.sum = l.names.Sum64()
	return l.listing, err
}

// skips reports whether a file or folder of that name is no part of the guide, or cannot be one.
func (l *lister) skips(name string) bool {
	base := path.Base(name)
	if diag.Ignored(base) {
		if p, leftBehind := diag.LeftBehind(name); leftBehind {
			l.add(p)
		}
		return true
	}
	p, bad := page.CheckName(name, base)
	if bad {
		l.add(p)
	}
	return bad && p.Severity == diag.Error
}

// stillHolds reports whether a listing is that of the folder after a change of some files: none of them
// came or went.
func (l *listing) stillHolds(fsys fs.FS, changed []string) bool {
	if errors, _ := diag.Count(l.problems); errors > 0 || len(changed) > len(l.entries)/10+1 {
		return false
	}
	for _, name := range changed {
		if !strings.HasPrefix(name, Root+"/") {
			continue
		}
		folder, known := l.entries[name]
		info, err := fs.Stat(fsys, name)
		if !known || folder || err != nil || !info.Mode().IsRegular() {
			return false
		}
		if real, err := resolve(fsys, name); err == nil && real != name {
			return false // a link, which may lead elsewhere now
		}
	}
	return true
}

// find returns the path of a file or folder as it is stored: accents may be written in either way.
func (l *listing) find(name string) string {
	if _, exists := l.entries[name]; exists {
		return name
	}
	name = page.NFC(name)
	if stored, ok := l.composed[name]; ok {
		return stored
	}
	return name
}

// docs returns every page, yet to be read.
func (l *listing) docs() []*Doc {
	docs := make([]*Doc, len(l.pages))
	for i, d := range l.pages {
		docs[i] = &Doc{Page: &page.Page{Kind: d.Kind, File: d.File}, Address: d.Address, Number: d.Number, Slug: d.Slug}
	}
	return docs
}

func (l *lister) add(p diag.Problem) { l.problems = append(l.problems, p) }

func (l *lister) enter(name string, folder bool) {
	l.entries[name] = folder
	if composed := page.NFC(name); composed != name {
		l.composed[composed] = name
	}
	maphash.WriteComparable(&l.names, entry{name, folder})
}

// leadsToFile reports whether a symbolic link leads to a file; what does not, or is no link, is a
// problem, since reading it could fail or never end.
func (l *lister) leadsToFile(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		l.add(diag.Unreadable(name, err))
	case info.IsDir():
		l.add(fileProblem(name, "unreadable", "this is a link to a folder, which is not followed", "copy the folder here"))
	case !info.Mode().IsRegular():
		l.add(fileProblem(name, "unreadable", "this is neither a file nor a folder", "delete it"))
	default:
		return !isFile(name) || l.leadsToOwnKind(fsys, name)
	}
	return false
}

// leadsToOwnKind reports whether a link that is published as it is leads to a file that would be, too; what
// does not is a problem, since it would show what is withheld.
func (l *lister) leadsToOwnKind(fsys fs.FS, name string) bool {
	real, err := resolve(fsys, name)
	switch {
	case err != nil:
		l.add(diag.Unreadable(name, err))
	case !isFile(real) || slices.ContainsFunc(strings.Split(real, "/"), diag.Ignored):
		l.add(fileProblem(name, "unreadable", fmt.Sprintf("this is a link to %s, which is not published as it is", real),
			"put a copy here of what readers may have"))
	default:
		return true
	}
	return false
}

// resolve returns the name of the file to which a name leads in the end, as the file system knows it.
func resolve(fsys fs.FS, name string) (string, error) {
	if r, ok := fsys.(interface{ Resolve(string) (string, error) }); ok {
		return r.Resolve(name)
	}
	return "", errors.New("it is a link, and where it leads is not known")
}

func (l *lister) folder(name string) {
	if strings.HasSuffix(strings.ToLower(name), ".md") {
		l.add(fileProblem(name, "bad-name", "this is a folder and is called like a Markdown file", "rename the folder"))
	}
}

// file decides what one file is.
func (l *lister) file(name string) {
	dir, base := path.Split(name)
	dir = path.Clean(dir)
	ext := path.Ext(base)
	switch {
	case isFile(name):
		l.files = append(l.files, File{Path: name, Address: fileAddress(name)})
	case name == SettingsFile || name == GlossaryFile || name == PublishedFile:
	case dir == Root && (ext == ".yaml" || ext == ".yml"):
		l.unknownYAML(name)
	case ext != ".md" && (strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown")):
		l.add(fileProblem(name, "bad-name", fmt.Sprintf("the name ends in %s: it would not be read as a page", ext), "rename it to "+strings.TrimSuffix(base, ext)+".md"))
	case ext != ".md" && likeSource(base) != "":
		l.add(fileProblem(name, "bad-name", "the name is like that of a page, and it would not be read as one",
			"rename it to "+likeSource(base)))
	default:
		l.markdown(name, dir, strings.TrimSuffix(base, ".md"))
	}
}

// isFile reports whether a file of that name is a [File]: neither a page nor settings, nor like one of them.
func isFile(name string) bool {
	dir, base := path.Split(name)
	ext := path.Ext(base)
	settings := path.Clean(dir) == Root && (ext == ".yaml" || ext == ".yml")
	return !settings && !strings.EqualFold(ext, ".md") && !strings.EqualFold(ext, ".markdown") && likeSource(base) == ""
}

// likeSource returns the name that a file was most likely meant to have: index.md for index.md.txt, topic.md
// for topic.mdx; "" where it is not like that of a page.
func likeSource(base string) string {
	lower := strings.ToLower(base)
	if lower == "index.txt" || lower == "_index.txt" {
		return "index.md"
	}
	for _, end := range []string{".md.txt", ".markdown.txt", ".mdx.txt", ".mdx", ".mdown", ".mdwn", ".mkdn", ".mkd"} {
		if strings.HasSuffix(lower, end) && len(base) > len(end) {
			return base[:len(base)-len(end)] + ".md"
		}
	}
	return ""
}

func (l *lister) unknownYAML(name string) {
	known := []string{SettingsFile, GlossaryFile, PublishedFile}
	hint := "the files here are guide.yaml, glossary.yaml and published.yaml"
	if near := page.Nearest(strings.TrimSuffix(name, path.Ext(name))+".yaml", known); near != "" {
		hint = "rename it to " + path.Base(near)
	}
	l.add(fileProblem(name, "bad-name", "this file is not read", hint))
}

// markdown decides what kind of page a Markdown file is, and its address.
func (l *lister) markdown(name, dir, base string) {
	parts := strings.Split(strings.TrimPrefix(dir, Root), "/") // "", "steps", "1-x", ...
	switch {
	case name == homeFile:
		l.doc(&Doc{Page: &page.Page{Kind: page.KindHome, File: name}, Address: HomeAddress, Number: -1}, base)
	case (dir == pagesDir || dir == stepsDir) && (base == "index" || base == "_index"):
		l.add(fileProblem(name, "bad-name", "this Markdown file is no page of the guide", "the home page is "+homeFile+"; the list of steps is made by itself"))
	case dir == pagesDir:
		l.doc(&Doc{Page: &page.Page{Kind: page.KindPage, File: name}, Address: "/" + base + "/", Slug: base, Number: -1}, base)
	case dir == stepsDir:
		l.step(name, base)
	case len(parts) == 3 && parts[1] == "steps" && base == "index":
		l.step(name, parts[2])
	case len(parts) == 3 && parts[1] == "steps":
		number, slug := splitNumber(base)
		_, step := splitNumber(parts[2])
		l.doc(&Doc{Page: &page.Page{Kind: page.KindTopic, File: name}, Address: "/steps/" + step + "/" + slug + "/", Slug: slug, Number: number}, base)
	default:
		l.misplaced(name, parts, base)
	}
}

// misplaced reports a Markdown file that is no page where it lies, and says where it would be one.
func (l *lister) misplaced(name string, parts []string, base string) {
	if base == "index" || base == "_index" { // named for its folder in other generators
		base = parts[len(parts)-1]
	}
	switch {
	case len(parts) > 3 && parts[1] == "steps":
		l.add(fileProblem(name, "too-deep", "a topic lies directly in the folder of its step", "move it to "+path.Join(stepsDir, parts[2], base+".md")))
	case len(parts) > 2 && parts[1] == "pages", len(parts) == 1 && base != "":
		l.add(fileProblem(name, "bad-name", "this Markdown file is no page of the guide", "if it is a free page, move it to "+path.Join(pagesDir, base+".md")))
	default:
		l.add(fileProblem(name, "bad-name", "this Markdown file is no page of the guide", "steps belong in "+stepsDir+"/, free pages in "+pagesDir+"/"))
	}
}

func (l *lister) step(name, base string) {
	number, slug := splitNumber(base)
	if number < 0 {
		digits := leadingDigits.FindString(base)
		l.add(fileProblem(name, "bad-name", "the name of a step begins with its number and a hyphen",
			fmt.Sprintf("rename %s to %s-%s, with the number that orders it", base, cmp.Or(digits, "1"), cmp.Or(page.Slug(base[len(digits):]), "name"))))
		return
	}
	l.doc(&Doc{Page: &page.Page{Kind: page.KindStep, File: name}, Address: "/steps/" + slug + "/", Slug: slug, Number: number}, base)
}

// doc adds a page that has its address from base, the name of a file without .md or of a folder.
func (l *lister) doc(d *Doc, base string) {
	d.Address, d.Slug = page.NFC(d.Address), page.NFC(d.Slug)
	l.pages = append(l.pages, d)
	if d.Kind == page.KindHome {
		return
	}
	if p, bad := page.CheckName(d.File, d.Slug); bad {
		if _, said := page.CheckName(d.File, base+".md"); !said {
			l.add(p)
		}
	}
	if err := page.CheckSlug(d.Slug); err != nil {
		hint := "use lower-case letters, digits and hyphens"
		if better := page.Slug(d.Slug); better != "" {
			hint = fmt.Sprintf("rename %s to %s%s", base, strings.TrimSuffix(base, d.Slug), better)
		}
		l.add(fileProblem(d.File, "bad-name", err.Error(), hint))
	}
}

var leadingDigits = regexp.MustCompile(`^[0-9]{1,6}`)

// splitNumber splits "2-get-qualified"; the number is -1 where there is none.
func splitNumber(base string) (int, string) {
	m := numbered.FindStringSubmatch(base)
	if m == nil {
		return -1, base
	}
	n, _ := strconv.Atoi(m[1])
	return n, m[2]
}

// fileAddress is where a picture or download is published: beside the page that it lies beside.
func fileAddress(name string) string {
	rest := strings.TrimPrefix(page.NFC(name), Root+"/")
	if after, ok := strings.CutPrefix(rest, "pages/"); ok {
		return "/" + after
	}
	after, ok := strings.CutPrefix(rest, "steps/")
	if !ok {
		return "/" + rest
	}
	folder, file, nested := strings.Cut(after, "/")
	if !nested {
		return "/steps/" + folder
	}
	_, slug := splitNumber(folder)
	return "/steps/" + slug + "/" + file
}
