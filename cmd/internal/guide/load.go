package guide

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// Options are the options of Load.
type Options struct {
	Now            time.Time // the time for which publishOn: is evaluated
	Drafts         bool      // include drafts and scheduled pages
	UpdateManifest bool      // update content/published.yaml (see EncodeManifest)
	// Templates are the program's own templates. They may refer to files, as those of the guide may.
	Templates fs.FS
	// Rules has the severities of rules of which guide.yaml says nothing.
	Rules map[*diag.Rule]diag.Severity
	// History is asked for the last changes of files, if the settings want them; nil if there is none.
	History func() History
	// Previous is an earlier guide of the same folder. What it knows about unchanged files is reused.
	Previous Previous[Guide]
}

// Load reads the guide below content/ of fsys. It fails only if content/ cannot be listed ([ErrNoContent] if it is not
// there) or ctx is done; problems in files are in Guide.Problems. A file system with symbolic links has a method
// Resolve(name string) (string, error) that returns the name of a link's target; without it, a link in place of a
// [File] is a problem.
func Load(ctx context.Context, fsys fs.FS, opts Options) (*Guide, error) {
	l, err := opts.list(ctx, fsys)
	if err != nil {
		return nil, err
	}
	pages := len(l.pages)
	g := &Guide{Problems: slices.Clone(l.problems), listing: l, docsByFile: make(map[string]*Doc, pages),
		fileRefs: map[string]fileRefs{}, Suppressions: map[string][]diag.Suppression{},
		routes: make(map[string]*route, pages), children: make(map[string]*route, pages)}
	g.readSettings(fsys)
	g.addRules(opts.Rules)
	g.readGlossary(fsys)
	g.readManifest(fsys, opts)
	g.readHistory(opts)
	if err := g.readPages(ctx, fsys, g.reuseUnchanged(l.docs(), opts), opts.UpdateManifest); err != nil {
		return nil, err
	}
	g.registerPages()
	g.organize(opts)
	g.checkIDs(opts)
	g.checkNeeds()
	g.checkAudiences()
	g.checkHome()
	g.collectFileRefs(fsys, opts)
	g.registerRest()
	g.checkUnreferenced()
	g.Today = frontmatter.Date(opts.Now.In(g.Zone).Format(time.DateOnly))
	g.checkManifest(opts.UpdateManifest)
	if opts.UpdateManifest {
		g.manifest = g.nextManifest(g.Today)
	}
	g.Problems = diag.Sort(g.Problems)
	g.linkFingerprint = fingerprintLinks(g)
	return g, nil
}

// list lists the files, unless the listing of the previous guide is up to date.
func (opts Options) list(ctx context.Context, fsys fs.FS) (*listing, error) {
	if p := opts.Previous; p.Version != nil && p.Version.listing.upToDate(fsys, p.Changed) {
		return p.Version.listing, nil
	}
	return list(ctx, fsys)
}

func (g *Guide) readSettings(fsys fs.FS) {
	data, err := fs.ReadFile(fsys, SettingsFile)
	g.Zone = time.UTC
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			g.report(diag.NoSettings.In(SettingsFile,
				"this file is missing: the guide needs an id, a title, a summary and a language",
				"create it with id:, title:, summary: and language:"))
		} else {
			g.reportUnreadable(SettingsFile, err)
		}
		return
	}
	var problems []diag.Problem
	g.Settings, problems = frontmatter.ParseSettings(SettingsFile, data)
	g.addSuppressions(SettingsFile, data)
	g.Problems = append(g.Problems, problems...)
	if zone, err := time.LoadLocation(g.Settings.Timezone); err == nil {
		g.Zone = zone
	}
}

// addRules adds severities for rules of which guide.yaml says nothing.
func (g *Guide) addRules(rules map[*diag.Rule]diag.Severity) {
	if len(rules) == 0 {
		return
	}
	all := maps.Clone(rules)
	maps.Copy(all, g.Settings.Rules)
	g.Settings.Rules = all
}

// IsOn reports whether the guide wants to know of the problems of a rule.
func (g *Guide) IsOn(r *diag.Rule) bool {
	severity, ok := g.Settings.Rules[r]
	if !ok {
		severity = r.Severity
	}
	return severity != diag.Off
}

// reuseUnchanged copies the parsed pages that did not change from the previous guide, and returns the other pages.
func (g *Guide) reuseUnchanged(docs []*Doc, opts Options) []*Doc {
	g.allDocs = docs
	for _, d := range docs {
		g.docsByFile[d.File] = d
	}
	if opts.Previous.Version == nil || opts.UpdateManifest ||
		!opts.Previous.Version.Settings.ParsesPagesAs(&g.Settings) {
		return docs
	}
	changed := map[string]bool{}
	for _, name := range opts.Previous.Changed {
		changed[name] = true
	}
	var toRead []*Doc
	for _, d := range docs {
		old := opts.Previous.Version.docsByFile[d.File]
		if old == nil || changed[d.File] {
			toRead = append(toRead, d)
			continue
		}
		d.Page, d.problems = old.Page, old.problems
		d.state.Store(old.state.Load())
	}
	return toRead
}

// readPages parses pages in parallel. Each worker has one buffer, because bodies are not kept.
func (g *Guide) readPages(ctx context.Context, fsys fs.FS, docs []*Doc, updateManifest bool) error {
	workers := min(runtime.GOMAXPROCS(0), max(len(docs), 1))
	group, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		group.Go(func() error {
			var buf bytes.Buffer
			for i := w; i < len(docs); i += workers {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				docs[i].readFile(fsys, &buf, &g.Settings)
				if updateManifest {
					docs[i].hashes = hashPage(docs[i].Page, buf.Bytes())
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, d := range g.allDocs {
		g.Problems = append(g.Problems, d.problems...)
	}
	return nil
}

// fileState is what the guide keeps of a file's bytes.
type fileState struct {
	hash        Hash
	frontHash   Hash     // of everything before the body
	linkedFiles []string // see referencedFiles
	footnotes   bool     // see Doc.MayHaveFootnotes
}

// readFile reads and parses the front matter.
func (d *Doc) readFile(fsys fs.FS, buf *bytes.Buffer, settings *frontmatter.Settings) {
	size, err := readPageFile(fsys, d.File, buf)
	switch {
	case err == nil:
		d.Page, d.problems = settings.ParsePage(d.Kind, d.File, buf.Bytes())
		d.state.Store(d.newState(buf.Bytes()))
		return
	case errors.Is(err, errTooLarge):
		d.problems = []diag.Problem{frontmatter.FileTooLarge(d.File, size)}
	default:
		d.problems = []diag.Problem{diag.UnreadableFile(d.File, err)}
	}
	d.Broken = true
	d.state.Store(&fileState{})
}

func (d *Doc) newState(data []byte) *fileState {
	return &fileState{HashOf(data), HashOf(data[:d.BodyOffset]),
		referencedFiles(d.File, linkDestinations(d.Page, data)), bytes.Contains(data, []byte("[^"))}
}

// UpdateBody re-reads a changed page. It reports whether only the body changed, and refers to the same files;
// otherwise the guide is unchanged and must be loaded again.
func (g *Guide) UpdateBody(fsys fs.FS, file string) bool {
	d := g.docsByFile[file]
	if d == nil || len(d.problems) > 0 {
		return false
	}
	var buf bytes.Buffer
	if _, err := readPageFile(fsys, file, &buf); err != nil {
		return false
	}
	p, problems := g.Settings.ParsePage(d.Kind, file, buf.Bytes())
	if len(problems) > 0 || p.BodyOffset != d.BodyOffset {
		return false
	}
	now, before := d.newState(buf.Bytes()), d.state.Load()
	if now.frontHash != before.frontHash || !slices.Equal(now.linkedFiles, before.linkedFiles) {
		return false
	}
	d.state.Store(now)
	g.bodyRevision.Add(1)
	return true
}

// BodyRevision returns how many bodies changed since the guide was loaded.
func (g *Guide) BodyRevision() uint64 { return g.bodyRevision.Load() }

var errTooLarge = errors.New("too large")

// readPageFile reads a file into buf and returns its size. It fails if the file is too large for a page.
func readPageFile(fsys fs.FS, name string, buf *bytes.Buffer) (int64, error) {
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
	if info.Size() > frontmatter.MaxFile {
		return info.Size(), errTooLarge
	}
	buf.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(f, frontmatter.MaxFile+1)); err != nil {
		return 0, err
	}
	if size := int64(buf.Len()); size > frontmatter.MaxFile {
		return size, errTooLarge
	}
	return int64(buf.Len()), nil
}

// ErrStale means that a file changed since the guide was loaded.
var ErrStale = errors.New("a file changed while the guide was being read")

// Hash returns the hash of the page's file as it was read.
func (d *Doc) Hash() Hash {
	if s := d.state.Load(); s != nil {
		return s.hash
	}
	return Hash{}
}

// MayHaveFootnotes reports whether the file has a mark of a footnote.
func (d *Doc) MayHaveFootnotes() bool {
	s := d.state.Load()
	return s != nil && s.footnotes
}

// Source reads a page's file into buf and returns its bytes and their hash, or ErrStale if the file changed since Load
// read it. For a file that Load could not read, which it reported, it returns no bytes.
func (d *Doc) Source(fsys fs.FS, buf *bytes.Buffer) ([]byte, Hash, error) {
	if d.File == "" {
		return nil, Hash{}, nil
	}
	known := d.Hash()
	_, err := readPageFile(fsys, d.File, buf)
	switch {
	case err != nil && known != Hash{}:
		return nil, known, fmt.Errorf("%s: %w (%v)", d.File, ErrStale,
			err) // not fs.ErrNotExist: the page exists in this guide
	case err != nil:
		return nil, known, nil
	case HashOf(buf.Bytes()) != known:
		return nil, known, fmt.Errorf("%s: %w", d.File, ErrStale)
	}
	return buf.Bytes(), known, nil
}
