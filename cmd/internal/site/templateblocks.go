package site

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

// loadTemplate loads the template of the editor with a name, or that of the program if there is none or if it cannot be
// used. One of the editor that only defines blocks changes these in the template of the program.
func (t *theme) loadTemplate(name string) error {
	base, err := fs.ReadFile(t.templateFS.base, name)
	inProgram := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	digest := func(data []byte) { fmt.Fprintf(t.digest, "%s %d\n%s", name, len(data), data) }
	own, err := fs.ReadFile(t.templateFS.top, name)
	switch {
	case err == nil:
		digest(own)
		file, err := t.parseTemplate(name, own)
		if err == nil && inProgram && onlyHasBlocks(file) {
			digest(base)
			return t.layBlocks(file, own, base)
		}
		if err == nil {
			err = t.addTemplate(name, own)
		}
		if err == nil {
			return nil
		}
		t.report(t.templateProblem(err))
	case !errors.Is(err, fs.ErrNotExist):
		t.report(diag.UnreadableFile("templates/"+name, err))
	}
	if !inProgram {
		return nil
	}
	digest(base)
	return t.addTemplate(name, t.compile(name, base))
}

// parseTemplate parses one template, alone.
func (t *theme) parseTemplate(name string, data []byte) (*template.Template, error) {
	return template.New(name).Funcs(t.funcs).Parse(string(data))
}

// addTemplate adds a template to those of pages if it defines the block "main", else to those that all pages share.
func (t *theme) addTemplate(name string, data []byte) error {
	file, err := t.parseTemplate(name, data)
	if err != nil {
		return err
	}
	if name != baseTemplate && file.Lookup("main") != nil {
		t.pages[name] = file
		return nil
	}
	_, err = t.templates.New(name).Parse(string(data))
	return err
}

// onlyHasBlocks reports whether a template defines blocks, "main" not among them, and is empty otherwise.
func onlyHasBlocks(file *template.Template) bool {
	isEmpty := file.Tree == nil || parse.IsEmptyTree(file.Tree.Root)
	return isEmpty && len(blocksOf(file)) > 0 && file.Lookup("main") == nil
}

// blocksOf returns the blocks that a template defines.
func blocksOf(file *template.Template) []*template.Template {
	return slices.DeleteFunc(file.Templates(), func(b *template.Template) bool { return b.Name() == file.Name() })
}

// layBlocks adds a template of the program, in which the blocks of the editor's take the place of those with their
// names.
func (t *theme) layBlocks(own *template.Template, text, base []byte) error {
	name := own.Name()
	if err := t.addTemplate(name, t.compile(name, base)); err != nil {
		return err
	}
	program, err := t.parseTemplate(name, base)
	if err != nil {
		return err
	}
	var known []string
	for _, b := range blocksOf(program) {
		known = append(known, b.Name())
	}
	into := t.templates
	if page := t.pages[name]; page != nil {
		into = page
	}
	for _, b := range blocksOf(own) {
		isUsed := strings.Contains(string(text), fmt.Sprintf("template %q", b.Name()))
		if !slices.Contains(known, b.Name()) && !isUsed {
			t.unknownBlocks = append(t.unknownBlocks, unknownBlock{name, b.Name(), known})
		}
		tree := b.Tree
		if parse.IsEmptyTree(tree.Root) { // which AddParseTree would not put in the place of another
			nothing := template.Must(template.New("").Parse(`{{""}}`))
			tree = nothing.Tree
		}
		if _, err := into.AddParseTree(b.Name(), tree); err != nil {
			return err
		}
	}
	return nil
}

// unknownBlock is a block of an editor that the template of the program does not have.
type unknownBlock struct {
	file, name string
	known      []string // the blocks that it has
}

var blockDefinition = regexp.MustCompile(`\{\{-?\s*define\s+"([^"]+)"`)

// reportUnknownBlocks reports the blocks of the editor that nothing shows. A page may show those of base.html.
func (t *theme) reportUnknownBlocks() {
	for _, b := range t.unknownBlocks {
		if t.pages[b.file] != nil && t.templates.Lookup(b.name) != nil {
			continue
		}
		hint := "guide help themes lists the blocks of each"
		if near := suggest.Nearest(b.name, b.known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		for _, place := range t.ownTexts().find(blockDefinition, b.name) {
			if place.File == "templates/"+b.file {
				t.report(diag.Template.At(place, fmt.Sprintf("%s has no block %q", b.file, b.name), hint))
			}
		}
	}
}
