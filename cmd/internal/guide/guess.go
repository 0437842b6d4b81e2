package guide

import (
	"fmt"
	"path"
	"strings"
	"sync"
)

// guesses are what the hints of broken links are made of; they are gathered for the first one.
type guesses struct {
	once      sync.Once
	files     paths
	addresses paths
	byBase    map[string]string // a file by its own name; "" where there are several
}

func (g *Guide) guesses() *guesses {
	g.guess.once.Do(func() {
		var files, addresses []string
		g.guess.byBase = map[string]string{}
		for name, isDir := range g.listing.entries {
			if isDir {
				continue
			}
			files = append(files, name)
			base := path.Base(name)
			if _, several := g.guess.byBase[base]; several {
				name = ""
			}
			g.guess.byBase[base] = name
		}
		for _, c := range g.claims {
			if !c.unlinked && c.address != HomeAddress {
				addresses = append(addresses, strings.Trim(c.address, "/"))
			}
		}
		g.guess.files, g.guess.addresses = newPaths(files), newPaths(addresses)
	})
	return &g.guess
}

// nearAddress guesses which address was meant.
func (g *Guide) nearAddress(address string) string {
	near := g.guesses().addresses.nearest(strings.Trim(address, "/"))
	if c := g.claims[fold("/"+near)]; near != "" && c != nil && !c.unlinked {
		return fmt.Sprintf("did you mean %s?", c.address)
	}
	return ""
}

// nearFile guesses which file was meant by rel, which leads from a page to name.
func (g *Guide) nearFile(from *Doc, name, rel string) string {
	if g.docs[name+".md"] != nil {
		return fmt.Sprintf("write %s.md", strings.TrimSuffix(rel, "/"))
	}
	if strings.Contains(rel, `\`) {
		return "write / between the names of folders and files"
	}
	near := g.guesses().files.nearest(name)
	if strings.EqualFold(near, name) {
		return fmt.Sprintf("the file is called %s: upper and lower case matter", near)
	}
	if near == "" {
		near = g.guesses().byBase[path.Base(name)]
	}
	if g.docs[near+"/index.md"] != nil {
		near += "/index.md"
	}
	if isDir, exists := g.listing.entries[near]; exists && !isDir {
		return fmt.Sprintf("did you mean %s?", relativeFile(path.Dir(from.File), near))
	}
	for _, address := range []string{path.Join(from.Address, rel), strings.TrimPrefix(name, Root), "/" + rel} {
		if c := g.claims[fold(address)]; c != nil && !c.unlinked {
			return "to link to an address of the guide write " + c.address
		}
	}
	return "links to other pages name the file, such as ../1-first-step/index.md"
}

// relativeFile is the path from a folder to a file.
func relativeFile(dir, file string) string {
	here, there := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(here) > 0 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	return strings.Repeat("../", len(here)) + strings.Join(there, "/")
}
