package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

const (
	activeFile = "active-file"

	activeHintInside = "take it out; if it is meant, write in the drawing <!-- allow: " + activeFile + " and the reason -->"

	activeHint = "leave it out; if it is meant, write above the link <!-- allow: " + activeFile + " and the reason -->"
)

// safe adds to a link or a picture what a browser would run in the file that it leads to.
func (s *Site) safe(t page.Target, place guide.Place) page.Target {
	if place.File == nil || t.Message != "" {
		return t
	}
	if found := s.active(place.File.Path); found != "" {
		t.Code, t.Message, t.Hint = activeFile, found, activeHint
	}
	return t
}

// active says what a browser would run in a file, or in the wide form of a drawing; "" for nothing. Each
// file is read once.
func (s *Site) active(name string) string {
	if page.IsActive(name) {
		return page.ActiveReason(name)
	}
	if page.IsInert(name) {
		return ""
	}
	if known, ok := s.memory.active.Load(name); ok {
		return known.(string)
	}
	found := s.activeInside(name)
	s.memory.active.Store(name, found)
	return found
}

// activeInside looks into a file whose name does not tell.
func (s *Site) activeInside(name string) string {
	const canRun = "a browser can run scripts in %s: %s"
	if !page.IsSVG(name) {
		if beginsAsMarkup(s.opts.Source, name) {
			return fmt.Sprintf(canRun, path.Base(name), "it begins as HTML or XML does")
		}
		return ""
	}
	for _, drawing := range []string{name, guide.WideName(name)} {
		if reason, _ := checkSVG(s.opts.Source, drawing); reason != "" {
			return fmt.Sprintf(canRun, path.Base(drawing), reason)
		}
	}
	return ""
}

// beginsAsMarkup reports what page.IsMarkup does. A file that cannot be opened has nothing; that is reported elsewhere.
func beginsAsMarkup(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return page.IsMarkup(f)
}

// checkSVG looks through a drawing. One that cannot be opened has nothing; that is reported elsewhere.
func checkSVG(fsys fs.FS, name string) (found string, comments []string) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", nil
	}
	defer f.Close()
	return page.CheckSVG(f)
}

// checkFiles reports, of the files that are copied, those that cannot be read, and what a browser would run
// in those that no link in a text names. It calls idle before each that nobody has looked at.
func (s *Site) checkFiles(ctx context.Context, idle func(context.Context)) error {
	for _, f := range s.guide.Files {
		if s.guide.NamedByTemplate(f) {
			if _, known := s.memory.active.Load(f.Path); !known {
				idle(ctx)
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if found := s.active(f.Path); found != "" {
				s.met.report(diag.Problem{File: f.Path, Severity: diag.Error, Code: activeFile,
					Message: found, Hint: "leave it out, or put it into static/"})
			}
		}
	}
	for name, e := range s.tree.files {
		if _, known := s.memory.readable.Load(e.file); e.make != nil || known {
			continue
		}
		if idle(ctx); ctx.Err() != nil {
			return ctx.Err()
		}
		f, err := e.openCopy(path.Base(name))
		switch {
		case errors.Is(err, ErrStale):
			return err
		case err != nil:
			s.met.report(diag.Unreadable(e.file, err)) // as it is for who opens it; a later site asks again
			continue
		}
		f.Close()
		s.memory.readable.Store(e.file, true)
	}
	return ctx.Err()
}

// checkStatic reports what a browser would run in drawings of static/, where a publisher may mean it.
func (l *look) checkStatic(own fs.FS) {
	_ = fs.WalkDir(own, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !page.IsSVG(name) {
			return nil // what cannot be read is reported by who bundles it
		}
		found, comments := checkSVG(own, name)
		if found != "" && !page.SVGSuppressed(comments, activeFile) {
			l.report(diag.Problem{File: "static/" + name, Severity: diag.Warning, Code: activeFile,
				Message: fmt.Sprintf("a browser can run scripts in %s: %s", path.Base(name), found), Hint: activeHintInside})
		}
		return nil
	})
}
