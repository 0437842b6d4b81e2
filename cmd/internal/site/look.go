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
	"guide/cmd/internal/page"
)

// look is what a site has beside the guide: words, templates, style sheets and scripts. Successive
// sites share it while neither these nor the language change.
type look struct {
	problems
	language  page.Text
	words     words
	convert   *page.Converter
	templates *template.Template
	sources   fs.FS // of the templates
	static    fs.FS
	bundle    *asset.Bundle
	id        hash.Hash // of the templates and the script
}

// lookFor returns the look of the previous site if that still holds, else a new one.
func lookFor(language page.Text, opts Options) (*look, error) {
	if p := opts.Previous; p != nil && p.language == language && !slices.ContainsFunc(opts.Changed, inLook) {
		return p.look, nil
	}
	l := &look{language: language, id: sha256.New()}
	own := overlay{top: sub(opts.Source, "templates"), base: opts.Templates}
	if err := l.loadWords(own); err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	l.convert = page.NewConverter(func(key string) string { return l.word(key) })
	if err := l.loadTemplates(own); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	l.static = overlay{top: sub(opts.Source, "static"), base: opts.Static}
	bundle, problems := asset.Build(l.static)
	l.bundle = bundle
	l.report(problems...)
	l.checkStatic(sub(opts.Source, "static"))
	fmt.Fprint(l.id, bundle.MainScript, bundle.ProgressScript, bundle.SearchScript, bundle.InlineScriptHash)
	return l, nil
}

func inLook(file string) bool {
	return strings.HasPrefix(file, "templates/") || strings.HasPrefix(file, "static/")
}

// Look returns a name for the templates and the script of the site. Pages of two sites with one look
// differ in their text alone: what a script has done to the one is good for the other.
func (s *Site) Look() string { return hex.EncodeToString(s.id.Sum(nil)[:8]) }
