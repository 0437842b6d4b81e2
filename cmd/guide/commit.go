package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
)

// An action is a step of a change of files.
type action struct{ do, undo func() error }

// commit makes a change on the disk, as a whole or not at all.
func (a *app) commit(before fs.FS, change *refactor.Change) error {
	root, err := os.OpenRoot(filepath.Join(a.source, guide.ContentDir))
	if err != nil {
		return err
	}
	defer root.Close()
	actions, err := newActions(root, before, change)
	if err != nil {
		return err
	}
	return doAll(actions)
}

// doAll does all actions in order. If one fails, it undoes those before it.
func doAll(actions []action) error {
	for i, a := range actions {
		err := a.do()
		if err == nil {
			continue
		}
		var stuck error
		for _, done := range slices.Backward(actions[:i]) {
			stuck = errors.Join(stuck, done.undo())
		}
		if stuck != nil {
			return fmt.Errorf("%w; what was done before could not be undone: %w", err, stuck)
		}
		return fmt.Errorf("nothing was changed: %w", err)
	}
	return nil
}

// newActions returns what makes a change in content/: first texts get their new content, then files and folders their
// new names, by way of names that are nobody's, then the new files are written.
func newActions(root *os.Root, before fs.FS, change *refactor.Change) ([]action, error) {
	var actions []action
	for _, name := range slices.Sorted(maps.Keys(change.Texts)) {
		old, err := fs.ReadFile(before, name)
		if err != nil {
			return nil, err
		}
		actions = append(actions, replaceAction(root, name, old, change.Texts[name]))
	}
	mark := rand.Text()
	var second []action
	for _, from := range slices.Sorted(maps.Keys(change.Renamed)) {
		between := path.Join(path.Dir(from), "."+path.Base(from)+"."+mark)
		actions = append(actions, renameAction(root, from, between))
		second = append(second, renameAction(root, between, change.Renamed[from]))
	}
	actions = append(actions, second...)
	for _, name := range slices.Sorted(maps.Keys(change.Added)) {
		actions = append(actions, addActions(root, inContent(name), change.Added[name])...)
	}
	return actions, nil
}

// inContent returns a name in the folder content/.
func inContent(name string) string { return strings.TrimPrefix(name, guide.ContentDir+"/") }

func replaceAction(root *os.Root, name string, from, to []byte) action {
	replace := func(from, to []byte) error {
		isFrom := func(now []byte) bool { return bytes.Equal(now, from) }
		return named(name, replaceFile(root, inContent(name), to, isFrom))
	}
	return action{func() error { return replace(from, to) }, func() error { return replace(to, from) }}
}

// named returns an error with the name of its file.
func named(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %s", name, diag.Cause(err))
}

func renameAction(root *os.Root, from, to string) action {
	rename := func(from, to string) error {
		if _, err := root.Lstat(inContent(to)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: there is %s already", from, to)
		}
		return named(from, root.Rename(inContent(from), inContent(to)))
	}
	return action{func() error { return rename(from, to) }, func() error { return rename(to, from) }}
}

// addActions returns what writes a new file, and the folders above it that are not there.
func addActions(root *os.Root, name string, data []byte) []action {
	actions := []action{{func() error { return createFile(root, name, data, 0) },
		func() error { return root.Remove(name) }}}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, err := root.Lstat(dir); err == nil {
			break
		}
		actions = slices.Insert(actions, 0, action{func() error { return root.Mkdir(dir, 0o777) },
			func() error { return root.Remove(dir) }})
	}
	return actions
}
