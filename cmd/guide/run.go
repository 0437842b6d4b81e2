package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"guide/cmd/internal/guide"
)

// Exit statuses.
const (
	exitOK          = 0 // also with warnings
	exitProblems    = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// app holds what all subcommands share.
type app struct {
	ui
	source string // the flag --source
}

// errProblems ends a command that has printed its problems.
var errProblems = errors.New("there are problems")

// usageError is an invalid command line or environment variable.
type usageError struct {
	error
	hint string // "" refers to the help of the command
}

// hintedError is another error, with a hint.
type hintedError struct {
	error
	hint string
}

func usageErrorf(format string, args ...any) error {
	return usageError{error: fmt.Errorf(format, args...)}
}

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return (&app{ui: ui{stdout, stderr, terminalAnswers(stderr)}}).run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	root := a.newRootCmd()
	root.SetArgs(args)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetContext(ctx)
	cmd, err := root.ExecuteC()
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errProblems):
		return exitProblems
	case ctx.Err() != nil:
		a.printError(errors.New("interrupted"), "")
		return exitInterrupted
	case errors.As(err, &usage):
		a.printError(err, cmp.Or(usage.hint, "see "+cmd.CommandPath()+" --help"))
		return exitUsage
	}
	var hinted hintedError
	if errors.Is(err, guide.ErrNoContent) {
		hinted.hint = a.newGuideHint()
	}
	errors.As(err, &hinted)
	a.printError(err, hinted.hint)
	return exitProblems
}

func (a *app) newRootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:                        "guide",
		Short:                      "Makes a web site of a step-by-step career guide written in Markdown",
		Long:                       "guide makes a web site of a step-by-step career guide written in Markdown.",
		SilenceUsage:               true,
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		Args:                       unknownCommand,
		PersistentPreRunE:          checkFlagValues,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&a.source, "source", ".",
		"the `folder` that holds content/ and, optionally, templates/ and static/")
	_ = root.MarkPersistentFlagDirname("source")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(a.newInitCmd(), a.newImportCmd(), a.newBuildCmd(), a.newServeCmd(), a.newCheckCmd(), a.newNewCmd(),
		a.newMoveCmd(), a.newRenameCmd(), a.newEjectCmd(), a.newSchemaCmd(), a.newVersionCmd(), a.newCompletionCmd())
	root.SetUsageTemplate(root.UsageTemplate() + topicsTemplate())
	root.SetHelpCommand(newHelpCmd(root))
	return root
}

// flagError reports an unknown command instead of an unknown flag of it. For an unknown flag it suggests another, and
// for a value of the wrong kind it says what the flag takes.
func flagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); cmd.Parent() == nil && len(args) > 0 {
		return unknownCommand(cmd, args)
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		if name := suggestFlag(cmd.Flags(), unknown); name != "" {
			return usageError{err, fmt.Sprintf("did you mean --%s?", name)}
		}
		if name := unknown.GetSpecifiedName(); slices.Contains(commandNames(cmd.Root()), name) {
			return usageError{err, fmt.Sprintf("did you mean %s %s?", cmd.Root().Name(), name)}
		}
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		switch f := invalid.GetFlag(); f.Value.Type() {
		case "bool":
			return usageErrorf("--%s: %q is neither true nor false", f.Name, invalid.GetValue())
		case "duration":
			return timeError(f.Name, invalid.GetValue())
		}
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) && missing.GetFlag().Value.Type() == "duration" {
		return timeError(missing.GetFlag().Name, "")
	}
	return usageError{error: err}
}

func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see " + root.CommandPath() + " --help"
	if suggestions := root.SuggestionsFor(args[0]); len(suggestions) > 0 {
		hint = fmt.Sprintf("did you mean %q?", suggestions[0])
	}
	return usageError{fmt.Errorf("unknown command %q", args[0]), hint}
}

// noArgs rejects arguments. One may be meant as the value of a flag: --strict true, the source folder, a port.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := ""
	if info, err := os.Stat(filepath.Join(args[0], guide.ContentDir)); err == nil && info.IsDir() {
		hint = fmt.Sprintf("did you mean --source %s?", args[0])
	}
	if isNumber(args[0]) && cmd.Flags().Lookup("addr") != nil {
		hint = fmt.Sprintf("did you mean --addr %s?", args[0])
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.NoOptDefVal != "" && f.Value.Set(args[0]) == nil {
			hint = fmt.Sprintf("did you mean --%s=%s?", f.Name, args[0])
		}
	})
	return usageError{fmt.Errorf("unexpected argument %q", args[0]), hint}
}
