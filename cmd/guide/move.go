package main

import (
	"fmt"
	"io/fs"
	"strconv"

	"github.com/spf13/cobra"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
)

func (a *app) newMoveCmd() *cobra.Command {
	c := changer{app: a, everywhere: true}
	cmd := &cobra.Command{
		Use:   "move STEP PLACE",
		Short: "Give a step, or a topic, another place",
		Long: `move gives a step another place among the steps, or a topic another one among the topics of its step.

PLACE is counted from 1, drafts included. The steps between the old place and the new one make room: their files and
folders get other numbers. All links to them are changed, so that they lead where they led: those of texts, of front
matter and of the glossary, to pages, pictures and downloads. Addresses have no numbers and stay, and so does every
other byte. Links whose words have the old number of a step are listed, and so are texts, titles and summaries that
name it, as "step 4" does, since only you can tell what they mean.

STEP is a number, a name such as build-a-network, a title, a file or an address. Everything is done, or nothing: if a
name is taken, a file cannot be written, or is changed meanwhile, all files are as they were.`,
		Example: "  guide move 4 2\n  guide move build-a-network 2 --dry-run\n" +
			"  guide move content/steps/3-gain-experience/5-templates.md 1",
		Args: exactArgs("move needs a step and its place: guide move 4 2", 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			place, err := strconv.Atoi(args[1])
			if err != nil {
				return usageError{fmt.Errorf("%q is not a place", args[1]), "write a number from 1: guide move 4 2"}
			}
			c.plan = func(g *guide.Guide, source fs.FS) (*refactor.Change, error) {
				d, err := refactor.FindPage(g, c.inSource(args[0]), frontmatter.KindStep, frontmatter.KindTopic)
				if err != nil {
					return nil, err
				}
				return refactor.Move(g, source, d, place)
			}
			_, err = c.run(cmd.Context())
			return err
		},
	}
	c.addDryRun(cmd)
	return cmd
}

// exactArgs rejects fewer or more arguments than a command takes.
func exactArgs(message string, n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < n:
			return usageErrorf("%s", message)
		case len(args) > n:
			return usageError{fmt.Errorf("unexpected argument %q", args[n]), "put a name that has spaces in quotes"}
		}
		return nil
	}
}
