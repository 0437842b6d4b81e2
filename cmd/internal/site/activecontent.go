package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/media"
)

const (
	activeFileCode = "active-file"

	activeSVGHint = "take it out; if it is meant, write in the drawing <!-- allow: " + activeFileCode + " and the reason -->"

	activeLinkHint = "leave it out; if it is meant, write above the link <!-- allow: " + activeFileCode + " and the reason -->"
)

// flagActiveContent adds to a link or a picture what a browser would run in the file that it leads to.
func (s *Site) flagActiveContent(t markdown.Target, target guide.LinkTarget) markdown.Target {
	if target.File == nil || t.Message != "" {
		return t
	}
	if reason := s.activeContent(target.File.Path); reason != "" {
		t.Code, t.Message, t.Hint = activeFileCode, reason, activeLinkHint
	}
	return t
}

// activeContent says what a browser would run in a file, or in the wide form of a drawing; "" for nothing. Each
// file is read once.
func (s *Site) activeContent(name string) string {
	if media.IsActive(name) {
		return media.ActiveReason(name)
	}
	if media.IsInert(name) {
		return ""
	}
	if cached, ok := s.cache.activeContent.Load(name); ok {
		return cached.(string)
	}
	reason := s.scanActiveContent(name)
	s.cache.activeContent.Store(name, reason)
	return reason
}

// scanActiveContent looks into a file whose name does not tell.
func (s *Site) scanActiveContent(name string) string {
	const canRun = "a browser can run scripts in %s: %s"
	if !media.IsSVG(name) {
		if sniffsMarkup(s.opts.Source, name) {
			return fmt.Sprintf(canRun, path.Base(name), "it begins as HTML or XML does")
		}
		return ""
	}
	for _, drawing := range []string{name, guide.WideDrawing(name)} {
		if reason, _ := checkSVG(s.opts.Source, drawing); reason != "" {
			return fmt.Sprintf(canRun, path.Base(drawing), reason)
		}
	}
	return ""
}

// sniffsMarkup reports what media.IsMarkup does. A file that cannot be opened has nothing; that is reported elsewhere.
func sniffsMarkup(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return media.IsMarkup(f)
}

// checkSVG looks through a drawing. One that cannot be opened has nothing; that is reported elsewhere.
func checkSVG(fsys fs.FS, name string) (reason string, comments []string) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", nil
	}
	defer f.Close()
	return media.CheckSVG(f)
}

// checkFiles reports, of the files that are copied, those that cannot be read, and what a browser would run
// in those that no link in a text names. It calls idle before each that nobody has looked at.
func (s *Site) checkFiles(ctx context.Context, idle func(context.Context)) error {
	for _, f := range s.guide.Files {
		if s.guide.ReferencedByTemplate(f) {
			if _, known := s.cache.activeContent.Load(f.Path); !known {
				idle(ctx)
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if reason := s.activeContent(f.Path); reason != "" {
				s.buildProblems.report(diag.Problem{File: f.Path, Severity: diag.Error, Code: activeFileCode,
					Message: reason, Hint: "leave it out, or put it into static/"})
			}
		}
	}
	for name, e := range s.tree.files {
		if _, known := s.cache.readable.Load(e.problemFile); e.render != nil || known {
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
			s.buildProblems.report(diag.Unreadable(e.problemFile, err)) // as it is for who opens it; a later site asks again
			continue
		}
		f.Close()
		s.cache.readable.Store(e.problemFile, true)
	}
	return ctx.Err()
}

// checkStatic reports what a browser would run in drawings of static/, where a publisher may mean it.
func (l *theme) checkStatic(fsys fs.FS) {
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !media.IsSVG(name) {
			return nil // what cannot be read is reported by who bundles it
		}
		reason, comments := checkSVG(fsys, name)
		if reason != "" && !isSuppressed(comments, activeFileCode) {
			l.report(diag.Problem{File: "static/" + name, Severity: diag.Warning, Code: activeFileCode,
				Message: fmt.Sprintf("a browser can run scripts in %s: %s", path.Base(name), reason), Hint: activeSVGHint})
		}
		return nil
	})
}

// isSuppressed reports whether a comment of a drawing suppresses code, with a reason.
func isSuppressed(comments []string, code string) bool {
	return slices.ContainsFunc(comments, func(text string) bool {
		s, _, ok := diag.ParseSuppression(text, diag.Problem{})
		return ok && s.Code == code
	})
}
