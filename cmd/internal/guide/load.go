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
	"time"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// Options of Load.
type Options struct {
	Now    time.Time // decides what publishOn withholds
	Drafts bool      // keep drafts and scheduled pages
	// Found, if not nil, is told the number of files before they are read.
	Found func(files int)
}

// Load reads the guide below content/ of fsys. An error means that there is no guide to speak of or
// that ctx ended; what is wrong inside files is in the Guide's Problems.
func Load(ctx context.Context, fsys fs.FS, opts Options) (*Guide, error) {
	g := &Guide{docs: map[string]*Doc{}, listing: map[string]bool{}, claims: map[string]*claim{}, below: map[string]*claim{}, items: map[string]Tracked{}}
	l, err := g.list(ctx, fsys)
	if err != nil {
		return nil, err
	}
	if opts.Found != nil {
		opts.Found(len(l.docs) + len(l.files))
	}
	g.settings(fsys)
	g.glossary(fsys)
	if err := g.read(ctx, fsys, l.docs); err != nil {
		return nil, err
	}
	g.claimPages()
	g.arrange(opts)
	g.checkIDs()
	g.checkNeeds()
	g.checkAudiences()
	g.claimRest(l)
	g.Problems = diag.Sort(g.Problems)
	return g, nil
}

func (g *Guide) settings(fsys fs.FS) {
	data, err := fs.ReadFile(fsys, SettingsFile)
	g.Zone = time.UTC
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			g.add(fileProblem(SettingsFile, "no-settings", "there is no such file: the guide needs its id, title, summary and language", "write it with id:, title:, summary: and language:"))
		} else {
			g.add(unreadable(SettingsFile, err))
		}
		return
	}
	var problems []diag.Problem
	g.Settings, problems = page.ParseSettings(SettingsFile, data)
	g.Problems = append(g.Problems, problems...)
	if zone, err := time.LoadLocation(g.Settings.Timezone); err == nil {
		g.Zone = zone
	}
}

// read parses every page, in parallel; each worker has one buffer, since no body is kept.
func (g *Guide) read(ctx context.Context, fsys fs.FS, docs []*Doc) error {
	problems := make([][]diag.Problem, len(docs))
	workers := min(runtime.GOMAXPROCS(0), max(len(docs), 1))
	group, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		group.Go(func() error {
			var buf bytes.Buffer
			for i := w; i < len(docs); i += workers {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				problems[i] = docs[i].read(fsys, &buf)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	g.all = docs
	for i, d := range docs {
		g.docs[d.File] = d
		g.Problems = append(g.Problems, problems[i]...)
	}
	return nil
}

// read fills in the front matter and the stamp.
func (d *Doc) read(fsys fs.FS, buf *bytes.Buffer) []diag.Problem {
	var err error
	d.Stamp, err = readFile(fsys, d.File, buf)
	if err != nil {
		d.Broken = true
		if errors.Is(err, errTooLarge) {
			return []diag.Problem{page.TooLarge(d.File, d.Stamp.Size)}
		}
		return []diag.Problem{unreadable(d.File, err)}
	}
	var problems []diag.Problem
	d.Page, problems = page.Parse(d.Kind, d.File, buf.Bytes())
	return problems
}

var errTooLarge = errors.New("too large")

// readFile reads a whole file into buf, unless it is larger than any page may be. What it returns with
// an error has no hash.
func readFile(fsys fs.FS, name string, buf *bytes.Buffer) (Stamp, error) {
	buf.Reset()
	f, err := fsys.Open(name)
	if err != nil {
		return Stamp{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Stamp{}, err
	}
	stamp := Stamp{Size: info.Size(), ModTime: info.ModTime()}
	if stamp.Size > page.MaxFile {
		return stamp, errTooLarge
	}
	buf.Grow(int(stamp.Size) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(f, page.MaxFile+1)); err != nil {
		return stamp, err
	}
	stamp.Size = int64(buf.Len())
	if stamp.Size > page.MaxFile {
		return stamp, errTooLarge
	}
	sum := sha256.Sum256(buf.Bytes())
	stamp.Hash = [16]byte(sum[:16])
	return stamp, nil
}

// ErrStale says that a file is no longer what Load read.
var ErrStale = errors.New("a file changed while the guide was being read")

// Source returns the bytes of a page's file, or ErrStale if they are not those that Load read. Of a
// file that Load could not read, which it reported, there are none.
func (d *Doc) Source(fsys fs.FS) ([]byte, error) {
	if d.File == "" {
		return nil, nil
	}
	var buf bytes.Buffer
	stamp, err := readFile(fsys, d.File, &buf)
	unread := Stamp{}.Hash
	switch {
	case stamp.Hash != d.Stamp.Hash && err != nil:
		return nil, fmt.Errorf("%s: %w (%w)", d.File, ErrStale, err)
	case stamp.Hash != d.Stamp.Hash:
		return nil, fmt.Errorf("%s: %w", d.File, ErrStale)
	case stamp.Hash == unread:
		return nil, nil
	}
	return buf.Bytes(), nil
}
