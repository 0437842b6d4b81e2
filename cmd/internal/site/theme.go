package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"html/template"
	"io/fs"
	"slices"
	"strings"

	"guide/cmd/internal/asset"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// theme is what a site has beside the guide: words, templates, style sheets and scripts. Successive
// sites share it while neither these nor the language change.
type theme struct {
	problemSet
	language   frontmatter.Text
	messages   messageFile
	converter  *markdown.Converter
	funcs      template.FuncMap
	templates  *template.Template            // the shared ones
	pages      map[string]*template.Template // by the file of a page kind: the shared ones and its blocks
	templateFS fs.FS                         // of the templates
	staticFS   fs.FS
	bundle     *asset.Bundle
	digest     hash.Hash // of the templates and the script
}

// loadTheme returns the look of the previous site if that still holds, else a new one.
func loadTheme(language frontmatter.Text, opts Options) (*theme, error) {
	if p := opts.Previous; p != nil && p.language == language && !slices.ContainsFunc(opts.Changed, isThemeFile) {
		return p.theme, nil
	}
	l := &theme{language: language, digest: sha256.New()}
	templateFS := overlay{top: subFS(opts.Source, "templates"), base: opts.Templates}
	if err := l.loadMessages(templateFS); err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	l.converter = markdown.NewConverter(func(key string) string { return l.msg(key) })
	if err := l.loadTemplates(templateFS); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	l.staticFS = overlay{top: subFS(opts.Source, "static"), base: opts.Static}
	bundle, problems := asset.Build(l.staticFS)
	l.bundle = bundle
	l.report(problems...)
	l.checkStatic(subFS(opts.Source, "static"))
	fmt.Fprint(l.digest, bundle.MainScript, bundle.ProgressScript, bundle.SearchScript, bundle.InlineScriptHash)
	return l, nil
}

func isThemeFile(file string) bool {
	return strings.HasPrefix(file, "templates/") || strings.HasPrefix(file, "static/")
}

// ThemeHash returns a name for the templates and the script of the site. Pages of two sites with one look
// differ in their text alone: what a script has done to the one is good for the other.
func (s *Site) ThemeHash() string { return hex.EncodeToString(s.digest.Sum(nil)[:8]) }
