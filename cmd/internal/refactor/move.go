package refactor

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// Move plans to give a step another place among the steps, drafts included, or a topic among the topics of its step
// that have numbers. Places are counted from 1. Every step between the old place and the new one gets the number of its
// neighbour, so the numbers stay the same.
func Move(g *guide.Guide, fsys fs.FS, d *guide.Doc, place int) (*Change, error) {
	p := newPlanner(g, fsys)
	order := stepDocs(g)
	if d.Kind == frontmatter.KindTopic {
		order = numberedTopics(d.Step)
	}
	order = slices.DeleteFunc(order, func(other *guide.Doc) bool { return other == d })
	if place < 1 || place > len(order)+1 {
		return nil, errorf(fmt.Sprintf("write a number from 1 to %d", len(order)+1), "there is no place %d", place)
	}
	p.reorder(slices.Insert(order, place-1, d))
	p.Address = d.Address
	return p.finish()
}

// stepDocs returns the steps in order.
func stepDocs(g *guide.Guide) []*guide.Doc {
	var out []*guide.Doc
	for _, s := range g.Steps {
		out = append(out, s.Doc)
	}
	return out
}

// numberedTopics returns the topics of a step that have numbers, in order.
func numberedTopics(s *guide.Step) []*guide.Doc {
	return slices.DeleteFunc(slices.Clone(s.Topics), func(t *guide.Doc) bool { return t.Number < 0 })
}

// reorder gives pages the numbers of their places; nil stands for one that is not there yet. It returns the number of
// that one.
func (p *planner) reorder(order []*guide.Doc) (added string) {
	numbers := numbersOf(order)
	p.places = map[*guide.Doc]int{}
	for i, d := range order {
		if d == nil {
			added = numbers[i]
			continue
		}
		if d.Kind == frontmatter.KindStep && i != d.Index {
			p.places[d], p.Moved[d.Index+1] = i+1, i+1
		}
		_, rest := splitNumber(d)
		p.renamePage(d, numbers[i]+"-"+rest)
	}
	return added
}

// numbersOf returns the numbers that pages have in their names, in order, with new ones for pages without any.
func numbersOf(docs []*guide.Doc) []string {
	var numbers []string
	for _, d := range docs {
		if d != nil && d.Number >= 0 {
			number, _ := splitNumber(d)
			numbers = append(numbers, number)
		}
	}
	value := func(number string) int { n, _ := strconv.Atoi(number); return n }
	slices.SortFunc(numbers, func(a, b string) int { return cmp.Compare(value(a), value(b)) })
	for len(numbers) < len(docs) {
		last, width := "0", 0
		if n := len(numbers); n > 0 {
			last = numbers[n-1]
			if numbers[0][0] == '0' {
				width = len(numbers[0])
			}
		}
		numbers = append(numbers, fmt.Sprintf("%0*d", width, value(last)+1))
	}
	return numbers
}

// baseOf returns the name of the folder of a step, or that of the file of another page, without .md.
func baseOf(d *guide.Doc) string {
	if path.Base(d.File) == "index.md" {
		return path.Base(path.Dir(d.File))
	}
	return strings.TrimSuffix(path.Base(d.File), ".md")
}

// splitNumber returns the number in the name of a page, and the rest of the name.
func splitNumber(d *guide.Doc) (number, rest string) {
	if d.Number < 0 {
		return "", baseOf(d)
	}
	number, rest, _ = strings.Cut(baseOf(d), "-")
	return number, rest
}

// startsWithNumber reports whether a slug would be read as a number and another slug.
func startsWithNumber(slug string) bool {
	number, _, found := strings.Cut(slug, "-")
	return found && strings.Trim(number, "0123456789") == ""
}

// renamePage gives the file of a page, or the folder of a step, another name.
func (p *planner) renamePage(d *guide.Doc, base string) {
	if path.Base(d.File) == "index.md" {
		p.rename(path.Dir(d.File), base)
		return
	}
	p.rename(d.File, base+".md")
	folder := strings.TrimSuffix(d.File, ".md") // with the topics of the step
	if info, err := fs.Stat(p.fsys, folder); d.Kind == frontmatter.KindStep && err == nil && info.IsDir() {
		p.rename(folder, base)
	}
}
