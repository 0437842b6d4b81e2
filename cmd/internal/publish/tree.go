package publish

import (
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const (
	markerName   = ".guide-site"
	markerHeader = "This folder is written by guide and is replaced whole: keep nothing of your own in it.\n"
)

// A file is one file of the site.
type file struct {
	name      string // slash-separated, as in the site
	path      string // in the syntax of the operating system
	isPage    bool   // *.html
	size      int64  // in bytes; known after it was staged
	unchanged bool   // the output has it, byte for byte
}

// listSite lists the files of the site, and the names that the output will have. It opens no file.
func (s *Staged) listSite(fsys fs.FS, opts Options) error {
	var early, pages, others []file
	s.planned = map[string]bool{markerName: false}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		local, err := filepath.Localize(name)
		if err != nil || name == markerName || path.Base(name) != d.Name() {
			return &fs.PathError{Op: "publish", Path: name, Err: fs.ErrInvalid}
		}
		f := file{name: name, path: local, isPage: path.Ext(name) == ".html"}
		switch {
		case f.isPage:
			pages = append(pages, f)
		case opts.Early != nil && opts.Early(name):
			early = append(early, f)
		default:
			others = append(others, f)
		}
		s.planFile(name)
		return nil
	})
	s.result.Pages, s.early = len(pages), len(early)
	s.files = slices.Concat(early, pages, others)
	s.result.Files = len(s.files)
	s.files = append(s.files, file{name: markerName, path: markerName})
	return err
}

// planFile adds a name that the output will have, and those of its folders.
func (s *Staged) planFile(name string) {
	s.planned[name] = false
	for dir := path.Dir(name); dir != "." && !s.planned[dir]; dir = path.Dir(dir) {
		s.planned[dir] = true
	}
}

// countChanges fills in the result after all files were staged, and finds the stale names.
func (s *Staged) countChanges() {
	r := &s.result
	for _, f := range s.files[:r.Files] {
		r.Bytes += f.size
		if f.unchanged {
			r.Unchanged++
		}
	}
	r.Written = r.Files - r.Unchanged
	for name, mode := range s.old {
		if isDir, ok := s.planned[name]; ok && isDir == mode.IsDir() {
			continue
		}
		s.stale = append(s.stale, name)
		if !mode.IsDir() && !s.replaced[name] {
			r.Removed++
		}
		if !mode.IsDir() && s.isForeign(name) {
			r.Foreign = append(r.Foreign, name)
		}
	}
	slices.Sort(s.stale)
	slices.Sort(r.Foreign)
}

// openSource opens a file of the site and returns its size.
func (s *Staged) openSource(fsys fs.FS, f *file) (io.ReadCloser, int64, error) {
	if f.name == markerName {
		return io.NopCloser(strings.NewReader(s.markerContent)), int64(len(s.markerContent)), nil
	}
	src, err := fsys.Open(f.name)
	if err != nil {
		return nil, 0, err
	}
	info, err := src.Stat()
	if err != nil {
		src.Close()
		return nil, 0, err
	}
	return src, info.Size(), nil
}
