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
	size        int64
	mtime       time.Time
	id          fileID
	symlink     bool // a symbolic link; the rest is of its target
	hash        hash
	racilyClean bool // it may change and keep size and time
}

type hash [sha256.Size]byte

func (e entry) sameStat(o entry) bool {
	return e.size == o.size && e.mtime.Equal(o.mtime) && e.id == o.id && e.symlink == o.symlink
}

// snapshot holds what the last looks saw. It is used by one goroutine.
type snapshot struct {
	opts     Options
	dirInfo  fs.FileInfo // of Dir; nil: there is none
	files    map[string]entry
	folders  map[string]bool
	reported map[string]bool // files that were reported since things were still
	// listing is told of every folder before it is listed.
	mu       sync.Mutex
	onFolder func(path string)
}

func newSnapshot(opts Options) *snapshot {
	if opts.Ignore == nil {
		opts.Ignore = func(string) bool { return false }
	}
	return &snapshot{opts: opts, files: map[string]entry{}, folders: map[string]bool{}, reported: map[string]bool{}, onFolder: func(string) {}}
}

func (d *snapshot) path(name string) string {
	return filepath.Join(d.opts.Dir, filepath.FromSlash(name))
}

// isWatched reports whether a name, relative to Dir, is looked at.
func (d *snapshot) isWatched(name string) bool {
	top, rest, nested := strings.Cut(name, "/")
	return slices.Contains(d.opts.Folders, top) && (!nested || !slices.ContainsFunc(strings.Split(rest, "/"), d.opts.Ignore))
}

// scan is what one look sees.
type scan struct {
	files   map[string]entry
	folders map[string]bool
}

func newScan() *scan { return &scan{map[string]entry{}, map[string]bool{}} }

// scanAll looks at everything. It reports false where stop ended it: nothing is known then.
func (d *snapshot) scanAll(stop func() bool) (Change, bool) {
	d.forgetReplaced()
	d.announceFolder(d.opts.Dir)
	result := newScan()
	for _, folder := range d.opts.Folders {
		if d.isFolder(folder) && !d.scanFolder(folder, result, stop) {
			return Change{}, false
		}
	}
	before := d.files
	d.files, d.folders = map[string]entry{}, result.folders
	return d.diff(before, result.files, nil), true
}

// forgetReplaced forgets what is known of the files if Dir leads to another folder than at the last scan, or to none:
// every file is another one then, whatever its size, time and inode say.
func (d *snapshot) forgetReplaced() {
	old := d.dirInfo
	d.dirInfo, _ = os.Stat(d.opts.Dir)
	if os.SameFile(old, d.dirInfo) || old == nil && d.dirInfo == nil {
		return
	}
	for name := range d.files {
		d.files[name] = entry{}
	}
}

// isFolder reports whether one of Folders is a folder, or a link to one.
func (d *snapshot) isFolder(top string) bool {
	info, err := os.Stat(d.path(top))
	return err == nil && info.IsDir()
}

// announceFolder is called with every folder before it is listed.
func (d *snapshot) announceFolder(path string) {
	d.mu.Lock()
	onFolder := d.onFolder
	d.mu.Unlock()
	onFolder(path)
}

// scanPaths looks at some files, and at folders with all that is in them.
func (d *snapshot) scanPaths(names []string) Change {
	before, result := map[string]entry{}, newScan()
	for _, name := range names {
		maps.Copy(before, d.forget(name))
	}
	for _, name := range names {
		info, err := os.Lstat(d.path(name))
		switch {
		case slices.Contains(d.opts.Folders, name):
			if d.isFolder(name) {
				d.scanFolder(name, result, func() bool { return false })
			}
		case err != nil:
		case info.IsDir():
			d.scanFolder(name, result, func() bool { return false })
		default:
			d.record(name, info, result)
		}
	}
	maps.Copy(d.folders, result.folders)
	return d.diff(before, result.files, names)
}

// forget forgets a file, or a folder with all that is in it, and returns what was known.
func (d *snapshot) forget(name string) map[string]entry {
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

// scanFolder sees a folder with all that is in it. It reports false where stop ended it.
func (d *snapshot) scanFolder(name string, result *scan, stop func() bool) bool {
	result.folders[name] = true
	d.announceFolder(d.path(name))
	dirEntries, _ := os.ReadDir(d.path(name)) // of a folder that cannot be read nothing is seen
	dirEntries = slices.DeleteFunc(dirEntries, func(e fs.DirEntry) bool { return d.opts.Ignore(e.Name()) })
	infos := statAll(dirEntries)
	for i, e := range dirEntries {
		child := path.Join(name, e.Name())
		switch {
		case stop():
			return false
		case infos[i] == nil:
		case infos[i].IsDir():
			if !d.scanFolder(child, result, stop) {
				return false
			}
		default:
			d.record(child, infos[i], result)
		}
	}
	return true
}

// statAll asks the system about each name of a folder; nil where it is gone.
func statAll(dirEntries []fs.DirEntry) []fs.FileInfo {
	infos := make([]fs.FileInfo, len(dirEntries))
	const few = 64
	workers := 1
	if len(dirEntries) > few {
		workers = runtime.GOMAXPROCS(0)
	}
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(dirEntries); i += workers {
				infos[i], _ = dirEntries[i].Info()
			}
		})
	}
	group.Wait()
	return infos
}

// mtimeGranularity is how far apart two changes may be that a file system gives the same time.
const mtimeGranularity = 2 * time.Second

// record adds a file. Of a symbolic link the target is seen; a folder behind one is not.
func (d *snapshot) record(name string, info fs.FileInfo, result *scan) {
	symlink := info.Mode()&fs.ModeSymlink != 0
	if symlink {
		var err error
		if info, err = os.Stat(d.path(name)); err != nil {
			return
		}
	}
	if info.Mode().IsRegular() {
		result.files[name] = entry{size: info.Size(), mtime: info.ModTime(), id: fileIDOf(info), symlink: symlink, racilyClean: time.Since(info.ModTime()) < mtimeGranularity}
	}
}

// diff keeps what a look saw, and returns how it differs from before. Files that were hinted at are
// compared by their bytes whatever their size and time say. A file that was reported and has another
// time again is reported again: somebody may have read what it was in between.
func (d *snapshot) diff(before, now map[string]entry, names []string) Change {
	var added, removed, modified []string
	hinted := make(map[string]bool, len(names))
	for _, name := range names {
		hinted[name] = true
	}
	for name, e := range now {
		old, known := before[name]
		if !known {
			added = append(added, name)
			d.files[name] = e
			continue
		}
		sameStat := e.sameStat(old)
		if sameStat && !hinted[name] && !old.racilyClean {
			d.files[name] = old
			continue
		}
		e.hash = d.hashFile(name, e)
		d.files[name] = e
		differs := e.hash != old.hash
		if unknown := (hash{}); e.hash == unknown || old.hash == unknown {
			differs = !sameStat || hinted[name]
		}
		if differs || !sameStat && d.reported[name] {
			modified = append(modified, name)
		}
	}
	for name := range before {
		if _, ok := now[name]; !ok {
			removed = append(removed, name)
		}
	}
	slices.Sort(added)
	c := Change{Paths: slices.Concat(added, removed, modified), Moved: d.findMoves(added, removed, before)}
	slices.Sort(c.Paths)
	for _, name := range c.Paths {
		d.reported[name] = true
	}
	return c
}

// clearReported says that things are still.
func (d *snapshot) clearReported() { clear(d.reported) }

// maxHashed is the size above which a file with another size or time is taken for another one.
const maxHashed = 16 << 20

// hashFile returns the hash of a file as it was seen; zero where that is not known.
func (d *snapshot) hashFile(name string, e entry) hash {
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
	if info, err := f.Stat(); err != nil || !e.sameStat(entry{info.Size(), info.ModTime(), fileIDOf(info), e.symlink, hash{}, false}) {
		return hash{} // it is another one already
	}
	return hash(h.Sum(nil))
}

// findMoves pairs files that went with files that came and are the same: the same inode, which is soon used
// again, with the same size and time; or the same bytes.
func (d *snapshot) findMoves(added, removed []string, before map[string]entry) map[string]string {
	out := map[string]string{}
	if len(added) == 0 || len(removed) == 0 {
		return out
	}
	type stat struct {
		id   fileID
		size int64
		time int64
	}
	byStat, byHash := map[stat]string{}, map[hash]string{}
	for _, name := range removed {
		e := before[name]
		byStat[stat{e.id, e.size, e.mtime.UnixNano()}] = name
		byHash[e.hash] = name
	}
	delete(byHash, hash{})
	for _, name := range added {
		e := d.files[name]
		from, ok := byStat[stat{e.id, e.size, e.mtime.UnixNano()}]
		if !ok || e.id == (fileID{}) || before[from].hash != (hash{}) {
			e.hash = d.hashFile(name, e)
			d.files[name] = e
			from, ok = byHash[e.hash]
		}
		if _, taken := out[from]; ok && !taken {
			out[from] = name
		}
	}
	return out
}
