package guide

import "strconv"

// A page that lists the whole guide is cut into parts of PartSize entries if it would have more than MaxListed.
const (
	MaxListed = 2000
	PartSize  = 500
)

// A ListPart is a page with some of the entries of a list.
type ListPart struct {
	Address  string
	Step     *Step // whose resources it lists; nil for a part of the list from A to Z
	Number   int   // from 1, among the Total parts of the step or of the list
	Total    int
	From, To int // the entries
	Entries  int // of all these parts
}

// listParts returns the parts of a list of so many entries.
func listParts(entries int, step *Step, address func(number int) string) []ListPart {
	total := (entries + PartSize - 1) / PartSize
	parts := make([]ListPart, total)
	for i := range parts {
		parts[i] = ListPart{Address: address(i + 1), Step: step, Number: i + 1, Total: total, From: i * PartSize,
			To: min((i+1)*PartSize, entries), Entries: entries}
	}
	return parts
}

// ResourceParts returns the parts into which /resources/ is cut, step by step. There are none if it is not.
func (g *Guide) ResourceParts() []ListPart {
	counts, total := make([]int, len(g.Steps)), 0
	for i, s := range g.Steps {
		counts[i] = len(s.Resources)
		for _, t := range s.Topics {
			counts[i] += len(t.Resources)
		}
		total += counts[i]
	}
	if total <= MaxListed {
		return nil
	}
	var parts []ListPart
	for i, s := range g.Steps {
		parts = append(parts, listParts(counts[i], s, func(number int) string {
			address := ResourcesAddress + s.Slug + "/"
			if number > 1 {
				address += strconv.Itoa(number) + "/"
			}
			return address
		})...)
	}
	return parts
}

// IndexParts returns the parts into which the list of everything, on /search/, is cut. There are none if it is not.
func (g *Guide) IndexParts() []ListPart {
	docs := g.Docs()
	entries := len(docs) - 1 + len(g.Glossary) // home is not listed
	for _, d := range docs {
		entries += len(d.Checklist) + len(d.Resources)
	}
	if entries <= MaxListed {
		return nil
	}
	return listParts(entries, nil, func(number int) string { return SearchAddress + strconv.Itoa(number) + "/" })
}
