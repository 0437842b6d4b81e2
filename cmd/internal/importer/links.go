package importer

import (
	"bytes"
	"cmp"
	"net/url"
	"path"
	"regexp"
	"strings"

	"guide/cmd/internal/edit"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

var (
	schemePattern  = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)`)
	mailPattern    = regexp.MustCompile(`^[^/\s@]+@[^/\s@]+$`)
	remoteLinked   = regexp.MustCompile(`\[!\[([^\[\]]*)\]\(<?(?:https?:)?//([^)\s>]*)[^)]*\)\]`)
	remotePicture  = regexp.MustCompile(`!\[([^\[\]]*)\]\((<?(?:https?:)?//([^)\s>]*)[^)]*)\)`)
	codeSpanInLine = regexp.MustCompile("`+[^`]*`+")
)

// convertLinks gives the links of a text the addresses that their targets have in the guide.
func (im *importer) convertLinks(d *doc) {
	im.linkRemotePictures(d)
	body := []byte(joinLines(d.lines))
	ranges, err := markdown.LinkRanges(body)
	if err != nil {
		im.note(d.name, 0, "its links stay as they are: %v", err)
		return
	}
	var edits []edit.Edit
	done := map[int]bool{}
	for _, r := range ranges {
		if r.From < 0 || done[r.From] {
			continue
		}
		done[r.From] = true
		n := d.lines[bytes.Count(body[:r.From], []byte{'\n'})].n
		if dest := im.destination(d, r.Dest, n); dest != r.Dest {
			edits = append(edits, edit.Edit{From: r.From, To: r.To, Text: dest})
		}
	}
	after, err := edit.Apply(body, edits)
	if err != nil {
		im.note(d.name, 0, "its links stay as they are: %v", err)
		return
	}
	for i, text := range strings.Split(strings.TrimSuffix(string(after), "\n"), "\n") {
		if i < len(d.lines) {
			d.lines[i].text = text
		}
	}
}

// linkRemotePictures makes links of pictures on other servers: a guide shows none.
func (im *importer) linkRemotePictures(d *doc) {
	for i := range d.lines {
		l := &d.lines[i]
		if l.isCode || !strings.Contains(l.text, "//") || !strings.Contains(l.text, "![") {
			continue
		}
		text := replaceOutside(codeSpanInLine, l.text, func(text string) string {
			text = remoteLinked.ReplaceAllStringFunc(text, func(match string) string {
				m := remoteLinked.FindStringSubmatch(match)
				return "[" + orName(m[1], m[2]) + "]"
			})
			return remotePicture.ReplaceAllStringFunc(text, func(match string) string {
				m := remotePicture.FindStringSubmatch(match)
				return "[" + orName(m[1], m[3]) + "](" + m[2] + ")"
			})
		})
		if text != l.text {
			im.note(d.name, l.n, "a picture on another server is a link now: save it in the folder to show it")
		}
		l.text = text
	}
}

// orName returns the text of a picture, or the name of its file.
func orName(alt, address string) string {
	if strings.TrimSpace(alt) != "" {
		return alt
	}
	address, _, _ = strings.Cut(address, "?")
	return strings.NewReplacer("[", "", "]", "").Replace(path.Base(address))
}

// replaceOutside replaces a text between the matches of a pattern.
func replaceOutside(pattern *regexp.Regexp, text string, replace func(string) string) string {
	var b strings.Builder
	end := 0
	for _, m := range pattern.FindAllStringIndex(text, -1) {
		b.WriteString(replace(text[end:m[0]]) + text[m[0]:m[1]])
		end = m[1]
	}
	return b.String() + replace(text[end:])
}

// destination returns what a destination of a link is in the guide. One that leads nowhere stays.
func (im *importer) destination(d *doc, dest string, n int) string {
	target := dest
	if address := strings.TrimSuffix(im.config.address, "/"); address != "" && strings.HasPrefix(dest, address+"/") {
		target = dest[len(address):]
	}
	if schemePattern.MatchString(target) || target == "" || mailPattern.MatchString(target) {
		return dest
	}
	name, fragment, _ := strings.Cut(target, "#")
	name, _, _ = strings.Cut(name, "?")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	to, file := im.find(d, name)
	switch {
	case to != nil:
		return im.linkTo(d, to, dest, fragment, n)
	case file != "":
		return im.copyFile(d, dest, file, n)
	case target != dest:
		return dest // a web address that works as long as the old site does
	}
	im.note(d.name, n, "%s leads to nothing in the folder", shorten(dest))
	return dest
}

// linkTo returns the destination of a link to a text, or to an id in it.
func (im *importer) linkTo(d, to *doc, dest, fragment string, n int) string {
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	at, id, ok := to.withFragment(fragment)
	if !ok {
		im.note(d.name, n, "%s: there is no heading #%s, so the link leads to the page", shorten(dest), fragment)
	}
	switch {
	case id == "":
		return relative(path.Dir(d.target), at.target)
	case at == d:
		return "#" + id
	}
	return relative(path.Dir(d.target), at.target) + "#" + id
}

// find returns the text, or the name of the file, that a path in a text leads to.
func (im *importer) find(d *doc, name string) (*doc, string) {
	if name == "" {
		return cmp.Or(d.whole, d), ""
	}
	var bases []string
	rooted := append([]string{im.config.root, "."}, im.config.static...)
	if strings.HasPrefix(name, "/") {
		if to := im.byAddress[addressKey(name)]; to != nil {
			return to, ""
		}
		bases = rooted
	} else {
		dir, base := path.Split(d.name)
		bases = append([]string{path.Clean(dir), path.Join(dir, strings.TrimSuffix(base, path.Ext(base)))}, rooted...)
	}
	for _, base := range bases {
		full := path.Join(base, name)
		if strings.HasPrefix(full, "../") {
			continue
		}
		if to := im.docAt(full); to != nil {
			return to, ""
		}
		if im.files[full] && !isMarkdown(full) {
			return nil, full
		}
	}
	if im.config.kind == "hugo" {
		return im.docNamed(name), ""
	}
	return nil, ""
}

// docAt returns the text of a file, or of the address of one.
func (im *importer) docAt(name string) *doc {
	if d := im.byName[name]; d != nil && d.target != "" {
		return d
	}
	key := addressKey(strings.TrimPrefix(name, im.config.root+"/"))
	if name == im.config.root {
		key = ""
	}
	if ext := path.Ext(name); ext == ".html" || ext == ".htm" || isMarkdown(name) {
		key = addressKey(strings.TrimSuffix(strings.TrimPrefix(name, im.config.root+"/"), ext))
	}
	return im.byAddress[key]
}

// docNamed returns the only text whose file has a name.
func (im *importer) docNamed(name string) *doc {
	var found *doc
	for _, d := range im.docs {
		base := strings.TrimSuffix(path.Base(d.name), path.Ext(d.name))
		if isIndex(d.name) {
			base = path.Base(path.Dir(d.name))
		}
		if base == strings.TrimSuffix(path.Base(name), ".md") {
			if found != nil {
				return nil
			}
			found = d
		}
	}
	return found
}

// addressKey returns an address as the keys of byAddress have it.
func addressKey(address string) string {
	parts := strings.Split(strings.ToLower(strings.Trim(address, "/")), "/")
	for i := range parts {
		parts[i] = numberPattern.ReplaceAllString(parts[i], "")
	}
	switch parts[len(parts)-1] {
	case "index", "_index", "readme", "index.html":
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, "/")
}

// indexAddresses finds the addresses that the texts had.
func (im *importer) indexAddresses() {
	im.byAddress = map[string]*doc{}
	add := func(address string, d *doc) {
		if key := addressKey(address); im.byAddress[key] == nil {
			im.byAddress[key] = d
		}
	}
	for _, d := range im.docs {
		for _, key := range []string{"permalink", "url", "slug"} {
			if address := d.meta.Get(key).Text; address != "" && d.meta.Get(key).Form == frontmatter.Scalar {
				if key == "slug" && !strings.HasPrefix(address, "/") {
					address = path.Join(path.Dir(strings.TrimPrefix(d.name, im.config.root+"/")), address)
				}
				add(strings.TrimSuffix(address, ".html"), d)
			}
		}
	}
	for _, d := range im.docs {
		name := strings.TrimPrefix(d.name, im.config.root+"/")
		if isMarkdown(name) {
			name = strings.TrimSuffix(name, path.Ext(name))
		}
		add(name, d)
		if first, rest, found := strings.Cut(name, "/"); found && strings.HasPrefix(first, "_") {
			add(rest, d) // of a collection
		}
	}
}

// relative returns a path from a folder to a file.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	i := 0
	for i < len(a) && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	return escapePath(strings.Repeat("../", len(a)-i) + strings.Join(b[i:], "/"))
}

// escapePath escapes a path for the round brackets of a link.
func escapePath(name string) string {
	return strings.NewReplacer("%", "%25", " ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "#", "%23",
		"?", "%3F", `\`, "%5C", "&", "%26").Replace(name)
}
