package main

import (
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
)

// problemFlags say how problems are printed.
type problemFlags struct {
	format string
	all    bool
}

// maxPerFile is how many problems of a file are printed as text.
const maxPerFile = 20

// allProblemsFlag lifts that limit.
const allProblemsFlag = "all-problems"

func (f *problemFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", string(diag.FormatText),
		"the `format` that problems are printed in: text, json or github")
	formats := []string{string(diag.FormatText), string(diag.FormatJSON), string(diag.FormatGitHub)}
	complete := cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)
	_ = cmd.RegisterFlagCompletionFunc("format", complete)
	flags.BoolVar(&f.all, allProblemsFlag, false, "print all problems of a file, not only the 20 that matter most")
}

// parse returns how problems are printed. It fails if there is no such format.
func (f *problemFlags) parse(u ui) (diag.Options, error) {
	format, err := diag.ParseFormat(f.format)
	if err != nil {
		return diag.Options{}, usageErrorf("--format: %w", err)
	}
	opts := u.textOptions("--" + allProblemsFlag + " lists them")
	opts.Format = format
	if f.all {
		opts.PerFile, opts.Notices = 0, true
	}
	return opts, nil
}

// textOptions returns how problems are printed for people. The hint says how to see those that are not.
func (u ui) textOptions(moreHint string) diag.Options {
	return diag.Options{Format: diag.FormatText, Colour: wantsColour(os.Getenv, runtime.GOOS, isTerminal(u.stdout)),
		PerFile: maxPerFile, MoreHint: moreHint}
}

// wantsColour reports whether output is coloured: on a terminal, unless NO_COLOR is set (https://no-color.org), and
// elsewhere if CLICOLOR_FORCE or FORCE_COLOR is (https://bixense.com/clicolors, https://force-color.org).
func wantsColour(env func(string) string, goos string, isTerminal bool) bool {
	isSet := func(name string) bool { return env(name) != "" && env(name) != "0" }
	switch {
	case env("NO_COLOR") != "":
		return false
	case isSet("CLICOLOR_FORCE") || isSet("FORCE_COLOR"):
		return true
	case goos == "windows" && env("WT_SESSION") == "" && env("TERM") == "":
		return false // the console of old, which prints the escape sequences
	}
	return isTerminal
}
