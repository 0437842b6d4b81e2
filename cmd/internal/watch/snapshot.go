package watch

import (
	"crypto/sha256"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// entry is what a look saw of a file.
type entry struct {
	size  int64
	time  time.Time
	id    fileID
	link  bool // a symbolic link; the rest is of its target
	hash  hash
	young bool // it may change and keep size and time
}

type hash [sha256.Size]byte

func (e entry) sameStat(o entry) bool {
	return e.size == o.size && e.time.Equal(o.time) && e.id == o.id && e.link == o.link
}

// disk holds what the last looks saw. It is used by one goroutine.
type disk struct {
	opts    Options
	dir     fs.FileInfo            // of Dir; nil: there is none
	tops    map[string]fs.FileInfo // the same of each of Folders
	files   map[string]entry
	folders map[string]bool
	links   map[string]bool // symbolic links, also those that lead nowhere
	recent  map[string]bool // files that were reported since things were still
	// listing is told of every folder before it is listed.
	mu      sync.Mutex
	listing func(path string)
}

func newDisk(opts Options) *disk {
	if opts.Ignore == nil {
		opts.Ignore = func(string) bool { return false }
	}
	return &disk{opts: opts, tops: map[string]fs.FileInfo{}, files: map[string]entry{}, folders: map[string]bool{}, links: map[string]bool{}, recent: map[string]bool{}, listing: func(string) {}}
}

func (d *disk) path(name string) string { return filepath.Join(d.opts.Dir, filepath.FromSlash(name)) }

// watched reports whether a name, relative to Dir, is looked at.
func (d *disk) watched(name string) bool {
	top, rest, nested := strings.Cut(name, "/")
	return slices.Contains(d.opts.Folders, top) && (!nested || !slices.ContainsFunc(strings.Split(rest, "/"), d.opts.Ignore))
}

// seen is what one look sees.
type seen struct {
	files   map[string]entry
	folders map[string]bool
	links   map[string]bool
}

func newSeen() *seen { return &seen{map[string]entry{}, map[string]bool{}, map[string]bool{}} }

// whole looks at everything. It reports false where stop ended it: nothing is known then.
func (d *disk) whole(stop func() bool) (Change, bool) {
	d.replaced()
	d.watch(d.opts.Dir)
	now := newSeen()
	for _, folder := range d.opts.Folders {
		if d.isFolder(folder) && !d.list(folder, now, stop) {
			return Change{}, false
		}
	}
	before := d.files
	d.files, d.folders, d.links = map[string]entry{}, now.folders, now.links
	return d.learn(before, now.files, nil), true
}

// replaced reports whether Dir leads to another folder than at the last look, or to none. Every file is another one
// then, whatever its size, time and inode say.
func (d *disk) replaced() bool {
	old := d.dir
	d.dir, _ = os.Stat(d.opts.Dir)
	if same(old, d.dir) {
		return false
	}
	for name := range d.files {
		d.files[name] = entry{}
	}
	return true
}

// same reports whether two are the same file or folder, or both missing.
func same(a, b fs.FileInfo) bool { return os.SameFile(a, b) || a == nil && b == nil }

// isFolder reports whether one of Folders is one at the moment. It may be a link to one.
func (d *disk) isFolder(top string) bool {
	info, err := os.Stat(d.path(top))
	d.tops[top] = info
	return err == nil && info.IsDir()
}

// watch is called with every folder before it is listed.
func (d *disk) watch(path string) {
	d.mu.Lock()
	listing := d.listing
	d.mu.Unlock()
	listing(path)
}

// named looks at some files, and at folders with all that is in them.
func (d *disk) named(names []string) Change {
	before, now := map[string]entry{}, newSeen()
	for _, name := range names {
		maps.Copy(before, d.take(name))
	}
	for _, name := range names {
		info, err := os.Lstat(d.path(name))
		switch {
		case slices.Contains(d.opts.Folders, name):
			if d.isFolder(name) {
				d.list(name, now, func() bool { return false })
			}
		case err != nil:
		case info.IsDir():
			d.list(name, now, func() bool { return false })
		default:
			d.see(name, info, now)
		}
	}
	maps.Copy(d.folders, now.folders)
	maps.Copy(d.links, now.links)
	return d.learn(before, now.files, names)
}

// take forgets a file, or a folder with all that is in it, and returns what was known.
func (d *disk) take(name string) map[string]entry {
	out := map[string]entry{}
	if e, ok := d.files[name]; ok {
		out[name] = e
		delete(d.files, name)
	}
	if !d.folders[name] {
		return out
	}
	inside := func(other string) bool { return other == name || strings.HasPrefix(other, name+"/") }
	for file, e := range d.files {
		if inside(file) {
			out[file] = e
		}
	}
	maps.DeleteFunc(d.files, func(file string, _ entry) bool { return inside(file) })
	maps.DeleteFunc(d.folders, func(folder string, _ bool) bool { return inside(folder) })
	return out
}

// list sees a folder with all that is in it. It reports false where stop ended it.
func (d *disk) list(name string, now *seen, stop func() bool) bool {
	now.folders[name] = true
	d.watch(d.path(name))
	found, _ := os.ReadDir(d.path(name)) // of a folder that cannot be read nothing is seen
	found = slices.DeleteFunc(found, func(e fs.DirEntry) bool { return d.opts.Ignore(e.Name()) })
	infos := lookAt(found)
	for i, e := range found {
		child := path.Join(name, e.Name())
		switch {
		case stop():
			return false
		case infos[i] == nil:
		case infos[i].IsDir():
			if !d.list(child, now, stop) {
				return false
			}
		default:
			d.see(child, infos[i], now)
		}
	}
	return true
}

// lookAt asks the system about each name of a folder; nil where it is gone.
func lookAt(found []fs.DirEntry) []fs.FileInfo {
	infos := make([]fs.FileInfo, len(found))
	const few = 64
	workers := 1
	if len(found) > few {
		workers = runtime.GOMAXPROCS(0)
	}
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(found); i += workers {
				infos[i], _ = found[i].Info()
			}
		})
	}
	group.Wait()
	return infos
}

// grain is how far apart two changes may be that a file system gives the same time.
const grain = 2 * time.Second

// see adds a file. Of a symbolic link the target is seen; a folder behind one is not.
func (d *disk) see(name string, info fs.FileInfo, now *seen) {
	link := info.Mode()&fs.ModeSymlink != 0
	if link {
		now.links[name] = true
		var err error
		if info, err = os.Stat(d.path(name)); err != nil {
			return
		}
	}
	if info.Mode().IsRegular() {
		now.files[name] = entry{size: info.Size(), time: info.ModTime(), id: idOf(info), link: link, young: time.Since(info.ModTime()) < grain}
	}
}

// learn keeps what a look saw, and returns how it differs from before. Files that were hinted at are
// compared by their bytes whatever their size and time say. A file that was reported and has another
// time again is reported again: somebody may have read what it was in between.
func (d *disk) learn(before, now map[string]entry, names []string) Change {
	var came, went, other []string
	hinted := make(map[string]bool, len(names))
	for _, name := range names {
		hinted[name] = true
	}
	for name, e := range now {
		old, known := before[name]
		if !known {
			came = append(came, name)
			d.files[name] = e
			continue
		}
		same := e.sameStat(old)
		if same && !hinted[name] && !old.young {
			d.files[name] = old
			continue
		}
		e.hash = d.hash(name, e)
		d.files[name] = e
		differs := e.hash != old.hash
		if unknown := (hash{}); e.hash == unknown || old.hash == unknown {
			differs = !same || hinted[name]
		}
		if differs || !same && d.recent[name] {
			other = append(other, name)
		}
	}
	for name := range before {
		if _, ok := now[name]; !ok {
			went = append(went, name)
		}
	}
	slices.Sort(came)
	c := Change{Paths: slices.Concat(came, went, other), Moved: d.moved(came, went, before)}
	slices.Sort(c.Paths)
	for _, name := range c.Paths {
		d.recent[name] = true
	}
	return c
}

// settled says that things are still.
func (d *disk) settled() { clear(d.recent) }

// maxHashed is the size above which a file with another size or time is taken for another one.
const maxHashed = 16 << 20

// hash returns the hash of a file as it was seen; zero where that is not known.
func (d *disk) hash(name string, e entry) hash {
	if e.size > maxHashed {
		return hash{}
	}
	f, err := os.OpenFile(d.path(name), os.O_RDONLY|syscall.O_NONBLOCK, 0) // it may have become a pipe
	if err != nil {
		return hash{}
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return hash{}
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return hash{}
	}
	if info, err := f.Stat(); err != nil || !e.sameStat(entry{info.Size(), info.ModTime(), idOf(info), e.link, hash{}, false}) {
		return hash{} // it is another one already
	}
	return hash(h.Sum(nil))
}

// moved pairs files that went with files that came and are the same: the same inode, which is soon used
// again, with the same size and time; or the same bytes.
func (d *disk) moved(came, went []string, before map[string]entry) map[string]string {
	out := map[string]string{}
	if len(came) == 0 || len(went) == 0 {
		return out
	}
	type stat struct {
		id   fileID
		size int64
		time int64
	}
	byStat, byHash := map[stat]string{}, map[hash]string{}
	for _, name := range went {
		e := before[name]
		byStat[stat{e.id, e.size, e.time.UnixNano()}] = name
		byHash[e.hash] = name
	}
	delete(byHash, hash{})
	for _, name := range came {
		e := d.files[name]
		from, ok := byStat[stat{e.id, e.size, e.time.UnixNano()}]
		if !ok || e.id == (fileID{}) || before[from].hash != (hash{}) {
			e.hash = d.hash(name, e)
			d.files[name] = e
			from, ok = byHash[e.hash]
		}
		if _, taken := out[from]; ok && !taken {
			out[from] = name
		}
	}
	return out
}

// linksChanged returns the files and folders behind symbolic links that changed, of which no event tells. Dir may be
// such a link too, or lie in a folder that was replaced.
func (d *disk) linksChanged() []string {
	if d.replaced() {
		d.watch(d.opts.Dir)
		return d.opts.Folders
	}
	var out []string
	for _, top := range d.opts.Folders {
		if info, _ := os.Stat(d.path(top)); !same(info, d.tops[top]) {
			out = append(out, top)
		}
	}
	for name := range d.links {
		now := newSeen()
		if info, err := os.Lstat(d.path(name)); err == nil {
			d.see(name, info, now)
		}
		if e, known := now.files[name], d.files[name]; !e.sameStat(known) {
			out = append(out, name)
		}
	}
	return out
}
