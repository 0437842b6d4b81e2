package refactor

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/suggest"
)

// Thing is what a name on a command line means: a page, an item or resource, or a term.
type Thing struct {
	Doc  *guide.Doc
	Item *guide.ItemRef
	Term *frontmatter.Term
	name string // by which nothing else is found
}

// Find returns what a name means: the id of an item or resource; a term or its id; the number, the slug, the file or
// the address of a step, topic or page. An address with an id is that of the item or term: /glossary/#raid-log. It
// fails if there is no such thing, or more than one.
func Find(g *guide.Guide, name string) (Thing, error) {
	page, id, isID := strings.Cut(name, "#")
	var found []Thing
	for _, t := range things(g) {
		switch {
		case isID && t.hasID(id) && (page == "" || strings.Trim(page, "/") == t.page()), !isID && t.isCalled(name):
			found = append(found, t)
		}
	}
	return only(g, name, found)
}

// FindPage returns the step, topic or page that a name means, as Find does, if it is one of kinds.
func FindPage(g *guide.Guide, name string, kinds ...frontmatter.Kind) (*guide.Doc, error) {
	found := things(g)
	isPage := func(t Thing) bool { return t.Doc != nil && slices.Contains(kinds, t.Doc.Kind) }
	found = slices.DeleteFunc(found, func(t Thing) bool { return !isPage(t) || !t.isCalled(name) })
	t, err := only(g, name, found, kinds...)
	return t.Doc, err
}

// only returns the only thing that was found.
func only(g *guide.Guide, name string, found []Thing, kinds ...frontmatter.Kind) (Thing, error) {
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		var names []string
		for _, t := range things(g) {
			if len(kinds) == 0 || t.Doc != nil && slices.Contains(kinds, t.Doc.Kind) {
				names = append(names, t.names()...)
			}
		}
		hint := "write the id of an item, resource or term, or the name, file or address of a step, topic or page"
		if len(kinds) > 0 {
			hint = "write its name, as in its address, or its file"
		}
		if near := suggest.NewIndex(names).Nearest(name); near != "" {
			hint = "did you mean " + near + "?"
		}
		return Thing{}, errorf(hint, "nothing here is called %q", name)
	}
	var exact []string
	for _, t := range found {
		exact = append(exact, t.name)
	}
	return Thing{}, errorf("write "+strings.Join(exact, " or "), "%q can mean %d things", name, len(found))
}

// things returns everything that has a name.
func things(g *guide.Guide) []Thing {
	var out []Thing
	for _, d := range g.AllDocs() {
		if d.Kind != frontmatter.KindHome && d.InSite() {
			out = append(out, Thing{Doc: d, name: d.Address})
		}
		for i := range d.Checklist {
			out = append(out, itemThing(guide.ItemRef{Doc: d, Index: int32(i)}))
		}
		for i := range d.Resources {
			out = append(out, itemThing(guide.ItemRef{Doc: d, Index: int32(i), Resource: true}))
		}
	}
	for i := range g.Glossary {
		t := &g.Glossary[i]
		out = append(out, Thing{Term: t, name: guide.GlossaryAddress + "#" + termID(t.Term.Value)})
	}
	return out
}

func itemThing(ref guide.ItemRef) Thing {
	return Thing{Item: &ref, name: ref.Doc.Address + "#" + ref.ID().Value}
}

func termID(name string) string { return guide.TermID(naming.TermSlug(name)) }

// page returns the address of the page on which a thing with an id is, without its slashes.
func (t Thing) page() string {
	page, _, _ := strings.Cut(t.name, "#")
	return strings.Trim(page, "/")
}

func (t Thing) hasID(id string) bool {
	return id != "" &&
		(t.Item != nil && t.Item.ID().Value == id || t.Term != nil && termID(t.Term.Term.Value) == id)
}

// isCalled reports whether a name without an id is that of a thing.
func (t Thing) isCalled(name string) bool {
	if t.Doc == nil {
		return t.hasID(name) || t.Term != nil && strings.EqualFold(t.Term.Term.Value, name)
	}
	if number, err := strconv.Atoi(name); err == nil && t.Doc.Kind == frontmatter.KindStep {
		return t.Doc.Number == number
	}
	return slices.Contains(t.names(), plainName(name))
}

// names returns the names of a thing.
func (t Thing) names() []string {
	switch {
	case t.Item != nil:
		return []string{t.Item.ID().Value}
	case t.Term != nil:
		return []string{t.Term.Term.Value}
	}
	names := []string{t.Doc.Slug}
	for _, name := range []string{plainName(t.Doc.Address), plainName(t.Doc.File)} {
		_, inFolder, _ := strings.Cut(name, "/") // without steps/ or pages/
		names = append(names, cmp.Or(inFolder, name), name, path.Base(name))
	}
	return names
}

// plainName returns the name of a file or an address without what all of them have.
func plainName(name string) string {
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(naming.NFC(name), `\`, "/")), "/")
	name = strings.TrimPrefix(name, guide.ContentDir+"/")
	return strings.TrimSuffix(strings.TrimSuffix(name, ".md"), "/index")
}
