package guide

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"path"
	"regexp"
	"slices"
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
