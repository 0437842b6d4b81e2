package site

import (
	"fmt"
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/media"
)

// resolver resolves the links and pictures in the texts of a document.
type resolver struct {
	site    *Site
	doc     *guide.Doc
	page    string // address of the page that shows the texts
	rewrite func(guide.LinkTarget) (to, fragment string)
}

// resolver returns the Resolve function for the texts of d as shown on the page at address. rewrite, if not nil, maps
// a target to another address and fragment.
func (s *Site) resolver(
	d *guide.Doc, address string, rewrite func(guide.LinkTarget) (to, fragment string),
) func(string, bool) markdown.Target {
	return resolver{s, d, address, rewrite}.resolve
}

func (r resolver) resolve(dest string, isPicture bool) markdown.Target {
	if scheme, _, found := strings.Cut(dest, "://"); found && !strings.ContainsAny(scheme, "/?#") {
		if dest = r.site.guide.OwnPath(dest); dest == "" {
			return markdown.Target{}
		}
	}
	target, problem := r.site.guide.Resolve(r.doc, dest)
	if problem != nil {
		return markdown.Target{Rule: problem.Rule, Message: problem.Message, Hint: problem.Hint}
	}
	if target.File != nil && r.site.cache.files.isPointer(r.site.opts.Source, target.File.Path) {
		return markdown.Target{Rule: diag.LFSPointer, Message: target.File.Path + ": " + diag.LFSMessage,
			Hint: diag.LFSHint}
	}
	if isPicture {
		return r.flagActiveContent(r.pictureTarget(target, dest), target)
	}
	t := markdown.Target{Address: target.Address, Fragment: target.Fragment}
	if target.File != nil {
		t.Fragment = "" // the ids in a file are not known
		t = r.flagActiveContent(t, target)
	}
	target.Fragment = r.site.headingID(target)
	to, fragment := target.Address, target.Fragment
	if item, ok := r.site.guide.Item(fragment); ok && to == guide.ResourcesAddress && len(r.site.resourceParts) > 0 {
		to = item.Doc.Address // the parts change with the guide
	}
	if r.rewrite != nil {
		to, fragment = r.rewrite(target)
	}
	before, after, found := strings.Cut(r.link(to, fragment), "#")
	if t.Href = before + target.Query; found {
		t.Href += "#" + after
	}
	return t
}

func (r resolver) link(to, fragment string) string {
	if r.page != guide.NotFoundAddress {
		return r.site.urls.link(r.page, to, fragment)
	}
	if to = r.site.urls.rooted(to); fragment != "" {
		to += "#" + fragment
	}
	return to
}

// flagActiveContent adds a problem to a link or picture whose file a browser would run as script.
func (r resolver) flagActiveContent(t markdown.Target, target guide.LinkTarget) markdown.Target {
	if target.File == nil || t.Rule != nil {
		return t
	}
	if reason := r.site.cache.files.activeContent(r.site.opts.Source, target.File.Path); reason != "" {
		t.Rule, t.Message, t.Hint = diag.ActiveFile, reason, activeLinkHint
	}
	return t
}

// isFilm matches the names of films.
var isFilm = regexp.MustCompile(`(?i)\.(?:mp4|m4v|webm|mov|ogv|avi|mkv)$`)

// pictureTarget returns the target of a picture, which may be a CSV file that is shown as a table.
func (r resolver) pictureTarget(target guide.LinkTarget, dest string) markdown.Target {
	switch {
	case target.File != nil && markdown.IsCSV(target.File.Path):
		return r.table(target)
	case target.File == nil || !media.IsImage(target.File.Path):
		hint := "pictures are PNG, JPEG, GIF, WebP or SVG files; a CSV file is shown as a table"
		if isFilm.MatchString(dest) {
			hint = "write a link with a still picture: [![what it shows](still.jpg)](" + dest + ")"
		}
		return markdown.Target{Rule: diag.BadPicture, Message: fmt.Sprintf("%q is not a picture", dest), Hint: hint}
	}
	info := r.picture(target.File.Path)
	t := markdown.Target{Href: r.link(target.Address, ""), Width: info.Width, Height: info.Height,
		Versions: r.versions(target.File.Path)}
	unreadable := func(file *guide.File, err error) {
		t.Rule, t.Hint = diag.BadPicture, "save it again as PNG, JPEG, GIF, WebP or SVG"
		t.Message = fmt.Sprintf("the picture %s cannot be read: %v", file.Path, err)
	}
	if info.err != nil {
		unreadable(target.File, info.err)
	} else {
		t.More = checkWeight(target.File.Path, info.Image, info.Scalable)
	}
	wide, err := r.site.guide.Resolve(r.doc, guide.WideDrawing(dest))
	if err != nil || wide.File == nil || !strings.HasSuffix(dest, ".svg") {
		return t
	}
	if info = r.picture(wide.File.Path); info.err != nil {
		unreadable(wide.File, info.err)
		return t
	}
	t.Wide = &markdown.Image{Href: r.link(wide.Address, ""), Width: info.Width, Height: info.Height}
	return t
}

func (r resolver) picture(path string) pictureInfo {
	return r.site.cache.files.picture(r.site.opts.Source, path)
}

// table returns the target of a CSV file that is shown as a table.
func (r resolver) table(target guide.LinkTarget) markdown.Target {
	var table *markdown.CSVTable
	var problems []diag.Problem
	f, err := r.site.opts.Source.Open(target.File.Path)
	if err == nil {
		defer f.Close()
		table, problems, err = markdown.ReadCSV(target.File.Path, f)
	}
	if err != nil {
		return markdown.Target{Rule: diag.BadSheet,
			Message: fmt.Sprintf("the sheet %s cannot be read: %v", target.File.Path, err),
			Hint:    "open it in a spreadsheet program and save it as CSV again"}
	}
	return markdown.Target{Href: r.link(target.Address, ""), Table: table, More: problems}
}
