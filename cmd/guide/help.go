package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
)

// newHelpCmd replaces cobra's help command, which accepts any word and exits with 0.
func newHelpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command | rules [code]]",
		Short: "Explain a command, or the rules that problems name",
		Long: `help explains a command, as its flag --help does.

help rules explains the rules that problems name in square brackets, each with an example; with the code of a rule,
only that one.`,
		Example: "  guide help build\n  guide help rules\n  guide help rules broken-link",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return helpTopics(root, args), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(self *cobra.Command, args []string) error {
			if len(args) > 0 && args[0] == rulesTopic {
				return printRules(self, args[1:])
			}
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(root, rest)
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

// rulesTopic is what help takes beside the name of a command.
const rulesTopic = "rules"

func printRules(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return noArgs(cmd, args[1:])
	}
	text, err := helpOnRules(append(args, "")[0])
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), text)
	return err
}

// helpTopics returns what can follow args on the command line of help.
func helpTopics(root *cobra.Command, args []string) []string {
	switch {
	case len(args) == 0:
		return append(commandNames(root), rulesTopic)
	case len(args) == 1 && args[0] == rulesTopic:
		return diag.RuleCodes()
	}
	return nil
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}
