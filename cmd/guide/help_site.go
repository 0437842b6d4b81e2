package main

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/prose"
	"guide/cmd/internal/publish"
	"guide/cmd/internal/search"
	"guide/cmd/internal/site"
	"guide/static"
	"guide/templates"
)

func writeThemes(m *manual) {
	m.section("THEMES")
	m.text(`A guide of your own needs content/ alone. What is in templates/ and static/ beside it lies over what the
program has: it needs only what differs, and all else stays as it is. A file takes the place of the file of the program
with the same name, but for css/tokens.css and messages, of which single lines do. guide eject writes a file of the
program there, to be changed; guide check says when a later version of the program has changed its own.`)
	m.section("TEMPLATES, templates/*.html")
	m.text(`They are Go templates (https://pkg.go.dev/html/template). base.html is the layout of every page; each of
these defines its block "main", or is a page of its own:`)
	var pages []entry
	isPage := map[string]bool{"base.html": true}
	for _, p := range guide.PageTypes {
		if p.Template != "" {
			isPage[p.Template] = true
			pages = append(pages, entry{p.Template, pagesOf(p) + "; " + blocksOf(p.Template)})
		}
	}
	m.list(pages)
	m.text("All pages: base.html (" + blocksOf("base.html") + ") and head.html (" + blocksOf("head.html") + `). A file
that only defines blocks changes these and leaves the rest to the program: a file templates/step.html with
{{define "header"}}<h1>{{.Title}}</h1>{{end}} gives steps another header. A link to a page or a file is
{{.Href "/assets/logo.svg"}}; one to a file that there is not is an error.`)
	parts := slices.DeleteFunc(fileNames(templates.FS, ".html"), func(name string) bool { return isPage[name] })
	m.text("The others are parts of pages: " + joinWords(parts) + ".")
	m.section("STYLES, static/css/*.css")
	m.text(`Style sheets are joined and made small. Colours and sizes are custom properties. A file css/tokens.css of
your own needs only those that you change, as in :root { --color-link: light-dark(#005eb8, #7fd3d4) }, for light and
dark pages:`)
	m.list(designTokens())
	m.text(`A style sheet with a name of its own, such as css/mine.css, comes after those of the program on every page,
and wins over them. So does a script, such as js/mine.js, in the script of every page. One whose name begins with _ is
there to be imported by others.`)
	others := slices.DeleteFunc(fileNames(static.FS, ".css"), func(name string) bool { return name == "tokens.css" })
	m.text("The others: " + joinWords(others) + ".")
	m.section("OTHER FILES, static/")
	m.text(`Files at the root of static/ are published at the root of the site (CNAME, .nojekyll, favicon.ico), and so
is .well-known/. Files of its folders are published in ` + guide.AssetsAddress + `: img/logo.svg at ` +
		guide.AssetsAddress + `img/logo.svg.`)
	m.text(`A font of a style sheet is published, too, and the policy of the pages then allows fonts. Accent colour,
logo, icon, font and a line in the footer need no files of these: guide help settings brand.`)
	m.text(`A robots.txt there takes the place of the program's own. The build adds a line with the address of the
sitemap, unless it has one.`)
	m.text("Words and sentences of the site: guide help languages.")
}

var blockAction = regexp.MustCompile(`\{\{-?\s*block "([^"]+)"`)

// blocksOf names the blocks of a template that can be changed alone.
func blocksOf(name string) string {
	data, _ := fs.ReadFile(templates.FS, name)
	blocks := []string{}
	for _, m := range blockAction.FindAllSubmatch(data, -1) {
		if block := string(m[1]); block != "main" {
			blocks = append(blocks, block)
		}
	}
	if len(blocks) == 0 {
		return "no blocks"
	}
	return "blocks: " + joinWords(blocks)
}

// pagesOf says which pages a template makes.
func pagesOf(p guide.PageType) string {
	if p.Address != "" {
		return p.Address
	}
	return "each page of the kind " + string(p.Kind)
}

// fileNames returns the names of the files with an extension, without their folders.
func fileNames(fsys fs.FS, ext string) []string {
	var names []string
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ext {
			names = append(names, path.Base(name))
		}
		return err
	})
	return names
}

var customProperty = regexp.MustCompile(`(?m)^  (--[a-z-]+): (.+);$`)

// designTokens returns the names and values of the custom properties of css/tokens.css, each once.
func designTokens() (tokens []entry) {
	data, _ := fs.ReadFile(static.FS, "css/tokens.css")
	for _, m := range customProperty.FindAllStringSubmatch(string(data), -1) {
		tokens = append(tokens, entry{m[1], m[2]})
	}
	return tokens
}

// sampleLanguages are those that guide help languages shows; it explains any other by its tag.
var sampleLanguages = []string{"en", "de", "es", "fr", "it", "nl", "pl", "ru", "ar", "he", "ja"}

func writeLanguages(m *manual) {
	m.section("LANGUAGES")
	m.text(fmt.Sprintf(`language: in %s is the language of your texts, as a tag such as en-GB. The words of the site
itself, such as "Step" and "Search", are messages. The program has those of %s. A file such as templates/i18n/de.yaml,
named by the tag or the first part of it, has messages of another language, or those that you want to have otherwise.`,
		guide.SettingsFile, joinWords(builtInLanguages())))
	m.text(`Such a file needs only what differs: what it does not have stays as in the program, and English in a
language that the program does not have. guide check counts those. guide eject i18n/de.yaml writes a file with all of
them, each behind a #. {n} and the like stand for what changes. A message with a number has the plural forms of the
language. A template of your own may ask for messages that only your file has.`)
	m.text("What the program knows of some languages; guide help languages TAG tells of any other:")
	var entries []entry
	for _, tag := range sampleLanguages {
		entries = append(entries, entry{tag, describeLanguage(tag)})
	}
	m.list(entries)
}

// builtInLanguages returns the tags of the languages of which the program has the messages.
func builtInLanguages() []string {
	names := fileNames(templates.FS, ".yaml")
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, ".yaml")
	}
	return names
}

// describeLanguage says what the program knows of a language.
func describeLanguage(tag string) string {
	facts := []string{"plural forms: " + strings.Join(site.PluralForms(tag), ", ")}
	if site.IsRightToLeft(tag) {
		facts = append(facts, "written from right to left")
	}
	if search.Stems(tag) {
		facts = append(facts, "search finds a word in its other forms")
	}
	if prose.Reads(tag) {
		facts = append(facts, "rules judge its sentences")
	}
	return strings.Join(facts, "; ")
}

func explainLanguage(m *manual, tag string) bool {
	if checkLanguage(tag) != nil {
		return false
	}
	m.section(tag)
	m.WriteString(wrap(describeLanguage(tag), 2))
	return true
}

func writeHosting(m *manual) {
	m.section("HOSTING")
	m.text(`guide build writes a folder of files; hand it to any web server. Links are relative, so it works at any
address and below any folder. Aliases are pages that lead on, so no server needs rules for them.`)
	m.text(`Set baseURL: in ` + guide.SettingsFile + ` to where the site is published. Without it some files are
missing, and 404.html, which a server may show at any address, works at the root of a host only.`)
	m.section("WHAT THE PROGRAM ADDS TO YOUR PAGES")
	var entries []entry
	for _, p := range guide.PageTypes {
		if p.IsGenerated() {
			entries = append(entries, entry{p.Address, describeGenerated(p)})
		}
	}
	m.list(entries)
	m.text(`guide.json is the guide as data, which guide.schema.json beside it describes. With baseURL:, the home page
and each step have a card, the picture that messengers show beside a link. Its font has Latin, Greek and Cyrillic
letters; a title with others is left out of it.`)
	m.section("CACHES")
	m.text(fmt.Sprintf(`The name of a style sheet, a script, a scaled picture or a card holds a hash of what is in it,
as in main.1A2B3C4D.css: tell browsers to keep those for a year (Cache-Control: max-age=31536000, immutable). Everything
else keeps its name, so tell them to ask each time (no-cache). Files that a build replaces stay for %d days, for the
last %d builds at most, if you build into the same folder.`, int(publish.RetainFor.Hours())/24, publish.RetainBuilds))
	m.section("GITHUB PAGES AND THE LIKE")
	m.text(`Put CNAME and .nojekyll into static/: files at its root are published at the root of the site. Answer
unknown addresses with 404.html. Each page has a Content-Security-Policy; a header of the server may add
frame-ancestors.`)
	m.section("WITHOUT A SERVER")
	m.text(`guide build --offline writes another site, into offline/: it opens from a disk or a USB stick by a double
click on its index.html. A browser may keep the ticks of each file apart there; the pages say so and lead to the one
page that keeps them together.`)
}

// describeGenerated says what a page or file that the program makes is, and when it is there.
func describeGenerated(p guide.PageType) string {
	text := messageOf(p.Summary)
	if p.Template == "" {
		text = "for machines"
	}
	if p.Absolute {
		text += "; with baseURL: only"
	}
	if p.ServerOnly {
		text += "; not with --offline"
	}
	return text
}

// messageOf returns the first sentence of an English message of the site, without its full stop.
func messageOf(key string) string {
	data, _ := fs.ReadFile(templates.FS, "i18n/en.yaml")
	messages, _ := frontmatter.ParseMessages("en.yaml", data, site.PluralForms("en"), nil)
	first, _, _ := strings.Cut(messages[key]["other"], ". ")
	return strings.TrimSuffix(first, ".")
}
