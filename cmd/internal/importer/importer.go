package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/media"
)

// Options are what an import may be told.
type Options struct {
	From string // a kind of [Kinds]; "" finds out
	// File is the only file to read, of a checklist; "" reads the folder.
	File string
	// Title and Language are those of the guide; "" takes what the source says, or Folder's name.
	Title, Language string
	Folder          string // the name of the folder of the source
}

// Kinds are what can be imported.
var Kinds = []string{"hugo", "jekyll", "mkdocs", "docusaurus", "book", "markdown", "checklist"}

// Result is an imported guide.
type Result struct {
	Kind  string            // of Kinds
	Title string            // of the guide
	Files map[string][]byte // by name, such as content/guide.yaml
	From  map[string]string // the files of the source of which these were made
	Notes []Note            // sorted
	// Steps, Topics, Pages and Copies say how many there are; a copy is of a picture or a download.
	Steps, Topics, Pages, Copies int
}

// Note is something that could not be carried over as it was, by its place in the source.
type Note struct {
	File    string
	Line    int // 0 for the file as a whole
	Message string
}

func (n Note) String() string {
	if n.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", n.File, n.Line, n.Message)
	}
	return n.File + ": " + n.Message
}

// An importer reads one source.
type importer struct {
	fsys      fs.FS
	opts      Options
	files     map[string]bool // all files of the source
	docs      []*doc          // sorted by name
	byName    map[string]*doc
	byAddress map[string]*doc // see addressKey
	config    config
	copies    map[string]string   // names of copied files in the guide, by those in the source
	taken     map[string]bool     // ids of items
	addresses map[string]*doc     // of texts in the guide, and aliases
	sources   map[*list]string    // the files of the parts of checklists
	keptKeys  map[string][]string // the texts whose front matter has keys without a meaning
	alerts    int                 // how many were made
	result    *Result
}

// Read imports the guide in fsys. It fails if there is none, or a file of settings cannot be read.
func Read(fsys fs.FS, opts Options) (*Result, error) {
	im := &importer{fsys: fsys, opts: opts, files: map[string]bool{}, byName: map[string]*doc{},
		copies: map[string]string{}, taken: map[string]bool{}, keptKeys: map[string][]string{},
		addresses: map[string]*doc{},
		result:    &Result{Files: map[string][]byte{}, From: map[string]string{}}}
	if err := im.list(); err != nil {
		return nil, err
	}
	if err := im.configure(); err != nil {
		return nil, err
	}
	im.result.Title = cmp.Or(oneLine(opts.Title), plain(im.config.title), titleOfName(opts.Folder), "A guide")
	if err := im.readAll(); err != nil {
		return nil, err
	}
	im.result.Kind = im.config.kind
	im.writeSettings()
	slices.SortStableFunc(im.result.Notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	im.result.Notes = slices.Compact(im.result.Notes)
	return im.result, nil
}

// readAll reads checklists or texts.
func (im *importer) readAll() error {
	if im.config.kind == "checklist" {
		err := im.readChecklists()
		if err == nil || im.opts.From != "" || !im.hasTexts(isMarkdown) {
			return err
		}
		im.config.kind, im.result.Notes = "markdown", nil // of a README alone
	}
	im.readDocs()
	if len(im.docs) == 0 {
		return errors.New("there is no Markdown")
	}
	im.place(im.tree())
	im.convert()
	return nil
}

// hasTexts reports whether a file of the source has such a name.
func (im *importer) hasTexts(is func(name string) bool) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(im.files)), is)
}

func (im *importer) note(file string, line int, format string, args ...any) {
	im.result.Notes = append(im.result.Notes, Note{file, line, fmt.Sprintf(format, args...)})
}

// convert makes a file of each doc.
func (im *importer) convert() {
	im.indexAddresses()
	for _, d := range im.docs {
		im.convertBody(d)
	}
	im.splitLong()
	for _, d := range im.docs {
		d.findHeadings()
	}
	im.findAliases()
	for _, d := range im.docs {
		im.convertLinks(d)
		im.write(d)
	}
	im.noteUnused()
	for keys, files := range im.keptKeys {
		here := ""
		if len(files) > 1 {
			here = fmt.Sprintf(", here and in %d other texts", len(files)-1)
		}
		im.note(files[0], 1, "kept in comments of the front matter%s: %s", here, keys)
	}
}

// noteUnused reports the pictures that nothing links to.
func (im *importer) noteUnused() {
	unused := 0
	for _, name := range slices.Sorted(maps.Keys(im.files)) {
		if im.copies[name] == "" && isPicture(name) {
			unused++
		}
	}
	if unused > 0 {
		im.note(".", 0, "pictures that no text shows are left out: %d", unused)
	}
}

func isPicture(name string) bool {
	return media.IsImage(name) || strings.EqualFold(path.Ext(name), ".avif")
}

// writeSettings writes guide.yaml.
func (im *importer) writeSettings() {
	title := im.result.Title
	summary := cmp.Or(plain(im.config.summary), title)
	id := guide.NewID(title, "guide", nil)
	var b strings.Builder
	b.WriteString("# The settings of the whole guide: guide help settings explains them.\n\n")
	b.WriteString("id: " + id + " # readers' ticks are kept under it: never change it once somebody uses the guide\n")
	for _, f := range []frontmatter.Field{{Key: "title", Value: title}, {Key: "summary", Value: summary},
		{Key: "language", Value: cmp.Or(im.opts.Language, im.config.language, "en")}} {
		b.WriteString(f.Key + ": " + frontmatter.QuoteText(f.Value) + "\n")
	}
	if im.config.address != "" {
		b.WriteString("# baseURL: " + oneLine(im.config.address) + " # where it was published before\n")
	}
	im.result.Files[guide.SettingsFile] = []byte(b.String())
}
