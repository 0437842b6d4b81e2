package main

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// fixer makes the fixes of problems in memory, and checks the guide again until there is nothing to fix: one fix may
// allow, or need, another one. It leaves out a fix that makes a new error.
type fixer struct {
	project  *project
	overlay  *overlayFS
	guide    *guide.Guide // of the last check
	site     *site.Site
	problems []diag.Problem
	oneByOne map[string]bool           // files whose fixes made an error together
	rejected map[fixIn]bool            // fixes that made an error, or changed nothing
	accepted bool                      // since rejected was empty
	fixed    map[string][]diag.Problem // by file
}

// fixIn is a fix in a file.
type fixIn struct {
	file string
	fix  diag.Fix
}

// maxPasses bounds how often the guide is checked. A few are enough unless many fixes make new errors.
const maxPasses = 1000

// fixAll fixes what can be fixed, in memory. The problems that are left are in fixer.problems.
func (p *project) fixAll(ctx context.Context) (*fixer, error) {
	inMemory := *p
	f := &fixer{project: &inMemory, overlay: newOverlay(p.source), oneByOne: map[string]bool{},
		rejected: map[fixIn]bool{}, fixed: map[string][]diag.Problem{}}
	inMemory.source = f.overlay
	var err error
	f.problems, err = f.check(ctx, nil)
	for pass := 0; err == nil && pass < maxPasses; pass++ {
		changes, chooseErr := f.choose()
		switch {
		case chooseErr != nil:
			err = chooseErr
		case len(changes) > 0:
			err = f.try(ctx, changes)
		case len(f.rejected) > 0 && f.accepted: // they may be right now
			f.rejected, f.accepted = map[fixIn]bool{}, false
		default:
			return f, nil
		}
	}
	return f, err
}

// check returns the problems of the guide as it is in the overlay; those of a link are problems of its file. changed
// are the files changed since the last time.
func (f *fixer) check(ctx context.Context, changed []string) ([]diag.Problem, error) {
	changed = append(changed, f.overlay.linksTo(changed)...)
	loadOpts, siteOpts := f.project.options()
	loadOpts.Previous = guide.Previous[guide.Guide]{Version: f.guide, Changed: changed}
	siteOpts.Previous = guide.Previous[site.Site]{Version: f.site, Changed: changed}
	g, err := loadGuide(ctx, f.project, loadOpts)
	if err != nil {
		return nil, err
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		return nil, err
	}
	f.guide, f.site = g, s
	problems, err := s.Check(ctx)
	for i := range problems {
		problems[i].File = f.overlay.fileOf(problems[i].File)
	}
	return problems, err
}

// fileFixes is what one pass changes in a file.
type fileFixes struct {
	data     []byte         // the new content
	before   []byte         // the content before this pass
	problems []diag.Problem // that are mended
}

// choose returns what to change next: in each file all fixes that do not touch the same text, or one fix of a file in
// which they made an error together.
func (f *fixer) choose() (map[string]*fileFixes, error) {
	byFile := f.fixable()
	changes := map[string]*fileFixes{}
	for _, oneByOne := range []bool{false, true} {
		for _, file := range slices.Sorted(maps.Keys(byFile)) {
			if f.oneByOne[file] != oneByOne || oneByOne && len(changes) > 0 {
				continue
			}
			c, err := f.combine(file, byFile[file], oneByOne)
			if err != nil {
				return nil, err
			}
			if c != nil {
				changes[file] = c
			}
		}
	}
	return changes, nil
}

// hides reports whether a problem hides others, which come to light when it is mended.
func hides(p diag.Problem) bool {
	switch p.Rule {
	case diag.YAMLSyntax, diag.UnknownKey, diag.WrongType:
		return true
	}
	return false
}

// fixable returns the problems with a fix, by file; of a guide with problems that hide others, only these.
func (f *fixer) fixable() map[string][]diag.Problem {
	byFile, hidingByFile := map[string][]diag.Problem{}, map[string][]diag.Problem{}
	for _, p := range f.problems {
		if p.Fix == "" || f.rejected[fixIn{p.File, p.Fix}] {
			continue
		}
		byFile[p.File] = append(byFile[p.File], p)
		if hides(p) {
			hidingByFile[p.File] = append(hidingByFile[p.File], p)
		}
	}
	if len(hidingByFile) > 0 {
		return hidingByFile
	}
	return byFile
}

// combine returns the fixes of problems of one file, or the first of them; nil if there is nothing to change.
func (f *fixer) combine(file string, problems []diag.Problem, onlyOne bool) (*fileFixes, error) {
	data, err := f.overlay.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := &fileFixes{before: data}
	lines := diag.NewLines(data)
	var edits []edit.Edit
	chosen := map[diag.Fix]bool{}
	for _, p := range problems {
		if !chosen[p.Fix] {
			more := editsOf(p.Fix, data, lines)
			if onlyOne && len(chosen) > 0 || overlapAny(edits, more) {
				continue // in another pass
			}
			edits = append(edits, more...)
			chosen[p.Fix] = true
		}
		if !slices.Contains(c.problems, p) { // as it is for a file with links
			c.problems = append(c.problems, p)
		}
	}
	if c.data, err = edit.Apply(data, edits); err != nil {
		return nil, err
	}
	if bytes.Equal(c.data, data) {
		for fix := range chosen {
			f.rejected[fixIn{file, fix}] = true
		}
		return nil, nil
	}
	return c, nil
}

func overlapAny(edits, more []edit.Edit) bool {
	return slices.ContainsFunc(more, func(e edit.Edit) bool {
		return slices.ContainsFunc(edits, func(other edit.Edit) bool { return edit.Overlap(e, other) })
	})
}

// editsOf returns what a fix changes in the bytes of its file, with the line breaks of the file.
func editsOf(fix diag.Fix, data []byte, lines *diag.Lines) []edit.Edit {
	var out []edit.Edit
	hasCRLF := bytes.Contains(data, []byte("\r\n"))
	for _, r := range fix.Replacements() {
		if hasCRLF {
			r.Text = strings.ReplaceAll(r.Text, "\n", "\r\n")
		}
		out = append(out, edit.Edit{From: lines.OffsetAt(r.Line, r.Column),
			To: lines.OffsetAt(r.EndLine, r.EndColumn), Text: r.Text})
	}
	return out
}

// try makes changes, and takes them back if they make a new error. One that comes to light is not new.
func (f *fixer) try(ctx context.Context, changes map[string]*fileFixes) error {
	files := slices.Sorted(maps.Keys(changes))
	hid := false
	for _, file := range files {
		if err := f.overlay.set(file, changes[file].data); err != nil {
			return err
		}
		hid = hid || hides(changes[file].problems[0])
	}
	problems, err := f.check(ctx, files)
	if err != nil {
		return err
	}
	if bad := filesWithNewErrors(f.problems, problems); len(bad) > 0 && !hid {
		return f.takeBack(ctx, changes, bad)
	}
	f.problems, f.accepted = problems, true
	for _, file := range files {
		f.fixed[file] = append(f.fixed[file], changes[file].problems...)
	}
	return nil
}

// takeBack takes all changes back. From now on the fixes in files with new errors are made one by one, and those of all
// files if there are such errors in others. A fix that was alone is rejected.
func (f *fixer) takeBack(ctx context.Context, changes map[string]*fileFixes, bad map[string]bool) error {
	elsewhere := false
	for file := range bad {
		elsewhere = elsewhere || changes[file] == nil
	}
	for file, c := range changes {
		if err := f.overlay.set(file, c.before); err != nil {
			return err
		}
		if f.oneByOne[file] {
			f.rejected[fixIn{file, c.problems[0].Fix}] = true
		}
		f.oneByOne[file] = f.oneByOne[file] || bad[file] || elsewhere
	}
	problems, err := f.check(ctx, slices.Collect(maps.Keys(changes)))
	f.problems = problems
	return err
}

// filesWithNewErrors returns the files with errors that were not there before.
func filesWithNewErrors(before, after []diag.Problem) map[string]bool {
	known := map[problemKey]int{}
	for _, p := range before {
		known[errorKeyOf(p)]++
	}
	bad := map[string]bool{}
	for _, p := range after {
		if p.Severity != diag.Error {
			continue
		}
		key := errorKeyOf(p)
		if known[key]--; known[key] < 0 {
			bad[p.File] = true
		}
	}
	return bad
}

// errorKeyOf identifies a problem while lines are added or removed above it: some messages have the number of a line.
func errorKeyOf(p diag.Problem) problemKey {
	key := problemKeyOf(p)
	key.message = strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, key.message)
	return key
}
