package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/publish"
	"guide/cmd/internal/site"
)

// buildFlags are the flags of guide build.
type buildFlags struct {
	output, baseURL        string
	drafts, strict, record bool
	offline, noCache       bool
	problems               problemFlags
}

func (a *app) newBuildCmd() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the site into a folder that any web server can hand out",
		Long: fmt.Sprintf(`build writes the site into a folder that any web server can hand out.

The folder is replaced as a whole or not at all: if there are errors, the existing site stays.
It must be empty, new, or written by an earlier build. What others put into it is removed: static/ is the place for it.

Style sheets, scripts and cards that a build replaces are kept for %d days, for the last %d builds at most, so that
pages in a browser's cache and open tabs keep working. A build into a new folder keeps none.

What a build has learnt stays beside the folder, in a file such as .public.guide-cache: if nothing has changed, the next
build makes nothing anew; if only texts have, it makes their pages, search and the lists. It may be deleted.

JPEG and PNG pictures in content/ are made smaller for the pages that show them, and keep no word of where they were
taken. Pictures made before are taken from a folder such as .public.guide-pictures, which may be deleted, too.`,
			int(publish.RetainFor.Hours())/24, publish.RetainBuilds),
		Example: "  guide build\n  guide build --output /srv/www --base-url https://example.org/pmo/\n" +
			"  guide build --offline",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runBuild(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "the `folder` to write into (default public in the source folder)")
	flags.StringVar(&f.baseURL, "base-url", "",
		"the `address` the site is published at; overrides baseURL in guide.yaml")
	flags.BoolVar(&f.drafts, "drafts", false,
		"publish drafts and scheduled pages too, marked, and ask search engines not to index the site")
	flags.BoolVar(&f.strict, "strict", false, "let warnings stop the build too")
	flags.BoolVar(&f.record, "record", false,
		"record in content/published.yaml what is public now, so that no later edit can lose it")
	flags.BoolVar(&f.offline, "offline", false,
		"write a site that opens from a disk without a server, by default into the folder offline")
	flags.BoolVar(&f.noCache, "no-cache", false,
		"make every page anew, and compare the bytes of the output instead of sizes and times")
	f.problems.add(cmd)
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func (a *app) runBuild(ctx context.Context, f buildFlags) error {
	start := time.Now()
	opts, err := f.problems.parse(a.ui)
	if err != nil {
		return err
	}
	output, err := a.checkBuildFlags(f)
	if err != nil {
		return err
	}
	p, err := a.openProject()
	if err != nil {
		return err
	}
	defer p.closer.Close()
	p.drafts, p.record, p.offline, p.baseURL = f.drafts, f.record, f.offline, f.baseURL
	p.analytics = !f.drafts && !f.offline
	cache := openBuildCache(p, output, f.noCache || f.record)
	defer cache.close()
	p.cache = cache
	b := &build{a, p, f, opts, output, start}
	if cache.isUpToDate(p) {
		return b.reportUnchanged(cache.last)
	}
	bar := a.newProgressBar(start, "scaling pictures")
	defer bar.erase()
	p.pictures = &pictureCache{output: output, ignore: f.noCache, progress: bar.update}
	defer p.pictures.close()
	return p.withSite(ctx, func(g *guide.Guide, s *site.Site) error {
		bar.erase()
		return b.publish(ctx, g, s)
	})
}

// build is one run of guide build.
type build struct {
	*app
	project *project
	flags   buildFlags
	opts    diag.Options // for printing problems
	output  string
	start   time.Time
}

// printProblems prints the problems, and fails if they prevent publishing.
func (b *build) printProblems(problems []diag.Problem) error {
	return b.app.printProblems(problems, b.opts, b.flags.strict, "the site was not written")
}

// reportUnchanged prints what the last build printed.
func (b *build) reportUnchanged(last *lastBuild) error {
	if err := b.printProblems(last.Problems); err != nil {
		return err
	}
	result := publish.Result{Pages: last.Pages, Files: last.Files, Bytes: last.Bytes}
	b.logf("%s", summary(result, b.output, time.Since(b.start), last.Notes))
	return nil
}

// publish writes the site.
func (b *build) publish(ctx context.Context, g *guide.Guide, s *site.Site) error {
	p := b.project
	staged, err := b.stage(ctx, s, b.output, b.start, p.now)
	if err != nil {
		return err
	}
	defer staged.Discard()
	problems, err := p.problems(ctx, s)
	if err != nil {
		return err
	}
	if err := b.printProblems(problems); err != nil {
		return err
	}
	result, err := staged.Commit()
	if err != nil {
		return err
	}
	b.warnOf(result)
	p.pictures.prune()
	if note := p.pictures.stats.String(); note != "" {
		b.logf("%s", note)
	}
	notes := exclusionNotes(g, s)
	b.logf("%s", summary(result, b.output, time.Since(b.start), notes))
	if b.flags.record {
		return b.updateManifest(g)
	}
	if p.cache != nil {
		p.cache.save(p, g, s, staged, lastBuild{Problems: problems, Pages: result.Pages, Files: result.Files,
			Bytes: result.Bytes, Notes: notes})
	}
	return nil
}

// checkBuildFlags returns the output folder, or an error for flags that cannot be used.
func (a *app) checkBuildFlags(f buildFlags) (output string, err error) {
	if err := checkBaseURL(f.baseURL); err != nil {
		return "", err
	}
	if f.record && f.drafts {
		return "", usageErrorf("--record records what is public, and --drafts publishes what is not: use one of them")
	}
	output = "public"
	if f.offline {
		output = "offline"
	}
	output = cmp.Or(f.output, filepath.Join(a.source, output))
	return output, a.checkOutput(output)
}

// stage writes the site next to the output folder, with a progress bar if that takes long.
func (a *app) stage(ctx context.Context, s *site.Site, output string, start, now time.Time) (*publish.Staged, error) {
	bar := a.newProgressBar(start, "building")
	defer bar.erase()
	opts := publish.Options{Fingerprinted: s.Fingerprinted, Early: s.NeedsNoBodies,
		Unchanged: s.Unchanged, Now: now, Progress: bar.update}
	s.Begin()
	return publish.Stage(ctx, s, output, opts)
}
