package guide

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/naming"
)

// readGlossary reads content/glossary.yaml, if it exists, and sorts its terms.
func (g *Guide) readGlossary(fsys fs.FS) {
	data, err := fs.ReadFile(fsys, GlossaryFile)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		g.reportUnreadable(GlossaryFile, err)
		return
	}
	terms, problems := frontmatter.ParseGlossary(GlossaryFile, data)
	g.addSuppressions(GlossaryFile, data)
	g.Problems = append(g.Problems, problems...)
	names := map[string]frontmatter.Text{}
	for _, t := range terms {
		if naming.TermSlug(t.Term.Value) == "" {
			if t.Term.Value != "" {
				g.report(diag.BadTerm.At(t.Term.In(GlossaryFile),
					fmt.Sprintf("the term %q has no letter or digit", t.Term.Value), ""))
			}
			continue
		}
		ok := true
		for _, name := range append([]frontmatter.Text{t.Term}, t.Aka...) {
			ok = g.registerTerm(names, name) && ok
		}
		if ok {
			g.Glossary = append(g.Glossary, t)
		}
	}
	slices.SortStableFunc(g.Glossary, func(a, b frontmatter.Term) int {
		return strings.Compare(naming.TermSlug(a.Term.Value), naming.TermSlug(b.Term.Value))
	})
}

func (g *Guide) registerTerm(names map[string]frontmatter.Text, name frontmatter.Text) bool {
	key := naming.TermSlug(name.Value)
	if other, ok := names[key]; ok && key != "" {
		g.report(diag.DuplicateTerm.At(name.In(GlossaryFile),
			fmt.Sprintf("%q is already on line %d", name.Value, other.Line), "each name belongs to one term"))
		return false
	}
	names[key] = name
	return true
}

// TermID returns the id of a term on the page of the glossary, by the slug of its name. Ids that begin with ui- are
// those of the interface.
func TermID(slug string) string {
	if strings.HasPrefix(slug, naming.ReservedPrefix) {
		return "term-" + slug
	}
	return slug
}

// GlossaryDoc stands for the file of the glossary when links in it are resolved.
var GlossaryDoc = &Doc{Page: &frontmatter.Page{File: GlossaryFile}, Address: GlossaryAddress}

// SettingsDoc stands for guide.yaml when links in it are resolved.
var SettingsDoc = &Doc{Page: &frontmatter.Page{File: SettingsFile}, Address: HomeAddress}
