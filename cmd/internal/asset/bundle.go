package asset

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"guide/cmd/internal/diag"
)

// bundleResult is the result of bundling an entry file.
type bundleResult struct {
	name     string // name of the bundle in the site; "" if there is none
	files    []File // the bundle and its images
	problems []diag.Problem
	messages []string // the keys that its scripts ask for
	inputs   []string // the files of the source that it is made of
}

// messagePattern finds in a script what asks for a message.
var messagePattern = regexp.MustCompile(`\bmessage\("([^"]+)"`)

// bundle bundles an entry file with what it imports.
func bundle(src sourceFS, entry string) bundleResult {
	if !src.has(entry) {
		return bundleResult{}
	}
	result := api.Build(buildOptions(src, entry))
	var out bundleResult
	for _, m := range result.Errors {
		out.problems = append(out.problems, problem(m, entry))
	}
	for _, m := range result.Warnings {
		p := problem(m, entry)
		if mayBeMeant(m) {
			p = p.Lowered()
		}
		out.problems = append(out.problems, p)
	}
	if len(result.Errors) > 0 {
		return out
	}
	for _, f := range result.OutputFiles {
		name := outputDir + "/" + path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
		out.files = append(out.files, File{Name: name, Data: append([]byte{}, f.Contents...)})
		if path.Ext(name) == path.Ext(entry) { // images have other extensions
			out.name = name
		}
	}
	out.inputs = inputsIn(result.Metafile)
	out.messages = messagesIn(src, out.inputs)
	return out
}

// inputsIn returns the files of the source that a metafile lists.
func inputsIn(metafile string) (files []string) {
	var bundled struct{ Inputs map[string]struct{} }
	if err := json.Unmarshal([]byte(metafile), &bundled); err != nil {
		panic("asset: " + err.Error()) // esbuild wrote it
	}
	for name := range bundled.Inputs {
		if file, ok := strings.CutPrefix(name, namespace+":"); ok {
			files = append(files, file)
		}
	}
	return files
}

// messagesIn returns the keys of the messages that the sources of a bundle ask for.
func messagesIn(src sourceFS, inputs []string) (keys []string) {
	for _, name := range inputs {
		data, err := fs.ReadFile(src.fsys, name)
		if err != nil {
			continue // it has gone since: the next build says so
		}
		for _, m := range messagePattern.FindAllSubmatch(data, -1) {
			keys = append(keys, string(m[1]))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func buildOptions(src sourceFS, entry string) api.BuildOptions {
	return api.BuildOptions{
		// The prefix avoids names of files in the working folder, where esbuild looks first.
		EntryPointsAdvanced: []api.EntryPoint{{InputPath: namespace + ":" + entry,
			OutputPath: strings.TrimSuffix(path.Base(entry), path.Ext(entry))}},
		EntryNames:        "[name].[hash]",
		AssetNames:        "[name].[hash]",
		Outdir:            outputDir, // not a folder of a file system
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "123"},
			{Name: api.EngineFirefox, Version: "128"},
			{Name: api.EngineSafari, Version: "17.5"},
		},
		TsconfigRaw: "{}",
		LogLevel:    api.LogLevelSilent,
		Metafile:    true,
		Plugins:     []api.Plugin{src.plugin(entry)},
	}
}

// mayBeMeant reports whether a warning of esbuild stays one: not if browsers would ignore the code.
func mayBeMeant(m api.Message) bool {
	switch m.ID {
	case "css-syntax-error", "invalid-@charset", "invalid-@import", "invalid-@layer", "invalid-calc",
		"js-comment-in-css", "empty-glob":
		return false
	}
	return true
}

// problem converts a message of esbuild.
func problem(m api.Message, entry string) diag.Problem {
	rule := diag.Script
	if path.Ext(entry) == ".css" {
		rule = diag.CSS
	}
	pos := diag.Problem{File: "static/" + entry}
	if l := m.Location; l != nil {
		// Columns of esbuild are byte offsets in the line, so the line is enough to convert them.
		pos = diag.NewLines([]byte(l.LineText)).Range(locationFile(l), l.Column, l.Length)
		pos.Line = l.Line
	}
	return rule.At(pos, m.Text, hint(m))
}

// hint returns the first note of a message of esbuild, with its position if it has one, or a suggestion.
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
