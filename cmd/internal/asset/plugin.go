package asset

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// sourceFS holds the files that esbuild can read.
type sourceFS struct {
	fsys  fs.FS
	files []string // sorted; used for lookups, since disks may ignore case
	layers
}

// namespace is esbuild's namespace for files of the source. That of files on disk is "file".
const namespace = "static"

// loaders are the loaders by extension. Files with LoaderFile are published unchanged.
var loaders = map[string]api.Loader{
	".css": api.LoaderCSS,
	".js":  api.LoaderJS, ".mjs": api.LoaderJS, ".ts": api.LoaderTS, ".json": api.LoaderJSON,
	".svg": api.LoaderFile, ".png": api.LoaderFile, ".jpg": api.LoaderFile, ".jpeg": api.LoaderFile,
	".gif": api.LoaderFile, ".webp": api.LoaderFile, ".avif": api.LoaderFile,
	".woff2": api.LoaderFile, ".woff": api.LoaderFile, ".ttf": api.LoaderFile, ".otf": api.LoaderFile,
}

var schemePattern = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*:|//)`)

func (s sourceFS) has(name string) bool {
	_, found := slices.BinarySearch(s.files, name)
	return found
}

// plugin returns a plugin that resolves and loads all files.
func (s sourceFS) plugin(entry string) api.Plugin {
	return api.Plugin{Name: namespace, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			switch {
			case a.Kind == api.ResolveEntryPoint && entry == s.entry:
				return api.OnResolveResult{Path: entry, Namespace: layersNamespace}, nil
			case a.Kind == api.ResolveEntryPoint:
				return api.OnResolveResult{Path: entry, Namespace: namespace}, nil
			case a.Namespace == layersNamespace:
				return resolveLayer(a.Path), nil
			}
			return s.resolve(a)
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			switch a.Namespace {
			case namespace:
				return load(s.fsys, a.Path)
			case builtInNamespace:
				return load(s.builtIn, a.Path)
			case layersNamespace:
				return s.loadLayers(a.Path), nil
			}
			return api.OnLoadResult{}, fmt.Errorf("an import is a fixed path in quotes")
		})
	}}
}

// resolve returns the file that an import refers to.
func (s sourceFS) resolve(a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind == api.ResolveCSSURLToken && (a.Path == "" || a.Path[0] == '#' ||
		strings.HasPrefix(strings.ToLower(a.Path), "data:")) {
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	}
	if err := checkRelative(a); err != nil {
		return api.OnResolveResult{}, err
	}
	dest, suffix := a.Path, ""
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		dest, suffix = dest[:i], dest[i:]
	}
	if unescaped, err := url.PathUnescape(dest); err == nil && inCSS(a.Kind) {
		dest = unescaped
	}
	name := path.Join(path.Dir(a.Importer), dest)
	if !fs.ValidPath(name) {
		return api.OnResolveResult{}, fmt.Errorf("%q leads out of static/", a.Path)
	}
	if !s.has(name) {
		return api.OnResolveResult{}, fmt.Errorf("there is no file static/%s", name)
	}
	if err := checkLoadable(name, a.Kind); err != nil {
		return api.OnResolveResult{}, err
	}
	if name == tokensFile && s.tokens {
		return api.OnResolveResult{Path: name, Namespace: layersNamespace}, nil
	}
	return api.OnResolveResult{Path: name, Namespace: namespace, Suffix: suffix}, nil
}

// checkRelative fails unless an import is a path relative to the importing file.
func checkRelative(a api.OnResolveArgs) error {
	switch start := schemePattern.FindString(a.Path); {
	case strings.EqualFold(start, "data:"):
		return fmt.Errorf("an import from a data: address: put it into a file of its own")
	case start != "":
		return fmt.Errorf("%q is not in static/: a published page loads nothing from elsewhere", a.Path)
	case strings.HasPrefix(a.Path, "/"):
		return fmt.Errorf("%q must be a path relative to this file", a.Path)
	case !inCSS(a.Kind) && !strings.HasPrefix(a.Path, "."):
		return fmt.Errorf("%q is not a path: write %q for a file in this folder; packages cannot be imported", a.Path,
			"./"+a.Path)
	}
	return nil
}

// checkLoadable fails if an import cannot use a file of this type.
func checkLoadable(name string, kind api.ResolveKind) error {
	loader := loaders[strings.ToLower(path.Ext(name))]
	switch {
	case kind == api.ResolveCSSURLToken && loader == api.LoaderFile,
		inCSS(kind) && kind != api.ResolveCSSURLToken && loader == api.LoaderCSS,
		!inCSS(kind) && slices.Contains([]api.Loader{api.LoaderJS, api.LoaderTS, api.LoaderJSON}, loader):
		return nil
	case kind == api.ResolveCSSURLToken:
		return fmt.Errorf("static/%s is neither an image nor a font that a style sheet can use", name)
	case inCSS(kind):
		return fmt.Errorf("static/%s is not a style sheet", name)
	}
	return fmt.Errorf("static/%s is neither a script nor JSON", name)
}

func inCSS(kind api.ResolveKind) bool {
	switch kind {
	case api.ResolveCSSImportRule, api.ResolveCSSComposesFrom, api.ResolveCSSURLToken:
		return true
	}
	return false
}

// load reads a file, without a byte order mark.
func load(fsys fs.FS, name string) (api.OnLoadResult, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	loader := loaders[strings.ToLower(path.Ext(name))]
	if err := CheckFont(data); err != nil && IsFont(name) {
		return api.OnLoadResult{}, fmt.Errorf("static/%s: %w", name, err)
	}
	if loader != api.LoaderFile {
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	contents := string(data)
	return api.OnLoadResult{Contents: &contents, Loader: loader}, nil
}
