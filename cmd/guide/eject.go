package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
	"guide/cmd/internal/skeleton"
	"guide/cmd/internal/suggest"
	"guide/static"
	"guide/templates"
)

// messagesDir is where files of messages are, in a source folder.
const messagesDir = "templates/i18n/"

// ejectFlags are the flags of guide eject.
type ejectFlags struct{ print, diff bool }

func (a *app) newEjectCmd() *cobra.Command {
	var f ejectFlags
	cmd := &cobra.Command{
		Use:   "eject [FILE]",
		Short: "Write a template, style sheet or script of the program out, to be changed",
		Long: `eject writes a file of the program into templates/ or static/, where it takes the place of the program's
own, or lists the files that there are.

Few changes need that: guide help themes says how to change a colour, a word or one block of a page, and what stays up
to date by itself. The first line of the file says of which version it is; guide check says when the program's own has
changed since, and --diff shows how the two differ.

i18n/de.yaml, or the file of any other language, is one of messages to begin with: each is behind a #, which is removed
to change or to translate it.

eject changes no file that exists.`,
		Example: "  guide eject\n  guide eject footer.html\n  guide eject css/components.css --print\n" +
			"  guide eject i18n/de.yaml\n  guide eject --diff templates/footer.html",
		Args: func(cmd *cobra.Command, args []string) error {
			return noArgs(cmd, args[min(len(args), 1):])
		},
		ValidArgsFunction: cobra.FixedCompletions(builtInFiles(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case f.print && f.diff:
				return usageErrorf("--print and --diff exclude each other")
			case len(args) == 1:
				return a.eject(args[0], f)
			case f.print || f.diff:
				return usageErrorf("there is no file to show: name one")
			}
			_, err := fmt.Fprintln(a.stdout, strings.Join(builtInFiles(), "\n"))
			return err
		},
	}
	cmd.Flags().BoolVar(&f.print, "print", false, "print the file and write nothing")
	cmd.Flags().BoolVar(&f.diff, "diff", false,
		"show, as a diff, how your file differs from the program's own, and write nothing")
	return cmd
}

// builtInFiles returns the names of the files of the program, as they are in a source folder.
func builtInFiles() (names []string) {
	for dir, fsys := range map[string]fs.FS{"templates": templates.FS, "static": static.FS} {
		_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				names = append(names, dir+"/"+name)
			}
			return err
		})
	}
	slices.Sort(names)
	return names
}

// findBuiltIn returns the name of the file of the program that somebody names by it, or by the end of it.
func findBuiltIn(name string) (string, error) {
	asked := strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), "./")
	tag, isMessages := strings.CutPrefix(strings.TrimPrefix(asked, "templates/"), "i18n/")
	if tag, isYAML := strings.CutSuffix(tag, ".yaml"); isMessages && isYAML && checkLanguage(tag) == nil {
		return messagesDir + tag + ".yaml", nil
	}
	names := builtInFiles()
	var found, ends []string
	for _, n := range names {
		if n == asked || strings.HasSuffix(n, "/"+asked) {
			found = append(found, n)
		}
		ends = append(ends, path.Base(n))
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", usageErrorf("%q is the name of %s", name, joinWords(found))
	}
	hint := "guide eject lists the files of the program"
	if i := slices.Index(ends, suggest.Nearest(path.Base(asked), ends)); i >= 0 {
		hint = fmt.Sprintf("did you mean %s?", names[i])
	}
	return "", usageError{fmt.Errorf("the program has no file %q", name), hint}
}

// ejected returns a file of the program as eject writes it.
func ejected(name string) ([]byte, error) {
	if strings.HasPrefix(name, messagesDir) {
		return site.MessagesToChange(templates.FS, strings.TrimPrefix(name, "templates/"))
	}
	dir, base, _ := strings.Cut(name, "/")
	fsys := fs.FS(templates.FS)
	if dir == "static" {
		fsys = static.FS
	}
	data, err := fs.ReadFile(fsys, base)
	return site.Ejected(name, data, version()), err
}

// eject writes a file of the program into the source folder, or shows it.
func (a *app) eject(name string, f ejectFlags) error {
	name, err := findBuiltIn(name)
	if err != nil {
		return err
	}
	data, err := ejected(name)
	if err != nil {
		return err
	}
	switch {
	case f.print:
		_, err := a.stdout.Write(data)
		return err
	case !a.hasContent():
		return guide.ErrNoContent
	case f.diff:
		return a.diffEjected(name, data)
	}
	hint := "guide eject --diff " + name + " shows how it differs from the program's own"
	if strings.HasPrefix(name, messagesDir) {
		hint = "guide eject --print " + name + " prints what to take messages from"
	}
	kept, err := writeNewFiles(a.source, []skeleton.File{{Name: name, Data: data}})
	switch {
	case err != nil:
		return fmt.Errorf("nothing was written: %w", err)
	case len(kept) > 0:
		return hintedError{fmt.Errorf("%s is there already, and stays as it is", name), hint}
	}
	a.logf("wrote %s", path.Join(filepath.ToSlash(a.source), name))
	if name == "static/css/tokens.css" {
		a.printHint("delete the lines that you do not change: those stay as in the program")
	}
	return nil
}

// diffEjected prints how a file of the source folder differs from what eject would write.
func (a *app) diffEjected(name string, data []byte) error {
	own, err := os.ReadFile(filepath.Join(a.source, filepath.FromSlash(name)))
	if err != nil {
		return hintedError{fmt.Errorf("%s: %s", name, diag.Cause(err)), "guide eject " + name + " writes it"}
	}
	_, err = io.WriteString(a.stdout, a.printableDiff(edit.Diff(name, name, own, data)))
	return err
}
