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

// within begins the names of what lies inside an output whose parent may not be written.
const within = ".output.guide-"

// output is the folder that is published to, claimed for one build.
type output struct {
	*disk
	dir     string   // absolute, links resolved
	exists  bool     // at the time of the claim
	prefix  string   // path that the names of everything temporary begin with
	id      string   // of this build, in these names
	stage   string   // where the new tree goes; made with its first file
	past    string   // where the old site lies between two renames
	parents []string // folders made above dir, the innermost first
	unlock  func() error
}

// claim finds the output, locks it, refuses what is not ours and clears away what dead builds left. The
// lock comes first: without it one might look into a folder that is just being swapped.
func claim(ctx context.Context, d *disk, dir string) (*output, error) {
	resolved, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	if filepath.Dir(resolved) == resolved {
		return nil, errors.New("is the root of a file system: choose another --output")
	}
	o := &output{disk: d, dir: resolved}
	claimLock := func() error { return o.claimLock(ctx) }
	for _, step := range []func() error{o.makeParents, claimLock, o.mend, o.refuse, o.sweep} {
		if err := step(); err != nil {
			return nil, errors.Join(err, o.leave())
		}
	}
	return o, nil
}

// resolve makes the path absolute and follows links, also to what does not exist yet.
func resolve(dir string) (string, error) {
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

// refuse returns an error unless the output is missing, empty or ours.
func (o *output) refuse() error {
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
			return errors.New("holds .git, and the folder is replaced whole: choose another --output")
		case e.Name() == marker && e.Type().IsRegular():
			ours = true
		case e.Name() != "lost+found" && !strings.HasPrefix(e.Name(), within):
			empty = false
		}
	}
	if !ours && !empty {
		return errors.New("neither empty nor written by guide (it has no " + marker + "): " +
			"choose another --output or empty the folder")
	}
	return nil
}

// makeParents makes the folders above the output, and remembers which.
func (o *output) makeParents() error {
	parent := filepath.Dir(o.dir)
	for p := parent; ; p = filepath.Dir(p) {
		if _, err := o.lstat(p); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		o.parents = append(o.parents, p)
	}
	return o.mkdirAll(parent)
}

// claimLock takes the lock beside the output or, where that is not allowed, inside; but not in a stranger's.
func (o *output) claimLock(ctx context.Context) error {
	parent, base := filepath.Split(o.dir)
	o.prefix = parent + "." + base + ".guide-"
	unlock, err := o.lock(ctx, o.prefix+"lock")
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		if _, missing := o.lstat(o.dir); errors.Is(missing, fs.ErrNotExist) {
			return err
		}
		if err := o.refuse(); err != nil {
			return err
		}
		o.prefix = filepath.Join(o.dir, within)
		unlock, err = o.lock(ctx, o.prefix+"lock")
	}
	o.unlock = unlock
	o.id = strconv.FormatUint(rand.Uint64(), 36)
	o.stage, o.past = o.prefix+"new-"+o.id, o.prefix+"old-"+o.id
	return err
}

// inside reports whether the new tree lies in the output, and so cannot be swapped with it.
func (o *output) inside() bool { return filepath.Dir(o.prefix) == o.dir }

// mend puts the old site back if a build was killed between two renames.
func (o *output) mend() error {
	_, err := o.lstat(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		past, err := o.leftOver(o.prefix + "old-")
		for _, path := range past {
			if info, bad := o.lstat(path); bad == nil && info.IsDir() { // and no stranger's link
				o.exists = true
				return o.rename(path, o.dir)
			}
		}
		return err
	}
	o.exists = true
	return err
}

// sweep removes what this build and dead ones left, but never the only copy of the old site.
func (o *output) sweep() error {
	gone, err := o.leftOver(o.prefix + "new-")
	_, missing := o.lstat(o.dir)
	if missing == nil {
		past, badPast := o.leftOver(o.prefix + "old-")
		near, badNear := o.leftOver(o.near(""))
		gone, err = slices.Concat(gone, past, near), errors.Join(err, badPast, badNear)
	}
	for _, path := range gone {
		err = errors.Join(err, o.removeAll(path))
	}
	if !errors.Is(missing, fs.ErrNotExist) {
		err = errors.Join(err, missing)
	}
	return err
}

// near returns the path of what lies in the output for the time of an update in place.
func (o *output) near(id string) string { return filepath.Join(o.dir, within+"new-"+id) }

// leftOver returns the paths that begin so.
func (o *output) leftOver(prefix string) ([]string, error) {
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

// release removes everything temporary and lets the next build in.
func (o *output) release() error {
	if o.unlock == nil {
		return nil
	}
	return errors.Join(o.sweep(), o.leave())
}

// leave undoes what claim did, as far as it came.
func (o *output) leave() (err error) {
	if o.unlock != nil {
		err = o.unlock()
		o.unlock = nil
	}
	for _, p := range o.parents {
		o.remove(p) // unless it is in use by now
	}
	o.parents = nil
	return err
}

// list returns the types of everything in the output, by slash-separated name.
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

// listInto adds what is in a folder of the output.
func (o *output) listInto(old map[string]fs.FileMode, folder string) error {
	entries, err := o.readDir(o.join(folder))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if name == within+"lock" || e.Name() == "lost+found" && e.IsDir() {
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
