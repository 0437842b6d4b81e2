package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
	"guide/cmd/internal/skeleton"
	"guide/templates"
)

// initFlags are the flags of guide init. "" and nil are not given.
type initFlags struct {
	title, language, host string
	audiences             []string
	yes                   bool
}

func (a *app) newInitCmd() *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a new guide of three steps, to be filled with your own words",
		Long: `init makes a new guide in the folder DIR, or in the current one.

The guide has three steps, a topic, two pages and a glossary. Their text holds for many careers, and a box on each page
tells editors how it is made. The guide has no problems: it can be built at once, and changed piece by piece.

On a terminal init asks what no flag says; elsewhere, and with --yes, it takes what is usual. It makes no guide where
there is one, and changes no file that exists.

A guide in a language for which the program has no words gets them in English, in templates/i18n/, to be translated.
With --host github-pages there is a workflow that checks every change and publishes the guide. The settings in .vscode/
let VS Code complete and check the keys of YAML files: see guide help schema.`,
		Example: "  guide init\n  guide init nursing --title \"Become a nurse\" --audience new=\"New to nursing\" " +
			"--audience ward=\"On a ward now\"\n  guide init pflege --language de --host github-pages --yes",
		SuggestFor: []string{"create", "start"},
		Args: func(cmd *cobra.Command, args []string) error {
			return noArgs(cmd, args[min(len(args), 1):])
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if cmd.Flags().Changed("source") {
					return usageErrorf("%q and --source both name the folder: leave one of them out", args[0])
				}
				a.source = args[0]
			}
			return a.runInit(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.title, "title", "", "the `title` of the guide (default: made from the name of the folder)")
	flags.StringVar(&f.language, "language", "", "the `language` of the guide, such as en-GB or de (default en-GB)")
	flags.StringArrayVar(&f.audiences, "audience", nil,
		"a kind of `reader`, as key=name, such as new=\"New to nursing\"; once for each")
	flags.StringVar(&f.host, "host", "", "the `host` that publishes the guide: github-pages or none (default none)")
	flags.BoolVar(&f.yes, "yes", false, "ask nothing")
	_ = cmd.RegisterFlagCompletionFunc("host",
		cobra.FixedCompletions(skeleton.Hosts, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) runInit(ctx context.Context, f initFlags) error {
	if err := a.makeGuide(ctx, f); err != nil {
		return err
	}
	a.logf("next: guide serve%s --open", a.sourceFlag())
	return nil
}

// newGuideHint says how to make a guide where there is none.
func (a *app) newGuideHint() string {
	const elsewhere = "; if there is one elsewhere, name its folder with --source"
	if dir := a.sourceName(); dir != "" {
		return "guide init " + dir + " makes a guide there" + elsewhere
	}
	return "guide init makes a guide here" + elsewhere
}

// offerGuide offers to make a guide in a source folder that has none, if somebody can be asked.
func (a *app) offerGuide(ctx context.Context) error {
	if _, err := os.Stat(a.source); err != nil || a.answers == nil || a.hasContent() {
		return nil
	}
	yes, err := a.confirm(ctx, "there is no guide in this folder: make one?")
	if err != nil || !yes {
		return err
	}
	return a.makeGuide(ctx, initFlags{})
}

// makeGuide writes a new guide into the source folder and says what it has written.
func (a *app) makeGuide(ctx context.Context, f initFlags) error {
	if info, err := os.Stat(a.source); err == nil && !info.IsDir() {
		return usageErrorf("%s is not a folder", a.source)
	}
	if a.hasContent() {
		return hintedError{fmt.Errorf("%s is there already", path.Join(filepath.ToSlash(a.source), guide.ContentDir)),
			"name another folder for a new guide: guide init DIR"}
	}
	g, host, err := a.describeGuide(ctx, f)
	if err != nil {
		return err
	}
	files, err := g.Files(host)
	if err != nil {
		return err
	}
	messages, data, err := site.NewMessages(templates.FS, g.Language)
	if err != nil {
		return err
	}
	if messages != "" {
		files = append(files, skeleton.File{Name: "templates/" + messages, Data: data})
	}
	editor, err := editorFiles(frontmatter.Draft2020)
	if err != nil {
		return err
	}
	files = append(files, editor...)
	kept, err := writeNewFiles(a.source, files)
	if err != nil {
		return fmt.Errorf("nothing was written: %w", err)
	}
	a.reportNewGuide(g, files, kept)
	return nil
}

// hasContent reports whether the source folder has a guide, or something in its place.
func (a *app) hasContent() bool {
	_, err := os.Lstat(filepath.Join(a.source, guide.ContentDir))
	return err == nil
}

// reportNewGuide says what was written, what was left alone, and what is left to do.
func (a *app) reportNewGuide(g skeleton.Guide, files []skeleton.File, kept []string) {
	a.logf("%s: a guide of 3 steps, in %s", g.Title, pluralize(len(files)-len(kept), "file"))
	for _, f := range files {
		switch name := path.Join(filepath.ToSlash(a.source), f.Name); {
		case slices.Contains(kept, f.Name):
			a.warn(name + " was there already, and stays as it is")
			switch {
			case f.Name == ".gitignore":
				a.printHint("unless they are there, add the lines /public/, /offline/ and /.*.guide-* to it")
			case strings.HasPrefix(f.Name, vscodeDir):
				a.printHint("guide schema --write prints what to add to it")
			}
		case strings.HasPrefix(f.Name, "templates/"):
			a.logf("%s has the words of the pages in English: translate them into %s", name, g.Language)
		case strings.HasPrefix(f.Name, workflowsDir):
			a.reportWorkflow(name)
		}
	}
}

// workflowsDir is where GitHub looks for workflows.
const workflowsDir = ".github/workflows/"

// reportWorkflow says what a workflow still needs.
func (a *app) reportWorkflow(name string) {
	root := repositoryRoot(realPath(a.source), "")
	if root != "" && root != realPath(a.source) {
		a.warn(name + " is not at the top of the repository, where GitHub looks for it")
		a.printHint("make the guide a repository of its own")
		return
	}
	a.logf("%s publishes the guide once it has the address of the program: its first lines say where to write it", name)
}

// sourceFlag returns the flag that names the source folder, after a space; "" for the current folder.
func (a *app) sourceFlag() string {
	if dir := a.sourceName(); dir != "" {
		return " --source " + dir
	}
	return ""
}

// sourceName returns the source folder as a word for a command line, or "" for the current folder.
func (a *app) sourceName() string {
	if here, err := os.Getwd(); err == nil && realPath(a.source) == realPath(here) {
		return ""
	}
	if strings.ContainsAny(a.source, " '$&;()*") {
		return fmt.Sprintf("%q", a.source)
	}
	return a.source
}

// writeNewFiles writes files into a folder, which it makes if need be, and returns the names of those that exist, which
// it leaves as they are. If it fails, it removes what it has written.
func writeNewFiles(dir string, files []skeleton.File) (kept []string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var made []string // files and folders
	defer func() {
		if err != nil {
			for _, name := range slices.Backward(made) {
				_ = root.Remove(name)
			}
		}
	}()
	for _, f := range files {
		for i, c := range f.Name {
			if c != '/' {
				continue
			}
			if err := root.Mkdir(f.Name[:i], 0o777); err == nil {
				made = append(made, f.Name[:i])
			} else if !errors.Is(err, fs.ErrExist) {
				return nil, fmt.Errorf("%s: %s", f.Name[:i], diag.Cause(err))
			}
		}
		switch err := createFile(root, f.Name, f.Data, 0); {
		case errors.Is(err, fs.ErrExist):
			kept = append(kept, f.Name)
		case err != nil:
			made = append(made, f.Name)
			return nil, fmt.Errorf("%s: %s", f.Name, diag.Cause(err))
		default:
			made = append(made, f.Name)
		}
	}
	return kept, nil
}
