package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
	"guide/cmd/internal/site"
)

// A changer makes one change of the source files.
type changer struct {
	*app
	dryRun bool // show the change and write nothing
	// everywhere means that links in all files may change, so that all of them must be readable.
	everywhere bool
	plan       func(*guide.Guide, fs.FS) (*refactor.Change, error)
}

func (c *changer) addDryRun(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.dryRun, "dry-run", false, "show what would change, as a diff, and write nothing")
}

// inSource returns a name on the command line, that of a file on the disk as it is in the source folder.
func (c *changer) inSource(arg string) string {
	source, err := filepath.Abs(c.source)
	file, fileErr := filepath.Abs(arg)
	if _, statErr := os.Stat(arg); err != nil || fileErr != nil || statErr != nil || filepath.Base(arg) == arg {
		return arg
	}
	rel, err := filepath.Rel(source, file)
	if err != nil || !filepath.IsLocal(rel) {
		return arg
	}
	return filepath.ToSlash(rel)
}

// run plans the change, checks the guide that it makes, and makes it. It starts over if a file changes meanwhile.
func (c *changer) run(ctx context.Context) (*refactor.Change, error) {
	p, err := c.openProject()
	if err != nil {
		return nil, err
	}
	defer p.closer.Close()
	p.drafts, p.checkOnly = true, true
	disk := p.source
	for n := 1; ; n++ {
		p.source = newOverlay(disk) // which finds out if a file changes
		change, err := c.try(ctx, p)
		if !errors.Is(err, site.ErrStale) || n == maxLoadAttempts {
			return change, err
		}
	}
}

func (c *changer) try(ctx context.Context, p *project) (*refactor.Change, error) {
	s, g, before, err := p.check(ctx)
	if err != nil {
		return nil, err
	}
	if unsafe := refactor.Unsafe(before); c.everywhere && len(unsafe) > 0 {
		return nil, c.refuse(p.source, unsafe, "nothing was changed: correct this first, or links may be lost")
	}
	change, err := c.plan(g, p.source)
	if err != nil {
		return nil, refactorError(err)
	}
	if err := cmp.Or(change.NoteNumbers(g, p.source, s.Word("step")), checkLinksOfDisk(p.source, change)); err != nil {
		return nil, err
	}
	after := *p
	after.source = newChangedFS(p.source, change)
	_, _, problems, err := after.check(ctx)
	if err != nil {
		return nil, err
	}
	found := newProblems(before, problems, change)
	if diag.Count(found).Errors > 0 {
		return nil, c.refuse(after.source, found, "nothing was changed, since this would be wrong then")
	}
	if err := mergeLinks(p.source, change); err != nil {
		return nil, err
	}
	if c.dryRun {
		return change, c.printChange(p.source, change)
	}
	diag.FillSource(after.source, found) // while the files have their names
	if err := c.commit(p.source, change); err != nil {
		return nil, err
	}
	c.printMade(change)
	return change, diag.Write(c.stdout, found, c.textOptions("guide check lists them"))
}

// refuse prints the problems for which nothing is changed.
func (c *changer) refuse(source fs.FS, problems []diag.Problem, consequence string) error {
	diag.FillSource(source, problems)
	return c.printProblems(problems, c.textOptions("guide check lists them"), false, consequence)
}

// refactorError returns an error of package refactor as one of the command line.
func refactorError(err error) error {
	var refused *refactor.Error
	if errors.As(err, &refused) {
		return usageError{err, refused.Hint}
	}
	var form *frontmatter.FormError
	if errors.As(err, &form) {
		return hintedError{err, "write a value on one line, and each entry of a list on its own, behind a hyphen"}
	}
	return err
}

// newProblems returns the errors and warnings that a change makes. Some rules report the second of two places, which
// may be another one after a change, so what counts is how many problems of a rule there are. That a new id is not on
// record is no news, nor that a new page has no text yet.
func newProblems(before, after []diag.Problem, change *refactor.Change) []diag.Problem {
	more, known := map[*diag.Rule]int{}, map[problemKey]int{}
	for _, p := range before {
		more[p.Rule]--
		p.File = change.NewName(p.File)
		known[errorKeyOf(p)]++
	}
	for _, p := range after {
		more[p.Rule]++
	}
	return slices.DeleteFunc(slices.Clone(after), func(p diag.Problem) bool {
		known[errorKeyOf(p)]--
		return more[p.Rule] <= 0 || known[errorKeyOf(p)] >= 0 || p.Severity == diag.Notice ||
			p.Rule == diag.NotRecorded || p.Rule == diag.EmptyPage && change.Added[p.File] != nil
	})
}

// checkLinksOfDisk returns an error if a symbolic link is, or leads, in a folder that gets another name: it would lead
// nowhere.
func checkLinksOfDisk(source fs.FS, change *refactor.Change) error {
	if len(change.Renamed) == 0 {
		return nil
	}
	return fs.WalkDir(source, guide.ContentDir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink == 0 {
			return nil // what cannot be read has no link
		}
		target, err := resolve(source, name)
		if err == nil && (change.NewName(name) != name || change.NewName(target) != target) {
			return fmt.Errorf("%s is a link to %s, which would lead nowhere: replace it with a copy", name, target)
		}
		return nil
	})
}

// mergeLinks names each text that changes by its file, which several symbolic links may lead to.
func mergeLinks(source fs.FS, change *refactor.Change) error {
	for _, name := range slices.Sorted(maps.Keys(change.Texts)) {
		file, err := resolve(source, name)
		if err != nil || file == name {
			continue
		}
		if data, found := change.Texts[file]; found && !bytes.Equal(data, change.Texts[name]) {
			return fmt.Errorf("%s is a link to %s, and they would have to differ: replace it with a copy", name, file)
		}
		change.Texts[file] = change.Texts[name]
		delete(change.Texts, name)
	}
	return nil
}

// printChange shows a change as a diff, with the new names of files and folders in front.
func (c *changer) printChange(before fs.FS, change *refactor.Change) error {
	var out []byte
	for _, from := range slices.Sorted(maps.Keys(change.Renamed)) {
		out = fmt.Appendf(out, "rename from %s\nrename to %s\n", from, change.Renamed[from])
	}
	for _, name := range slices.Sorted(maps.Keys(change.Texts)) {
		data, err := fs.ReadFile(before, name)
		if err != nil {
			return err
		}
		out = append(out, edit.Diff(name, change.NewName(name), data, change.Texts[name])...)
	}
	for _, name := range slices.Sorted(maps.Keys(change.Added)) {
		out = append(out, edit.Diff("", name, nil, change.Added[name])...)
	}
	_, err := io.WriteString(c.stdout, c.printableDiff(string(out)))
	if change.IsEmpty() {
		c.logf("nothing to change")
	} else {
		c.logf("nothing was written: without --dry-run it is")
	}
	return err
}

// printMade says what was done.
func (c *changer) printMade(change *refactor.Change) {
	for _, from := range slices.Sorted(maps.Keys(change.Renamed)) {
		c.logf("%s is %s now", from, path.Base(change.Renamed[from]))
	}
	for _, name := range slices.Sorted(maps.Keys(change.Texts)) {
		c.logf("changed %s", change.NewName(name))
	}
	for _, name := range slices.Sorted(maps.Keys(change.Added)) {
		c.logf("wrote %s", name)
	}
	if change.Links > 0 {
		c.logf("%s rewritten", pluralize(change.Links, "link"))
	}
	slices.SortFunc(change.Notes, func(a, b refactor.Note) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	for _, n := range change.Notes {
		place := n.File
		if n.Line > 0 {
			place = fmt.Sprintf("%s:%d", n.File, n.Line)
		}
		c.logf("note: %s: %s", place, n.Message)
	}
	if change.IsEmpty() {
		c.logf("nothing to change")
	}
}
