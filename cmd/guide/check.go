package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// checkFlags are the flags of guide check.
type checkFlags struct {
	drafts, strict bool
	problems       problemFlags
	fix, write     bool
}

func (a *app) newCheckCmd() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Report every problem and write nothing",
		Long: `check reports every problem that build would, and writes nothing.

Each problem ends in the code of its rule: guide help rules explains them.

With --fix, check mends what has one right answer, such as ##Title or the bullets of a word processor. It
shows the changes as a diff and writes nothing; --write writes them too, and then reports the problems that
are left. A problem that a comment allow: or rules: in guide.yaml silences is not mended, and no mend makes a
new error. A file that is read-only, a symbolic link, or changed meanwhile is left as it is, with an error.

The exit status is 1 if there are errors, and after --fix without --write if there is something to fix.`,
		Example: "  guide check\n  guide check --strict --format github\n  guide check --fix\n  guide check --fix --write",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runCheck(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "check drafts and scheduled pages too")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "exit with 1 for warnings too")
	cmd.Flags().BoolVar(&f.fix, "fix", false, "show what would fix the problems that have one right answer, as a diff")
	cmd.Flags().BoolVar(&f.write, "write", false, "with --fix: write the changes")
	f.problems.add(cmd)
	return cmd
}

func (a *app) runCheck(ctx context.Context, f checkFlags) error {
	opts, err := f.problems.parse(a.ui)
	if err != nil {
		return err
	}
	opts.Notices = true
	switch {
	case f.write && !f.fix:
		return usageErrorf("--write needs --fix")
	case f.fix && !f.write && opts.Format != diag.FormatText:
		return usageErrorf("--fix shows a diff, which has no --format; guide check --format json lists the fixes")
	}
	p, err := a.openProject()
	if err != nil {
		return err
	}
	defer p.closer.Close()
	p.drafts, p.checkOnly = f.drafts, true
	var notWritten error
	if f.fix {
		if notWritten = a.runFix(ctx, p, f); !f.write || notWritten != nil && notWritten != errProblems {
			return notWritten
		}
	}
	return errors.Join(notWritten, a.checkProject(ctx, p, opts, f.strict))
}

// checkProject reports the problems of a project.
func (a *app) checkProject(ctx context.Context, p *project, opts diag.Options, strict bool) error {
	return p.withSite(ctx, func(_ *guide.Guide, s *site.Site) error {
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
		return a.printProblems(problems, opts, strict, "")
	})
}
