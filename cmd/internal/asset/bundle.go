package asset

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"guide/cmd/internal/diag"
)

// namespace marks the files that are read from the fs.FS, so that esbuild never looks at the disk.
const namespace = "static"

// pictures are the files that a style sheet may show.
var pictures = map[string]api.Loader{
	".svg": api.LoaderFile, ".png": api.LoaderFile, ".jpg": api.LoaderFile, ".jpeg": api.LoaderFile,
	".gif": api.LoaderFile, ".webp": api.LoaderFile, ".woff2": api.LoaderFile,
}

// bundle bundles one entry file. The first result holds the bundle and the pictures that it shows.
func bundle(fsys fs.FS, entry string) (files []File, name string, problems []diag.Problem) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{entry},
		Bundle:            true,
		Outdir:            "/" + Dir,
		AbsWorkingDir:     "/",
		EntryNames:        "[name].[hash]",
		AssetNames:        "[name].[hash]",
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Format:            api.FormatIIFE,
		LogLevel:          api.LogLevelSilent,
		LogLimit:          0,
		Engines: []api.Engine{{Name: api.EngineChrome, Version: "119"}, {Name: api.EngineFirefox, Version: "119"},
			{Name: api.EngineSafari, Version: "17.1"}},
		Plugins: []api.Plugin{fromFS(fsys)},
		Write:   false,
	})
	for _, m := range result.Errors {
		problems = append(problems, problem(m, entry, diag.Error))
	}
	for _, m := range result.Warnings {
		severity := diag.Warning
		if strings.HasPrefix(m.ID, "css") || strings.HasSuffix(entry, ".css") {
			severity = diag.Error
		}
		problems = append(problems, problem(m, entry, severity))
	}
	if len(result.Errors) > 0 {
		return nil, "", problems
	}
	for _, f := range result.OutputFiles {
		made := File{Name: Dir + "/" + path.Base(strings.ReplaceAll(f.Path, `\`, "/")), Data: f.Contents}
		files = append(files, made)
		if path.Ext(made.Name) == path.Ext(entry) {
			name = made.Name
		}
	}
	return files, name, problems
}

// fromFS resolves and loads every file from the fs.FS.
func fromFS(fsys fs.FS) api.Plugin {
	return api.Plugin{Name: namespace, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return resolve(fsys, a)
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			return load(fsys, a.Path)
		})
	}}
}

// resolve finds the file that an import names, relative to the file that imports it.
func resolve(fsys fs.FS, a api.OnResolveArgs) (api.OnResolveResult, error) {
	name := a.Path
	switch {
	case a.Kind == api.ResolveEntryPoint:
		return api.OnResolveResult{Path: name, Namespace: namespace}, nil
	case strings.HasPrefix(name, "data:"), strings.HasPrefix(name, "#"):
		return api.OnResolveResult{Path: name, External: true}, nil
	case strings.Contains(name, "://") || strings.HasPrefix(name, "//"):
		return api.OnResolveResult{}, fmt.Errorf("%s is on another host: a published page loads nothing from elsewhere", name)
	case strings.HasPrefix(name, "/"):
		return api.OnResolveResult{}, fmt.Errorf("%s must be a path relative to this file", name)
	}
	name, _, _ = strings.Cut(name, "?")
	file := path.Join(path.Dir(a.Importer), name)
	if !fs.ValidPath(file) {
		return api.OnResolveResult{}, fmt.Errorf("%s leads out of static/", a.Path)
	}
	if _, err := fs.Stat(fsys, file); err != nil {
		return api.OnResolveResult{}, fmt.Errorf("there is no file static/%s", file)
	}
	return api.OnResolveResult{Path: file, Namespace: namespace}, nil
}

func load(fsys fs.FS, name string) (api.OnLoadResult, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	loader, ok := map[string]api.Loader{".css": api.LoaderCSS, ".js": api.LoaderJS, ".ts": api.LoaderTS, ".json": api.LoaderJSON}[path.Ext(name)]
	if !ok {
		loader, ok = pictures[strings.ToLower(path.Ext(name))]
	}
	if !ok {
		return api.OnLoadResult{}, fmt.Errorf("static/%s cannot be used from a style sheet or script", name)
	}
	contents := string(data)
	return api.OnLoadResult{Contents: &contents, Loader: loader}, nil
}

// problem turns a message of esbuild, which counts columns in bytes from 0, into one with a place.
func problem(m api.Message, entry string, severity diag.Severity) diag.Problem {
	p := diag.Problem{File: "static/" + entry, Severity: severity, Code: "style", Message: m.Text}
	if path.Ext(entry) == ".js" {
		p.Code = "script"
	}
	if l := m.Location; l != nil {
		p.File = "static/" + strings.TrimPrefix(l.File, namespace+":")
		p.Line = l.Line
		p.Column = utf8.RuneCountInString(l.LineText[:min(l.Column, len(l.LineText))]) + 1
		p.EndColumn = p.Column + utf8.RuneCountInString(l.LineText[min(l.Column, len(l.LineText)):min(l.Column+l.Length, len(l.LineText))])
		p.Hint = l.Suggestion
	}
	for _, n := range m.Notes {
		if p.Hint == "" {
			p.Hint = n.Text
		}
	}
	return p
}
