package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"
)

// Exit statuses.
const (
	exitOK          = 0 // also with warnings
	exitProblems    = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// app is what every subcommand shares.
type app struct {
	ui
	source  string // --source
	started bool   // the command line was understood
}

// errProblems ends a command whose problems have been printed.
var errProblems = errors.New("there are problems")

// usageError is a value on the command line that cannot be meant.
type usageError struct{ error }

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{ui: ui{out: stdout, err: stderr}}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errProblems):
		return exitProblems
	case ctx.Err() != nil:
		a.fail(errors.New("interrupted"), "")
		return exitInterrupted
	case !a.started || errors.As(err, &usage):
		a.fail(err, "see guide help")
		return exitUsage
	}
	a.fail(err, "")
	return exitProblems
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "guide",
		Short:         "Makes a web site of a step-by-step career guide written in Markdown",
		Long:          "guide makes a web site of a step-by-step career guide written in Markdown.",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(*cobra.Command, []string) {
			a.started = true
		},
	}
	root.PersistentFlags().StringVar(&a.source, "source", ".", "the `folder` that holds content/, and templates/ and static/ if there are any")
	_ = root.MarkPersistentFlagDirname("source")
	root.AddCommand(a.build(), a.check(), a.version())
	return root
}
