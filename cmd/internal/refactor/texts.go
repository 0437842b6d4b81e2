package refactor

import (
	"bytes"
	"io/fs"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// textEditor gathers the changes of a file.
type textEditor struct {
	file   string
	data   []byte
	edits  []edit.Edit         // outside of the YAML
	editor *frontmatter.Editor // nil until the YAML changes
	failed bool                // the YAML cannot be read
}

// yaml makes changes in the YAML.
func (t *textEditor) yaml(change func(*frontmatter.Editor)) {
	if t.editor == nil {
		t.editor = frontmatter.NewEditor(t.file, t.data)
	}
	if t.failed = t.editor == nil; !t.failed {
		change(t.editor)
	}
}

// open returns the editor of a file.
func (p *planner) open(file string) (*textEditor, error) {
	data, err := fs.ReadFile(p.fsys, file)
	return &textEditor{file: file, data: data}, err
}

// save adds the changes of a file to the change.
func (p *planner) save(t *textEditor) error {
	if t.failed {
		return &frontmatter.FormError{File: t.file, Line: 1}
	}
	if t.editor != nil {
		edits, err := t.editor.Edits()
		if err != nil {
			return err
		}
		t.edits = append(t.edits, edits...)
	}
	after, err := edit.Apply(t.data, t.edits)
	if err == nil && !bytes.Equal(after, t.data) {
		p.Texts[t.file] = after
	}
	return err
}

// rewrite changes the links of all texts, and the values that the change is about.
func (p *planner) rewrite() error {
	for _, d := range p.guide.AllDocs() {
		if err := p.rewritePage(d); err != nil {
			return err
		}
	}
	if err := p.rewriteFooter(); err != nil {
		return err
	}
	return p.rewriteGlossary()
}

func (p *planner) rewritePage(d *guide.Doc) error {
	t, err := p.open(d.File)
	if err != nil {
		return err
	}
	offset := min(d.BodyOffset, len(t.data))
	edits, links, err := p.linkEdits(d, t.data[offset:])
	if err != nil {
		return err
	}
	lines := diag.NewLines(t.data)
	p.noteNumbers(d, links, func(at int) int { line, _ := lines.Position(offset + at); return line })
	for _, e := range edits {
		t.edits = append(t.edits, edit.Edit{From: offset + e.From, To: offset + e.To, Text: e.Text})
	}
	for _, text := range d.MarkdownTexts() {
		if err := p.rewriteValue(d, t, text); err != nil {
			return err
		}
	}
	for _, link := range valueLinks(d) {
		if to := p.destination(d, link.Value); to != link.Value {
			p.Links++
			whole := []edit.Edit{{From: 0, To: len(link.Value), Text: to}}
			t.yaml(func(e *frontmatter.Editor) { e.Replace(link, whole) })
		}
	}
	if p.values != nil {
		p.values(d, t)
	}
	return p.save(t)
}

// valueLinks returns the values of a page that are links as a whole.
func valueLinks(d *guide.Doc) []frontmatter.Text {
	var out []frontmatter.Text
	for i := range d.Checklist {
		if item := &d.Checklist[i]; item.Read.Value != "" && item.Passage() == item.Read.Value {
			out = append(out, item.Read)
		}
	}
	for _, door := range d.Home.Doors {
		out = append(out, door.To)
	}
	return out
}

// rewriteValue changes the links in a value that is Markdown.
func (p *planner) rewriteValue(d *guide.Doc, t *textEditor, text frontmatter.Text) error {
	edits, links, err := p.linkEdits(d, []byte(text.Value))
	if err != nil {
		return err
	}
	locate := text.Locator(t.file)
	p.noteNumbers(d, links, func(at int) int { return locate(at, 0).Line })
	if len(edits) > 0 {
		t.yaml(func(e *frontmatter.Editor) { e.Replace(text, edits) })
	}
	return nil
}

// rewriteFooter changes the links in the line of the publisher.
func (p *planner) rewriteFooter() error {
	footer := p.guide.Settings.Brand.Footer
	if footer.Value == "" {
		return nil
	}
	t, err := p.open(guide.SettingsFile)
	if err == nil {
		err = p.rewriteValue(guide.SettingsDoc, t, footer)
	}
	if err != nil {
		return err
	}
	return p.save(t)
}

func (p *planner) rewriteGlossary() error {
	if len(p.guide.Glossary) == 0 {
		return nil
	}
	t, err := p.open(guide.GlossaryFile)
	if err != nil {
		return err
	}
	for _, term := range p.guide.Glossary {
		if err := p.rewriteValue(guide.GlossaryDoc, t, term.Means); err != nil {
			return err
		}
	}
	if p.values != nil {
		p.values(guide.GlossaryDoc, t)
	}
	return p.save(t)
}
