package watch

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// An entry is what a scan found out about a file.
type entry struct {
	size        int64
	mtime       time.Time
	id          fileID
	symlink     bool // a symbolic link; the other fields describe its target
	hash        hash
	racilyClean bool // the mtime is too recent to prove that the file did not change since (as in git's index)
}

type hash [sha256.Size]byte

func entryOf(info fs.FileInfo, symlink bool) entry {
	return entry{size: info.Size(), mtime: info.ModTime(), id: fileIDOf(info), symlink: symlink}
}

func (e entry) sameStat(o entry) bool {
	return e.size == o.size && e.mtime.Equal(o.mtime) && e.id == o.id && e.symlink == o.symlink
}

// A snapshot holds what the last scans found. Its methods are for one goroutine.
type snapshot struct {
	opts     Options
	dirInfo  fs.FileInfo // of Dir; nil if it does not exist
	files    map[string]entry
	folders  map[string]bool
	reported map[string]bool // files that were reported since the folder was idle
	// onFolder is called with every folder before it is listed.
	mu       sync.Mutex
	onFolder func(path string)
}

func newSnapshot(opts Options) *snapshot {
	if opts.Ignore == nil {
		opts.Ignore = func(string) bool { return false }
	}
	return &snapshot{opts: opts, files: map[string]entry{}, folders: map[string]bool{}, reported: map[string]bool{},
		onFolder: func(string) {}}
}

func (d *snapshot) path(name string) string {
	return filepath.Join(d.opts.Dir, filepath.FromSlash(name))
}

// isWatched reports whether a name, relative to Dir, is in one of Folders and not ignored.
func (d *snapshot) isWatched(name string) bool {
	top, rest, nested := strings.Cut(name, "/")
	if !slices.Contains(d.opts.Folders, top) {
		return false
	}
	return !nested || !slices.ContainsFunc(strings.Split(rest, "/"), d.opts.Ignore)
}

// A scan is the result of one scan.
type scan struct {
	files   map[string]entry
	folders map[string]bool
}

func newScan() *scan { return &scan{map[string]entry{}, map[string]bool{}} }

// scanAll scans everything and returns what changed. It returns false if stop ended it; then nothing is known.
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

// forgetReplaced forgets all entries if Dir is not the same folder as at the last scan, so that every file is
// reported, whatever its size, mtime and inode.
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

// announceFolder calls onFolder.
func (d *snapshot) announceFolder(path string) {
	d.mu.Lock()
	onFolder := d.onFolder
	d.mu.Unlock()
	onFolder(path)
}

// scanPaths scans some files, and folders with everything below them.
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

// forget removes a file, or a folder with everything below it, and returns the removed entries.
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

// scanFolder scans a folder and everything below it. It returns false if stop ended it.
func (d *snapshot) scanFolder(name string, result *scan, stop func() bool) bool {
	result.folders[name] = true
	d.announceFolder(d.path(name))
	dirEntries, _ := os.ReadDir(d.path(name)) // a folder that cannot be read has no entries
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

// statAll returns the FileInfo of each entry of a folder, or nil for one that no longer exists.
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

// mtimeGranularity is the coarsest mtime resolution that we expect of a file system (FAT has 2 s).
const mtimeGranularity = 2 * time.Second

// record adds a file to a scan. Symbolic links to files are followed, those to folders are not.
func (d *snapshot) record(name string, info fs.FileInfo, result *scan) {
	symlink := info.Mode()&fs.ModeSymlink != 0
	if symlink {
		var err error
		if info, err = os.Stat(d.path(name)); err != nil {
			return
		}
	}
	if info.Mode().IsRegular() {
		e := entryOf(info, symlink)
		e.racilyClean = time.Since(e.mtime) < mtimeGranularity
		result.files[name] = e
	}
}
