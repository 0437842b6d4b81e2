package asset

import (
	"fmt"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"guide/cmd/internal/diag"
)

// bundleResult is what became of one entry file.
type bundleResult struct {
	name     string // of the bundle in the site; "" where there is none
	files    []File // the bundle and the pictures that it shows
	problems []diag.Problem
}

// bundle bundles an entry file with what it imports.
func bundle(src sourceFS, entry string) bundleResult {
	if !src.has(entry) {
		return bundleResult{}
	}
	result := api.Build(buildOptions(src, entry))
	var out bundleResult
	for _, m := range result.Errors {
		out.problems = append(out.problems, problem(m, entry, diag.Error))
	}
	for _, m := range result.Warnings {
		out.problems = append(out.problems, problem(m, entry, severityOf(m)))
	}
	if len(result.Errors) > 0 {
		return out
	}
	for _, f := range result.OutputFiles {
		name := Dir + "/" + path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
		out.files = append(out.files, File{Name: name, Data: append([]byte{}, f.Contents...)})
		if path.Ext(name) == path.Ext(entry) { // pictures have other ones
			out.name = name
		}
	}
	return out
}

func buildOptions(src sourceFS, entry string) api.BuildOptions {
	return api.BuildOptions{
		// The name is none that the working folder could have: esbuild looks there first.
		EntryPointsAdvanced: []api.EntryPoint{{InputPath: namespace + ":" + entry,
			OutputPath: strings.TrimSuffix(path.Base(entry), path.Ext(entry))}},
		EntryNames:        "[name].[hash]",
		AssetNames:        "[name].[hash]",
		Outdir:            Dir, // of no file system
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "119"},
			{Name: api.EngineFirefox, Version: "119"},
			{Name: api.EngineSafari, Version: "17.1"},
		},
		TsconfigRaw: "{}",
		LogLevel:    api.LogLevelSilent,
		Plugins:     []api.Plugin{src.plugin(entry)},
	}
}

// severityOf is that of a warning of esbuild: an error where the browser would do without what is
// written, a warning where it may be meant.
func severityOf(m api.Message) diag.Severity {
	switch m.ID {
	case "css-syntax-error", "invalid-@charset", "invalid-@import", "invalid-@layer", "invalid-calc",
		"js-comment-in-css", "empty-glob":
		return diag.Error
	}
	return diag.Warning
}

// problem turns a message of esbuild into a problem.
func problem(m api.Message, entry string, severity diag.Severity) diag.Problem {
	p := diag.Problem{File: "static/" + entry}
	if l := m.Location; l != nil {
		// The columns of esbuild are bytes from 0; those of one line do not need the file.
		p = diag.NewLines([]byte(l.LineText)).Problem(locationFile(l), l.Column, l.Length, severity, "", "")
		p.Line = l.Line
	}
	p.Severity, p.Message, p.Hint = severity, m.Text, hint(m)
	p.Code = "script"
	if path.Ext(entry) == ".css" {
		p.Code = "css"
	}
	return p
}

// hint returns what esbuild adds to a message: its first note, with the place that it may speak of.
func hint(m api.Message) string {
	switch {
	case len(m.Notes) > 0 && m.Notes[0].Location != nil:
		l := m.Notes[0].Location
		return fmt.Sprintf("%s %s:%d", m.Notes[0].Text, locationFile(l), l.Line)
	case len(m.Notes) > 0:
		return m.Notes[0].Text
	case m.Location != nil && m.Location.Suggestion != "":
		return fmt.Sprintf("did you mean %q?", m.Location.Suggestion)
	}
	return ""
}

func locationFile(l *api.Location) string {
	return "static/" + strings.TrimPrefix(l.File, namespace+":")
}
