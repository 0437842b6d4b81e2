package main

import (
	"slices"

	"github.com/spf13/cobra"
)

// newCompletionCmd replaces cobra's completion command, which accepts any shell name and exits with 0.
func (a *app) newCompletionCmd() *cobra.Command {
	shells := []string{"bash", "fish", "powershell", "zsh"}
	return &cobra.Command{
		Use:   "completion bash|fish|powershell|zsh",
		Short: "Print a shell completion script",
		Long:  "completion prints a script that lets a shell complete the commands and flags of guide.",
		Example: `  guide completion bash > /etc/bash_completion.d/guide
  guide completion fish > ~/.config/fish/completions/guide.fish
  guide completion powershell >> $PROFILE
  guide completion zsh > "${fpath[1]}/_guide"`,
		DisableFlagsInUseLine: true,
		ValidArgs:             shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usageErrorf("completion needs the name of one shell: bash, fish, powershell or zsh")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.stdout)
			}
			return root.GenZshCompletion(a.stdout)
		},
	}
}
