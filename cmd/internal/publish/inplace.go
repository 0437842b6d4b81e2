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

// updateInPlace updates an output that cannot be swapped, file by file. First it copies everything new into the output
// under another name, so that a full disk is noticed before the site changes. Then it renames the files: the marker,
// so that the next build recognizes the output; then assets, then pages, which refer to assets. Files that the site no
// longer has are removed last.
func (s *Staged) updateInPlace() error {
	early, pages, others, markerFile := s.splitFiles()
	changed := slices.Concat(markerFile, early, others, pages)
	changed = slices.DeleteFunc(changed, func(f file) bool { return f.unchanged })
	u := &inPlaceUpdate{Staged: s, sourceDir: s.out.stageDir, changed: changed}
	for _, step := range []func() error{u.moveIntoOutput, u.installMarker, u.createFolders, u.installFiles,
		u.removeStale} {
		if err := step(); err != nil {
			return u.partialError(err)
		}
	}
	return nil
}

// An inPlaceUpdate is one update in place.
type inPlaceUpdate struct {
	*Staged
	sourceDir   string   // the folder of the changed files
	changed     []file   // new and different files, in the order of installation
	installed   int      // how many of changed are installed
	createdDirs []string // by this update
	removed     []string // files
}

// moveIntoOutput moves the changed files into the output's file system.
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

// installMarker runs before the other files are installed, so that after an interruption the next build recognizes the
// output.
func (u *inPlaceUpdate) installMarker() error {
	if len(u.changed) == 0 || u.changed[0].name != markerName {
		return nil
	}
	return u.installNext()
}

// createFolders creates the folders of new files, unless a file of the old site is in the way.
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

// fileAbove returns the parent of a name that is a file in the old site, or "".
func (u *inPlaceUpdate) fileAbove(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if mode, ok := u.old[dir]; ok && !mode.IsDir() {
			return dir
		}
	}
	return ""
}

// installFiles renames all files to their names in the output.
func (u *inPlaceUpdate) installFiles() error {
	for u.installed < len(u.changed) {
		if err := u.installNext(); err != nil {
			return err
		}
	}
	return nil
}

// installNext renames the next file to its name in the output.
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

// removeStale removes the files and folders that the site no longer has.
func (u *inPlaceUpdate) removeStale() error {
	for _, name := range slices.Backward(u.stale) {
		if err := u.removeOld(name); err != nil {
			return err
		}
	}
	return nil
}

// removeBlocking removes an old file where a new one needs a folder, and an old folder where a new file goes.
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

// removeOld removes a file or an empty folder of the old site, unless that was done.
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

// partialError returns the error of an update that failed. It says which files have changed; if none has, it removes
// the created folders.
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
			u.out.remove(u.out.join(name)) // if that fails, an empty folder stays until the next build
		}
		return fmt.Errorf("the site is unchanged: %w", cause)
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

// summarize joins names, but for those after the first 20.
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
