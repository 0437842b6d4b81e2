package guide

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

// suggester are what the hints of broken links are made of; they are gathered for the first one.
type suggester struct {
	once       sync.Once
	files      suggest.Paths
	routes     suggest.Paths
	byBaseName map[string]string // a file by its own name; "" where there are several
}

func (g *Guide) suggester() *suggester {
	g.suggestions.once.Do(func() {
		var files, addresses []string
		g.suggestions.byBaseName = map[string]string{}
		for name, isDir := range g.listing.entries {
			if isDir {
				continue
			}
			files = append(files, name)
			base := path.Base(name)
			if _, duplicate := g.suggestions.byBaseName[base]; duplicate {
				name = ""
			}
			g.suggestions.byBaseName[base] = name
		}
		for _, r := range g.routes {
			if !r.noLink && r.address != HomeAddress {
				addresses = append(addresses, strings.Trim(r.address, "/"))
			}
		}
		g.suggestions.files, g.suggestions.routes = suggest.NewPaths(files), suggest.NewPaths(addresses)
	})
	return &g.suggestions
}

// suggestAddress guesses which address was meant.
func (g *Guide) suggestAddress(address string) string {
	if r := g.nearRoute(address); r != nil {
		return fmt.Sprintf("did you mean %s?", r.address)
	}
	return ""
}

// nearRoute returns the route that a wrong address most likely means, or nil.
func (g *Guide) nearRoute(address string) *route {
	near := g.suggester().routes.Nearest(strings.Trim(address, "/"))
	if r := g.routes[foldAddress("/"+near)]; near != "" && r != nil && !r.noLink {
		return r
	}
	return nil
}

// nearFile returns the file or folder that a wrong name most likely means, or "".
func (g *Guide) nearFile(name string) string {
	return cmp.Or(g.suggester().files.Nearest(name), g.suggester().byBaseName[path.Base(name)])
}

// suggestFile guesses which file was meant by rel, which leads from a page to name.
func (g *Guide) suggestFile(from *Doc, name, rel string) string {
	if g.docsByFile[name+".md"] != nil {
		return fmt.Sprintf("write %s.md", strings.TrimSuffix(rel, "/"))
	}
	if address := outsideAddress(rel); address != "" {
		return "write " + address
	}
	if strings.Contains(rel, `\`) {
		return "write / between the names of folders and files"
	}
	near := g.nearFile(name)
	if strings.EqualFold(near, name) {
		return fmt.Sprintf("the file is called %s: upper and lower case matter", near)
	}
	if near != "" && diag.Plain(near) == diag.Plain(name) {
		return sameLooks(near, name)
	}
	if g.docsByFile[near+"/index.md"] != nil {
		near += "/index.md"
	}
	if isDir, exists := g.listing.entries[near]; exists && !isDir {
		return fmt.Sprintf("did you mean %s?", relativePath(path.Dir(from.File), near))
	}
	for _, address := range []string{path.Join(from.Address, rel), strings.TrimPrefix(name, ContentDir), "/" + rel} {
		if r := g.routes[foldAddress(address)]; r != nil && !r.noLink {
			return "to link to an address of the guide write " + r.address
		}
	}
	return "links to other pages name the file, such as ../1-first-step/index.md"
}

// sameLooks says in which character two names differ that look alike: that of a file, and that in a link to it.
func sameLooks(file, link string) string {
	if odd := diag.OddCharacter(file); odd != "" {
		return fmt.Sprintf("the name of the file has %s: rename it to %s", odd, diag.Plain(path.Base(file)))
	}
	return fmt.Sprintf("the link has %s: write %s", diag.OddCharacter(link), path.Base(file))
}

var (
	mailAddress = regexp.MustCompile(`^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$`)
	// hostBegin matches the beginning of a web address without its scheme, or with a damaged one.
	hostBegin = regexp.MustCompile(`^(?:https?[:/;]*/+)?((?:www\.|(?:[\w-]+\.)+` +
		`(?:com|org|net|edu|gov|info|io|eu|uk|de|fr|es|it|nl|ch|at|ca|au|us|co)(?:[/:?#]|$)).*)$`)
	schemeBegin = regexp.MustCompile(`^https?[:/;]*/+([\w-]+\..+)$`)
)

// outsideAddress returns the address outside of the guide that a link was probably meant to have, or "".
func outsideAddress(rel string) string {
	if mailAddress.MatchString(rel) {
		return "mailto:" + rel
	}
	for _, pattern := range []*regexp.Regexp{hostBegin, schemeBegin} {
		if m := pattern.FindStringSubmatch(rel); m != nil {
			return "https://" + m[1]
		}
	}
	return ""
}

// relativePath is the path from a folder to a file.
func relativePath(dir, file string) string {
	here, there := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(here) > 0 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	return strings.Repeat("../", len(here)) + strings.Join(there, "/")
}
