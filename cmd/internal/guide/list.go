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
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/naming"
)

// Paths of the files that are not pages, and of folders.
const (
	ContentDir   = "content"
	SettingsFile = ContentDir + "/guide.yaml"
	GlossaryFile = ContentDir + "/glossary.yaml"
	ManifestFile = ContentDir + "/published.yaml"
	homeFile     = ContentDir + "/index.md"
	StepsDir     = ContentDir + "/steps"
	PagesDir     = ContentDir + "/pages"
)

var numberedName = regexp.MustCompile(`^([0-9]{1,6})-(.+)$`)

// A listing classifies the files below content/ by their names alone. It is immutable.
type listing struct {
	entries     map[string]bool   // all files and folders by path; true for folders
	byNFC       map[string]string // path by its NFC, if that differs
	pages       []*Doc            // as they are before they are read
	files       []File
	problems    []diag.Problem
	entriesHash uint64 // a hash of entries
}

// A lister creates a listing.
type lister struct {
	*listing
	hasher maphash.Hash
}

// ErrNoContent means that a source folder holds no guide.
var ErrNoContent = errors.New("there is no folder " + ContentDir + "/")

// list walks content/. It fails with ErrNoContent if that is not there.
func list(ctx context.Context, fsys fs.FS) (*listing, error) {
	l := &lister{listing: &listing{entries: map[string]bool{}, byNFC: map[string]string{}}}
	l.hasher.SetSeed(hashSeed)
	err := fs.WalkDir(fsys, ContentDir, func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if name == ContentDir && (errors.Is(err, fs.ErrNotExist) || err == nil && !d.IsDir()) {
			return ErrNoContent
		}
		if name == ContentDir && err != nil {
			return fmt.Errorf("the folder %s/ cannot be read: %s", ContentDir, diag.Cause(err))
		}
		if err != nil {
			l.report(diag.Unreadable.In(name, "the folder cannot be read: "+diag.Cause(err), ""))
			return nil
		}
		switch {
		case name != ContentDir && (l.isSkipped(name) || l.isCopy(fsys, name, d.IsDir())):
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

// isSkipped reports whether a file or folder is ignored or has a name that cannot be used, which it reports.
func (l *lister) isSkipped(name string) bool {
	base := path.Base(name)
	if diag.Ignored(base) {
		if p, leftBehind := diag.CheckLeftBehind(name); leftBehind {
			l.report(p)
		}
		return true
	}
	p, bad := checkFileName(name, base)
	if bad {
		l.report(p)
	}
	return bad && p.Severity == diag.Error
}

// upToDate reports whether the listing is still valid after these files changed: none was added, removed or replaced
// by something else.
func (l *listing) upToDate(fsys fs.FS, changed []string) bool {
	if diag.Count(l.problems).Errors > 0 || len(changed) > len(l.entries)/10+1 {
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
			return false // its target may be another one now
		}
	}
	return true
}

// storedName returns the path of a file or folder as it is in the file system, where accents may be composed or
// decomposed.
func (l *listing) storedName(name string) string {
	if _, exists := l.entries[name]; exists {
		return name
	}
	name = naming.NFC(name)
	if stored, ok := l.byNFC[name]; ok {
		return stored
	}
	return name
}

// docs returns the pages, before they are read.
func (l *listing) docs() []*Doc {
	docs := make([]*Doc, len(l.pages))
	for i, d := range l.pages {
		docs[i] = &Doc{Page: &frontmatter.Page{Kind: d.Kind, File: d.File}, Address: d.Address, Number: d.Number,
			Slug: d.Slug}
	}
	return docs
}

func (l *lister) report(p diag.Problem) { l.problems = append(l.problems, p) }

func (l *lister) addEntry(name string, folder bool) {
	l.entries[name] = folder
	if normalized := naming.NFC(name); normalized != name {
		l.byNFC[normalized] = name
	}
	maphash.WriteComparable(&l.hasher, listingEntry{name, folder})
}

// isLinkToFile reports whether an entry is a symbolic link to a file that may be read. If not, it reports a problem,
// since reading it could fail or never end.
func (l *lister) isLinkToFile(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		l.report(diag.UnreadableFile(name, err))
	case info.IsDir():
		l.report(diag.Unreadable.In(name, "this is a link to a folder; such links are not followed",
			"copy the folder here"))
	case !info.Mode().IsRegular():
		l.report(diag.Unreadable.In(name, "this is neither a file nor a folder", "delete it"))
	default:
		return !isStaticFile(name) || l.isLinkToStaticFile(fsys, name)
	}
	return false
}

// isLinkToStaticFile reports whether a symbolic link to be published as a file has a target that would be published as
// one too. If not, it reports a problem, because the link could publish drafts.
func (l *lister) isLinkToStaticFile(fsys fs.FS, name string) bool {
	target, err := resolveSymlink(fsys, name)
	switch {
	case err != nil:
		l.report(diag.UnreadableFile(name, err))
	case !isStaticFile(target) || slices.ContainsFunc(strings.Split(target, "/"), diag.Ignored):
		l.report(diag.Unreadable.In(name, fmt.Sprintf("this is a link to %s, which is not published as it is",
			target),
			"replace it with a copy of a file that may be published"))
	default:
		return true
	}
	return false
}

// resolveSymlink returns the name of the file that a symbolic link finally leads to.
func resolveSymlink(fsys fs.FS, name string) (string, error) {
	if r, ok := fsys.(interface{ Resolve(string) (string, error) }); ok {
		return r.Resolve(name)
	}
	return "", errors.New("it is a link, and where it leads is not known")
}

func (l *lister) checkFolder(name string) {
	if strings.HasSuffix(strings.ToLower(name), ".md") {
		l.report(diag.BadName.In(name, "this folder is named like a Markdown file", "rename the folder"))
	}
}
