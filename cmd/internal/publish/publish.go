// Package publish writes a site, an [fs.FS], to an output folder and replaces the folder's old content at once.
//
//	staged, err := publish.Stage(ctx, site, "public", publish.Options{})
//	if err != nil { ... }
//	defer staged.Discard()
//	...                               // last checks
//	result, err := staged.Commit()
//
// The output is the folder that a web server reads. [Stage] does everything that is slow or may fail, in a folder
// beside the output; [Commit] is short. If the process is killed at any point, the output is either the whole old site
// or the whole new one, and the next Stage removes temporary files. (Nothing is synced to the disk, so this does not
// hold for a power failure.)
//
// # How the site is read
//
// Opening a page may be expensive, so the tree is listed by ReadDir alone and DirEntry.Info is never called. All
// `*.html` files are read first, in GOMAXPROCS goroutines, but for the files of Options.Early. The other files are
// opened after the last page was read. Files are streamed, so that none is held in memory, and each is read once.
// Folders without files are not created.
//
// A fingerprinted file (see below) is not opened at all if the output has it as an earlier build wrote it: making it
// may be expensive, too.
//
// # What is written
//
// Each file is compared with the one in the output while it is read. It is written to the new tree only if it differs.
// If no file differs, Commit changes nothing, not even an mtime. Otherwise Stage links the unchanged files into the new
// tree, so that they keep inode and mtime (it copies them, with their mtime, where hard links are not supported). Files
// of the output are never written to, because another tree may share them.
//
// # How the output is replaced
//
// The two folders are exchanged by one system call (Linux, macOS), and the old tree is removed afterwards. If the
// system or the file system cannot exchange folders, they are renamed one after the other. If the process is killed
// between the two renames, the old site has the name `.public.guide-old-...`, and the next Stage renames it back.
//
// An output that cannot be renamed (because it is a mount point, its parent is not writable, or on Windows a program
// has it open) is updated in place. First all new files are copied into the output under another name,
// `.output.guide-new-...`, and folders are created, so that a full disk is noticed while the old site is whole. Then
// the files are renamed, assets before pages, and stale files are removed. Only here can a killed process leave a
// mixture of both sites; Result.Warnings says so. If an operation fails half-way, the error lists the files that are
// new, old and removed. The next build completes the update.
//
// A web server must be given the output's path: one whose working directory is the output keeps the old folder.
//
// # Files of earlier builds
//
// Cached pages and open tabs use the style sheets and scripts of their own build. So files for which
// Options.Fingerprinted returns true are retained when the site no longer has them: for RetainFor after the build that
// replaced them, counted from Options.Now, and only those of the last RetainBuilds builds that replaced any. A file is
// retained only if it is byte for byte what a build wrote, and if the site needs neither its name nor a file in place
// of its folder. Retained files are not part of the site: [Result] does not count them and [Open] hides them.
//
// # What a later build can use
//
// [WriteCache] keeps a file of the builder beside the output, `.public.guide-cache`, and [OpenCacheFolder] has a folder
// for its pictures, `.public.guide-pictures`. [Fingerprint] tells whether the
// output is as a build left it; if it is, the builder can say with Options.Unchanged which files need not be opened.
//
// # Which folders may be replaced
//
// The output has a marker, `.guide-site`. Its first line says that the folder is written by this program, its second
// line is the inventory, as JSON: of the fingerprinted files, and hashes of the names of all. If the inventory is
// damaged or missing, nothing is retained. Files that no build wrote are removed, and Result.Foreign names them.
// Stage fails without changing anything if the output is a folder that is neither empty nor marked, a file, the root
// of a file system, or a folder that contains `.git`. If the output is a symbolic link, its target is replaced.
//
// # Locking
//
// From Stage to Commit or Discard the lock file `.public.guide-lock` beside the output is locked; another Stage fails
// at once. The lock is one of the kernel (flock; an exclusively opened file on Windows), so it ends with its process,
// and whoever holds it may remove all temporary files. Commit and Discard remove the lock file. It is an error if it
// is a link, a pipe, a folder or a device. If the parent is not writable, the lock file and the new files are in the
// output and their names begin with `.output.guide-`.
//
// # Errors
//
// Errors of the site are returned as they are, as an [*fs.PathError] with the file's name; all others name the output
// or a path in it. If the context is done, its Err is returned. If Stage fails, it leaves no files. If Commit fails,
// the output is the old site, or what the error says, and Discard must be called. What is written depends only on the
// site's bytes, Options.Now and the inventories of earlier builds, so equal histories give equal outputs.
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

// A Result describes a site and what publishing it did to the output.
type Result struct {
	Files int   // in the site
	Pages int   // those named *.html
	Bytes int64 // of all files

	Written   int // new or different files
	Unchanged int // files that the output has already, byte for byte
	Removed   int // files of the output that the site does not have

	Foreign []string // the names of those of them that no build wrote, as far as that is known

	Swapped  bool     // the whole tree was replaced at once; false if nothing differed, or in place
	Warnings []string // for the publisher, each a sentence without a full stop
}

// A Staged is a site that is ready for Commit or Discard. It is not safe for concurrent use.
type Staged struct {
	out     *output
	files   []file                 // those of Options.Early, pages, others, the marker
	early   int                    // how many are of Options.Early
	old     map[string]fs.FileMode // the types of what is in the output, by slash-separated name
	planned map[string]bool        // the names that the output will have: true for folders
	stale   []string               // names of old that are not in planned; folders come before what is in them
	result  Result
	noSwap  error // why the trees cannot be swapped

	fingerprint    string // of the output, after Commit
	fingerprintErr error

	isUnchanged   func(name string) bool
	fingerprinted func(name string) bool
	earlier       inventory         // of the output
	written       map[string]string // the SHA-256 of the fingerprinted files that earlier builds wrote, by name
	markerContent string
	retained      []file
	replaced      map[string]bool // the names of files that earlier builds replaced
}

// Options are the options of Stage. All are optional.
type Options struct {
	// Fingerprinted reports whether the name of a file contains a hash of its content, or of all that the content
	// depends on. Such files are read once for each name, and are retained when the site no longer has them, because
	// cached pages use them.
	Fingerprinted func(name string) bool
	// Early reports whether a file that is no page is opened before the pages: one that needs nothing of them, and more
	// memory than there is once they were made.
	Early func(name string) bool
	// Unchanged reports whether the output certainly has a file as the site has it. Such files are not opened.
	Unchanged func(name string) bool
	// Now is the time from which their age is counted.
	Now time.Time
	// Progress is called after each file, by one goroutine at a time.
	Progress func(done, total int)
}

// Stage reads every file of the site and writes those that differ from the output folder dir beside it. It creates the
// parents of dir if necessary. If it returns an error, there is nothing to discard.
func Stage(ctx context.Context, fsys fs.FS, dir string, opts Options) (*Staged, error) {
	return stageOn(ctx, &disk{}, fsys, dir, opts)
}

func stageOn(ctx context.Context, d *disk, fsys fs.FS, dir string, opts Options) (*Staged, error) {
	out, err := acquireOutput(ctx, d, dir)
	if err != nil {
		return nil, cmp.Or(ctx.Err(), fmt.Errorf("output folder %s: %w", dir, err))
	}
	s := &Staged{out: out, replaced: map[string]bool{}, isUnchanged: opts.Unchanged}
	err = s.build(ctx, fsys, opts)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		s.Discard() // if that fails too, the next Stage cleans up
		return nil, cmp.Or(ctx.Err(), err)
	}
	return s, nil
}

// build lists both trees, stages the site, and completes the new tree if the output has to change.
func (s *Staged) build(ctx context.Context, fsys fs.FS, opts Options) (err error) {
	if err := s.listSite(fsys, opts); err != nil {
		return err
	}
	if s.old, err = s.out.list(); err != nil {
		return err
	}
	s.readInventory(opts.Fingerprinted)
	early, pages, others, markerFile := s.splitFiles()
	done := progressCounter(opts.Progress, s.result.Files)
	if err := s.writeFiles(ctx, fsys, s.files[:len(early)+len(pages)], done); err != nil {
		return err
	}
	if err := s.writeFiles(ctx, fsys, others, done); err != nil {
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

// splitFiles splits files into those of Options.Early, pages, other files of the site, and the marker.
func (s *Staged) splitFiles() (early, pages, others, markerFile []file) {
	n, r := s.early, s.result
	return s.files[:n], s.files[n : n+r.Pages], s.files[n+r.Pages : r.Files], s.files[r.Files:]
}

// progressCounter returns a function that counts to total and calls progress.
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

// hasChanges reports whether the output has to change.
func (s *Staged) hasChanges() bool {
	return s.result.Unchanged < s.result.Files || !s.files[s.result.Files].unchanged || len(s.stale) > 0
}

// Commit replaces the output, or does nothing if nothing differs. Then it cleans up as Discard does. It can be called
// once.
func (s *Staged) Commit() (Result, error) {
	if s.out.unlock == nil {
		return s.result, errors.New("publish: Commit after Commit or Discard")
	}
	if s.hasChanges() {
		if err := s.replace(); err != nil {
			return s.result, fmt.Errorf("output folder %s: %w", s.out.dir, err)
		}
	}
	s.fingerprint, s.fingerprintErr = s.out.fingerprint()
	if err := s.Discard(); err != nil {
		s.warn("the new site is in place, but not all of the old one could be removed (%v)", err)
	}
	return s.result, nil
}

// Fingerprint returns what the function [Fingerprint] returned for the output when Commit was done and nobody else
// could have written to it yet.
func (s *Staged) Fingerprint() (string, error) { return s.fingerprint, s.fingerprintErr }

func (s *Staged) warn(format string, args ...any) {
	s.result.Warnings = append(s.result.Warnings, fmt.Sprintf(format, args...))
}

// Discard removes everything that Stage wrote and that is not in use, and releases the lock. It may be called
// repeatedly, and after Commit.
func (s *Staged) Discard() error { return s.out.cleanUp() }
