package site

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

// Pictures has the versions of pictures in content/ that pages show in their place, see package picture.
type Pictures struct {
	FS       fs.FS                       // has the files of the versions
	Versions map[string][]PictureVersion // by the path of the original, the narrowest first
	Problems []diag.Problem              // of originals that cannot be decoded
}

// PictureVersion is one version of a picture.
type PictureVersion struct {
	File  string // in Pictures.FS; its name begins with a hash of its content
	Width int    // in pixels
}

// versionName returns the name of a version in the site.
func versionName(original string, v PictureVersion) string {
	ext := path.Ext(original)
	name := naming.Slug(strings.TrimSuffix(path.Base(original), ext))
	if name == "" {
		name = "picture"
	}
	return fmt.Sprintf("assets/pictures/%s-%d.%.8s%s", name, v.Width, v.File, path.Ext(v.File))
}

// registerVersions registers the versions of all pictures. Copies of one original have the same.
func (s *Site) registerVersions() {
	for original, versions := range s.opts.Pictures.Versions {
		for _, v := range versions {
			name := versionName(original, v)
			s.addUnlessTaken(name, siteFile{path: v.File, fsys: s.opts.Pictures.FS, problemFile: name,
				fingerprinted: true})
		}
	}
	s.buildProblems.report(s.opts.Pictures.Problems...)
}

// versions returns the versions of a picture as the page links to them.
func (r resolver) versions(original string) []markdown.Image {
	var images []markdown.Image
	for _, v := range r.site.opts.Pictures.Versions[original] {
		images = append(images, markdown.Image{Href: r.link("/"+versionName(original, v), ""), Width: v.Width})
	}
	return images
}
