package watch

import (
	"crypto/sha256"
	"io"
	"os"
	"slices"
	"syscall"
)

// diff stores a scan and returns how it differs from before. Files among names, for which there were events, are
// compared by their bytes even if their size and mtime are the same. A file that was reported since the folder was
// idle is reported again if its mtime changed, because it may have been read in between.
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

// clearReported forgets which files were reported, because the folder is idle.
func (d *snapshot) clearReported() { clear(d.reported) }

// maxHashed is the largest file that is compared by its bytes. Larger ones are compared by size and mtime.
const maxHashed = 16 << 20

// hashFile returns the hash of a file, or zero if it is not known or the file no longer matches its entry.
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
	if info, err := f.Stat(); err != nil || !e.sameStat(entryOf(info, e.symlink)) {
		return hash{} // it changed in the meantime
	}
	return hash(h.Sum(nil))
}

// findMoves pairs removed and added files that are the same: they have the same inode, size and mtime, and their bytes
// are equal as far as known.
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
