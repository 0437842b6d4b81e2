package importer

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// copyFile copies a file beside the first text that links to it, and returns the path to it.
func (im *importer) copyFile(d *doc, dest, name string, n int) string {
	target := im.copies[name]
	if target == "" {
		if isActive(name) {
			im.note(d.name, n, "%s is a page or a script, which a guide does not publish: it is left out", name)
			return dest
		}
		data, err := im.read(name)
		if err != nil {
			im.note(d.name, n, "%s cannot be read, so it is left out: %v", name, err)
			return dest
		}
		target = im.freeName(path.Dir(d.target), path.Base(name))
		im.copies[name] = target
		im.result.Files[target], im.result.From[target] = data, name
		im.result.Copies++
	}
	return relative(path.Dir(d.target), target)
}

// isActive reports whether browsers would run what is in a file.
func isActive(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".xhtml", ".js", ".mjs", ".xml", ".xsl", ".xslt"},
		strings.ToLower(path.Ext(name)))
}

// freeName returns the name in a folder for a copy.
func (im *importer) freeName(dir, base string) string {
	base = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*\`, r) {
			return '-'
		}
		return r
	}, base)
	base = strings.TrimRight(base, " .")
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	if ext == ".yaml" || ext == ".yml" || stem == "" {
		stem = "file-" + stem // those in the folder content/ have a meaning
	}
	name := path.Join(dir, stem+ext)
	isTaken := func() bool { _, taken := im.result.Files[name]; return taken }
	for n := 2; isTaken(); n++ {
		name = path.Join(dir, stem+"-"+strconv.Itoa(n)+ext)
	}
	return name
}
