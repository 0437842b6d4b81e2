package main

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
)

// newKinds are what guide new can write, each with its keys.
var newKinds = []newKind{
	{name: "step", article: "a step", what: "writes a new step, at the end or at the place that --to names",
		keys: []newKey{titleKey, summaryKey}, to: "the `place` among the steps, from 1 (default the last)",
		isPage: true, example: `--title "Mentor others" --summary "Pass on what you know."`,
		plan: planStep, next: "write its text in the file, and add actions: guide new item --to %s --title \"...\""},
	{name: "topic", article: "a topic", what: "writes a new topic of a step",
		keys: []newKey{titleKey, summaryKey}, to: "the `step`: its number, name, title, file or address", isPage: true,
		example: `--to 4 --title "The first meeting" --summary "What to ask."`,
		plan:    planTopic, next: "write its text in the file, and link to it where readers need it"},
	{name: "page", article: "a page", what: "writes a new free page",
		keys: []newKey{titleKey, summaryKey}, isPage: true, example: `--title "About" --summary "Who made this guide."`,
		plan: planPage, next: "write its text in the file"},
	{name: "item", article: "an item", what: "adds an action to the checklist of a step or topic",
		keys: []newKey{{"title", "the `text` of the action, which begins with a verb"}}, to: pageOfEntry,
		example: `--to 4 --title "Offer to mentor one person"`,
		plan:    planItem, next: "add detail:, effort: and what else helps"},
	{name: "resource", article: "a resource", what: "adds a resource to a step or topic",
		keys: []newKey{{"title", "the `title`"}, {"url", "the `address`, from https://, tel:, sms: or mailto: on"},
			{"type", "the `type`: " + strings.Join(frontmatter.ResourceTypes, ", ") +
				", or one of resourceTypes: in " + guide.SettingsFile},
			{"why", "what it gives the reader, in a `sentence`"}},
		to: pageOfEntry, example: `--to 4 --title "A guide" --url https://example.org/ --type article --why "Short."`,
		plan: planResource, next: "add cost:, and checked: with the day on which you opened it"},
	{name: "term", article: "a term", what: "adds a term to the glossary",
		keys:    []newKey{{"title", "the `term`"}, {"means", "what it means, in a `sentence`"}},
		example: `--title "RAID log" --means "One list of risks, assumptions, issues and dependencies."`,
		plan:    planTerm, next: "add aka: with its other names; texts link to it where they first use it"},
}

const pageOfEntry = "the step or topic, as a `page`: its number, name, title, file or address"

var (
	titleKey   = newKey{"title", "the `title`, of which the address is made"}
	summaryKey = newKey{"summary", "what readers get from it, in a `sentence`"}
)

// newKind is a kind of thing that guide new can write.
type newKind struct {
	name, article, what, to, example string
	keys                             []newKey
	isPage                           bool
	plan                             func(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error)
	next                             string // what to do next; a verb stands for the name of the page
}

// newKey is a flag that must be given.
type newKey struct{ name, usage string }

// newValues are the values of the flags.
type newValues struct {
	text  map[string]*string
	to    string
	draft bool
}

func (a *app) newNewCmd() *cobra.Command {
	var names []string
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Write a new step, topic, page, item, resource or term",
		Long: `new writes a step, a topic or a page, or adds an item, a resource or a term to a file.

Numbers, addresses and ids are made for it, such that they clash with nothing: the address of the title, in its own
script; the id of the title, in the letters a to z. guide rename changes them. No other byte of a file changes.`,
		Example: "  guide new step --title \"Mentor others\" --summary \"Pass on what you know.\"\n" +
			"  guide new item --to mentor-others --title \"Offer to mentor one person\"",
	}
	for _, k := range newKinds {
		names = append(names, k.name)
		cmd.AddCommand(a.newKindCmd(k))
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		hint := "write guide new and one of " + strings.Join(names, ", ")
		if len(args) == 0 {
			return usageError{fmt.Errorf("new needs to know what to write"), hint}
		}
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			hint = fmt.Sprintf("did you mean guide new %s?", near[0])
		}
		return usageError{fmt.Errorf("there is no kind %q", args[0]), hint}
	}
	cmd.RunE = func(*cobra.Command, []string) error { return nil } // never: Args fails
	return cmd
}

func (a *app) newKindCmd(k newKind) *cobra.Command {
	c := changer{app: a}
	v := newValues{text: map[string]*string{}}
	verb, rest, _ := strings.Cut(k.what, "s ") // writes a new step: Write a new step
	cmd := &cobra.Command{
		Use:     k.name,
		Short:   strings.ToUpper(verb[:1]) + verb[1:] + " " + rest,
		Long:    k.name + " " + k.what + ".",
		Example: "  guide new " + k.name + " " + k.example,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usageError{fmt.Errorf("unexpected argument %q", args[0]),
				fmt.Sprintf("did you mean --title %q?", strings.Join(args, " "))}
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := k.check(v); err != nil {
				return err
			}
			v.to = c.inSource(v.to)
			c.everywhere = k.name == "step" && v.to != ""
			c.plan = func(g *guide.Guide, source fs.FS) (*refactor.Change, error) { return k.plan(g, source, v) }
			change, err := c.run(cmd.Context())
			if err == nil && !c.dryRun {
				a.printNext(k, v, change)
			}
			return err
		},
	}
	for _, key := range k.keys {
		v.text[key.name] = cmd.Flags().String(key.name, "", key.usage)
	}
	if v.text["type"] != nil {
		_ = cmd.RegisterFlagCompletionFunc("type", a.completeTypes)
	}
	if k.to != "" {
		cmd.Flags().StringVar(&v.to, "to", "", k.to)
	}
	if k.isPage {
		cmd.Flags().BoolVar(&v.draft, "draft", false, "write draft: true, which keeps it out of the public site")
	}
	c.addDryRun(cmd)
	return cmd
}

// printNext says what the new thing is called, and what to do next.
func (a *app) printNext(k newKind, v newValues, change *refactor.Change) {
	switch {
	case k.isPage:
		a.logf("its address is %s, until guide rename changes it", change.Address)
	case change.Address != guide.GlossaryAddress:
		a.logf("its id is %s, until guide rename changes it", change.ID)
	}
	a.logf("next: %s", strings.ReplaceAll(k.next, "%s", path.Base(change.Address)+a.sourceFlag()))
	if v.draft {
		a.logf("then delete draft: true, so that it is published")
	}
}

// check reports flags that are missing, or texts that cannot be values.
func (k newKind) check(v newValues) error {
	var missing []string
	for _, key := range k.keys {
		if *v.text[key.name] == "" {
			missing = append(missing, "--"+key.name)
		} else if err := checkText("--"+key.name, *v.text[key.name]); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		return usageError{fmt.Errorf("%s needs %s", k.article, strings.Join(missing, " and ")),
			"write it as in guide new " + k.name + " " + k.example}
	}
	return nil
}

// completeTypes returns the types of resources: those of the guide, too, as far as its settings can be read.
func (a *app) completeTypes(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var settings frontmatter.Settings
	if source, err := openSource(a.source); err == nil {
		defer source.Close()
		data, _ := fs.ReadFile(source, guide.SettingsFile) // without the file there are the built-in types
		settings, _ = frontmatter.ParseSettings(guide.SettingsFile, data)
	}
	return settings.AllResourceTypes(), cobra.ShellCompDirectiveNoFileComp
}
