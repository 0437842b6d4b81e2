package refactor

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
)

// planner plans a change.
type planner struct {
	*Change
	guide *guide.Guide
	fsys  fs.FS
	bases map[string]string // the new base names of files and folders, by their names in NFC
	// addresses has the new last part of each address that changes, by the address without its last slash.
	addresses map[string]string
	// fragment returns the fragment that a link gets. It is nil if no id changes.
	fragment func(guide.LinkTarget) string
	// values changes values of a page that are no links. It may be nil.
	values func(*guide.Doc, *textEditor)
	// places has the new place of each step that is moved.
	places map[*guide.Doc]int
}

func newPlanner(g *guide.Guide, fsys fs.FS) *planner {
	return &planner{guide: g, fsys: fsys, bases: map[string]string{}, addresses: map[string]string{},
		Change: &Change{Renamed: map[string]string{}, Texts: map[string][]byte{}, Added: map[string][]byte{},
			Moved: map[int]int{}}}
}

// rename gives a file or folder another name in its folder.
func (p *planner) rename(name, base string) {
	if to := path.Join(path.Dir(name), base); to != name {
		p.Renamed[name], p.bases[naming.NFC(name)] = to, base
	}
}

// checkFree returns an error if a new name is that of something that keeps its name.
func (p *planner) checkFree() error {
	names := slices.Sorted(maps.Values(p.Renamed))
	for _, name := range append(names, slices.Sorted(maps.Keys(p.Added))...) {
		_, err := fs.Stat(p.fsys, name)
		if _, moves := p.Renamed[name]; err == nil && !moves {
			return errorf("give one of the two another name", "there is %s already", name)
		}
	}
	return nil
}

// finish changes the texts, if there is a reason to, and returns the change.
func (p *planner) finish() (*Change, error) {
	if err := p.checkFree(); err != nil {
		return nil, err
	}
	if len(p.Renamed) > 0 || p.values != nil {
		if err := p.rewrite(); err != nil {
			return nil, err
		}
	}
	return p.Change, nil
}
