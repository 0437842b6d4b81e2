package main

import (
	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
)

// addFormat adds the flag --format.
func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", string(diag.FormatText),
		"the `format` that problems are printed in: text, json or github")
	formats := []string{string(diag.FormatText), string(diag.FormatJSON), string(diag.FormatGitHub)}
	complete := cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)
	_ = cmd.RegisterFlagCompletionFunc("format", complete)
}

func parseFormat(name string) (diag.Format, error) {
	f, err := diag.ParseFormat(name)
	if err != nil {
		return "", usageErrorf("--format: %w", err)
	}
	return f, nil
}
