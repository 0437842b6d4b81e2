// Package skeleton holds the files of a new guide: three steps of a career that have a text to keep, and show how a
// guide is made. The files of guide/ are templates of text/template that are executed with a [Guide]; a folder beside
// it has the files for the host of the same name, which are copied as they are.
package skeleton

import (
	"bytes"
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"guide/cmd/internal/frontmatter"
)

//go:embed all:guide all:github-pages
var files embed.FS

// NoHost stands for a site that the program does not publish.
const NoHost = "none"

// Hosts are where a guide can be published.
var Hosts = []string{"github-pages", NoHost}

// Guide is what a new guide says of itself. Its values must be valid in guide.yaml.
type Guide struct {
	ID, Title, Language string
	Audiences           []Audience
	Today               string // the day of the first review, in the form of frontmatter.Date
}

// Audience is a kind of reader.
type Audience struct {
	Key, Name string
	Begin     string // the page where these readers begin, as a link of the home page; Files sets it
}

// beginnings are the pages where audiences begin. The last one is for all that follow, too.
var beginnings = []string{"steps/1-know-the-work/index.md", "steps/2-learn-the-skills/index.md",
	"steps/3-get-the-first-job/index.md"}

// File is a file of a new guide.
type File struct {
	Name string // slash-separated, below the folder of the guide
	Data []byte
}

// Files returns the files of the guide and of its host, sorted by name.
func (g Guide) Files(host string) ([]File, error) {
	g.Audiences = slices.Clone(g.Audiences)
	for i := range g.Audiences {
		g.Audiences[i].Begin = beginnings[min(i, len(beginnings)-1)]
	}
	out, err := filesIn("guide", g.execute)
	if err != nil || host == NoHost {
		return out, err
	}
	more, err := filesIn(host, func(_ string, data []byte) ([]byte, error) { return data, nil })
	out = append(out, more...)
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// filesIn returns the files of a folder, with what convert makes of them.
func filesIn(dir string, convert func(name string, data []byte) ([]byte, error)) (out []File, err error) {
	err = fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err == nil {
			data, err = convert(name, data)
		}
		out = append(out, File{strings.TrimPrefix(name, dir+"/"), data})
		return err
	})
	return out, err
}

// execute returns a file of the guide. {{value .Title}} is a text as a value of YAML.
func (g Guide) execute(name string, data []byte) ([]byte, error) {
	t, err := template.New(path.Base(name)).Option("missingkey=error").
		Funcs(template.FuncMap{"value": frontmatter.QuoteText}).Parse(string(data))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, g)
	return b.Bytes(), err
}
