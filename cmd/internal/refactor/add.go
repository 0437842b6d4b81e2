package refactor

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// PageText is what a new page says.
type PageText struct {
	Title, Summary string
	Draft          bool
}

// AddStep plans a new step at a place among the steps, from 1, or after the last one for 0. The steps from there on get
// the numbers of their neighbours.
func AddStep(g *guide.Guide, fsys fs.FS, text PageText, place int) (*Change, error) {
	p := newPlanner(g, fsys)
	slug, err := slugOf(text.Title)
	if err != nil {
		return nil, err
	}
	order := stepDocs(g)
	if place < 0 || place > len(order)+1 {
		return nil, errorf(fmt.Sprintf("write a number from 1 to %d", len(order)+1), "there is no place %d", place)
	}
	if place == 0 {
		place = len(order) + 1
	}
	number := p.reorder(slices.Insert(order, place-1, nil))
	p.Address = guide.StepsAddress + slug + "/"
	return p.addPage(path.Join(guide.StepsDir, number+"-"+slug, "index.md"), text)
}

// AddTopic plans a new topic of a step. It gets a number unless the topics of the step have none.
func AddTopic(g *guide.Guide, fsys fs.FS, step *guide.Step, text PageText) (*Change, error) {
	p := newPlanner(g, fsys)
	slug, err := slugOf(text.Title)
	if err != nil {
		return nil, err
	}
	base := slug
	numbered := numberedTopics(step)
	if len(numbered) > 0 || len(step.Topics) == 0 || startsWithNumber(slug) {
		base = p.reorder(append(numbered, nil)) + "-" + slug
	}
	p.Address = step.Address + slug + "/"
	return p.addPage(path.Join(guide.StepsDir, baseOf(step.Doc), base+".md"), text)
}

// AddFreePage plans a new free page.
func AddFreePage(g *guide.Guide, fsys fs.FS, text PageText) (*Change, error) {
	p := newPlanner(g, fsys)
	slug, err := slugOf(text.Title)
	if err != nil {
		return nil, err
	}
	p.Address = "/" + slug + "/"
	return p.addPage(path.Join(guide.PagesDir, slug+".md"), text)
}

func slugOf(title string) (string, error) {
	slug := guide.NewSlug(title)
	if slug == "" {
		return "", errorf("write a title with words", "the title %q has no letter or digit for an address", title)
	}
	return slug, nil
}

func (p *planner) addPage(file string, text PageText) (*Change, error) {
	p.Added[file] = frontmatter.Encode(text.Draft, frontmatter.Field{Key: "title", Value: text.Title},
		frontmatter.Field{Key: "summary", Value: text.Summary})
	return p.finish()
}

// AddItem plans a new item of a checklist. Its id is made from its text.
func AddItem(g *guide.Guide, fsys fs.FS, d *guide.Doc, text string) (*Change, error) {
	return newPlanner(g, fsys).addEntry(d, "checklist", "action", text, frontmatter.Field{Key: "text", Value: text})
}

// AddResource plans a new resource with a title and other keys. Its id is made from its title.
func AddResource(g *guide.Guide, fsys fs.FS, d *guide.Doc, title string, keys ...frontmatter.Field) (*Change, error) {
	fields := slices.Insert(keys, 0, frontmatter.Field{Key: "title", Value: title})
	return newPlanner(g, fsys).addEntry(d, "resources", "resource", title, fields...)
}

// addEntry adds an entry to a list in the front matter of a page. Its id is made from a text, or else from a word.
func (p *planner) addEntry(d *guide.Doc, key, word, text string, fields ...frontmatter.Field) (*Change, error) {
	taken, err := p.headingIDs(d)
	if err != nil {
		return nil, err
	}
	for id := range p.guide.UsedIDs() {
		taken[id] = true
	}
	p.Address, p.ID = d.Address, guide.NewID(text, word, taken)
	t, err := p.open(d.File)
	if err != nil {
		return nil, err
	}
	fields = slices.Insert(fields, 0, frontmatter.Field{Key: "id", Value: p.ID})
	t.yaml(func(e *frontmatter.Editor) { e.AddEntry(key, fields...) })
	return p.Change, p.save(t)
}

// AddTerm plans a new term of the glossary.
func AddTerm(g *guide.Guide, fsys fs.FS, term, means string) (*Change, error) {
	p := newPlanner(g, fsys)
	p.Address, p.ID = guide.GlossaryAddress, termID(term)
	if p.ID == "" {
		return nil, errorf("write a word", "the term %q has no letter or digit", term)
	}
	fields := []frontmatter.Field{{Key: "term", Value: term}, {Key: "means", Value: means}}
	t, err := p.open(guide.GlossaryFile)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		p.Added[guide.GlossaryFile] = frontmatter.EncodeTerm(fields...)
		return p.Change, nil
	}
	t.yaml(func(e *frontmatter.Editor) { e.AddEntry("", fields...) })
	return p.Change, p.save(t)
}
