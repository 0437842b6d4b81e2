package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/publish"
	"guide/cmd/internal/site"
)

// buildFlags are the flags of guide build.
type buildFlags struct {
	output, baseURL, format string
	drafts, strict          bool
}

func (a *app) build() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the site into a folder that any web server can hand out",
		Long: `build writes the site into a folder that any web server can hand out.

The folder is replaced whole, or not at all: where there are errors, the site that is there stays.
It must be empty, new, or written by an earlier build.`,
		Example: "  guide build\n  guide build --output /srv/www --base-url https://example.org/pmo/",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runBuild(cmd.Context(), f) },
	}
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "the `folder` to write into (default public in the source folder)")
	cmd.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` the site is published at, in place of baseURL in guide.yaml")
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "publish drafts and pages that are scheduled for later, marked")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "let warnings stop the build too")
	addFormat(cmd, &f.format)
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func (a *app) runBuild(ctx context.Context, f buildFlags) error {
	start := time.Now()
	format, err := parseFormat(f.format)
	if err != nil {
		return err
	}
	if err := checkBaseURL(f.baseURL); err != nil {
		return err
	}
	output := cmp.Or(f.output, filepath.Join(a.source, "public"))
	if err := a.checkOutput(output); err != nil {
		return err
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.root.Close()
	p.drafts, p.baseURL = f.drafts, f.baseURL
	return p.withSite(ctx, func(g *guide.Guide, s *site.Site) error {
		progress := a.progress("building", start)
		staged, err := publish.Stage(ctx, s, output, progress.step)
		progress.clear()
		if err != nil {
			return err
		}
		defer staged.Discard()
		problems, err := p.problems(ctx, g, s)
		if err != nil {
			return err
		}
		if err := a.report(format, problems, f.strict, "the site was not written"); err != nil {
			return err
		}
		result, err := staged.Commit()
		if err != nil {
			return err
		}
		for _, w := range result.Warnings {
			a.warn(w)
		}
		a.say("%s", summary(result, output, time.Since(start), omissions(g, s)))
		return nil
	})
}

// checkOutput refuses a folder inside what is read.
func (a *app) checkOutput(output string) error {
	for _, dir := range []string{"content", "templates", "static"} {
		rel, err := filepath.Rel(filepath.Join(a.source, dir), output)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return usageError{fmt.Errorf("--output: %s lies in %s/, which is read to make the site", output, dir)}
		}
	}
	return nil
}

// summary is the one line that a build ends with.
func summary(r publish.Result, output string, took time.Duration, omitted []string) string {
	line := fmt.Sprintf("%s: %s, %s, %s in %.2f s", output, counted(r.Pages, "page"), counted(r.Files, "file"), size(r.Bytes), took.Seconds())
	if r.Written == 0 && r.Removed == 0 {
		line += ", nothing changed"
	}
	return strings.Join(append([]string{line}, omitted...), "; ")
}

// omissions says what is not in the site, and why.
func omissions(g *guide.Guide, s *site.Site) []string {
	var out []string
	if w := withheld(g.Withheld); w != "" {
		out = append(out, "withheld: "+w)
	}
	if !g.WholeOnOnePage() {
		out = append(out, fmt.Sprintf("left out: %s, since there are more than %d steps and topics", guide.AllAddress, guide.MaxAll))
	}
	if s.BaseURL() == "" {
		out = append(out, "no baseURL: no canonical addresses, no sitemap")
	}
	return out
}

// withheld counts pages by the reason why they are not in public: "2 drafts, 1 until 2027-01-05".
func withheld(docs []*guide.Doc) string {
	drafts := 0
	var days []string
	until := map[string]int{}
	for _, d := range docs {
		if d.Reason.Draft {
			drafts++
			continue
		}
		day := string(d.Reason.Until)
		if until[day] == 0 {
			days = append(days, day)
		}
		until[day]++
	}
	var out []string
	if drafts > 0 {
		out = append(out, counted(drafts, "draft"))
	}
	for _, day := range sortedStrings(days) {
		out = append(out, fmt.Sprintf("%d until %s", until[day], day))
	}
	return strings.Join(out, ", ")
}

// addFormat adds --format.
func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", string(diag.Text), "how problems are printed: `text`, json or github")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		[]string{string(diag.Text), string(diag.JSON), string(diag.GitHub)}, cobra.ShellCompDirectiveNoFileComp))
}

func parseFormat(name string) (diag.Format, error) {
	f, err := diag.ParseFormat(name)
	if err != nil {
		return "", usageError{fmt.Errorf("--format: %w", err)}
	}
	return f, nil
}
