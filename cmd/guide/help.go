package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/suggest"
)

// newHelpCmd replaces cobra's help command, which accepts any word and exits with 0.
func newHelpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command | topic [name]]",
		Short: "Explain a command, or what files hold",
		Long: `help explains a command, as its flag --help does, or a topic of the manual; guide help lists both.

The topics on files explain a single key, too, and rules a single rule: add its name. A key below another one may have
the other's name before it, as in brand.logo.`,
		Example: "  guide help build\n  guide help front-matter\n  guide help settings baseURL\n" +
			"  guide help rules broken-link",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return helpWords(root, args), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(self *cobra.Command, args []string) error {
			if len(args) > 0 {
				if t := findTopic(args[0]); t != nil {
					return t.print(self, args[1:])
				}
			}
			cmd, rest, err := root.Find(args)
			switch {
			case err != nil:
				return unknownHelp(root, args[0])
			case len(rest) > 0:
				return unknownHelp(root, rest[0])
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

// topicsTemplate is what the help of the program has beside that of every command.
func topicsTemplate() string {
	var b strings.Builder
	b.WriteString("{{if not .HasParent}}\nTopics of guide help:\n")
	for _, t := range topics {
		fmt.Fprintf(&b, "  %-13s %s\n", t.name, t.short)
	}
	return b.String() + "{{end}}"
}

// helpWords returns what can follow args on the command line of help.
func helpWords(root *cobra.Command, args []string) []string {
	switch len(args) {
	case 0:
		return append(commandNames(root), topicNames()...)
	case 1:
		if t := findTopic(args[0]); t != nil && t.names != nil {
			return t.names()
		}
	}
	return nil
}

func topicNames() []string {
	var names []string
	for _, t := range topics {
		names = append(names, t.name)
	}
	return names
}

// unknownHelp returns the error for what is neither a command nor a topic. It may be something that a topic explains.
func unknownHelp(root *cobra.Command, word string) error {
	hint := "guide help lists the commands and topics"
	if near := suggest.Nearest(word, append(commandNames(root), topicNames()...)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	name := strings.TrimSuffix(word, ":")
	for _, t := range topics {
		if t.names != nil && slices.Contains(t.names(), name) {
			hint = fmt.Sprintf("see guide help %s %s", t.name, name)
			break
		}
	}
	return usageError{fmt.Errorf("unknown command %q", word), hint}
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
