package guide

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// Options of Load.
type Options struct {
	Now    time.Time // decides what publishOn withholds
	Drafts bool      // keep drafts and scheduled pages
	Record bool      // bring the record of what is public up to date
	// Templates are those that the program brings. They may name files, as those of the guide may.
	Templates fs.FS
	// Previous, if not nil, is an earlier guide of the same folder. Of the files that are not in Changed
	// nothing is read again that it knows.
	Previous *Guide
	Changed  []string
}

// Load reads the guide below content/ of fsys. An error means that there is no guide to speak of or
// that ctx ended; what is wrong inside files is in the Guide's Problems. A file system whose files may be links
// has a method Resolve(name string) (string, error) that returns the name of what a name leads to: without it,
// a link in the place of a [File] is a problem.
func Load(ctx context.Context, fsys fs.FS, opts Options) (*Guide, error) {
	l, err := opts.list(ctx, fsys)
	if err != nil {
		return nil, err
	}
	pages := len(l.pages)
	g := &Guide{Problems: slices.Clone(l.problems), listing: l, docs: make(map[string]*Doc, pages),
		items: map[string]Tracked{}, uses: map[string]use{}, Allowed: map[string][]page.Suppression{},
		claims: make(map[string]*claim, pages), below: make(map[string]*claim, pages)}
	g.settings(fsys)
	g.glossary(fsys)
	g.readRecord(fsys, opts)
	if err := g.read(ctx, fsys, g.unknown(l.docs(), opts), opts.Record); err != nil {
		return nil, err
	}
	g.claimPages()
	g.arrange(opts)
	g.checkIDs()
	g.checkNeeds()
	g.checkAudiences()
	g.nameFiles(fsys, opts)
	g.claimRest()
	g.checkUnnamed()
	today := page.Date(opts.Now.In(g.Zone).Format(time.DateOnly))
	g.checkRecord(today, opts.Record)
	if opts.Record {
		g.published = g.record(today)
	}
	g.Problems = diag.Sort(g.Problems)
	g.outline = outline(g)
	return g, nil
}

// list lists the files, unless the previous guide has done that.
func (opts Options) list(ctx context.Context, fsys fs.FS) (*listing, error) {
	if p := opts.Previous; p != nil && p.listing.stillHolds(fsys, opts.Changed) {
		return p.listing, nil
	}
	return list(ctx, fsys)
}

func (g *Guide) settings(fsys fs.FS) {
	data, err := fs.ReadFile(fsys, SettingsFile)
	g.Zone = time.UTC
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			g.add(fileProblem(SettingsFile, "no-settings", "there is no such file: the guide needs its id, title, summary and language", "write it with id:, title:, summary: and language:"))
		} else {
			g.unread(SettingsFile, err)
		}
		return
	}
	var problems []diag.Problem
	g.Settings, problems = page.ParseSettings(SettingsFile, data)
	g.allow(SettingsFile, data)
	g.Problems = append(g.Problems, problems...)
	if zone, err := time.LoadLocation(g.Settings.Timezone); err == nil {
		g.Zone = zone
	}
}

// unknown takes what the previous guide knows of pages that did not change, and returns the others.
func (g *Guide) unknown(docs []*Doc, opts Options) []*Doc {
	g.all = docs
	for _, d := range docs {
		g.docs[d.File] = d
	}
	if opts.Previous == nil || opts.Record {
		return docs
	}
	changed := map[string]bool{}
	for _, name := range opts.Changed {
		changed[name] = true
	}
	var rest []*Doc
	for _, d := range docs {
		old := opts.Previous.docs[d.File]
		if old == nil || changed[d.File] {
			rest = append(rest, d)
			continue
		}
		d.Page, d.faults = old.Page, old.faults
		d.seen.Store(old.seen.Load())
	}
	return rest
}

// read parses pages, in parallel; each worker has one buffer, since no body is kept.
func (g *Guide) read(ctx context.Context, fsys fs.FS, docs []*Doc, recording bool) error {
	workers := min(runtime.GOMAXPROCS(0), max(len(docs), 1))
	group, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		group.Go(func() error {
			var buf bytes.Buffer
			for i := w; i < len(docs); i += workers {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				docs[i].read(fsys, &buf)
				if recording {
					docs[i].sums = sumPage(docs[i].Page, buf.Bytes())
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, d := range g.all {
		g.Problems = append(g.Problems, d.faults...)
	}
	return nil
}

// seen is what is kept of the bytes of a file.
type seen struct {
	whole Hash
	front Hash     // of what is before the body
	names []string // files that it names
}

// read fills in the front matter.
func (d *Doc) read(fsys fs.FS, buf *bytes.Buffer) {
	size, err := readFile(fsys, d.File, buf)
	switch {
	case err == nil:
		d.Page, d.faults = page.Parse(d.Kind, d.File, buf.Bytes())
		d.seen.Store(d.look(buf.Bytes()))
		return
	case errors.Is(err, errTooLarge):
		d.faults = []diag.Problem{page.FileTooLarge(d.File, size)}
	default:
		d.faults = []diag.Problem{diag.Unreadable(d.File, err)}
	}
	d.Broken = true
	d.seen.Store(&seen{})
}

func (d *Doc) look(data []byte) *seen {
	return &seen{hash(data), hash(data[:d.BodyOffset]), mentioned(d.File, d.LinkDestinations(data))}
}

func hash(data []byte) Hash {
	sum := sha256.Sum256(data)
	return Hash(sum[:len(Hash{})])
}

// Reread takes note of a page's file that changed. It reports whether that was a change of the text
// alone, which names the same files; otherwise the guide stays as it was and has to be loaded again.
func (g *Guide) Reread(fsys fs.FS, file string) bool {
	d := g.docs[file]
	if d == nil || len(d.faults) > 0 {
		return false
	}
	var buf bytes.Buffer
	if _, err := readFile(fsys, file, &buf); err != nil {
		return false
	}
	p, faults := page.Parse(d.Kind, file, buf.Bytes())
	if len(faults) > 0 || p.BodyOffset != d.BodyOffset {
		return false
	}
	now, before := d.look(buf.Bytes()), d.seen.Load()
	if now.front != before.front || !slices.Equal(now.names, before.names) {
		return false
	}
	d.seen.Store(now)
	g.rereads.Add(1)
	return true
}

// Rereads counts the texts that changed since the guide was loaded.
func (g *Guide) Rereads() uint64 { return g.rereads.Load() }

var errTooLarge = errors.New("too large")

// readFile reads a whole file into buf, unless it is larger than any page may be, and returns its size.
func readFile(fsys fs.FS, name string, buf *bytes.Buffer) (int64, error) {
	buf.Reset()
	f, err := fsys.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() > page.MaxFile {
		return info.Size(), errTooLarge
	}
	buf.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(f, page.MaxFile+1)); err != nil {
		return 0, err
	}
	if size := int64(buf.Len()); size > page.MaxFile {
		return size, errTooLarge
	}
	return int64(buf.Len()), nil
}

// ErrStale says that a file is no longer what was read.
var ErrStale = errors.New("a file changed while the guide was being read")

// Hash returns the hash of the page's file.
func (d *Doc) Hash() Hash {
	if s := d.seen.Load(); s != nil {
		return s.whole
	}
	return Hash{}
}

// Source returns the bytes of a page's file and their hash, or ErrStale if they are not those that the
// guide knows. Of a file that Load could not read, which it reported, there are none.
func (d *Doc) Source(fsys fs.FS) ([]byte, Hash, error) {
	if d.File == "" {
		return nil, Hash{}, nil
	}
	known := d.Hash()
	var buf bytes.Buffer
	_, err := readFile(fsys, d.File, &buf)
	switch {
	case err != nil && known != Hash{}:
		return nil, known, fmt.Errorf("%s: %w (%v)", d.File, ErrStale, err) // to a caller the page exists
	case err != nil:
		return nil, known, nil
	case hash(buf.Bytes()) != known:
		return nil, known, fmt.Errorf("%s: %w", d.File, ErrStale)
	}
	return buf.Bytes(), known, nil
}
