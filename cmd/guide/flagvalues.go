package main

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// checkFlagValues rejects values of flags that nobody means. In the name of a folder it replaces a tilde.
func checkFlagValues(cmd *cobra.Command, _ []string) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err != nil {
			return
		}
		for _, value := range textValues(f.Value) {
			err = cmp.Or(err, checkFlagValue(f.Name, value))
		}
		if _, isFolder := f.Annotations[cobra.BashCompSubdirsInDir]; err == nil && isFolder {
			err = setFolder(f)
		}
	})
	return err
}

// textValues returns the texts that a flag has; others are checked by their type.
func textValues(v pflag.Value) []string {
	if list, ok := v.(pflag.SliceValue); ok {
		if values := list.GetSlice(); len(values) > 0 {
			return values
		}
		return []string{""}
	}
	if v.Type() == "string" {
		return []string{v.String()}
	}
	return nil
}

var unsetVariable = regexp.MustCompile(`^\$[A-Za-z_]|\$[{(]`)

func checkFlagValue(name, value string) error {
	switch {
	case strings.TrimSpace(value) == "":
		return usageError{fmt.Errorf("--%s has no value", name),
			fmt.Sprintf("if a variable should give it, it is not set; for the default leave --%s out", name)}
	case value[0] == '-':
		return usageErrorf("--%s has no value before %q", name, value)
	case strings.TrimSpace(value) != value:
		return usageErrorf("--%s: %q has white space at an end", name, value)
	case unsetVariable.MatchString(value):
		return usageErrorf("--%s: no shell has replaced the variable in %q", name, value)
	}
	return nil
}

// elsewhere matches addresses, and folders of other machines as rsync and scp name them.
var elsewhere = regexp.MustCompile(`^(?:[A-Za-z][\w+.-]+://|[\w.-]+@[\w.-]+:)`)

// setFolder replaces a tilde at the beginning of the name of a folder by the home folder. Shells do not after =.
func setFolder(f *pflag.Flag) error {
	value := f.Value.String()
	first, rest, _ := strings.Cut(filepath.ToSlash(value), "/")
	switch {
	case elsewhere.MatchString(value):
		return usageError{fmt.Errorf("--%s: %q is an address, not a folder", f.Name, value),
			"name a folder of this machine"}
	case !strings.HasPrefix(first, "~"):
		return nil
	case first != "~":
		return usageErrorf("--%s: no shell has replaced %s in %q: write the whole path", f.Name, first, value)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return usageErrorf("--%s: %q is in a home folder, and there is none: %w", f.Name, value, err)
	}
	return f.Value.Set(filepath.Join(home, filepath.FromSlash(rest)))
}

var hostPattern = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?$`)

// hostNames returns the names of hosts in the values of --host, which may be whole addresses.
func hostNames(values []string) ([]string, error) {
	var names []string
	for _, value := range values {
		name := value
		if u, err := url.Parse(value); err == nil && strings.Contains(value, "://") {
			name = u.Host
		}
		name, _, _ = strings.Cut(name, "/")
		if host, _, err := net.SplitHostPort(name); err == nil {
			name = host
		}
		if _, err := netip.ParseAddr(name); err != nil && !hostPattern.MatchString(name) {
			return nil, usageError{fmt.Errorf("--host: %q is not the name of a host", value),
				"write one name as browsers send it, such as my-laptop.local"}
		}
		names = append(names, name)
	}
	return names, nil
}

// The time between two scans for changes must make sense.
const (
	minPoll = 10 * time.Millisecond
	maxPoll = time.Minute
)

// timeError says how to write a time that is the value of a flag, and not one that can be parsed.
func timeError(flag, value string) error {
	if value == "" {
		return usageError{fmt.Errorf("--%s has no time", flag), fmt.Sprintf("write --%s 300ms", flag)}
	}
	for _, unit := range []string{"s", "ms"} {
		if d, err := time.ParseDuration(value + unit); err == nil && d >= minPoll && d <= maxPoll {
			return usageError{fmt.Errorf("--%s: %q has no unit", flag, value),
				fmt.Sprintf("write --%s %s%s", flag, value, unit)}
		}
	}
	return usageError{fmt.Errorf("--%s: %q is not a time", flag, value), fmt.Sprintf("write --%s 300ms", flag)}
}

// checkPoll checks the flag --poll, if it is given.
func checkPoll(cmd *cobra.Command, poll time.Duration) error {
	switch {
	case !cmd.Flags().Changed("poll"):
		return nil
	case poll < minPoll:
		return usageErrorf("--poll: %s is too short; 300ms is often enough", poll)
	case poll > maxPoll:
		return usageErrorf("--poll: %s is too long for a preview; 300ms is usual, and at most %s", poll, maxPoll)
	}
	return nil
}
