package refactor

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/media"
)

// noteNumbers notes the links to steps that are moved whose words have the old number; line returns the line of a byte
// of the text.
func (p *planner) noteNumbers(from *guide.Doc, links []markdown.LinkRange, line func(offset int) int) {
	for _, l := range links {
		if len(p.places) == 0 || l.Words == "" {
			continue
		}
		t, err := p.guide.Resolve(from, l.Dest)
		if err != nil || t.Doc == nil {
			continue
		}
		step := t.Doc
		if t.Doc.Step != nil {
			step = t.Doc.Step.Doc
		}
		if place, moves := p.places[step]; moves && hasNumber(l.Words, step.Index+1) {
			p.Notes = append(p.Notes, Note{p.NewName(from.File), line(max(l.From, 0)),
				fmt.Sprintf("the words of the link are %q, and the step is number %d now", l.Words, place)})
		}
	}
}

// hasNumber reports whether words have a number that is no part of a name, such as PRINCE2.
func hasNumber(words string, number int) bool {
	isBetween := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return slices.Contains(strings.FieldsFunc(words, isBetween), strconv.Itoa(number))
}

// noteDownloads notes the downloads of a step whose addresses change with that of the step: unlike pages, files have no
// aliases.
func (p *planner) noteDownloads(d *guide.Doc) {
	for _, f := range p.guide.Files {
		rest, isIn := strings.CutPrefix(f.Address, d.Address)
		if isIn && d.Kind == frontmatter.KindStep && p.Kept != "" && !media.IsImage(f.Path) {
			p.Notes = append(p.Notes, Note{File: p.NewName(f.Path), Message: fmt.Sprintf(
				"the file has another address now, and links from elsewhere to %s lead nowhere", d.Address+rest)})
		}
	}
}

// noteTemplates notes where the guide's own templates have an address that changes.
func (p *planner) noteTemplates(address string) error {
	names, err := fs.Glob(p.fsys, path.Join("templates", "*.html"))
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := fs.ReadFile(p.fsys, name)
		if err != nil {
			return err
		}
		if at := bytes.Index(data, []byte(address)); at >= 0 {
			line, _ := diag.NewLines(data).Position(at)
			p.Notes = append(p.Notes, Note{name, line, "the template has the address " + address + ": change it there"})
		}
	}
	return nil
}
