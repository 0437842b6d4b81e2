package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"html/template"
	"io/fs"
	"maps"
	"strings"
	"sync"

	"guide/cmd/internal/asset"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// theme holds the templates, messages, style sheets and scripts of a site. Successive sites share it while none of its
// files, nor the language, nor a name in the settings changes.
type theme struct {
	problemSet
	language   frontmatter.Text
	names      map[string]string // see ownNames
	messages   messages
	ownTexts   func() ownTexts // templates and scripts of the editor
	converter  *markdown.Converter
	funcs      template.FuncMap
	templates  *template.Template            // the shared ones
	pages      map[string]*template.Template // by the file of a page kind: the shared ones and its blocks
	templateFS overlay                       // of the templates
	staticFS   overlay
	bundle     *asset.Bundle
	digest     hash.Hash // of the templates and the scripts

	unknownBlocks []unknownBlock

	brand     frontmatter.Brand // without files that cannot be used
	settings  frontmatter.Brand // as guide.yaml has it
	brandCSS  string            // what follows the tokens
	bandColor string            // of the brand, or ""

	brandPictures map[string]pictureInfo // by path in static/

	hasMark, hasTouchIcon bool
	writesRows            bool // see rows.go
	hasOwnTemplates       bool // or messages, of the editor
}

// loadTheme returns the theme of the previous site if none of its files changed, else loads a new one.
func loadTheme(settings *frontmatter.Settings, opts Options) (*theme, error) {
	language, brand, names := settings.Language, settings.Brand, ownNames(settings)
	if p := opts.Previous; p.Holds(isThemeFile) && p.Version.language == language && p.Version.settings == brand &&
		maps.Equal(p.Version.names, names) {
		return p.Version.theme, nil
	}
	t := &theme{language: language, names: names, brand: brand, settings: brand, digest: sha256.New()}
	source := opts.Source // opts has the previous site, too
	t.ownTexts = sync.OnceValue(func() ownTexts { return readOwnTexts(source) })
	templateFS := overlay{top: subFS(opts.Source, "templates"), base: opts.Templates}
	t.hasOwnTemplates = templateFS.hasOwn()
	if err := t.loadMessages(templateFS); err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	t.useOwnNames()
	t.converter = markdown.NewConverter(func(key string) string { return t.msg(key) })
	if err := t.loadTemplates(templateFS); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	t.staticFS = overlay{top: subFS(opts.Source, "static"), base: opts.Static}
	t.loadBrand(subFS(opts.Source, "static"))
	t.bundle = &asset.Bundle{}
	_, err := fs.Stat(opts.Source, "static")
	if !errors.Is(err, fs.ErrNotExist) || t.hasOwnTemplates || !opts.CheckOnly {
		bundle, problems := asset.BuildOver(t.branded()) // the program's own files have none
		t.bundle = bundle
		t.report(problems...)
	}
	t.checkEjected(opts.Source, opts.Templates, opts.Static)
	t.findIcons()
	t.checkFonts()
	t.checkStatic(subFS(opts.Source, "static"))
	b := t.bundle
	fmt.Fprint(t.digest, b.MainScript, b.HomeScript, b.GlossaryScript, b.ProgressScript, b.ResourcesPageScript,
		b.SearchScript, b.BlocksScript, b.InlineScriptHash)
	return t, nil
}

func isThemeFile(file string) bool {
	return strings.HasPrefix(file, "templates/") || strings.HasPrefix(file, "static/")
}

// ThemeHash identifies the templates and scripts of the site. Pages of two sites with the same hash differ only in
// their text, so a script may update one into the other.
func (t *theme) ThemeHash() string { return hex.EncodeToString(t.digest.Sum(nil)[:8]) }
