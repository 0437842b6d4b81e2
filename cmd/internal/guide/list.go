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
	ContentDir   = "content"
	SettingsFile = ContentDir + "/guide.yaml"
	GlossaryFile = ContentDir + "/glossary.yaml"
	ManifestFile = ContentDir + "/published.yaml"
	homeFile     = ContentDir + "/index.md"
	stepsDir     = ContentDir + "/steps"
	pagesDir     = ContentDir + "/pages"
)

var numberedName = regexp.MustCompile(`^([0-9]{1,6})-(.+)$`)

// listing is what the files below content/ are by their names alone. It does not change.
type listing struct {
	entries     map[string]bool   // every file and folder, by path; true: a folder
	byNFC       map[string]string // a path by its NFC, where that is another one
	pages       []*Doc            // as they are before they are read
	files       []File
	problems    []diag.Problem
	entriesHash uint64 // of the entries
}

// lister makes a listing.
type lister struct {
	*listing
	hasher maphash.Hash
}

// list walks content/ once.
func list(ctx context.Context, fsys fs.FS) (*listing, error) {
	l := &lister{listing: &listing{entries: map[string]bool{}, byNFC: map[string]string{}}}
	l.hasher.SetSeed(hashSeed)
	err := fs.WalkDir(fsys, ContentDir, func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if name == ContentDir && (errors.Is(err, fs.ErrNotExist) || err == nil && !d.IsDir()) {
			return fmt.Errorf("there is no folder %s/: use --source to name the folder that holds it", ContentDir)
		}
		if name == ContentDir && err != nil {
			return fmt.Errorf("the folder %s/ cannot be read: %s", ContentDir, diag.Cause(err))
		}
		if err != nil {
			l.report(fileError(name, "unreadable", "the folder cannot be read: "+diag.Cause(err), ""))
			return nil
		}
		switch {
		case name != ContentDir && l.isSkipped(name):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			l.addEntry(name, true)
			l.checkFolder(name)
		case d.Type().IsRegular() || l.isLinkToFile(fsys, name):
			l.addEntry(name, false)
			l.addFile(name)
		}
		return nil
	})
	l.entriesHash = l.hasher.Sum64()
	return l.listing, err
}

// isSkipped reports whether a file or folder of that name is no part of the guide, or cannot be one.
func (l *lister) isSkipped(name string) bool {
	base := path.Base(name)
	if diag.Ignored(base) {
		if p, leftBehind := diag.LeftBehind(name); leftBehind {
			l.report(p)
		}
		return true
	}
	p, bad := page.CheckName(name, base)
	if bad {
		l.report(p)
	}
	return bad && p.Severity == diag.Error
}

// upToDate reports whether a listing is that of the folder after a change of some files: none of them
// came or went.
func (l *listing) upToDate(fsys fs.FS, changed []string) bool {
	if errorCount, _ := diag.Count(l.problems); errorCount > 0 || len(changed) > len(l.entries)/10+1 {
		return false
	}
	for _, name := range changed {
		if !strings.HasPrefix(name, ContentDir+"/") {
			continue
		}
		folder, listed := l.entries[name]
		info, err := fs.Stat(fsys, name)
		if !listed || folder || err != nil || !info.Mode().IsRegular() {
			return false
		}
		if target, err := resolveSymlink(fsys, name); err == nil && target != name {
			return false // a link, which may lead elsewhere now
		}
	}
	return true
}

// storedName returns the path of a file or folder as it is stored: accents may be written in either way.
func (l *listing) storedName(name string) string {
	if _, exists := l.entries[name]; exists {
		return name
	}
	name = page.NFC(name)
	if stored, ok := l.byNFC[name]; ok {
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

func (l *lister) report(p diag.Problem) { l.problems = append(l.problems, p) }

func (l *lister) addEntry(name string, folder bool) {
	l.entries[name] = folder
	if normalized := page.NFC(name); normalized != name {
		l.byNFC[normalized] = name
	}
	maphash.WriteComparable(&l.hasher, listingEntry{name, folder})
}

// isLinkToFile reports whether a symbolic link leads to a file; what does not, or is no link, is a
// problem, since reading it could fail or never end.
func (l *lister) isLinkToFile(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		l.report(diag.Unreadable(name, err))
	case info.IsDir():
		l.report(fileError(name, "unreadable", "this is a link to a folder, which is not followed", "copy the folder here"))
	case !info.Mode().IsRegular():
		l.report(fileError(name, "unreadable", "this is neither a file nor a folder", "delete it"))
	default:
		return !isStaticFile(name) || l.isLinkToStaticFile(fsys, name)
	}
	return false
}

// isLinkToStaticFile reports whether a link that is published as it is leads to a file that would be, too; what
// does not is a problem, since it would show what is withheld.
func (l *lister) isLinkToStaticFile(fsys fs.FS, name string) bool {
	target, err := resolveSymlink(fsys, name)
	switch {
	case err != nil:
		l.report(diag.Unreadable(name, err))
	case !isStaticFile(target) || slices.ContainsFunc(strings.Split(target, "/"), diag.Ignored):
		l.report(fileError(name, "unreadable", fmt.Sprintf("this is a link to %s, which is not published as it is", target),
			"put a copy here of what readers may have"))
	default:
		return true
	}
	return false
}

// resolveSymlink returns the name of the file to which a name leads in the end, as the file system knows it.
func resolveSymlink(fsys fs.FS, name string) (string, error) {
	if r, ok := fsys.(interface{ Resolve(string) (string, error) }); ok {
		return r.Resolve(name)
	}
	return "", errors.New("it is a link, and where it leads is not known")
}

func (l *lister) checkFolder(name string) {
	if strings.HasSuffix(strings.ToLower(name), ".md") {
		l.report(fileError(name, "bad-name", "this is a folder and is called like a Markdown file", "rename the folder"))
	}
}

// addFile decides what one file is.
func (l *lister) addFile(name string) {
	dir, base := path.Split(name)
	dir = path.Clean(dir)
	ext := path.Ext(base)
	switch {
	case isStaticFile(name):
		l.files = append(l.files, File{Path: name, Address: fileAddress(name)})
	case name == SettingsFile || name == GlossaryFile || name == ManifestFile:
	case dir == ContentDir && (ext == ".yaml" || ext == ".yml"):
		l.reportUnknownYAML(name)
	case ext != ".md" && (strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown")):
		l.report(fileError(name, "bad-name", fmt.Sprintf("the name ends in %s: it would not be read as a page", ext), "rename it to "+strings.TrimSuffix(base, ext)+".md"))
	case ext != ".md" && intendedPageName(base) != "":
		l.report(fileError(name, "bad-name", "the name is like that of a page, and it would not be read as one",
			"rename it to "+intendedPageName(base)))
	default:
		l.addMarkdown(name, dir, strings.TrimSuffix(base, ".md"))
	}
}

// isStaticFile reports whether a file of that name is a [File]: neither a page nor settings, nor like one of them.
func isStaticFile(name string) bool {
	dir, base := path.Split(name)
	ext := path.Ext(base)
	settings := path.Clean(dir) == ContentDir && (ext == ".yaml" || ext == ".yml")
	return !settings && !strings.EqualFold(ext, ".md") && !strings.EqualFold(ext, ".markdown") && intendedPageName(base) == ""
}

// intendedPageName returns the name that a file was most likely meant to have: index.md for index.md.txt, topic.md
// for topic.mdx; "" where it is not like that of a page.
func intendedPageName(base string) string {
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

func (l *lister) reportUnknownYAML(name string) {
	known := []string{SettingsFile, GlossaryFile, ManifestFile}
	hint := "the files here are guide.yaml, glossary.yaml and published.yaml"
	if near := page.Nearest(strings.TrimSuffix(name, path.Ext(name))+".yaml", known); near != "" {
		hint = "rename it to " + path.Base(near)
	}
	l.report(fileError(name, "bad-name", "this file is not read", hint))
}

// addMarkdown decides what kind of page a Markdown file is, and its address.
func (l *lister) addMarkdown(name, dir, base string) {
	parts := strings.Split(strings.TrimPrefix(dir, ContentDir), "/") // "", "steps", "1-x", ...
	switch {
	case name == homeFile:
		l.addPage(&Doc{Page: &page.Page{Kind: page.KindHome, File: name}, Address: HomeAddress, Number: -1}, base)
	case (dir == pagesDir || dir == stepsDir) && (base == "index" || base == "_index"):
		l.report(fileError(name, "bad-name", "this Markdown file is no page of the guide", "the home page is "+homeFile+"; the list of steps is made by itself"))
	case dir == pagesDir:
		l.addPage(&Doc{Page: &page.Page{Kind: page.KindPage, File: name}, Address: "/" + base + "/", Slug: base, Number: -1}, base)
	case dir == stepsDir:
		l.addStep(name, base)
	case len(parts) == 3 && parts[1] == "steps" && base == "index":
		l.addStep(name, parts[2])
	case len(parts) == 3 && parts[1] == "steps":
		number, slug := splitNumber(base)
		_, step := splitNumber(parts[2])
		l.addPage(&Doc{Page: &page.Page{Kind: page.KindTopic, File: name}, Address: "/steps/" + step + "/" + slug + "/", Slug: slug, Number: number}, base)
	default:
		l.reportMisplaced(name, parts, base)
	}
}

// reportMisplaced reports a Markdown file that is no page where it lies, and says where it would be one.
func (l *lister) reportMisplaced(name string, parts []string, base string) {
	if base == "index" || base == "_index" { // named for its folder in other generators
		base = parts[len(parts)-1]
	}
	switch {
	case len(parts) > 3 && parts[1] == "steps":
		l.report(fileError(name, "too-deep", "a topic lies directly in the folder of its step", "move it to "+path.Join(stepsDir, parts[2], base+".md")))
	case len(parts) > 2 && parts[1] == "pages", len(parts) == 1 && base != "":
		l.report(fileError(name, "bad-name", "this Markdown file is no page of the guide", "if it is a free page, move it to "+path.Join(pagesDir, base+".md")))
	default:
		l.report(fileError(name, "bad-name", "this Markdown file is no page of the guide", "steps belong in "+stepsDir+"/, free pages in "+pagesDir+"/"))
	}
}

func (l *lister) addStep(name, base string) {
	number, slug := splitNumber(base)
	if number < 0 {
		digits := leadingDigits.FindString(base)
		l.report(fileError(name, "bad-name", "the name of a step begins with its number and a hyphen",
			fmt.Sprintf("rename %s to %s-%s, with the number that orders it", base, cmp.Or(digits, "1"), cmp.Or(page.Slug(base[len(digits):]), "name"))))
		return
	}
	l.addPage(&Doc{Page: &page.Page{Kind: page.KindStep, File: name}, Address: "/steps/" + slug + "/", Slug: slug, Number: number}, base)
}

// addPage adds a page that has its address from base, the name of a file without .md or of a folder.
func (l *lister) addPage(d *Doc, base string) {
	d.Address, d.Slug = page.NFC(d.Address), page.NFC(d.Slug)
	l.pages = append(l.pages, d)
	if d.Kind == page.KindHome {
		return
	}
	if p, bad := page.CheckName(d.File, d.Slug); bad {
		if _, reported := page.CheckName(d.File, base+".md"); !reported {
			l.report(p)
		}
	}
	if err := page.CheckSlug(d.Slug); err != nil {
		hint := "use lower-case letters, digits and hyphens"
		if better := page.Slug(d.Slug); better != "" {
			hint = fmt.Sprintf("rename %s to %s%s", base, strings.TrimSuffix(base, d.Slug), better)
		}
		l.report(fileError(d.File, "bad-name", err.Error(), hint))
	}
}

var leadingDigits = regexp.MustCompile(`^[0-9]{1,6}`)

// splitNumber splits "2-get-qualified"; the number is -1 where there is none.
func splitNumber(base string) (int, string) {
	m := numberedName.FindStringSubmatch(base)
	if m == nil {
		return -1, base
	}
	n, _ := strconv.Atoi(m[1])
	return n, m[2]
}

// fileAddress is where a picture or download is published: beside the page that it lies beside.
func fileAddress(name string) string {
	rest := strings.TrimPrefix(page.NFC(name), ContentDir+"/")
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
