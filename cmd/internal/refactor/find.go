package refactor

import (
	"cmp"
	"fmt"
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
// the address of a step, topic or page. An address with an id is that of the item or term: /glossary/#raid-log. What
// is no name may be a title, or the text of an item. It fails if there is no such thing, or more than one.
func Find(g *guide.Guide, name string) (Thing, error) {
	page, id, isID := strings.Cut(name, "#")
	return only(name, things(g), func(t Thing) bool {
		if isID {
			return t.hasID(id) && (page == "" || strings.Trim(page, "/") == t.page())
		}
		return t.isCalled(name)
	}, "write the id of an item, resource or term, or the name, title, file or address of a step, topic or page")
}

// FindPage returns the step, topic or page that a name means, as Find does, if it is one of kinds.
func FindPage(g *guide.Guide, name string, kinds ...frontmatter.Kind) (*guide.Doc, error) {
	pages := slices.DeleteFunc(things(g), func(t Thing) bool {
		return t.Doc == nil || !slices.Contains(kinds, t.Doc.Kind)
	})
	t, err := only(name, pages, func(t Thing) bool { return t.isCalled(name) },
		"write its name, as in its address, its title or its file")
	return t.Doc, err
}

// only returns the only one of some things that is meant by a name or else by a title. The hint is for a name that is
// near to no other.
func only(name string, things []Thing, isMeant func(Thing) bool, hint string) (Thing, error) {
	found := slices.DeleteFunc(slices.Clone(things), func(t Thing) bool { return !isMeant(t) })
	if len(found) == 0 {
		found = slices.DeleteFunc(slices.Clone(things), func(t Thing) bool {
			return t.title() == "" || !strings.EqualFold(t.title(), strings.TrimSpace(name))
		})
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		var names, titles []string
		for _, t := range things {
			names, titles = append(names, t.names()...), append(titles, t.title())
		}
		if near := suggest.NewIndex(names).Nearest(name); near != "" {
			hint = "did you mean " + near + "?"
		} else if near := suggest.NewIndex(titles).Nearest(name); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
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

// title returns the title of a page or resource, or the text of an item; "" for a term, whose name is a title.
func (t Thing) title() string {
	switch {
	case t.Doc != nil:
		return t.Doc.Page.Title.Value
	case t.Item == nil:
		return ""
	case t.Item.Resource:
		return t.Item.Doc.Resources[t.Item.Index].Title.Value
	}
	return t.Item.Item().Text.Value
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
