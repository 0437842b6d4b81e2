package guide

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/suggest"
)

// addFile classifies a file.
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
		l.report(diag.BadName.In(name, fmt.Sprintf("the name ends in %s: it is not read as a page", ext),
			"rename it to "+strings.TrimSuffix(base, ext)+".md"))
	case intendedPageName(base) != "":
		l.report(diag.BadName.In(name, "the name looks like that of a page, but the file is not read as one",
			"rename it to "+intendedPageName(base)))
	default:
		l.addMarkdown(name, dir, strings.TrimSuffix(base, ".md"))
	}
}

// isStaticFile reports whether a file with this name is a [File]: neither a page nor settings, nor similar to one of
// them.
func isStaticFile(name string) bool {
	dir, base := path.Split(name)
	ext := path.Ext(base)
	settings := path.Clean(dir) == ContentDir && (ext == ".yaml" || ext == ".yml")
	return !settings && !strings.EqualFold(ext, ".md") && !strings.EqualFold(ext, ".markdown") &&
		intendedPageName(base) == ""
}

func (l *lister) reportUnknownYAML(name string) {
	known := []string{SettingsFile, GlossaryFile, ManifestFile}
	hint := "the files here are guide.yaml, glossary.yaml and published.yaml"
	if near := suggest.Nearest(strings.TrimSuffix(name, path.Ext(name))+".yaml", known); near != "" {
		hint = "rename it to " + path.Base(near)
	}
	l.report(diag.BadName.In(name, "this file is not read", hint))
}

// addMarkdown adds a page, whose kind and address follow from its path.
func (l *lister) addMarkdown(name, dir, base string) {
	parts := strings.Split(strings.TrimPrefix(dir, ContentDir), "/") // "", "steps", "1-x", ...
	switch {
	case name == homeFile:
		l.addPage(&Doc{Page: &frontmatter.Page{Kind: frontmatter.KindHome, File: name}, Address: HomeAddress,
			Number: -1}, base)
	case (dir == PagesDir || dir == StepsDir) && (base == "index" || base == "_index"):
		l.report(diag.BadName.In(name, "this Markdown file is not a page of the guide",
			"the home page is "+homeFile+"; the list of steps is generated"))
	case dir == PagesDir:
		l.addPage(&Doc{Page: &frontmatter.Page{Kind: frontmatter.KindPage, File: name}, Address: "/" + base + "/",
			Slug:   base,
			Number: -1}, base)
	case dir == StepsDir:
		l.addStep(name, base)
	case len(parts) == 3 && parts[1] == "steps" && base == "index":
		l.addStep(name, parts[2])
	case len(parts) == 3 && parts[1] == "steps":
		number, slug := splitNumber(base)
		_, step := splitNumber(parts[2])
		l.addPage(&Doc{Page: &frontmatter.Page{Kind: frontmatter.KindTopic, File: name},
			Address: "/steps/" + step + "/" + slug + "/",
			Slug:    slug, Number: number}, base)
	default:
		l.reportMisplaced(name, parts, base)
	}
}

// reportMisplaced reports a Markdown file that is not a page because of its folder, and suggests another place.
func (l *lister) reportMisplaced(name string, parts []string, base string) {
	if base == "index" || base == "_index" { // other generators use these names for the folder's page
		base = parts[len(parts)-1]
	}
	switch {
	case len(parts) > 3 && parts[1] == "steps":
		l.report(diag.TooDeep.In(name, "a topic lies directly in the folder of its step",
			"move it to "+path.Join(StepsDir, parts[2], base+".md")))
	case len(parts) > 2 && parts[1] == "pages", len(parts) == 1 && base != "":
		l.report(diag.BadName.In(name, "this Markdown file is not a page of the guide",
			"if it is a free page, move it to "+path.Join(PagesDir, base+".md")))
	default:
		l.report(diag.BadName.In(name, "this Markdown file is not a page of the guide",
			"steps belong in "+StepsDir+"/, free pages in "+PagesDir+"/"))
	}
}

func (l *lister) addStep(name, base string) {
	number, slug := splitNumber(base)
	if number < 0 {
		digits := leadingDigits.FindString(base)
		l.report(diag.BadName.In(name, "the name of a step begins with its number and a hyphen"+holdsOdd(base),
			fmt.Sprintf("rename %s to %s-%s, with the number that orders it", base, cmp.Or(digits, "1"),
				cmp.Or(naming.Slug(base[len(digits):]), "name"))))
		return
	}
	l.addPage(&Doc{Page: &frontmatter.Page{Kind: frontmatter.KindStep, File: name}, Address: "/steps/" + slug + "/",
		Slug:   slug,
		Number: number}, base)
}

// addPage adds a page. Its address is derived from base, the name of its file without .md or of its folder.
func (l *lister) addPage(d *Doc, base string) {
	d.Address, d.Slug = naming.NFC(d.Address), naming.NFC(d.Slug)
	l.pages = append(l.pages, d)
	if d.Kind == frontmatter.KindHome {
		return
	}
	if p, bad := checkFileName(d.File, d.Slug); bad {
		if _, reported := checkFileName(d.File, base+".md"); !reported {
			l.report(p)
		}
	}
	if !naming.IsSlug(d.Slug) {
		hint := "use lower-case letters, digits and hyphens"
		if better := naming.Slug(d.Slug); better != "" {
			hint = fmt.Sprintf("rename %s to %s%s", base, strings.TrimSuffix(base, d.Slug), better)
		}
		l.report(diag.BadName.In(d.File, fmt.Sprintf("%q cannot be part of an address: use lower-case letters, "+
			"digits and single hyphens%s", diag.Truncate(d.Slug), holdsOdd(d.Slug)), hint))
	}
}

var leadingDigits = regexp.MustCompile(`^[0-9]{1,6}`)

// splitNumber splits "2-get-qualified" into number and slug. The number is -1 if there is none.
func splitNumber(base string) (int, string) {
	m := numberedName.FindStringSubmatch(base)
	if m == nil {
		return -1, base
	}
	n, _ := strconv.Atoi(m[1])
	return n, m[2]
}

// fileAddress returns the address of a picture or download, which is published beside the page in its folder.
func fileAddress(name string) string {
	rest := strings.TrimPrefix(naming.NFC(name), ContentDir+"/")
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
