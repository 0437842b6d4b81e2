package main

import (
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// sourceList lists everything in the source folders, by name. Files that a guide ignores are listed, since some of them
// are reported, but they are not hashed.
type sourceList map[string]*listedSource

// listedSource is a file or folder.
type listedSource struct {
	size   int64
	time   time.Time
	toHash bool
	hash   guide.Hash // zero if it was not hashed
}

// errNoFile says that a name is that of a link, a pipe or the like: what it leads to may change unseen.
var errNoFile = errors.New("it is neither a file nor a folder of its own")

// listSources lists the source folders. It returns nil if they cannot be listed, or hold more than files and folders.
func listSources(source fs.FS) sourceList {
	list := sourceList{}
	for _, top := range sourceFolders {
		err := fs.WalkDir(source, top, func(name string, d fs.DirEntry, err error) error {
			if name == top && errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			ignored := name != top && diag.Ignored(d.Name())
			if d.IsDir() || ignored {
				list[name] = &listedSource{}
				if d.IsDir() && ignored {
					return fs.SkipDir
				}
				return nil
			}
			info, err := d.Info()
			if err == nil && !d.Type().IsRegular() {
				err = errNoFile
			}
			if err == nil {
				list[name] = &listedSource{size: info.Size(), time: info.ModTime(), toHash: true}
			}
			return err
		})
		if err != nil {
			return nil
		}
	}
	return list
}

// hash hashes the files that were not hashed yet, but for those whose hashes are known.
func (l sourceList) hash(source fs.FS, known map[string]guide.Hash) error {
	var names []string
	for name, f := range l {
		if _, ok := known[name]; !ok && f.toHash && f.hash == (guide.Hash{}) {
			names = append(names, name)
		}
	}
	var group errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() error {
			buf := make([]byte, 64<<10)
			for i := w; i < len(names); i += workers {
				if err := l[names[i]].hashFile(source, names[i], buf); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (s *listedSource) hashFile(source fs.FS, name string, buf []byte) error {
	f, err := source.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	s.hash, err = guide.HashReader(f, buf)
	return err
}

// areSame reports whether the files have the sizes and times that they had, but for those whose hashes are known.
func (l sourceList) areSame(source fs.FS, known map[string]guide.Hash) bool {
	return !slices.ContainsFunc(slices.Collect(maps.Keys(l)), func(name string) bool {
		f := l[name]
		if _, ok := known[name]; ok || !f.toHash {
			return false
		}
		info, err := fs.Stat(source, name)
		return err != nil || info.Size() != f.size || !info.ModTime().Equal(f.time)
	})
}
