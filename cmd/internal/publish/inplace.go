package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// update makes an output that cannot be swapped what the site is, file by file. First everything new is brought
// into the output, under another name: what a full disk refuses, it refuses before the site has changed. Then
// files get their names: the marker, so that the next build knows the folder, then assets, then the pages that
// refer to them; what no page refers to any longer goes last.
func (s *Staged) update() error {
	pages, assets, mark := s.parts()
	changed := slices.DeleteFunc(slices.Concat(mark, assets, pages), func(f file) bool { return f.kept })
	u := &update{Staged: s, from: s.out.stage, changed: changed}
	for _, step := range []func() error{u.bringNear, u.placeMarker, u.makeFolders, u.placeFiles, u.removeExtra} {
		if err := step(); err != nil {
			return u.half(err)
		}
	}
	return nil
}

// update is one update in place.
type update struct {
	*Staged
	from    string   // where what has changed lies
	changed []file   // what is new or differs, in the order in which it is placed
	placed  int      // of these
	made    []string // folders
	gone    []string // files
}

// bringNear moves what has changed into the output's own file system.
func (u *update) bringNear() error {
	if u.out.inside() {
		return nil
	}
	near := u.out.near(u.out.id)
	err := each(context.Background(), len(u.changed), func(ctx context.Context, i int, buf []byte) error {
		from, to := filepath.Join(u.from, u.changed[i].path), filepath.Join(near, u.changed[i].path)
		err := u.out.inFolder(to, func() error { return u.out.rename(from, to) })
		if crossesDevices(err) {
			err = u.out.copyFile(ctx, from, to, buf)
		}
		return err
	})
	u.from = near
	return err
}

// placeMarker comes before anything that the next build might take for a stranger's.
func (u *update) placeMarker() error {
	if len(u.changed) == 0 || u.changed[0].name != marker {
		return nil
	}
	return u.place()
}

// makeFolders makes the folders that new files need, but for those in whose place there is a file.
func (u *update) makeFolders() error {
	for _, name := range slices.Sorted(maps.Keys(u.want)) {
		if _, ok := u.old[name]; ok || !u.want[name] || u.fileAbove(name) != "" {
			continue
		}
		if err := u.out.mkdir(u.out.join(name)); err != nil {
			return err
		}
		u.made = append(u.made, name)
	}
	return nil
}

// fileAbove returns which of the folders that a name is in is a file of the old site; "" for none.
func (u *update) fileAbove(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if mode, ok := u.old[dir]; ok && !mode.IsDir() {
			return dir
		}
	}
	return ""
}

// placeFiles gives every file its name.
func (u *update) placeFiles() error {
	for u.placed < len(u.changed) {
		if err := u.place(); err != nil {
			return err
		}
	}
	return nil
}

// place gives the next file its name.
func (u *update) place() error {
	f := u.changed[u.placed]
	if err := u.makeWay(f.name); err != nil {
		return err
	}
	to := u.out.join(f.name)
	err := u.out.inFolder(to, func() error { return u.out.rename(filepath.Join(u.from, f.path), to) })
	if err == nil {
		u.placed++
	}
	return err
}

// removeExtra removes what the site does not have.
func (u *update) removeExtra() error {
	for _, name := range slices.Backward(u.extra) {
		if err := u.drop(name); err != nil {
			return err
		}
	}
	return nil
}

// makeWay removes a file that stands where a new one needs a folder, and a folder that stands where it goes.
func (u *update) makeWay(name string) error {
	if above := u.fileAbove(name); above != "" {
		if err := u.drop(above); err != nil {
			return err
		}
	}
	if !u.old[name].IsDir() {
		return nil
	}
	for _, inside := range slices.Backward(u.extra) {
		if inside == name || strings.HasPrefix(inside, name+"/") {
			if err := u.drop(inside); err != nil {
				return err
			}
		}
	}
	return nil
}

// drop removes a file or an empty folder of the old site, once.
func (u *update) drop(name string) error {
	mode, ok := u.old[name]
	if !ok {
		return nil
	}
	err := u.out.remove(u.out.join(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return err
	}
	delete(u.old, name)
	if !mode.IsDir() {
		u.gone = append(u.gone, name)
	}
	return nil
}

// half says what an update has done and what not, when it fails; where it has done nothing yet it leaves the old
// site.
func (u *update) half(cause error) error {
	var placed, rest []string
	for i, f := range u.changed {
		switch {
		case f.name == marker:
		case i < u.placed:
			placed = append(placed, f.name)
		default:
			rest = append(rest, f.name)
		}
	}
	if len(placed)+len(u.gone) == 0 {
		for _, name := range slices.Backward(u.made) {
			u.out.remove(u.out.join(name)) // should it fail, an empty folder stays until the next build
		}
		return fmt.Errorf("the site is as it was before: %w", cause)
	}
	var still []string
	for _, name := range u.extra {
		if mode, ok := u.old[name]; ok && !mode.IsDir() {
			still = append(still, name)
		}
	}
	return fmt.Errorf("the site is half updated until a build succeeds "+
		"(new: %s; not yet new: %s; removed: %s; not yet removed: %s): %w",
		some(placed), some(rest), some(u.gone), some(still), cause)
}

// some names the first of many files.
func some(names []string) string {
	const most = 20
	switch {
	case len(names) == 0:
		return "none"
	case len(names) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}
