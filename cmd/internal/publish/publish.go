// Package publish writes a site, an [fs.FS], into a folder, and swaps it in whole.
//
//	staged, err := publish.Stage(ctx, site, "public", publish.Options{})
//	if err != nil { ... }
//	defer staged.Discard()
//	...                               // the last moment to change one's mind
//	result, err := staged.Commit()
//
// The output is the folder that a web server reads. [Stage] does what is slow and may fail, and does it
// beside the output; [Commit] is short. Killed at any point, by a signal or a panic, the output is the
// old site whole or the new one whole; what was left behind goes with the next Stage. (A power cut is
// another matter: nothing is synced to the disk.)
//
// # What is asked of the site
//
// Opening a page may be dear, so the tree is listed by ReadDir alone and nobody's Info is called. Every
// `*.html` is read first, by [fs.ReadFile] and GOMAXPROCS workers; all other files follow when the last
// page is there, by Open, and stream: none is held in memory. A file is read once. Folders without a
// file in them are not made.
//
// # Compare first
//
// Every file is compared with the one in the output while it is read. The same bytes: nothing is
// written. Other bytes: the file is written beside the output, in a folder that is made with the first
// such file. Where nothing differs, Commit touches nothing, not even a time. Otherwise Stage links the
// unchanged files into the new tree (copies them, with their time, where links are not to be had), so
// that they keep inode and time through the swap. No file of the output is ever written to: another
// tree may share it.
//
// # The swap
//
// The two folders are exchanged by one system call (Linux, macOS), and the old tree is removed
// thereafter. Elsewhere, or where the file system cannot exchange, two renames do it; a kill between
// them leaves the old site under the name `.public.guide-old-...`, and the next Stage puts it back.
//
// An output that cannot be renamed (a mount point, a parent folder that may not be written, on Windows one
// that a program has open) is updated in place. First everything new is copied into the output under another
// name, `.output.guide-new-...`, and the folders are made, so that a disk that is full says so while the old site
// is whole. Then each file is renamed over the old one, first assets, then pages, and last goes what the site no
// longer has. This is the one case in which a kill leaves a mixture, and Result.Warnings says so. If an operation
// fails half-way, the error says that the site is half updated, and which files are new, still old and gone. The
// next build mends it.
//
// A web server must be given the output's path: one that was started inside the folder goes on looking at
// the old one.
//
// # Files of earlier builds
//
// A page in a cache, or in an open tab, asks for the style sheets and scripts of its own build. So a file for
// which Options.Fingerprinted is true stays in the output when the site no longer has it: for RetainFor after the
// build that replaced it, counted from Options.Now, and of the last RetainBuilds builds that replaced any.
// It stays only if it is byte for byte the file that a build made, and if the site needs neither its name
// nor a file in place of its folder. Such files are no part of the site: [Result] does not count them and [Open]
// does not show them.
//
// # Whose folder it is
//
// The output holds `.guide-site`, which marks it as ours and in its second line has the record of these
// files, as JSON. A record that is damaged or missing is no record: the build goes on and retains nothing.
// A folder that is neither empty nor marked is refused untouched, as is a file, the root of a file system, and a
// folder with a `.git` in it: a swap replaces everything. An output that is a symbolic link stays one; its target
// is replaced.
//
// # One at a time
//
// From Stage to Commit or Discard a lock on `.public.guide-lock`, beside the output, is held; a second
// Stage fails at once. It is the kernel's lock (flock; on Windows a file opened for nobody else), so it
// dies with its build, and whoever holds it may remove every left-over: the maker is dead. Commit and
// Discard remove the file. A link, a pipe, a folder or a device of that name is an error. Where the parent may
// not be written, the lock and the new files lie in the output, as `.output.guide-...`.
//
// # Errors
//
// Errors of the site come as they are, as [*fs.PathError] with the file's name; all others name the
// output or a path in it. A cancelled context gives its Err. After an error Stage leaves nothing behind,
// and Commit leaves the old site, or says what is half updated, and wants a Discard. What is written depends on
// the site's bytes, on Options.Now and on the record of earlier builds, and on no other clock, zone or number of
// cores: two equal histories make two equal outputs.
package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// Result says what a site is, and what publishing it means for the output. All of it but Swapped and
// Warnings is known after Stage.
type Result struct {
	Files int   // all files of the site
	Pages int   // those named *.html
	Bytes int64 // of all files

	Written   int // files that are new or differ
	Unchanged int // files that are in the output already, byte for byte
	Removed   int // files of the output that the site does not have

	Swapped  bool     // the whole tree was replaced at once; false where nothing differed or in place
	Warnings []string // what the publisher should know, each a sentence without a full stop
}

// Staged is a site that has been made and compared, and waits for Commit or Discard.
// It is for one goroutine.
type Staged struct {
	out     *output
	files   []file                 // pages, then assets, the marker the last
	old     map[string]fs.FileMode // what lies in the output, by slash-separated name: its type
	planned map[string]bool        // what shall lie there: true for folders
	stale   []string               // of old, what is not wanted; folders before what is in them
	result  Result
	noSwap  error // why a swap need not be tried

	markerContent string          // its text
	retained      []file          // of earlier builds
	replaced      map[string]bool // names of files that earlier builds replaced
}

// Options of Stage; every one may be left out.
type Options struct {
	// Fingerprinted reports whether a file of the site has a hash of its content in its name, so that old
	// pages ask for what the name meant then. Such files stay when the site no longer has them.
	Fingerprinted func(name string) bool
	// Now is the time from which their age is counted.
	Now time.Time
	// Progress is told after each file how many of how many are done, by one goroutine at a time.
	Progress func(done, total int)
}

// Stage makes every file of the site and puts beside the output folder dir what differs from it. The
// parents of dir are made where they are missing. After an error there is nothing to Discard.
func Stage(ctx context.Context, fsys fs.FS, dir string, opts Options) (*Staged, error) {
	return stageOn(ctx, &disk{}, fsys, dir, opts)
}

func stageOn(ctx context.Context, d *disk, fsys fs.FS, dir string, opts Options) (*Staged, error) {
	out, err := acquireOutput(ctx, d, dir)
	if err != nil {
		return nil, cmp.Or(ctx.Err(), fmt.Errorf("output folder %s: %w", dir, err))
	}
	s := &Staged{out: out, replaced: map[string]bool{}}
	err = s.build(ctx, fsys, opts)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		s.Discard() // should that fail too, the next Stage sweeps
		return nil, cmp.Or(ctx.Err(), err)
	}
	return s, nil
}

// build lists both trees, makes the site, and completes the new tree if there is to be one.
func (s *Staged) build(ctx context.Context, fsys fs.FS, opts Options) (err error) {
	if err := s.listSite(fsys); err != nil {
		return err
	}
	if s.old, err = s.out.list(); err != nil {
		return err
	}
	pages, assets, markerFile := s.splitFiles()
	done := progressCounter(opts.Progress, s.result.Files)
	if err := s.writeFiles(ctx, fsys, pages, done); err != nil {
		return err
	}
	if err := s.writeFiles(ctx, fsys, assets, done); err != nil {
		return err
	}
	if err := s.retain(ctx, opts); err != nil {
		return err
	}
	if err := s.writeFiles(ctx, fsys, markerFile, done); err != nil {
		return err
	}
	s.countChanges()
	if s.hasChanges() {
		s.noSwap, err = s.linkUnchanged(ctx)
	}
	return err
}

// splitFiles cuts files into pages, all other files of the site, and the marker.
func (s *Staged) splitFiles() (pages, assets, markerFile []file) {
	r := s.result
	return s.files[:r.Pages], s.files[r.Pages:r.Files], s.files[r.Files:]
}

// progressCounter returns a function that counts to total and tells progress.
func progressCounter(progress func(done, total int), total int) func() {
	if progress == nil {
		return func() {}
	}
	var mu sync.Mutex
	n := 0
	return func() {
		mu.Lock()
		defer mu.Unlock()
		n++
		progress(n, total)
	}
}

// Result returns what is known after Stage; after Commit, what Commit returned.
func (s *Staged) Result() Result { return s.result }

// hasChanges reports whether the output has to change at all.
func (s *Staged) hasChanges() bool {
	return s.result.Unchanged < s.result.Files || !s.files[s.result.Files].unchanged || len(s.stale) > 0
}

// Commit swaps the new tree in, or does nothing where nothing differs, and then cleans up as Discard
// does. It works once.
func (s *Staged) Commit() (Result, error) {
	if s.out.unlock == nil {
		return s.result, errors.New("publish: Commit after Commit or Discard")
	}
	if s.hasChanges() {
		if err := s.replace(); err != nil {
			return s.result, fmt.Errorf("output folder %s: %w", s.out.dir, err)
		}
	}
	if err := s.Discard(); err != nil {
		s.warn("the new site is in place, but not all of the old one could be removed (%v)", err)
	}
	return s.result, nil
}

func (s *Staged) warn(format string, args ...any) {
	s.result.Warnings = append(s.result.Warnings, fmt.Sprintf(format, args...))
}

// Discard removes everything that Stage made and that has not been swapped in, and lets the next build
// start. Call it as often as you like.
func (s *Staged) Discard() error { return s.out.cleanUp() }
