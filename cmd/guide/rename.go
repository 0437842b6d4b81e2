package main

import (
	"io/fs"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
)

func (a *app) newRenameCmd() *cobra.Command {
	c := changer{app: a, everywhere: true}
	cmd := &cobra.Command{
		Use:   "rename NAME NEW",
		Short: "Give an item, a resource, a term or a page another name",
		Long: `rename gives an item or resource another id, a term another name, a step, topic or page another address.

All links are changed, so that they lead where they led, and so is what names an id or a step: start: of the home page
and needs:. No other byte of a file changes.

What content/published.yaml has on record stays known to readers: the old id is written into was:, which keeps their
ticks, the old addresses of a page and of its topics into aliases:. What is not on record is just renamed. The old name
of a term stays in aka: if a text uses it.

NAME is the id of an item or resource, a term, or the name, the file or the address of a step, topic or page; a title
in full will do, too. If it can mean two things, write an address: /glossary/#templates is the term. Titles and texts
stay as they are. Everything is done, or nothing.`,
		Example: "  guide rename find-a-mentor ask-a-mentor\n  guide rename \"RAID log\" \"RAID register\"\n" +
			"  guide rename 4-build-a-network meet-people --dry-run",
		Args: exactArgs("rename needs a name and the new one: guide rename find-a-mentor ask-a-mentor", 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkText("the new name", args[1]); err != nil {
				return err
			}
			c.plan = func(g *guide.Guide, source fs.FS) (*refactor.Change, error) {
				t, err := refactor.Find(g, c.inSource(args[0]))
				if err != nil {
					return nil, err
				}
				return refactor.Rename(g, source, t, args[1])
			}
			change, err := c.run(cmd.Context())
			if err == nil && !c.dryRun {
				c.printKept(args[0], change)
			}
			return err
		},
	}
	c.addDryRun(cmd)
	return cmd
}

// printKept says how the former name is kept.
func (a *app) printKept(name string, change *refactor.Change) {
	isTerm := change.Address == guide.GlossaryAddress
	switch {
	case isTerm && change.Kept != "":
		a.logf("%s stays in aka:, since a text uses it", change.Kept)
	case isTerm:
	case change.Kept == "":
		a.logf("%s is not on record as published, so nothing leads from the old name to the new one", name)
	case change.ID != "":
		a.logf("readers keep their ticks: %s stands in was:", change.Kept)
	default:
		a.logf("%s still leads there: it stands in aliases:", change.Kept)
	}
}

// checkText reports a text that is not one line.
func checkText(name, text string) error {
	if strings.ContainsFunc(text, unicode.IsControl) || strings.TrimSpace(text) == "" {
		return usageErrorf("%s must be a text of one line", name)
	}
	return nil
}
