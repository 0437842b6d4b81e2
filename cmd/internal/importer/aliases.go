package importer

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// findAliases gives each text the addresses that it had, as far as they can lead to it: first those in front matter,
// then those that the program gives by default.
func (im *importer) findAliases() {
	for _, d := range im.docs {
		im.addresses[foldAddress(d.newAddress())] = d
	}
	for _, d := range im.docs {
		if d.kind == frontmatter.KindHome {
			continue
		}
		for _, key := range []string{"aliases", "redirect_from", "permalink", "url"} {
			for _, address := range d.meta.Get(key).Texts() {
				if address = rooted(address); !im.addAlias(d, address) {
					im.note(d.name, d.meta.Get(key).Line, "%s: %s cannot be an address of the guide", key, address)
				}
			}
		}
	}
	var lost, unknown []string
	for _, d := range im.docs {
		if d.isMade || d.whole != nil {
			continue
		}
		address, isKnown := im.defaultAddress(d)
		if !isKnown {
			unknown = append(unknown, d.name)
		} else if address != "" && !im.addAlias(d, address) {
			lost = append(lost, address)
		}
	}
	if len(lost) > 0 {
		im.note(".", 0, "old addresses that the guide cannot keep: %d, such as %s", len(lost), lost[0])
	}
	if len(unknown) > 0 {
		im.note(".", 0, "texts whose old addresses are not known, so that aliases: lacks them: %d, such as %s",
			len(unknown), unknown[0])
	}
}

// rooted returns an address as aliases have it.
func rooted(address string) string {
	address = "/" + strings.Trim(address, "/")
	if address != "/" && !strings.HasSuffix(address, ".html") {
		address += "/"
	}
	return address
}

var aliasPattern = regexp.MustCompile(`^(?:/[\pL\pM\pN_-][\pL\pM\pN._~-]*)+/?$`)

// addAlias makes an address lead to a text, unless it does. It reports whether it can.
func (im *importer) addAlias(d *doc, address string) bool {
	key := foldAddress(address)
	if to := im.addresses[key]; to != nil {
		return to == d
	}
	first, _, isDeeper := strings.Cut(strings.TrimSuffix(key[1:], ".html"), "/")
	isReserved := slices.Contains(reservedPages, first)
	if first == "steps" && isDeeper {
		isReserved = path.Base(key) == "topics" // the list of those of a step
	}
	_, isBad := guide.CheckAddress(d.target, address)
	if isReserved || isBad || !aliasPattern.MatchString(address) || d.kind == frontmatter.KindHome {
		return false
	}
	im.addresses[key] = d
	d.aliases = append(d.aliases, address)
	return true
}

// foldAddress returns the same for addresses that some file systems do not tell apart.
func foldAddress(address string) string {
	return "/" + strings.Trim(strings.TrimSuffix(strings.ToLower(address), "/index.html"), "/")
}

// newAddress returns the address of a text in the guide.
func (d *doc) newAddress() string {
	name := strings.TrimPrefix(strings.TrimSuffix(d.target, ".md"), guide.ContentDir+"/")
	parts := strings.Split(strings.TrimPrefix(name, "pages/"), "/")
	for i := range parts {
		parts[i] = numberPattern.ReplaceAllString(parts[i], "")
	}
	if parts[len(parts)-1] == "index" {
		parts = parts[:len(parts)-1]
	}
	return rooted(strings.Join(parts, "/"))
}

// defaultAddress returns the address that the program of the source gives a text without one in its front matter, or ""
// if it gives none.
func (im *importer) defaultAddress(d *doc) (address string, isKnown bool) {
	name := strings.TrimPrefix(d.name, im.config.root+"/")
	name = strings.TrimSuffix(name, path.Ext(name))
	if d.meta.Get("permalink", "url").Text != "" {
		return "", true
	}
	switch im.config.kind {
	case "hugo":
		return im.hugoAddress(d, name)
	case "jekyll":
		return im.jekyllAddress(name)
	case "mkdocs":
		return withSuffix(name, im.config.settings.Get("use_directory_urls").Text != "false", "index", "README"), true
	case "docusaurus":
		return im.docusaurusAddress(d, name)
	case "book":
		return withSuffix(name, false, "index", "README"), im.files["book.toml"]
	}
	return "", true
}

// withSuffix returns the address of the page of a name: a folder of its own, or a file. That of an index is its folder.
func withSuffix(name string, isFolder bool, indexes ...string) string {
	switch dir, base := path.Split(name); {
	case slices.Contains(indexes, base):
		return rooted(dir)
	case isFolder:
		return rooted(name)
	}
	return "/" + name + ".html"
}

// hugoAddress follows https://gohugo.io/content-management/urls/.
func (im *importer) hugoAddress(d *doc, name string) (string, bool) {
	v := im.config.settings
	for dir := path.Dir(d.name); dir != im.config.root && dir != "."; dir = path.Dir(dir) {
		if other := im.byName[dir+"/index.md"]; other != nil && other != d {
			return "", true // a part of a bundle
		}
	}
	slug := d.meta.Get("slug").Text
	if base := path.Base(name); base == "index" || base == "_index" {
		name = path.Dir(name)
	}
	if slug != "" {
		name = path.Join(path.Dir(name), slug)
	}
	if v.Get("disablePathToLower").Text != "true" {
		name = strings.ToLower(name)
	}
	isOdd := v.Get("permalinks").Form != 0 || v.Get("uglyURLs").Text == "true" ||
		v.Get("defaultContentLanguageInSubdir").Text == "true"
	return rooted(strings.ReplaceAll(strings.TrimPrefix(name, "."), " ", "-")), !isOdd
}

// jekyllAddress follows https://jekyllrb.com/docs/permalinks/.
func (im *importer) jekyllAddress(name string) (string, bool) {
	v := im.config.settings
	style := v.Get("permalink").Text
	isFile := slices.Contains([]string{"", "date", "ordinal", "none"}, style) || strings.HasSuffix(style, ":output_ext")
	isFolder := style == "pretty" || strings.HasSuffix(style, "/")
	for _, e := range v.Get("defaults").Entries {
		if e.Get("values").Get("permalink").Text != "" {
			return "", false
		}
	}
	if collection, isIn := strings.CutPrefix(name, "_"); isIn {
		label, _, _ := strings.Cut(collection, "/")
		of := v.Get("collections").Get(label)
		if label == "posts" || of.Get("permalink").Text != "" {
			return "", false
		}
		if of.Get("output").Text != "true" {
			return "", true
		}
		return withSuffix(collection, isFolder), isFile || isFolder
	}
	return withSuffix(name, isFolder, "index", "README"), isFile || isFolder
}

// docusaurusAddress follows https://docusaurus.io/docs/create-doc.
func (im *importer) docusaurusAddress(d *doc, name string) (string, bool) {
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = numberPattern.ReplaceAllString(parts[i], "")
	}
	last := len(parts) - 1
	isIndex := slices.Contains([]string{"index", "readme"}, strings.ToLower(parts[last])) ||
		last > 0 && strings.EqualFold(parts[last], parts[last-1])
	dir := strings.Join(parts[:last], "/")
	slug, id := d.meta.Get("slug").Text, d.meta.Get("id").Text
	switch {
	case strings.HasPrefix(slug, "/"):
		name = slug
	case slug != "" || id != "":
		name = path.Join(dir, slug)
		if slug == "" {
			name = path.Join(dir, id)
		}
	case isIndex:
		name = dir
	default:
		name = path.Join(dir, parts[last])
	}
	return rooted(path.Join(im.config.docsPath, name)), im.config.docsPath != unknownPath
}
