package main

import (
	"strings"

	"github.com/spf13/pflag"

	"guide/cmd/internal/suggest"
)

// foreignFlags maps flags of Hugo and Zola, and other names that people try, to ours.
var foreignFlags = map[string]string{
	"port": "addr", "p": "addr", "bind": "addr", "listen": "addr", "interface": "addr",
	"destination": "output", "d": "output", "output-dir": "output", "outdir": "output",
	"b": "base-url", "s": "source", "root": "source",
	"text": "title", "name": "title", "description": "summary", "definition": "means", "n": "dry-run",
	"D": "drafts", "buildDrafts": "drafts", "buildFuture": "drafts", "navigateToChanged": "follow",
}

// suggestFlag returns the name of the flag that an unknown one most likely means, or "": the one of foreignFlags, else
// the only one that begins with its name, else the nearest. A shorthand can only be one of foreignFlags.
func suggestFlag(flags *pflag.FlagSet, unknown *pflag.NotExistError) string {
	name := unknown.GetSpecifiedName()
	if own := foreignFlags[name]; own != "" && flags.Lookup(own) != nil {
		return own
	}
	if unknown.GetSpecifiedShortnames() != "" {
		return ""
	}
	var names, longer []string
	flags.VisitAll(func(f *pflag.Flag) {
		names = append(names, f.Name)
		if strings.HasPrefix(f.Name, name) {
			longer = append(longer, f.Name)
		}
	})
	if len(longer) == 1 {
		return longer[0]
	}
	return suggest.Nearest(name, names)
}
