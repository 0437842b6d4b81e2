package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/lint"
	"guide/cmd/internal/page"
	"guide/cmd/internal/site"
	"guide/static"
	"guide/templates"
)

// project is one source folder.
type project struct {
	root    io.Closer
	source  fs.FS
	now     time.Time
	drafts  bool
	record  bool
	offline bool
	baseURL string
}

// open opens the source folder.
func (a *app) open() (*project, error) {
	now, err := now()
	if err != nil {
		return nil, err
	}
	source, err := openSource(a.source)
	if err != nil {
		return nil, badSource(a.source, err)
	}
	return &project{root: source, source: source, now: now}, nil
}

// badSource says in plain words why a source folder cannot be opened.
func badSource(dir string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return badUsage("--source: there is no folder %s", dir)
	}
	if info, bad := os.Stat(dir); bad == nil && !info.IsDir() {
		return badUsage("--source: %s is not a folder", dir)
	}
	return badUsage("--source: %w", err)
}

// now is the time that decides what is public: SOURCE_DATE_EPOCH
// (https://reproducible-builds.org/specs/source-date-epoch/), else the clock.
func now() (time.Time, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, badUsage("SOURCE_DATE_EPOCH: %q is not a number of seconds", epoch)
	}
	return time.Unix(seconds, 0), nil
}

// attempts is how often a guide is loaded whose files change meanwhile.
const attempts = 3

// withSite loads the guide, makes its site and passes both to use; it begins again where a file
// changed in between.
func (p *project) withSite(ctx context.Context, use func(*guide.Guide, *site.Site) error) error {
	for n := 1; ; n++ {
		err := p.tryWithSite(ctx, use)
		if !errors.Is(err, site.ErrStale) {
			return err
		}
		if n == attempts {
			return fmt.Errorf("the files keep changing: %w", err)
		}
	}
}

func (p *project) tryWithSite(ctx context.Context, use func(*guide.Guide, *site.Site) error) error {
	load, make := p.options()
	g, err := loadGuide(ctx, p, load)
	if err != nil {
		return err
	}
	s, err := site.New(g, make)
	if err != nil {
		return err
	}
	return use(g, s)
}

// options are those of guide.Load and site.New.
func (p *project) options() (guide.Options, site.Options) {
	return guide.Options{Now: p.now, Drafts: p.drafts, UpdateManifest: p.record, Templates: templates.FS},
		site.Options{Source: p.source, Templates: templates.FS, Static: static.FS, BaseURL: p.baseURL,
			NoIndex: p.drafts, Offline: p.offline, Check: lint.Body, CheckGuide: lint.Guide}
}

// problems returns all problems of a site with their source lines.
func (p *project) problems(ctx context.Context, s *site.Site) ([]diag.Problem, error) {
	found, err := s.Check(ctx)
	if err != nil {
		return nil, err
	}
	diag.FillSource(p.source, found)
	return found, nil
}

// checkBaseURL checks the flag as guide.yaml's key is checked.
func checkBaseURL(flag string) error {
	if flag == "" {
		return nil
	}
	if err := page.CheckBaseURL(flag); err != nil {
		return badUsage("--base-url: %w", err)
	}
	return nil
}
