package main

import (
	"context"

	"github.com/spf13/cobra"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// checkFlags are the flags of guide check.
type checkFlags struct {
	drafts, strict bool
	problems       problemFlags
}

func (a *app) newCheckCmd() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Report every problem and write nothing",
		Long: `check reports every problem that build would, and writes nothing.

Each problem ends in the code of its rule: guide help rules explains them.`,
		Example: "  guide check\n  guide check --strict --format github",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runCheck(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "check drafts and scheduled pages too")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "exit with 1 for warnings too")
	f.problems.add(cmd)
	return cmd
}

func (a *app) runCheck(ctx context.Context, f checkFlags) error {
	opts, err := f.problems.parse(a.ui)
	if err != nil {
		return err
	}
	opts.Notices = true
	p, err := a.openProject()
	if err != nil {
		return err
	}
	defer p.closer.Close()
	p.drafts, p.checkOnly = f.drafts, true
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
		return a.printProblems(problems, opts, f.strict, "")
	})
}
