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
	"guide/cmd/internal/media"
)

const (
	activeSVGHint = "take it out; if it is meant, write in the drawing " + activeAllow

	activeLinkHint = "leave it out; if it is meant, write above the link " + activeAllow

	activeAllow = "<!-- allow: active-file and the reason -->"
)

// activeContent describes what a browser would run in a file, or in the wide form of a drawing; "" for nothing. Each
// file is read once.
func (c *fileCache) activeContent(source fs.FS, name string) string {
	if media.IsActive(name) {
		return media.ActiveReason(name)
	}
	if media.IsInert(name) {
		return ""
	}
	if cached, ok := c.active.Load(name); ok {
		return cached.(string)
	}
	reason := scanActiveContent(source, name)
	c.active.Store(name, reason)
	return reason
}

// scanActiveContent reads a file whose name does not tell its type.
func scanActiveContent(source fs.FS, name string) string {
	const canRun = "a browser can run scripts in %s: %s"
	if !media.IsSVG(name) {
		if sniffsMarkup(source, name) {
			return fmt.Sprintf(canRun, path.Base(name), "it begins as HTML or XML does")
		}
		return ""
	}
	for _, drawing := range []string{name, guide.WideDrawing(name)} {
		if reason, _ := checkSVG(source, drawing); reason != "" {
			return fmt.Sprintf(canRun, path.Base(drawing), reason)
		}
	}
	return ""
}

// sniffsMarkup is media.IsMarkup for a file by name. It returns false for a file that cannot be opened, which is
// reported elsewhere.
func sniffsMarkup(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return media.IsMarkup(f)
}

// checkSVG is media.CheckSVG for a file by name. It finds nothing in a file that cannot be opened, which is reported
// elsewhere.
func checkSVG(fsys fs.FS, name string) (reason string, comments []string) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", nil
	}
	defer f.Close()
	return media.CheckSVG(f)
}

// checkFiles reports copied files that cannot be read, and what is wrong with files to which only a template refers. It
// calls idle before each file that was not checked yet.
func (s *Site) checkFiles(ctx context.Context, idle func(context.Context)) error {
	cache := &s.cache.files
	for _, f := range s.guide.Files {
		if !s.guide.OnlyByTemplate(f) {
			continue
		}
		if _, known := cache.active.Load(f.Path); !known {
			idle(ctx)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if cache.isPointer(s.opts.Source, f.Path) {
			s.buildProblems.report(diag.LFSPointer.In(f.Path, diag.LFSMessage, diag.LFSHint))
		}
		if reason := cache.activeContent(s.opts.Source, f.Path); reason != "" {
			s.buildProblems.report(diag.ActiveFile.In(f.Path, reason, "leave it out, or put it into static/"))
		}
	}
	for name, f := range s.files {
		if _, known := cache.readable.Load(f.problemFile); f.render != nil || known {
			continue
		}
		if idle(ctx); ctx.Err() != nil {
			return ctx.Err()
		}
		opened, err := f.openCopy(path.Base(name))
		switch {
		case errors.Is(err, ErrStale):
			return err
		case err != nil: // a later site tries again
			s.buildProblems.report(f.problem(err))
			continue
		}
		opened.Close()
		cache.readable.Store(f.problemFile, true)
	}
	return ctx.Err()
}

// checkStatic reports pointers of Git LFS in static/, and pictures as those beside a text are, and warns of active
// content in drawings, which a publisher may want.
func (t *theme) checkStatic(fsys fs.FS) {
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // asset.Build reports what cannot be read
		}
		if isLFSPointer(fsys, name) {
			t.report(diag.LFSPointer.In("static/"+name, diag.LFSMessage, diag.LFSHint))
		}
		if media.IsImage(name) {
			if info := readPicture(fsys, name); info.err == nil {
				t.report(checkWeight("static/"+name, info.Image, false)...)
				t.report(checkLocation("static/"+name, info)...)
			}
		}
		if !media.IsSVG(name) {
			return nil
		}
		reason, comments := checkSVG(fsys, name)
		if reason != "" && !isSuppressed(comments, diag.ActiveFile) {
			message := fmt.Sprintf("a browser can run scripts in %s: %s", path.Base(name), reason)
			t.report(diag.ActiveFile.In("static/"+name, message, activeSVGHint).Lowered())
		}
		return nil
	})
}

// isSuppressed reports whether a comment of a drawing suppresses a rule, with a reason.
func isSuppressed(comments []string, rule *diag.Rule) bool {
	return slices.ContainsFunc(comments, func(text string) bool {
		s, _, ok := diag.ParseSuppression(text, diag.Problem{})
		return ok && s.Code == rule.Code
	})
}
