package guide

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

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

// lister sorts the files below content/ by what they are.
type lister struct {
	*Guide
	docs  []*Doc // pages without their front matter
	files []File
}

// list walks content/ once.
func (g *Guide) list(ctx context.Context, fsys fs.FS) (*lister, error) {
	l := &lister{Guide: g}
	err := fs.WalkDir(fsys, Root, func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if name == Root {
				return fmt.Errorf("there is no folder %s/ here: use --source to name the folder that holds it", Root)
			}
			g.add(fileProblem(name, "unreadable", "the file or folder cannot be read: "+cause(err), ""))
			return nil
		}
		if name != Root && Ignored(path.Base(name)) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		g.listing[name] = d.IsDir()
		if d.IsDir() {
			l.folder(name)
		} else {
			l.file(name)
		}
		return nil
	})
	return l, err
}

// Ignored reports whether a file or folder of that name is no part of a guide: dot-files and what
// editors leave beside the files they save.
func Ignored(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".bak") || strings.HasSuffix(base, ".tmp") || base == "4913"
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
	case name == SettingsFile || name == GlossaryFile || name == PublishedFile:
	case dir == Root && (ext == ".yaml" || ext == ".yml"):
		l.unknownYAML(name)
	case ext != ".md" && (strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown")):
		l.add(fileProblem(name, "bad-name", fmt.Sprintf("the name ends in %s: it would not be read as a page", ext), "rename it to "+strings.TrimSuffix(base, ext)+".md"))
	case ext != ".md":
		l.files = append(l.files, File{Path: name, Address: fileAddress(name)})
	default:
		l.markdown(name, dir, strings.TrimSuffix(base, ".md"))
	}
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
		l.doc(&Doc{Page: &page.Page{Kind: page.Home, File: name}, Address: "/", Number: -1})
	case dir == pagesDir:
		l.doc(&Doc{Page: &page.Page{Kind: page.Free, File: name}, Address: "/" + base + "/", Slug: base, Number: -1})
	case dir == stepsDir:
		l.step(name, base)
	case len(parts) == 3 && parts[1] == "steps" && base == "index":
		l.step(name, parts[2])
	case len(parts) == 3 && parts[1] == "steps":
		number, slug := splitNumber(base)
		_, step := splitNumber(parts[2])
		l.doc(&Doc{Page: &page.Page{Kind: page.Topic, File: name}, Address: "/steps/" + step + "/" + slug + "/", Slug: slug, Number: number})
	case strings.HasPrefix(dir, stepsDir+"/"):
		l.add(fileProblem(name, "too-deep", "a topic lies directly in the folder of its step", "move it to "+path.Join(stepsDir, parts[2], base+".md")))
	default:
		l.add(fileProblem(name, "bad-name", "this Markdown file is no page of the guide", "steps belong in "+stepsDir+"/, free pages in "+pagesDir+"/"))
	}
}

func (l *lister) step(name, base string) {
	number, slug := splitNumber(base)
	if number < 0 {
		l.add(fileProblem(name, "bad-name", "the name of a step begins with its number", fmt.Sprintf("rename it to 1-%s, with the number that orders it", base)))
		return
	}
	l.doc(&Doc{Page: &page.Page{Kind: page.Step, File: name}, Address: "/steps/" + slug + "/", Slug: slug, Number: number})
}

func (l *lister) doc(d *Doc) {
	if d.Kind != page.Home {
		if err := page.CheckSlug(d.Slug); err != nil {
			hint := "rename the file or folder"
			if better := page.Slug(d.Slug); better != "" {
				hint += ", for example to " + better
			}
			l.add(fileProblem(d.File, "bad-name", err.Error(), hint))
		}
	}
	l.docs = append(l.docs, d)
}

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
	rest := strings.TrimPrefix(name, Root+"/")
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

// cause is the plain part of a file error, without the path that the place already gives.
func cause(err error) string {
	if pe, ok := err.(*fs.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}
