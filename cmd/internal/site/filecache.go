package site

import (
	"io"
	"io/fs"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/media"
)

// fileCache holds what is known of the files of content/ that are copied into the site.
type fileCache struct {
	pictures sync.Map // path -> pictureInfo
	pointers sync.Map // path -> true, if the file is a pointer of Git LFS
	active   sync.Map // path -> what a browser would run, or ""
	readable sync.Map // path -> true, if the file could be opened
}

// pictureInfo is what is known of a picture, or why it cannot be read.
type pictureInfo struct {
	media.Image
	err error
}

// picture returns what is known of a picture, which is read once.
func (c *fileCache) picture(source fs.FS, path string) pictureInfo {
	if p, ok := c.pictures.Load(path); ok {
		return p.(pictureInfo)
	}
	p := readPicture(source, path)
	c.pictures.Store(path, p)
	return p
}

func readPicture(source fs.FS, path string) (p pictureInfo) {
	f, err := source.Open(path)
	if err != nil {
		return pictureInfo{err: err}
	}
	defer f.Close()
	p.Image, p.err = media.ReadImage(path, f.(io.ReadSeeker)) // as fs.FS has it for http.FS
	return p
}

// isPointer reports whether a file is a pointer of Git LFS. Its beginning is read once.
func (c *fileCache) isPointer(source fs.FS, path string) bool {
	if cached, ok := c.pointers.Load(path); ok {
		return cached.(bool)
	}
	is := isLFSPointer(source, path)
	c.pointers.Store(path, is)
	return is
}

// isLFSPointer is diag.IsLFSPointer for a file by name. It returns false for a file that cannot be read, which is
// reported elsewhere.
func isLFSPointer(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	return diag.IsLFSPointer(head[:n])
}
