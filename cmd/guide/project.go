package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"sync"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/lint"
	"guide/cmd/internal/site"
	"guide/static"
	"guide/templates"
)

// project is an open source folder and the options that its site is made with.
type project struct {
	closer    io.Closer
	source    fs.FS
	now       time.Time // decides what is scheduled
	drafts    bool
	record    bool // the manifest will be updated
	offline   bool
	analytics bool          // visits are counted, if guide.yaml says so
	checkOnly bool          // problems are all that is wanted
	webLinks  bool          // web addresses are wanted, too
	links     linkResults   // whose problems to report; nil without --links
	baseURL   string        // overrides that of guide.yaml; "" does not
	cache     *buildCache   // nil but for a build
	style     bool          // the rhythm of sentences is wanted too
	pictures  *pictureCache // nil but for a build
	history   func() guide.History
}

// openProject opens the source folder.
func (a *app) openProject() (*project, error) {
	now, err := buildTime()
	if err != nil {
		return nil, err
	}
	source, err := openSource(a.source)
	if err != nil {
		return nil, sourceError(a.source, err)
	}
	return &project{closer: source, source: source, now: now,
		history: sync.OnceValue(func() guide.History { return gitHistory(a.source) })}, nil
}

// sourceError returns the reason why a source folder cannot be opened, for people.
func sourceError(dir string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usageErrorf("--source: there is no folder %s", dir)
	}
	if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		return usageErrorf("--source: %s is not a folder", dir)
	}
	return usageErrorf("--source: %w", err)
}

// maxSeconds is the end of the year 9999, the last that a date can have.
const maxSeconds = 253402300799

// buildTime returns the time that decides what is public: SOURCE_DATE_EPOCH
// (https://reproducible-builds.org/specs/source-date-epoch/) or else the current time.
func buildTime() (time.Time, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 || seconds > maxSeconds {
		return time.Time{}, usageErrorf("SOURCE_DATE_EPOCH: %q is not a number of seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0), nil
}

// maxLoadAttempts is how often a guide is loaded if its files keep changing.
const maxLoadAttempts = 3

// withSite loads the guide, makes its site and passes both to use. It starts over if use returns site.ErrStale:
// a file changed after it was loaded.
func (p *project) withSite(ctx context.Context, use func(*guide.Guide, *site.Site) error) error {
	for n := 1; ; n++ {
		err := p.tryWithSite(ctx, use)
		if !errors.Is(err, site.ErrStale) {
			return err
		}
		if n == maxLoadAttempts {
			return fmt.Errorf("the files keep changing: %w", err)
		}
		p.cache = nil // its list of files is outdated
	}
}

func (p *project) tryWithSite(ctx context.Context, use func(*guide.Guide, *site.Site) error) error {
	loadOpts, siteOpts := p.options()
	g, err := loadGuide(ctx, p, loadOpts)
	if err != nil {
		return err
	}
	if p.cache != nil {
		siteOpts.Saved = p.cache.saved(g)
	}
	if p.pictures != nil {
		if siteOpts.Pictures, err = p.pictures.versions(ctx, p.source, g); err != nil {
			return err
		}
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		return err
	}
	return use(g, s)
}

// options returns the options for guide.Load and site.New.
func (p *project) options() (guide.Options, site.Options) {
	return guide.Options{Now: p.now, Drafts: p.drafts, UpdateManifest: p.record, Templates: templates.FS,
			Rules: p.rules(), History: p.history},
		site.Options{Source: p.source, Templates: templates.FS, Static: static.FS, BaseURL: p.baseURL,
			NoIndex: p.drafts, Offline: p.offline, CheckOnly: p.checkOnly, WebLinks: p.webLinks, Rhythm: p.style,
			Lint: lint.Rules, Analytics: p.analytics}
}

// problems checks a site and returns all problems with their source lines.
func (p *project) problems(ctx context.Context, s *site.Site) ([]diag.Problem, error) {
	problems, err := s.Check(ctx)
	if err != nil {
		return nil, err
	}
	if p.links != nil {
		s.Report(p.links.problems(p.source, s.WebLinks()))
		problems = s.Problems()
	}
	diag.FillSource(p.source, problems)
	return problems, nil
}

// check loads and checks the guide.
func (p *project) check(ctx context.Context) (*site.Site, *guide.Guide, []diag.Problem, error) {
	loadOpts, siteOpts := p.options()
	g, err := loadGuide(ctx, p, loadOpts)
	if err != nil {
		return nil, nil, nil, err
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		return nil, nil, nil, err
	}
	problems, err := s.Check(ctx)
	return s, g, problems, err
}

// checkBaseURL checks the flag --base-url as the key baseURL of guide.yaml is checked.
func checkBaseURL(flag string) error {
	if flag == "" {
		return nil
	}
	if err := frontmatter.CheckBaseURL(flag); err != nil {
		return usageErrorf("--base-url: %w", err)
	}
	return nil
}
