package main

import (
	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
)

// addFormat adds --format.
func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", string(diag.FormatText), "the `format` that problems are printed in: text, json or github")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		[]string{string(diag.FormatText), string(diag.FormatJSON), string(diag.FormatGitHub)}, cobra.ShellCompDirectiveNoFileComp))
}

func parseFormat(name string) (diag.Format, error) {
	f, err := diag.ParseFormat(name)
	if err != nil {
		return "", usageErrorf("--format: %w", err)
	}
	return f, nil
}
