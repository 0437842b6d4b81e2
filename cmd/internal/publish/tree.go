package publish

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const (
	marker     = ".guide-site"
	markerText = "This folder is written by guide and is replaced whole: keep nothing of your own in it.\n"
)

// file is one file of the site.
type file struct {
	name string // slash-separated, as the site has it
	path string // the same for the system we run on
	page bool   // *.html
	size int64  // in bytes; known once it has been made
	kept bool   // the output has it, byte for byte
}

// listSite notes every file of the site, and every name that the output shall have. No file is opened.
func (s *Staged) listSite(fsys fs.FS) error {
	var assets []file
	s.want = map[string]bool{marker: false}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		local, err := filepath.Localize(name)
		if err != nil || name == marker || path.Base(name) != d.Name() {
			return &fs.PathError{Op: "publish", Path: name, Err: fs.ErrInvalid}
		}
		f := file{name: name, path: local, page: path.Ext(name) == ".html"}
		if f.page {
			s.files = append(s.files, f)
		} else {
			assets = append(assets, f)
		}
		s.wantFile(name)
		return nil
	})
	s.result.Pages = len(s.files)
	s.result.Files = len(s.files) + len(assets)
	s.files = append(append(s.files, assets...), file{name: marker, path: marker})
	return err
}

// wantFile notes that the output shall have a file of that name, and the folders that it is in.
func (s *Staged) wantFile(name string) {
	s.want[name] = false
	for dir := path.Dir(name); dir != "." && !s.want[dir]; dir = path.Dir(dir) {
		s.want[dir] = true
	}
}

// compare counts, when all files are made, and finds what the output has too much.
func (s *Staged) compare() {
	r := &s.result
	for _, f := range s.files[:r.Files] {
		r.Bytes += f.size
		if f.kept {
			r.Kept++
		}
	}
	r.Written = r.Files - r.Kept
	for name, mode := range s.old {
		if isDir, ok := s.want[name]; ok && isDir == mode.IsDir() {
			continue
		}
		s.extra = append(s.extra, name)
		if !mode.IsDir() && !s.retired[name] {
			r.Removed++
		}
	}
	slices.Sort(s.extra)
}

// open returns a file's bytes and how many there will be. A page is made whole, all else streams.
func (s *Staged) open(fsys fs.FS, f *file) (io.ReadCloser, int64, error) {
	switch {
	case f.name == marker:
		return io.NopCloser(strings.NewReader(s.marker)), int64(len(s.marker)), nil
	case f.page:
		data, err := fs.ReadFile(fsys, f.name)
		return io.NopCloser(bytes.NewReader(data)), int64(len(data)), err
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
