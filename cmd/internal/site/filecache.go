package site

import (
	"io/fs"
	"sync"

	"guide/cmd/internal/media"
)

// fileCache holds what is known of the files of content/ that are copied into the site.
type fileCache struct {
	pictures sync.Map // path -> pictureInfo
	active   sync.Map // path -> what a browser would run, or ""
	readable sync.Map // path -> true, if the file could be opened
}

// pictureInfo is the size of a picture, or why it cannot be read.
type pictureInfo struct {
	width, height int
	err           error
}

// pictureSize returns the size of a picture, which is read once.
func (c *fileCache) pictureSize(source fs.FS, path string) pictureInfo {
	if p, ok := c.pictures.Load(path); ok {
		return p.(pictureInfo)
	}
	var p pictureInfo
	f, err := source.Open(path)
	if err != nil {
		p.err = err
	} else {
		defer f.Close()
		p.width, p.height, p.err = media.ImageSize(path, f)
	}
	c.pictures.Store(path, p)
	return p
}
