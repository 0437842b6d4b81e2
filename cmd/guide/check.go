package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/linkcheck"
	"guide/cmd/internal/site"
)

// checkFlags are the flags of guide check.
type checkFlags struct {
	drafts, strict bool
	problems       problemFlags
	fix, write     bool
	links, update  bool
	style, reviews bool
}

func (a *app) newCheckCmd() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Report every problem",
		Long: `check reports every problem that build would, and writes no file unless --update or --write asks for it.

Each problem ends in the code of its rule: guide help rules explains them.

With --fix, check shows as a diff how to fix what has one right answer, such as ##Title or the bullets of a
word processor, and writes nothing. --write makes these changes, and then check reports what is left. What a
comment allow: or rules: in guide.yaml silences stays as it is, and so does what would become a new error. A
file that is read-only or changed meanwhile is not written, and reported; of a symbolic link the file is written.

--links also asks the servers of all web addresses whether these still work: those of resources (url:, archive:), of
links in texts, and of guide.yaml. A page that is not found and a host that does not exist are errors. What has moved
for good is a warning with the new address. Where a server does not say (403, 429, a timeout, a robots.txt that asks
programs to stay away), a notice lists the address. Answers are kept for a week in the user's folder for caches, and for
a day if the address did not work. Ctrl-C loses none of them.

--update writes checked: with the day of the answer into the front matter of resources that answer, and --fix the new
address of those that have moved. No other byte of a file changes; a value that cannot be changed so is left alone.

--style looks at the rhythm of English texts, too: it reports sentences of more than 40 words and runs of four or more
sentences of fewer than nine, and prints a table with a row for each page, in the text format.

--reviews prints a table of when each page is to be reviewed, and by whom: guide help front-matter reviewEvery.

The exit status is 1 if there are errors, and after --fix without --write if there is something to fix.`,
		Example: "  guide check\n  guide check --strict --format github\n  guide check --fix\n" +
			"  guide check --fix --write\n  guide check --links --update\n  guide check --style",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runCheck(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "check drafts and scheduled pages too")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "exit with 1 for warnings too")
	cmd.Flags().BoolVar(&f.fix, "fix", false, "show what would fix the problems that have one right answer, as a diff")
	cmd.Flags().BoolVar(&f.write, "write", false, "with --fix: write the changes")
	cmd.Flags().BoolVar(&f.links, "links", false, "ask the servers of web addresses whether these still work")
	cmd.Flags().BoolVar(&f.update, "update", false,
		"with --links: write checked: into resources that answer, with --fix new addresses, too")
	cmd.Flags().BoolVar(&f.style, "style", false, "look at the rhythm of sentences too")
	cmd.Flags().BoolVar(&f.reviews, "reviews", false, "list when pages are to be reviewed, by owner")
	f.problems.add(cmd)
	return cmd
}

func (a *app) runCheck(ctx context.Context, f checkFlags) error {
	opts, err := f.problems.parse(a.ui)
	if err != nil {
		return err
	}
	opts.Notices = true
	if err := f.validate(opts.Format); err != nil {
		return err
	}
	p, err := a.openProject()
	if err != nil {
		return err
	}
	defer p.closer.Close()
	p.drafts, p.checkOnly, p.webLinks, p.style = f.drafts, true, f.links, f.style
	var notWritten error
	switch {
	case f.links:
		p.links, err = a.checkLinks(ctx, p, f)
		if errors.Is(err, linkcheck.ErrNoNetwork) { // the other problems are of use nevertheless
			a.logf("error: %v", err)
			err = errProblems
		}
		if notWritten = err; err != nil && err != errProblems {
			return err
		}
	case f.fix:
		if notWritten = a.runFix(ctx, p, f); !f.write || notWritten != nil && notWritten != errProblems {
			return notWritten
		}
	}
	return errors.Join(notWritten, a.checkProject(ctx, p, opts, f))
}

// validate reports flags that do not go together.
func (f checkFlags) validate(format diag.Format) error {
	switch {
	case f.update && !f.links:
		return usageErrorf("--update needs --links")
	case f.fix && f.links && !f.update:
		return usageErrorf("--fix with --links needs --update, which writes new addresses")
	case f.write && (!f.fix || f.links):
		return usageErrorf("--write needs --fix, without --links")
	case f.style && f.fix && !f.write:
		return usageErrorf("--fix shows a diff, and no table of --style: use one of them")
	case f.reviews && f.fix && !f.write:
		return usageErrorf("--fix shows a diff, and no table of --reviews: use one of them")
	case f.fix && !f.write && !f.links && format != diag.FormatText:
		return usageErrorf("--fix shows a diff, which has no --format; guide check --format json lists the fixes")
	}
	return nil
}

// checkProject reports the problems of a project.
func (a *app) checkProject(ctx context.Context, p *project, opts diag.Options, f checkFlags) error {
	return p.withSite(ctx, func(g *guide.Guide, s *site.Site) error {
		if err := s.CheckTemplates(ctx); err != nil {
			return err
		}
		problems, err := p.problems(ctx, s)
		if err != nil {
			return err
		}
		if len(problems) == 0 {
			a.logf("no problems")
		}
		err = a.printProblems(problems, opts, f.strict, "")
		if n := countFixable(problems); n > 0 && !f.fix {
			a.logf("guide check --fix may fix %s", someOf(n, len(problems)))
		}
		if p.style && opts.Format == diag.FormatText {
			a.printRhythm(g, s)
		}
		if f.reviews && opts.Format == diag.FormatText {
			a.printReviews(g)
		}
		return err
	})
}

// someOf returns words for n of several things that were just named.
func someOf(n, all int) string {
	switch {
	case n < all:
		return fmt.Sprintf("%d of them", n)
	case n == 1:
		return "it"
	}
	return "all of them"
}

// countFixable returns how many problems check --fix may fix. It asks no servers.
func countFixable(problems []diag.Problem) int {
	n := 0
	for _, p := range problems {
		if p.Fix != "" && p.Rule != diag.MovedAddress && p.Rule != diag.InsecureAddress {
			n++
		}
	}
	return n
}
