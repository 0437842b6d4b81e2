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

// updateInPlace makes an output that cannot be swapped what the site is, file by file. First everything new is brought
// into the output, under another name: what a full disk refuses, it refuses before the site has changed. Then
// files get their names: the marker, so that the next build knows the folder, then assets, then the pages that
// refer to them; what no page refers to any longer goes last.
func (s *Staged) updateInPlace() error {
	pages, assets, markerFile := s.splitFiles()
	changed := slices.DeleteFunc(slices.Concat(markerFile, assets, pages), func(f file) bool { return f.unchanged })
	u := &inPlaceUpdate{Staged: s, sourceDir: s.out.stageDir, changed: changed}
	for _, step := range []func() error{u.moveIntoOutput, u.installMarker, u.createFolders, u.installFiles, u.removeStale} {
		if err := step(); err != nil {
			return u.partialError(err)
		}
	}
	return nil
}

// inPlaceUpdate is one update in place.
type inPlaceUpdate struct {
	*Staged
	sourceDir   string   // where what has changed lies
	changed     []file   // what is new or differs, in the order in which it is placed
	installed   int      // of these
	createdDirs []string // folders
	removed     []string // files
}

// moveIntoOutput moves what has changed into the output's own file system.
func (u *inPlaceUpdate) moveIntoOutput() error {
	if u.out.isStagedInside() {
		return nil
	}
	stageDir := u.out.inPlaceStageDir(u.out.id)
	err := forEach(context.Background(), len(u.changed), func(ctx context.Context, i int, buf []byte) error {
		from, to := filepath.Join(u.sourceDir, u.changed[i].path), filepath.Join(stageDir, u.changed[i].path)
		err := u.out.withMkdir(to, func() error { return u.out.rename(from, to) })
		if crossesDevices(err) {
			err = u.out.copyFile(ctx, from, to, buf)
		}
		return err
	})
	u.sourceDir = stageDir
	return err
}

// installMarker comes before anything that the next build might take for a stranger's.
func (u *inPlaceUpdate) installMarker() error {
	if len(u.changed) == 0 || u.changed[0].name != markerName {
		return nil
	}
	return u.installNext()
}

// createFolders makes the folders that new files need, but for those in whose place there is a file.
func (u *inPlaceUpdate) createFolders() error {
	for _, name := range slices.Sorted(maps.Keys(u.planned)) {
		if _, ok := u.old[name]; ok || !u.planned[name] || u.fileAbove(name) != "" {
			continue
		}
		if err := u.out.mkdir(u.out.join(name)); err != nil {
			return err
		}
		u.createdDirs = append(u.createdDirs, name)
	}
	return nil
}

// fileAbove returns which of the folders that a name is in is a file of the old site; "" for none.
func (u *inPlaceUpdate) fileAbove(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if mode, ok := u.old[dir]; ok && !mode.IsDir() {
			return dir
		}
	}
	return ""
}

// installFiles gives every file its name.
func (u *inPlaceUpdate) installFiles() error {
	for u.installed < len(u.changed) {
		if err := u.installNext(); err != nil {
			return err
		}
	}
	return nil
}

// installNext gives the next file its name.
func (u *inPlaceUpdate) installNext() error {
	f := u.changed[u.installed]
	if err := u.removeBlocking(f.name); err != nil {
		return err
	}
	to := u.out.join(f.name)
	err := u.out.withMkdir(to, func() error { return u.out.rename(filepath.Join(u.sourceDir, f.path), to) })
	if err == nil {
		u.installed++
	}
	return err
}

// removeStale removes what the site does not have.
func (u *inPlaceUpdate) removeStale() error {
	for _, name := range slices.Backward(u.stale) {
		if err := u.removeOld(name); err != nil {
			return err
		}
	}
	return nil
}

// removeBlocking removes a file that stands where a new one needs a folder, and a folder that stands where it goes.
func (u *inPlaceUpdate) removeBlocking(name string) error {
	if above := u.fileAbove(name); above != "" {
		if err := u.removeOld(above); err != nil {
			return err
		}
	}
	if !u.old[name].IsDir() {
		return nil
	}
	for _, staleName := range slices.Backward(u.stale) {
		if staleName == name || strings.HasPrefix(staleName, name+"/") {
			if err := u.removeOld(staleName); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeOld removes a file or an empty folder of the old site, once.
func (u *inPlaceUpdate) removeOld(name string) error {
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
		u.removed = append(u.removed, name)
	}
	return nil
}

// partialError says what an update has done and what not, when it fails; where it has done nothing yet it leaves the old
// site.
func (u *inPlaceUpdate) partialError(cause error) error {
	var done, pending []string
	for i, f := range u.changed {
		switch {
		case f.name == markerName:
		case i < u.installed:
			done = append(done, f.name)
		default:
			pending = append(pending, f.name)
		}
	}
	if len(done)+len(u.removed) == 0 {
		for _, name := range slices.Backward(u.createdDirs) {
			u.out.remove(u.out.join(name)) // should it fail, an empty folder stays until the next build
		}
		return fmt.Errorf("the site is as it was before: %w", cause)
	}
	var unremoved []string
	for _, name := range u.stale {
		if mode, ok := u.old[name]; ok && !mode.IsDir() {
			unremoved = append(unremoved, name)
		}
	}
	return fmt.Errorf("the site is half updated until a build succeeds "+
		"(new: %s; not yet new: %s; removed: %s; not yet removed: %s): %w",
		summarize(done), summarize(pending), summarize(u.removed), summarize(unremoved), cause)
}

// summarize names the first of many files.
func summarize(names []string) string {
	const most = 20
	switch {
	case len(names) == 0:
		return "none"
	case len(names) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}
