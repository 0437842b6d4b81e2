package main

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/suggest"
	"guide/templates"
)

// schemaFile is a kind of file that has a JSON Schema.
type schemaFile struct {
	frontmatter.File
	where string // the files, as a pattern in the source folder
}

var schemaFiles = []schemaFile{
	{frontmatter.SettingsFile, guide.SettingsFile},
	{frontmatter.HomeFile, "content/index.md"},
	{frontmatter.StepFile, "content/steps/*/index.md"},
	{frontmatter.TopicFile, "content/steps/*/*.md"},
	{frontmatter.PageFile, "content/pages/*.md"},
	{frontmatter.GlossaryFile, guide.GlossaryFile},
	{frontmatter.ManifestFile, guide.ManifestFile},
	{frontmatter.MessagesFile, "templates/i18n/*.yaml"},
}

// jsonSchema returns the schema. That of messages has the keys of those of the program.
func (f schemaFile) jsonSchema(dialect string) ([]byte, error) {
	if f.Name != frontmatter.MessagesFile.Name {
		return f.JSONSchema(dialect)
	}
	data, err := fs.ReadFile(templates.FS, "i18n/en.yaml")
	if err != nil {
		return nil, err
	}
	return frontmatter.TranslationsOf(data).JSONSchema(dialect)
}

// dialects are the dialects of JSON Schema, by the values of the flag --dialect.
var dialects = map[string]string{defaultDialect: frontmatter.Draft2020, "draft-07": frontmatter.Draft7}

const defaultDialect = "2020-12"

func dialectNames() []string { return slices.Sorted(maps.Keys(dialects)) }

func schemaNames() []string {
	var names []string
	for _, f := range schemaFiles {
		names = append(names, f.Name)
	}
	return names
}

func (a *app) newSchemaCmd() *cobra.Command {
	var write bool
	var dialect string
	cmd := &cobra.Command{
		Use:   "schema [name]",
		Short: "Print the JSON Schema of a file, for editors",
		Long: `schema prints the JSON Schema (2020-12) of a kind of file, or lists the kinds.

With a schema an editor completes keys, explains them and marks mistakes while you type. --write writes those of YAML
files into .guide/ of the source folder, and the settings with which VS Code and its extension YAML (redhat.vscode-yaml)
use them into .vscode/. Settings of your own are left as they are. For another editor with yaml-language-server, begin
content/guide.yaml with the line

  # yaml-language-server: $schema=../.guide/settings.schema.json

Such editors look at YAML files only, not at the front matter of Markdown: guide serve and guide check do. Programs
that know front matter can use the schemas home, step, topic and page: remark-lint-frontmatter-schema does, with
--dialect draft-07.`,
		Example: "  guide schema\n  guide schema settings\n  guide schema --write\n" +
			"  guide schema step --dialect draft-07 > step.schema.json",
		ValidArgsFunction: cobra.FixedCompletions(schemaNames(), cobra.ShellCompDirectiveNoFileComp),
		Args: func(cmd *cobra.Command, args []string) error {
			if write {
				return noArgs(cmd, args)
			}
			return noArgs(cmd, args[min(len(args), 1):])
		},
		RunE: func(_ *cobra.Command, args []string) error {
			uri, ok := dialects[dialect]
			if !ok {
				return usageErrorf("--dialect: unknown dialect %q: use %s", dialect,
					strings.Join(dialectNames(), " or "))
			}
			switch {
			case write:
				return a.writeEditorFiles(uri)
			case len(args) == 0:
				return a.listSchemas()
			}
			return a.printSchema(args[0], uri)
		},
	}
	cmd.Flags().BoolVar(&write, "write", false,
		"write the schemas of YAML files, and the settings of VS Code that use them")
	cmd.Flags().StringVar(&dialect, "dialect", defaultDialect,
		"the `dialect` of JSON Schema that it says it is: "+strings.Join(dialectNames(), " or "))
	_ = cmd.RegisterFlagCompletionFunc("dialect",
		cobra.FixedCompletions(dialectNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) listSchemas() error {
	for _, f := range schemaFiles {
		if _, err := fmt.Fprintf(a.stdout, "%-9s  %-24s  %s\n", f.Name, f.where, f.Title); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printSchema(name, dialect string) error {
	i := slices.Index(schemaNames(), name)
	if i < 0 {
		hint := "guide schema lists them"
		if near := suggest.Nearest(name, schemaNames()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return usageError{fmt.Errorf("there is no schema %q", name), hint}
	}
	data, err := schemaFiles[i].jsonSchema(dialect)
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(data)
	return err
}
