package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/naming"
)

// maxFile is the size in bytes of the largest file that is read.
const maxFile = 32 << 20

// config is what a source says of itself.
type config struct {
	kind                              string
	root                              string   // the folder of its texts, "." for the source folder
	static                            []string // folders whose files are at the root of the site
	title, summary, language, address string
	nav                               []frontmatter.Value // of mkdocs.yml, or of the order of episodes
	summaryFile                       string              // SUMMARY.md
	settings                          frontmatter.Value
	docsPath                          string // where Docusaurus has its texts, or unknownPath
}

// list lists the files of the source, but for hidden ones, links, and what programs have made.
func (im *importer) list() error {
	if im.opts.File != "" {
		im.files[im.opts.File] = true
		return nil
	}
	return fs.WalkDir(im.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			im.note(name, 0, "it cannot be read, so it is left out")
			return nil
		case d.IsDir() && name != "." && (isHidden(name) || slices.Contains(madeFolders, path.Base(name))):
			return fs.SkipDir
		case d.Type()&fs.ModeSymlink != 0:
			im.note(name, 0, "it is a link to another file, so it is left out")
		case d.Type().IsRegular() && !isHidden(name):
			im.files[name] = true
		}
		return nil
	})
}

// madeFolders hold what programs made or brought along.
var madeFolders = []string{"node_modules", "vendor", "_site", "__pycache__", "_layouts", "_includes", "_sass"}

func isHidden(name string) bool { return strings.HasPrefix(path.Base(name), ".") }

// read returns the content of a file of the source.
func (im *importer) read(name string) ([]byte, error) {
	info, err := fs.Stat(im.fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file")
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("it has %d MB and is too large", info.Size()>>20)
	}
	return fs.ReadFile(im.fsys, name)
}

// kindFiles are the files by which a kind is known, the first that is there.
var kindFiles = []struct{ file, kind string }{
	{"mkdocs.yml", "mkdocs"}, {"mkdocs.yaml", "mkdocs"},
	{"hugo.toml", "hugo"}, {"hugo.yaml", "hugo"}, {"hugo.json", "hugo"}, {"config/_default/hugo.toml", "hugo"},
	{"config/_default/hugo.yaml", "hugo"}, {"config/_default/config.toml", "hugo"},
	{"config/_default/config.yaml", "hugo"}, {"config.toml", "hugo"}, {"content/_index.md", "hugo"},
	{"docusaurus.config.js", "docusaurus"}, {"docusaurus.config.ts", "docusaurus"},
	{"docusaurus.config.mjs", "docusaurus"},
	{"book.toml", "book"}, {"SUMMARY.md", "book"}, {"src/SUMMARY.md", "book"}, {"docs/SUMMARY.md", "book"},
	{"_config.yml", "jekyll"}, {"_config.yaml", "jekyll"},
}

// configure finds out what kind of source it is, and reads its settings.
func (im *importer) configure() error {
	c := &im.config
	file := ""
	for _, k := range kindFiles {
		if im.files[k.file] && (im.opts.From == "" || im.opts.From == k.kind) {
			c.kind, file = k.kind, k.file
			break
		}
	}
	isText := func(name string) bool { return isMarkdown(name) && !isMetaFile(name) }
	switch {
	case im.opts.From != "":
		c.kind = im.opts.From
	case c.kind != "":
	case im.opts.File == "" && im.hasTexts(isText):
		c.kind = "markdown"
	default:
		c.kind = "checklist"
	}
	c.root = "."
	if c.kind == "markdown" && im.files["config.yaml"] {
		file = "config.yaml" // that of the Carpentries has the order of episodes
	}
	v, err := im.readSettings(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	c.settings = v
	c.title = cmpText(v.Get("site_name"), v.Get("title"), v.Get("book").Get("title"))
	c.summary = cmpText(v.Get("site_description"), v.Get("description"), v.Get("tagline"),
		v.Get("book").Get("description"), v.Get("params").Get("description"))
	c.language = cmpText(v.Get("languageCode"), v.Get("lang"), v.Get("language"), v.Get("locale"),
		v.Get("book").Get("language"), v.Get("theme").Get("language"), v.Get("defaultContentLanguage"))
	if tag := naming.LanguageTag(c.language); c.language != tag {
		if tag == "" && im.opts.Language == "" {
			im.note(file, 0, "%q is not a language tag, so the guide says that it is in English", c.language)
		}
		c.language = tag
	}
	c.address = cmpText(v.Get("site_url"), v.Get("baseURL"), v.Get("url"))
	im.findRoot(v, file)
	if file == "" && !im.isFolder(c.root) { // the folder of the texts itself was named
		c.root = "."
	}
	if !fs.ValidPath(c.root) || c.root != "." && !im.isFolder(c.root) {
		return fmt.Errorf("there is no folder %s, where the texts of %s are", c.root, c.kind)
	}
	return nil
}

// readSettings reads the settings of a site, unless they are a script or there are none.
func (im *importer) readSettings(file string) (v frontmatter.Value, err error) {
	ext := path.Ext(file)
	if !slices.Contains(dataFormats, ext) {
		return v, nil
	}
	data, err := im.read(file)
	if err != nil {
		return v, err
	}
	return frontmatter.ReadData(ext, data)
}

var dataFormats = []string{".yaml", ".yml", ".toml", ".json"}

// findRoot finds the folder of the texts, that of static files, and the order of the pages.
func (im *importer) findRoot(v frontmatter.Value, file string) {
	c := &im.config
	folder := func(otherwise string, keys ...string) string {
		if text := v.Get(keys...).Text; text != "" {
			return path.Clean(text)
		}
		return otherwise
	}
	switch c.kind {
	case "mkdocs":
		c.root, c.nav = folder("docs", "docs_dir"), v.Get("nav", "pages").Entries
	case "hugo":
		c.root, c.static = folder("content", "contentDir"), []string{folder("static", "staticDir"), "assets"}
		for _, language := range []string{c.language, "en"} {
			if in := path.Join(c.root, language); language != "" && im.isFolder(in) {
				c.root = in
				break
			}
		}
	case "docusaurus":
		c.root, c.static, c.docsPath = "docs", []string{"static"}, "docs"
		im.readScript(file)
	case "book":
		if c.root = path.Dir(file); file == "book.toml" {
			c.root = "src"
			if src := v.Get("book").Get("src").Text; src != "" {
				c.root = path.Clean(src)
			}
		}
		c.summaryFile = path.Join(c.root, "SUMMARY.md")
	case "markdown":
		for _, part := range []string{"episodes", "learners", "instructors", "profiles"} {
			for _, e := range v.Get(part).Texts() {
				c.nav = append(c.nav, frontmatter.Value{Text: part + "/" + e})
			}
		}
	}
}

// readScript reads the title of a site from settings that are a script.
func (im *importer) readScript(file string) {
	if file == "" {
		return
	}
	data, err := im.read(file)
	if err != nil {
		return
	}
	value := func(key string) string {
		m := regexp.MustCompile(`(?m)^\s*` + key + `:\s*['"` + "`" + `]([^'"` + "`" + `]+)`).FindSubmatch(data)
		if m == nil {
			return ""
		}
		return string(m[1])
	}
	if m := docsPath.FindSubmatch(data); m != nil {
		im.config.docsPath = string(m[1])
	} else if bytes.Contains(data, []byte("routeBasePath")) {
		im.config.docsPath = unknownPath
	}
	im.config.title, im.config.summary, im.config.address = value("title"), value("tagline"), value("url")
}

var docsPath = regexp.MustCompile(`docs:\s*\{[^{}]*routeBasePath:\s*['"]([^'"]*)['"]`)

const unknownPath = "?"

func (im *importer) isFolder(name string) bool {
	for file := range im.files {
		if strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return false
}

// cmpText returns the text of the first value that has one.
func cmpText(values ...frontmatter.Value) string {
	for _, v := range values {
		if v.Text != "" {
			return v.Text
		}
	}
	return ""
}

func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".mdx" || ext == ".markdown" || ext == ".mdown" || ext == ".rmd" || ext == ".qmd"
}

// metaNames are texts that are about a repository.
var metaNames = []string{"readme", "license", "licence", "contributing", "code_of_conduct", "changelog", "security",
	"governance", "authors", "support", "pull_request_template", "issue_template"}

func isMetaFile(name string) bool {
	base := strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name)))
	return slices.Contains(metaNames, strings.ReplaceAll(base, "-", "_"))
}

var errNotText = errors.New("it is not text in UTF-8, so it is left out: save it as UTF-8 and import again")

// readDocs reads the texts below the root.
func (im *importer) readDocs() {
	for _, name := range slices.Sorted(maps.Keys(im.files)) {
		if !isMarkdown(name) || im.config.root != "." && !strings.HasPrefix(name, im.config.root+"/") ||
			name == im.config.summaryFile {
			continue
		}
		data, err := im.read(name)
		if err == nil && (!utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0) {
			err = errNotText
		}
		if err != nil {
			im.note(name, 0, "%v", err)
			continue
		}
		d := im.newDoc(name, data)
		im.docs = append(im.docs, d)
		im.byName[name] = d
	}
}
