package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// insidePrefix begins the names of temporary files inside an output whose parent is not writable.
const insidePrefix = ".output.guide-"

// An output is the output folder, locked for one build.
type output struct {
	*disk
	dir            string   // absolute, with links resolved
	exists         bool     // when it was locked
	prefix         string   // of the paths of all temporary files
	id             string   // of this build; part of these paths
	stageDir       string   // where the new tree is staged; created with its first file
	oldDir         string   // where the old site is between two renames
	createdParents []string // parents of dir that were created, the innermost first
	hadLeftovers   bool     // of a build that was killed
	unlock         func() error
}

// acquireOutput locks the output, checks that it may be replaced and removes what killed builds left. The lock comes
// first, because otherwise another build might just be swapping the folder.
func acquireOutput(ctx context.Context, d *disk, dir string) (*output, error) {
	resolved, err := resolveOutput(dir)
	if err != nil {
		return nil, err
	}
	if filepath.Dir(resolved) == resolved {
		return nil, errors.New("is the root of a file system: choose another --output")
	}
	o := &output{disk: d, dir: resolved}
	acquireLock := func() error { return o.acquireLock(ctx) }
	for _, step := range []func() error{o.makeParents, acquireLock, o.restoreOld, o.checkOwnership, o.removeLeftovers} {
		if err := step(); err != nil {
			return nil, errors.Join(err, o.releaseLock())
		}
	}
	return o, nil
}

// resolveOutput returns the absolute path with links resolved, even of a folder that does not exist yet.
func resolveOutput(dir string) (string, error) {
	p, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for range 40 {
		if parent, err := filepath.EvalSymlinks(filepath.Dir(p)); err == nil {
			p = filepath.Join(parent, filepath.Base(p))
		}
		target, err := os.Readlink(p)
		if err != nil {
			return p, nil
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(p), target)
		}
		p = target
	}
	return "", errors.New("too many symbolic links")
}

// checkOwnership returns an error unless the output is missing, empty or written by this package.
func (o *output) checkOwnership() error {
	info, err := o.lstat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New("not a folder: choose another --output or remove it")
	}
	entries, err := o.readDir(o.dir)
	if err != nil {
		return err
	}
	ours, empty := false, true
	for _, e := range entries {
		switch {
		case e.Name() == ".git":
			return errors.New("contains .git, and the whole folder is replaced: choose another --output")
		case e.Name() == markerName && e.Type().IsRegular():
			ours = true
		case e.Name() != "lost+found" && !strings.HasPrefix(e.Name(), insidePrefix):
			empty = false
		}
	}
	if !ours && !empty {
		return errors.New("neither empty nor written by guide (it has no " + markerName + "): " +
			"choose another --output or empty the folder")
	}
	return nil
}

// makeParents creates the parents of the output and remembers which.
func (o *output) makeParents() error {
	parent := filepath.Dir(o.dir)
	for p := parent; ; p = filepath.Dir(p) {
		if _, err := o.lstat(p); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		o.createdParents = append(o.createdParents, p)
	}
	return o.mkdirAll(parent)
}

// acquireLock takes the lock beside the output or, if its parent is not writable, inside the output if that is ours.
func (o *output) acquireLock(ctx context.Context) error {
	o.prefix = besidePrefix(o.dir)
	unlock, err := o.lock(ctx, o.prefix+"lock")
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		if _, missing := o.lstat(o.dir); errors.Is(missing, fs.ErrNotExist) {
			return err
		}
		if err := o.checkOwnership(); err != nil {
			return err
		}
		o.prefix = filepath.Join(o.dir, insidePrefix)
		unlock, err = o.lock(ctx, o.prefix+"lock")
	}
	o.unlock = unlock
	o.id = strconv.FormatUint(rand.Uint64(), 36)
	o.stageDir, o.oldDir = o.prefix+"new-"+o.id, o.prefix+"old-"+o.id
	return err
}

// isStagedInside reports whether the new tree is inside the output, so that it cannot be swapped with it.
func (o *output) isStagedInside() bool { return filepath.Dir(o.prefix) == o.dir }

// restoreOld renames the old site back if a build was killed between its two renames.
func (o *output) restoreOld() error {
	_, err := o.lstat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		oldDirs, err := o.findLeftovers(o.prefix + "old-")
		for _, path := range oldDirs {
			if info, statErr := o.lstat(path); statErr == nil && info.IsDir() { // not a link made by somebody else
				o.exists = true
				return o.rename(path, o.dir)
			}
		}
		return err
	}
	o.exists = true
	return err
}

// removeLeftovers removes the temporary files of this build and of killed ones, except the only copy of the old site.
func (o *output) removeLeftovers() error {
	leftovers, err := o.findLeftovers(o.prefix + "new-")
	_, missing := o.lstat(o.dir)
	if missing == nil {
		oldDirs, oldErr := o.findLeftovers(o.prefix + "old-")
		stageDirs, stageErr := o.findLeftovers(o.inPlaceStageDir(""))
		leftovers, err = slices.Concat(leftovers, oldDirs, stageDirs), errors.Join(err, oldErr, stageErr)
	}
	o.hadLeftovers = o.hadLeftovers || len(leftovers) > 0
	for _, path := range leftovers {
		err = errors.Join(err, o.removeAll(path))
	}
	if !errors.Is(missing, fs.ErrNotExist) {
		err = errors.Join(err, missing)
	}
	return err
}

// inPlaceStageDir returns the folder inside the output where an update in place stages its files.
func (o *output) inPlaceStageDir(id string) string {
	return filepath.Join(o.dir, insidePrefix+"new-"+id)
}

// findLeftovers returns the paths with this prefix.
func (o *output) findLeftovers(prefix string) ([]string, error) {
	dir, base := filepath.Split(prefix)
	entries, err := o.readDir(dir)
	var paths []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), base) {
			paths = append(paths, dir+e.Name())
		}
	}
	return paths, err
}

// cleanUp removes all temporary files and releases the lock.
func (o *output) cleanUp() error {
	if o.unlock == nil {
		return nil
	}
	return errors.Join(o.removeLeftovers(), o.releaseLock())
}

// releaseLock releases the lock and removes the parents that were created, if they are empty.
func (o *output) releaseLock() (err error) {
	if o.unlock != nil {
		err = o.unlock()
		o.unlock = nil
	}
	for _, p := range o.createdParents {
		o.remove(p) // fails if it is in use by now
	}
	o.createdParents = nil
	return err
}

// list returns the types of all files and folders in the output, by slash-separated name.
func (o *output) list() (map[string]fs.FileMode, error) {
	old := map[string]fs.FileMode{}
	if !o.exists {
		return old, nil
	}
	if err := o.listInto(old, "."); err != nil {
		return nil, fmt.Errorf("output folder %s: %w", o.dir, err)
	}
	return old, nil
}

// listInto adds the files and folders in one folder of the output.
func (o *output) listInto(old map[string]fs.FileMode, folder string) error {
	entries, err := o.readDir(o.join(folder))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if name == insidePrefix+"lock" || e.Name() == "lost+found" && e.IsDir() {
			continue
		}
		old[name] = e.Type()
		if e.IsDir() {
			if err := o.listInto(old, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// join returns the path of a name in the output.
func (o *output) join(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }
