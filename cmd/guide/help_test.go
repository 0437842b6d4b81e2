package main

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// valueName is the name of a flag's value in its description.
var valueName = regexp.MustCompile("`[a-z]+`")

// TestHelp checks the help of every command and flag.
func TestHelp(t *testing.T) {
	a := &app{ui: ui{stdout: io.Discard, stderr: io.Discard}}
	root := a.newRootCmd()
	root.InitDefaultHelpCmd()
	eachCommand(root, func(cmd *cobra.Command) {
		name := cmd.CommandPath()
		if !startsUpper(cmd.Short) || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: the short help %q must begin with a capital and have no full stop", name, cmd.Short)
		}
		if !strings.HasPrefix(cmd.Long, cmd.Name()+" ") || !strings.HasSuffix(cmd.Long, ".") {
			t.Errorf("%s: the long help %q must begin with the name and end with a full stop", name, cmd.Long)
		}
		for line := range strings.Lines(cmd.Example) {
			if !strings.HasPrefix(line, "  "+name) {
				t.Errorf("%s: the example %q is of another command", name, line)
			}
		}
		cmd.InitDefaultHelpFlag()
		help := cmd.UsageString()
		for line := range strings.Lines(help) {
			if flag := regexp.MustCompile(`^ +(-[a-z], )?--([a-z-]+)`).FindStringSubmatch(line); flag != nil {
				checkFlag(t, cmd, flag[2])
			}
		}
	})
}

func eachCommand(cmd *cobra.Command, f func(*cobra.Command)) {
	f(cmd)
	for _, c := range cmd.Commands() {
		eachCommand(c, f)
	}
}

func checkFlag(t *testing.T, cmd *cobra.Command, name string) {
	t.Helper()
	f := cmd.Flag(name)
	switch {
	case f == nil:
		t.Errorf("%s has no flag --%s", cmd.CommandPath(), name)
	case f.Usage == "" || startsUpper(f.Usage) || strings.HasSuffix(f.Usage, "."):
		t.Errorf("%s --%s: the description %q must be in lower case and have no full stop", cmd.CommandPath(),
			name, f.Usage)
	case f.Value.Type() != "bool" && !valueName.MatchString(f.Usage):
		t.Errorf("%s --%s: the description %q does not name the value", cmd.CommandPath(), name, f.Usage)
	}
}

func startsUpper(s string) bool { return s != "" && s[:1] != strings.ToLower(s[:1]) }
