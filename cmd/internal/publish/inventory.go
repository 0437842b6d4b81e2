package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// These say how long fingerprinted files of earlier builds are retained, because cached pages and open tabs use them.
const (
	RetainFor    = 30 * 24 * time.Hour // after the build that replaced the file
	RetainBuilds = 20                  // the last builds that replaced any
)

const (
	maxMarkerSize     = 4 << 20 // bytes; a longer marker has no inventory
	maxInventoryFiles = 5000    // of one build
)

// An inventory lists the fingerprinted files, and the names of all. The marker holds it as JSON.
type inventory struct {
	Files   []inventoryEntry `json:"files,omitempty"`   // of the current site, by name
	Earlier []generation     `json:"earlier,omitempty"` // of earlier sites, latest first
	Names   nameHashes       `json:"names,omitempty"`   // of all files of the current site
}

// A generation lists the files that one build replaced.
type generation struct {
	Until int64            `json:"until"` // the time of that build, Unix time
	Files []inventoryEntry `json:"files"`
}

// An inventoryEntry describes a file as it was written.
type inventoryEntry struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Hash string `json:"sha256"`
}

// readInventory returns the inventory in the marker of the output. It is empty if it is missing, damaged or in another
// format.
func (o *output) readInventory() inventory {
	f, err := o.open(o.join(markerName))
	if err != nil {
		return inventory{}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxMarkerSize+1))
	line, ok := bytes.CutPrefix(data, []byte(markerHeader))
	var inv inventory
	if err != nil || !ok || len(data) > maxMarkerSize || json.Unmarshal(line, &inv) != nil {
		return inventory{}
	}
	return inv
}

// readInventory reads what earlier builds wrote.
func (s *Staged) readInventory(fingerprinted func(name string) bool) {
	s.fingerprinted = func(string) bool { return false }
	if fingerprinted != nil {
		s.fingerprinted = fingerprinted
	}
	s.earlier, s.written = s.out.readInventory(), map[string]string{}
	for _, g := range append(slices.Clone(s.earlier.Earlier), generation{Files: s.earlier.Files}) {
		for _, f := range g.Files {
			s.written[f.Name] = f.Hash
		}
	}
}

// isWritten reports whether the output has a fingerprinted file as an earlier build wrote it, and sets its size.
func (s *Staged) isWritten(ctx context.Context, f *file) bool {
	hash, ok := s.written[f.name]
	if mode, known := s.old[f.name]; !ok || f.isPage || !s.fingerprinted(f.name) || !known || !mode.IsRegular() {
		return false
	}
	path := filepath.Join(s.out.dir, f.path)
	info, err := s.out.lstat(path)
	if err != nil {
		return false
	}
	f.size = info.Size()
	sum, err := s.hashFile(ctx, path)
	return err == nil && sum == hash
}

// encode returns the text of the marker.
func (inv inventory) encode() string {
	if len(inv.Files)+len(inv.Earlier)+len(inv.Names) == 0 {
		return markerHeader
	}
	data, err := json.Marshal(inv)
	if err != nil {
		panic("publish: " + err.Error()) // it holds only strings and numbers
	}
	return markerHeader + string(data) + "\n"
}

// retain decides which files of earlier builds are retained, after all files of the site were staged, and makes the
// text of the marker.
func (s *Staged) retain(ctx context.Context, opts Options) error {
	next := inventory{Names: newNameHashes(s.files[:s.result.Files])}
	for _, f := range s.files[:s.result.Files] {
		if !s.fingerprinted(f.name) {
			continue
		}
		sum, err := s.hashFile(ctx, s.stagedPath(f))
		if err != nil {
			return err
		}
		next.Files = append(next.Files, inventoryEntry{f.name, f.size, sum})
	}
	slices.SortFunc(next.Files, func(a, b inventoryEntry) int { return strings.Compare(a.Name, b.Name) })
	generations := append([]generation{{opts.Now.Unix(), s.earlier.Files}}, s.earlier.Earlier...)
	for i, g := range generations {
		var keep []inventoryEntry
		for _, f := range g.Files[:min(len(g.Files), maxInventoryFiles)] {
			if i > 0 {
				s.replaced[f.Name] = true
			}
			if len(next.Earlier) < RetainBuilds && withinRetention(opts.Now, g.Until) && s.retainFile(ctx, f) {
				keep = append(keep, f)
			}
		}
		if len(keep) > 0 {
			next.Earlier = append(next.Earlier, generation{g.Until, keep})
		}
	}
	s.markerContent = next.encode()
	return nil
}

// withinRetention reports whether a file that was replaced at this time is still retained. A time far in the future is
// as wrong as one long ago.
func withinRetention(now time.Time, until int64) bool {
	return now.Sub(time.Unix(until, 0)).Abs() <= RetainFor
}

// retainFile retains a file of the output if it is byte for byte what an earlier build wrote, and the site has no file
// at its path or in place of its folder. It reports whether it did.
func (s *Staged) retainFile(ctx context.Context, f inventoryEntry) bool {
	local, err := filepath.Localize(f.Name)
	mode, known := s.old[f.Name]
	if err != nil || path.Ext(f.Name) == ".html" || !known || !mode.IsRegular() {
		return false
	}
	for name := f.Name; name != "."; name = path.Dir(name) {
		if isDir, taken := s.planned[name]; taken && (name == f.Name || !isDir) {
			return false
		}
	}
	from := s.out.join(f.Name)
	if info, err := s.out.lstat(from); err != nil || info.Size() != f.Size {
		return false
	}
	if sum, err := s.hashFile(ctx, from); err != nil || sum != f.Hash {
		return false
	}
	s.planFile(f.Name)
	s.retained = append(s.retained, file{name: f.Name, path: local, size: f.Size, unchanged: true})
	return true
}

// stagedPath returns where a file of the site is after it was staged.
func (s *Staged) stagedPath(f file) string {
	if f.unchanged {
		return filepath.Join(s.out.dir, f.path)
	}
	return filepath.Join(s.out.stageDir, f.path)
}

// hashFile returns the SHA-256 of a file in hexadecimal.
func (s *Staged) hashFile(ctx context.Context, path string) (string, error) {
	f, err := s.out.open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, contextReader(ctx, f)); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
