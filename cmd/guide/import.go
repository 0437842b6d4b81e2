package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/importer"
	"guide/cmd/internal/refactor"
	"guide/cmd/internal/skeleton"
)

// importFlags are the flags of guide import.
type importFlags struct {
	importer.Options
	into, report string
	dryRun       bool
}

func (a *app) newImportCmd() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FOLDER",
		Short: "Make a guide of what another program has",
		Long: `import makes a guide of the source of a site of Hugo, Jekyll, MkDocs, Docusaurus, mdBook or GitBook, of a
folder of Markdown, or of checklists: name the folder, or a file in YAML, JSON or CSV.

Texts become steps, and those below them topics, in the order of the source: by its nav, SUMMARY.md, weights, parents,
numbers in names, the links of a README, and else by name. The text at the top is the home page; what is not in the
order, and about.md and the like at the top, become free pages. Front matter, links, anchors, headings, admonitions,
tabs, HTML and the usual tags of templates get the form that they have here, boxes of lists become the checklist, and
pictures and downloads are copied. Addresses that pages had become aliases.

Nothing outside the folder is read, nothing in it is changed, and the folder of the guide must be new or empty. What
has no form here stays, in a comment or as it is written, and is listed. What guide check --fix can mend is mended.`,
		Example: "  guide import ../old-site --into my-guide --dry-run\n" +
			"  guide import ../old-site --into my-guide --report import.txt\n" +
			"  guide import checklist.csv --into my-guide --title \"Become a nurse\"",
		SuggestFor: []string{"convert", "migrate"},
		Args:       exactArgs("import needs the folder of the old site: guide import FOLDER --into DIR", 1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.into != "" && cmd.Flags().Changed("source") {
				return usageErrorf("--into and --source both name the folder of the guide: leave one of them out")
			}
			if f.into != "" {
				a.source = f.into
			}
			return a.runImport(cmd.Context(), args[0], f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.into, "into", "", "the `folder` of the new guide (default the current one)")
	flags.StringVar(&f.From, "from", "", "the `kind` of source: "+strings.Join(importer.Kinds, ", ")+
		" (default found out)")
	flags.StringVar(&f.Title, "title", "", "the `title` of the guide (default that of the source)")
	flags.StringVar(&f.Language, "language", "", "the `language` of the guide (default that of the source, or en)")
	flags.StringVar(&f.report, "report", "", "also write what could not be carried over into this new `file`")
	flags.BoolVar(&f.dryRun, "dry-run", false, "list the files that would be written, and write nothing")
	_ = cmd.MarkFlagDirname("into")
	_ = cmd.RegisterFlagCompletionFunc("from",
		cobra.FixedCompletions(importer.Kinds, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// check reports flags with a value that they cannot have. A report replaces no file.
func (f importFlags) check() error {
	if f.From != "" && !slices.Contains(importer.Kinds, f.From) {
		return usageError{fmt.Errorf("--from: %q cannot be imported", f.From),
			"write " + strings.Join(importer.Kinds, ", ")}
	}
	if _, err := os.Lstat(f.report); f.report != "" && err == nil {
		return usageErrorf("--report: %s is there already", f.report)
	}
	return initFlags{title: f.Title, language: f.Language}.check()
}

// runImport imports a folder or file.
func (a *app) runImport(ctx context.Context, from string, f importFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := a.checkTarget(); err != nil {
		return err
	}
	dir := from
	switch info, err := os.Stat(from); {
	case err != nil:
		return usageErrorf("there is no folder %s", from)
	case !info.IsDir():
		ext := strings.ToLower(filepath.Ext(from))
		if !slices.Contains([]string{".yaml", ".yml", ".json", ".csv", ".tsv"}, ext) {
			return usageError{fmt.Errorf("%s is neither a folder nor a checklist", from), "name its folder"}
		}
		dir, f.File, f.From = filepath.Dir(from), filepath.Base(from), "checklist"
		f.Folder = strings.TrimSuffix(f.File, filepath.Ext(f.File))
	default:
		f.Folder = filepath.Base(realPath(from))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	result, err := importer.Read(root.FS(), f.Options)
	if err != nil {
		return hintedError{fmt.Errorf("%s: %w", from, err),
			"name the folder that holds the settings of the site, or say what it is with --from"}
	}
	fixes, err := a.fixImported(ctx, result)
	if err != nil {
		return err
	}
	return a.writeImported(result, fixes, f)
}

// checkTarget reports a folder for the guide that has something in it.
func (a *app) checkTarget() error {
	entries, err := os.ReadDir(a.source)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usageErrorf("%s is not a folder", a.source)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return usageError{fmt.Errorf("the folder of the guide, %s, is not empty: it has %s", a.source, e.Name()),
				"name a new one: --into DIR"}
		}
	}
	return nil
}

// noFiles is a file system without files.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// fixImported mends what can be mended in an imported guide.
func (a *app) fixImported(ctx context.Context, result *importer.Result) (*fixer, error) {
	now, err := buildTime()
	if err != nil {
		return nil, err
	}
	p := &project{source: newChangedFS(noFiles{}, &refactor.Change{Added: result.Files}), now: now, drafts: true,
		checkOnly: true}
	fixes, err := p.fixAll(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range fixes.overlay.changed() {
		_, result.Files[name] = fixes.overlay.contents(name)
	}
	return fixes, nil
}

// writeImported writes an imported guide, and reports what could not be carried over.
func (a *app) writeImported(result *importer.Result, fixes *fixer, f importFlags) error {
	var files []skeleton.File
	for _, name := range slices.Sorted(maps.Keys(result.Files)) {
		files = append(files, skeleton.File{Name: name, Data: result.Files[name]})
		if from := result.From[name]; f.dryRun && from != "" {
			fmt.Fprintf(a.stdout, "%s becomes %s\n", from, name)
		} else if f.dryRun {
			fmt.Fprintf(a.stdout, "%s is new\n", name)
		}
	}
	var report strings.Builder
	for _, n := range result.Notes {
		report.WriteString(diag.Printable(n.String()) + "\n")
	}
	if !f.dryRun {
		if _, err := writeNewFiles(a.source, files); err != nil {
			return fmt.Errorf("nothing was written: %w", err)
		}
	}
	fmt.Fprint(a.stdout, report.String())
	if f.report != "" && !f.dryRun {
		if err := writeNew(f.report, []byte(report.String())); err != nil {
			return fmt.Errorf("the guide was written, but not the report: %s: %s", f.report, diag.Cause(err))
		}
	}
	a.reportImported(result, fixes, f)
	return nil
}

// writeNew writes a file that must not be there.
func writeNew(name string, data []byte) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer root.Close()
	return createFile(root, filepath.Base(name), data, 0)
}

// reportImported says what was imported, what is left to do, and how to go on.
func (a *app) reportImported(r *importer.Result, fixes *fixer, f importFlags) {
	actions, flags := 0, a.sourceFlag()
	for _, d := range fixes.guide.AllDocs() {
		actions += len(d.Checklist)
	}
	if slices.ContainsFunc(fixes.guide.AllDocs(), func(d *guide.Doc) bool { return d.Draft }) {
		flags += " --drafts"
	}
	a.logf("%s (%s): %s, %s, %s, %s, %s", r.Title, r.Kind, pluralize(r.Steps, "step"), pluralize(r.Topics, "topic"),
		pluralize(r.Pages, "page"), pluralize(actions, "action"), pluralize(r.Copies, "copied file"))
	if len(r.Notes) > 0 {
		a.logf("%s above could not be carried over as in the source", pluralize(len(r.Notes), "thing"))
	}
	counts := diag.Count(fixes.problems)
	counts.Notices = 0
	switch {
	case f.dryRun && counts.Faults() > 0:
		a.logf("guide check would find %s", counts)
	case counts.Faults() > 0:
		a.logf("guide check%s lists what is left to correct: %s", flags, counts)
	}
	if f.dryRun {
		a.logf("nothing was written: without --dry-run it is")
		return
	}
	a.logf("next: guide serve%s --open", a.sourceFlag())
}
