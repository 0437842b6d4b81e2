package refactor

import (
	"io/fs"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

// Rename plans to give a thing another name: an item or resource another id, a term another name, a page another slug.
// What content/published.yaml has on record stays known: the former id in was:, the former addresses in aliases:. The
// former name of a term that a text uses stays in aka:.
func Rename(g *guide.Guide, fsys fs.FS, t Thing, name string) (*Change, error) {
	p := newPlanner(g, fsys)
	switch {
	case t.Item != nil:
		return p.renameItem(*t.Item, name)
	case t.Term != nil:
		return p.renameTerm(t.Term, name)
	}
	return p.renameSlug(t.Doc, name)
}

func (p *planner) renameItem(ref guide.ItemRef, id string) (*Change, error) {
	old := ref.ID()
	if err := p.checkNewID(ref, id); err != nil {
		return nil, err
	}
	p.ID, p.Address = id, ref.Doc.Address
	if _, recorded := p.guide.ManifestEntry(old.Value); recorded {
		p.Kept = old.Value
	}
	p.fragment = func(t guide.LinkTarget) string {
		isList := t.Address == guide.AllAddress || ref.Resource && t.Address == guide.ResourcesAddress
		if t.Fragment == old.Value && (t.Doc == ref.Doc || isList) {
			return id
		}
		return t.Fragment
	}
	p.values = func(d *guide.Doc, t *textEditor) {
		if d == ref.Doc {
			t.yaml(func(e *frontmatter.Editor) {
				e.ChangeList(old, "was", p.Kept, id)
				e.Set(old, id)
			})
		}
		p.setEqual(t, d.Home.Start, old.Value, id)
	}
	return p.finish()
}

func wasOf(ref guide.ItemRef) []frontmatter.Text {
	if ref.Resource {
		return ref.Doc.Resources[ref.Index].Was
	}
	return ref.Doc.Checklist[ref.Index].Was
}

func values(texts []frontmatter.Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, t.Value)
	}
	return out
}

// setEqual sets those of some values that are equal to another.
func (p *planner) setEqual(t *textEditor, texts []frontmatter.Text, old, to string) {
	for _, text := range texts {
		if text.Value == old {
			t.yaml(func(e *frontmatter.Editor) { e.Set(text, to) })
		}
	}
}

// checkNewID returns an error if an item cannot have an id.
func (p *planner) checkNewID(ref guide.ItemRef, id string) error {
	used := p.guide.UsedIDs()
	switch live, found := p.guide.Item(id); {
	case id == ref.ID().Value:
		return errorf("write another one", "it is called %q already", id)
	case !frontmatter.IsID(id):
		hint := "use lower-case letters a-z, digits and single hyphens, a letter first"
		if better := naming.ID(id); frontmatter.IsID(better) {
			hint = "write " + better
		}
		return errorf(hint, "%q is not an id", id)
	case found:
		return errorf("choose another one", "the id %q is that of something in %s", id, live.Doc.File)
	case used[id] && !slices.Contains(values(wasOf(ref)), id):
		return errorf("choose another one: readers' ticks are kept by id", "the id %q was that of something else", id)
	}
	headings, err := p.headingIDs(ref.Doc)
	if err == nil && headings[id] {
		err = errorf("choose another one", "%q is the id of a heading on the page of %s", id, ref.Doc.File)
	}
	return err
}

// headingIDs returns the ids of the headings that share a page with an item of d: those of d, of its step, which shows
// the items of its topics, and of the home page, which shows some.
func (p *planner) headingIDs(d *guide.Doc) (map[string]bool, error) {
	ids := map[string]bool{}
	docs := []*guide.Doc{d, p.guide.Home}
	if d.Step != nil {
		docs = append(docs, d.Step.Doc)
	}
	for _, d := range docs {
		if d.File == "" {
			continue // there is no content/index.md
		}
		data, err := fs.ReadFile(p.fsys, d.File)
		if err != nil {
			return nil, err
		}
		for _, id := range markdown.HeadingIDs(data[min(d.BodyOffset, len(data)):], p.guide.UsedIDs()) {
			ids[id] = true
		}
	}
	return ids, nil
}

func (p *planner) renameTerm(term *frontmatter.Term, name string) (*Change, error) {
	old := term.Term
	from, to := naming.TermSlug(old.Value), naming.TermSlug(name)
	switch {
	case name == old.Value:
		return nil, errorf("write another one", "it is called %q already", name)
	case to == "":
		return nil, errorf("write a word", "the term %q has no letter or digit", name)
	}
	p.ID, p.Address = guide.TermID(to), guide.GlossaryAddress
	p.fragment = func(t guide.LinkTarget) string {
		if t.Address == guide.GlossaryAddress && t.Fragment == guide.TermID(from) {
			return p.ID
		}
		return t.Fragment
	}
	isUsed, err := p.uses(old.Value)
	if err != nil {
		return nil, err
	}
	if isUsed && from != to {
		p.Kept = old.Value
	}
	other := "" // another name that is the name now
	for _, aka := range term.Aka {
		if naming.TermSlug(aka.Value) == to {
			other = aka.Value
		}
	}
	p.values = func(d *guide.Doc, t *textEditor) {
		if d == guide.GlossaryDoc {
			t.yaml(func(e *frontmatter.Editor) {
				e.ChangeList(old, "aka", p.Kept, other)
				e.Set(old, name)
			})
		}
	}
	return p.finish()
}

// uses reports whether a text may use a name of a term.
func (p *planner) uses(name string) (bool, error) {
	terms := markdown.NewTerms([]markdown.TermName{{Slug: "term", Name: name}})
	for _, d := range p.guide.AllDocs() {
		data, err := fs.ReadFile(p.fsys, d.File)
		if err != nil || len(terms.Find(string(data[min(d.BodyOffset, len(data)):]))) > 0 {
			return err == nil, err
		}
	}
	return false, nil
}

func (p *planner) renameSlug(d *guide.Doc, slug string) (*Change, error) {
	number, _ := splitNumber(d)
	switch {
	case slug == d.Slug:
		return nil, errorf("write another one", "it is called %q already", slug)
	case !naming.IsSlug(slug):
		hint := "use lower-case letters, digits and single hyphens"
		if better := guide.NewSlug(slug); better != "" {
			hint = "write " + better
		}
		return nil, errorf(hint, "%q cannot be part of an address", slug)
	case d.Kind == frontmatter.KindTopic && number == "" && startsWithNumber(slug),
		number != "" && strings.HasPrefix(slug, number+"-"):
		return nil, errorf("leave the number out; guide move changes it", "%q begins with a number", slug)
	}
	base := slug
	if number != "" {
		base = number + "-" + slug
	}
	p.renamePage(d, base)
	address := strings.TrimSuffix(d.Address, "/")
	p.addresses[address] = slug
	p.Address = address[:strings.LastIndexByte(address, '/')+1] + slug + "/"
	if _, recorded := p.guide.PageEntry(d.Address); recorded {
		p.Kept = d.Address
	}
	p.fragment = func(t guide.LinkTarget) string {
		old := guide.AllPageID(d)
		if rest, found := strings.CutPrefix(t.Fragment, old); found && old != "" && t.Address == guide.AllAddress {
			return strings.TrimSuffix(old, d.Slug+"--") + slug + "--" + rest
		}
		return t.Fragment
	}
	p.noteDownloads(d)
	p.values = func(of *guide.Doc, t *textEditor) {
		if of == d || of.Step != nil && of.Step.Doc == d {
			p.changeAliases(of, t, p.Address+strings.TrimPrefix(of.Address, d.Address))
		}
		if d.Kind == frontmatter.KindStep {
			p.setEqual(t, of.Page.Needs, d.Slug, slug)
		}
	}
	if err := p.noteTemplates(d.Address); err != nil {
		return nil, err
	}
	return p.finish()
}

// changeAliases writes the address of a page into its aliases if it is on record, and takes the new one out of them.
func (p *planner) changeAliases(d *guide.Doc, t *textEditor, address string) {
	kept := ""
	if _, recorded := p.guide.PageEntry(d.Address); recorded {
		kept = d.Address
	}
	t.yaml(func(e *frontmatter.Editor) { e.ChangeList(frontmatter.Text{}, "aliases", kept, address) })
}
