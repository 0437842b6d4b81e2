package guide

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
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
	g := &Guide{docs: map[string]*Doc{}, listing: map[string]bool{}, claims: map[string]*claim{}, items: map[string]Tracked{}}
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
	g.arrange(l, opts)
	g.checkIDs()
	g.checkNeeds()
	g.checkAudiences()
	g.address(l)
	g.Problems = diag.Sort(g.Problems)
	return g, nil
}

func (g *Guide) settings(fsys fs.FS) {
	data, err := fs.ReadFile(fsys, SettingsFile)
	g.Zone = time.UTC
	if err != nil {
		message := "there is no such file: the guide needs its id, title, summary and language"
		if !errors.Is(err, fs.ErrNotExist) {
			message = "the file cannot be read: " + cause(err)
		}
		g.add(fileProblem(SettingsFile, "no-settings", message, "write it with id:, title:, summary: and language:"))
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
	for i, d := range docs {
		g.docs[d.File] = d
		g.Problems = append(g.Problems, problems[i]...)
	}
	return nil
}

// read fills in the front matter and the stamp.
func (d *Doc) read(fsys fs.FS, buf *bytes.Buffer) []diag.Problem {
	stamp, err := readFile(fsys, d.File, buf)
	d.Stamp = stamp
	switch {
	case errors.Is(err, errTooLarge):
		d.Page = &page.Page{Kind: d.Kind, File: d.File, Broken: true}
		return []diag.Problem{page.TooLarge(d.File, stamp.Size)}
	case err != nil:
		d.Page = &page.Page{Kind: d.Kind, File: d.File, Broken: true}
		return []diag.Problem{fileProblem(d.File, "unreadable", "the file cannot be read: "+cause(err), "")}
	}
	var problems []diag.Problem
	d.Page, problems = page.Parse(d.Kind, d.File, buf.Bytes())
	return problems
}

var errTooLarge = errors.New("too large")

// readFile reads a whole file into buf, unless it is larger than any page may be.
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
	if buf.Len() > page.MaxFile {
		return stamp, errTooLarge
	}
	stamp.Size = int64(buf.Len())
	stamp.Hash = hash(buf.Bytes())
	return stamp, nil
}

func hash(data []byte) [16]byte {
	sum := sha256.Sum256(data)
	return [16]byte(sum[:16])
}

// ErrStale says that a file is no longer what Load read.
var ErrStale = errors.New("a file changed while the guide was being read")

// Source returns the bytes of a page's file, or ErrStale if they are not those that Load read.
func (d *Doc) Source(fsys fs.FS) ([]byte, error) {
	if d.File == "" || d.Stamp.Size > page.MaxFile {
		return nil, nil
	}
	data, err := fs.ReadFile(fsys, d.File)
	if errors.Is(err, fs.ErrNotExist) || err == nil && hash(data) != d.Stamp.Hash {
		return nil, fmt.Errorf("%s: %w", d.File, ErrStale)
	}
	return data, err
}

// arrange puts the pages in their order and sets aside what is not public.
func (g *Guide) arrange(l *lister, opts Options) {
	steps := map[string]*Step{} // by folder
	for _, d := range l.docs {
		d.Reason = g.reason(d, opts.Now)
		switch d.Kind {
		case page.Home:
			g.Home = d
		case page.Free:
			if g.show(d, opts) {
				g.Pages = append(g.Pages, d)
			}
		case page.Step:
			s := &Step{Doc: d}
			g.Steps = append(g.Steps, s)
			steps[strings.TrimSuffix(strings.TrimSuffix(d.File, "/index.md"), ".md")] = s
		}
	}
	if g.Home == nil {
		g.Home = &Doc{Page: &page.Page{Kind: page.Home}, Address: "/", Number: -1}
	}
	g.addTopics(l.docs, steps)
	g.order("steps", g.stepDocs())
	slices.SortStableFunc(g.Steps, func(a, b *Step) int { return compareDocs(a.Doc, b.Doc) })
	g.withhold(opts)
}

func (g *Guide) stepDocs() []*Doc {
	docs := make([]*Doc, len(g.Steps))
	for i, s := range g.Steps {
		docs[i] = s.Doc
	}
	return docs
}

func (g *Guide) addTopics(docs []*Doc, steps map[string]*Step) {
	orphans := map[string]bool{}
	for _, d := range docs {
		if d.Kind != page.Topic {
			continue
		}
		folder := d.File[:strings.LastIndexByte(d.File, '/')]
		s := steps[folder]
		if s == nil {
			if !orphans[folder] {
				g.add(fileProblem(folder, "no-step", "this folder has topics and no index.md, which is the step itself", "write "+folder+"/index.md"))
			}
			orphans[folder] = true
			continue
		}
		d.Step = s
		s.Topics = append(s.Topics, d)
	}
	for _, s := range g.Steps {
		g.order("topics", s.Topics)
		slices.SortStableFunc(s.Topics, compareDocs)
	}
}

// compareDocs orders by number, then by name; pages without a number come last.
func compareDocs(a, b *Doc) int {
	if (a.Number < 0) != (b.Number < 0) {
		return cmp.Compare(b.Number, a.Number)
	}
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Slug, b.Slug), cmp.Compare(a.File, b.File))
}

// order reports numbers that two pages share.
func (g *Guide) order(what string, docs []*Doc) {
	first := map[int]*Doc{}
	for _, d := range docs {
		if d.Number < 0 {
			continue
		}
		if other := first[d.Number]; other != nil {
			g.add(fileProblem(d.File, "same-number", fmt.Sprintf("two %s have the number %d: this one and %s", what, d.Number, other.File), "give one of them another number"))
			continue
		}
		first[d.Number] = d
	}
}

// reason says why a page is not public at the given time.
func (g *Guide) reason(d *Doc, now time.Time) Reason {
	switch {
	case d.Draft:
		return Reason{Draft: true}
	case d.PublishOn != "" && now.Before(d.PublishOn.Time(g.Zone)):
		return Reason{Until: d.PublishOn}
	}
	return Reason{}
}

// show reports whether a page is part of this guide, and sets it aside if not.
func (g *Guide) show(d *Doc, opts Options) bool {
	if d.Reason.IsZero() || opts.Drafts {
		return true
	}
	g.Withheld = append(g.Withheld, d)
	return false
}

// withhold takes out the steps and topics that are not public; a step takes its topics with it.
func (g *Guide) withhold(opts Options) {
	g.Steps = slices.DeleteFunc(g.Steps, func(s *Step) bool {
		if !s.Reason.IsZero() {
			for _, t := range s.Topics {
				t.Reason = s.Reason
			}
		}
		shown := g.show(s.Doc, opts)
		s.Topics = slices.DeleteFunc(s.Topics, func(t *Doc) bool { return !g.show(t, opts) })
		return !shown
	})
	for i, s := range g.Steps {
		s.Index = i
		for j, t := range s.Topics {
			t.Index = j
		}
	}
	slices.SortFunc(g.Withheld, func(a, b *Doc) int { return cmp.Compare(a.File, b.File) })
	slices.SortFunc(g.Pages, func(a, b *Doc) int { return cmp.Compare(a.Address, b.Address) })
}
