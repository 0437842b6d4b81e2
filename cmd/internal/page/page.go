package page

import (
	"cmp"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// Kind is what a Markdown file is, by its place in content/.
type Kind int

const (
	Home  Kind = iota // content/index.md
	Free              // content/pages/<slug>.md
	Step              // content/steps/<n>-<slug>/index.md or content/steps/<n>-<slug>.md
	Topic             // any other .md in a step's folder
)

// Page is one source file: its front matter decoded, its body still Markdown.
type Page struct {
	Front
	Kind Kind
	File string // slash-separated, relative to the source folder
	Body int    // offset of the Markdown in the file
	// Broken says that the file could not be read as text or YAML: problems that only follow from
	// that (a missing key, a link to an item of it) are not worth reporting.
	Broken bool
	Allow  []Allowance // of the front matter
}

// Parse reads one Markdown file. The Page is as complete as the problems allow.
func Parse(kind Kind, file string, data []byte) (*Page, []diag.Problem) {
	s := newSource(file, data)
	p := &Page{Kind: kind, File: file}
	if !s.readable() {
		p.Broken, p.Body = true, len(data)
		return p, s.problems
	}
	found := s.split()
	p.Body = s.body
	switch {
	case found && s.indentedEnd():
		p.Broken = true
	case found:
		p.Broken = !s.decodeFront(p)
	case len(s.problems) > 0:
		p.Broken = true
	default:
		p.Broken = s.noFrontMatter(kind)
	}
	s.checkBodySize()
	return p, s.problems
}

// decodeFront reports whether the front matter could be read.
func (s *source) decodeFront(p *Page) bool {
	w, root, ok := s.parseYAML(s.front, s.frontEnd, MaxFrontMatter)
	if !ok {
		return false
	}
	p.Allow = s.yamlAllowances(s.front, s.frontEnd)
	if root == nil {
		if p.Kind != Home {
			s.errorAt(s.front, 1, "missing-key", "the front matter is empty", "give it at least title: and summary:")
		}
		return p.Kind == Home
	}
	if root.Kind != yaml.MappingNode {
		w.errorAt(root, "wrong-type", "the front matter has no keys", frontHint)
		return false
	}
	if !fronts[p.Kind].decode(w, root, &p.Front) {
		return false
	}
	for i := range p.Checklist {
		p.Checklist[i].Level = cmp.Or(p.Checklist[i].Level, Levels[0])
	}
	for i := range p.Resources {
		p.Resources[i].Level = cmp.Or(p.Resources[i].Level, Levels[0])
	}
	return true
}

const frontHint = "begin the file with a line of ---, then title: and summary:, then another line of ---"

// noFrontMatter reports a page without front matter, with the likely cause. The home page needs none,
// but a first line that was meant as a delimiter is a mistake there too. It returns whether there was
// a problem.
func (s *source) noFrontMatter(kind Kind) bool {
	hint := frontHint
	at := s.firstText()
	first := strings.TrimSpace(string(s.lineAt(at)))
	switch {
	case strings.HasPrefix(first, "---"), strings.HasPrefix(first, "+++"), strings.HasPrefix(first, ";;;"):
		hint = "the delimiter is a line of exactly three hyphens, ---, and the front matter is YAML"
	case kind == Home:
		return false
	case first == "":
		s.errorAt(s.lines.LineStart(1), 1, "no-front-matter", "the file is empty", hint)
		return true
	}
	s.errorAt(at, len(first), "no-front-matter", "the page has no front matter", hint)
	return true
}

func (s *source) checkBodySize() {
	if size := len(s.data) - s.body; size > MaxBody {
		s.errorAt(s.body, 1, "too-large", "the text has "+bytesText(int64(size))+"; a page may have at most "+bytesText(MaxBody), "split it into several topics")
	}
}

// ParseSettings reads content/guide.yaml.
func ParseSettings(file string, data []byte) (Settings, []diag.Problem) {
	v, problems := parseWhole(file, data, maxYAML, object(settings))
	if v.BaseURL != "" && !strings.HasSuffix(v.BaseURL, "/") {
		v.BaseURL += "/"
	}
	v.Timezone = cmp.Or(v.Timezone, "UTC")
	return v, problems
}

// ParseGlossary reads content/glossary.yaml.
func ParseGlossary(file string, data []byte) ([]Term, []diag.Problem) {
	return parseWhole(file, data, maxYAML, listOf(object(term)))
}

// Words is a file of templates/words/: for each key its forms. A plain word has the form "other" only;
// one that counts may have "one" too. The forms that some languages have beside these are not known yet.
type Words map[string]map[string]string

// ParseWords reads a file of interface words: `key: text`, or `key: {one: text, other: text}`.
func ParseWords(file string, data []byte) (Words, []diag.Problem) {
	pairs, problems := parseWhole(file, data, maxYAML, mapOf(text, forms))
	words := Words{}
	for _, p := range pairs {
		words[p.Key.Value] = p.Value
	}
	return words, problems
}

func forms(w *walker, n *yaml.Node) (map[string]string, bool) {
	if n.Kind != yaml.MappingNode {
		s, ok := word(w, n)
		return map[string]string{"other": s}, ok
	}
	out := map[string]string{}
	return out, wordForms.decode(w, n, &out)
}

var wordForms = schema[map[string]string]{
	what:   "a word",
	fields: []field[map[string]string]{wordForm("one"), wordForm("other")},
}

func wordForm(name string) field[map[string]string] {
	return field[map[string]string]{name: name, read: func(w *walker, n *yaml.Node, into *map[string]string) {
		if s, ok := word(w, n); ok {
			(*into)[name] = s
		}
	}}
}

// maxYAML bounds the files that are YAML as a whole, which grow with the guide.
const maxYAML = 1 << 20

// parseWhole reads a file that is YAML from end to end, of at most so many bytes.
func parseWhole[V any](file string, data []byte, most int, read kind[V]) (V, []diag.Problem) {
	var none V
	s := newSource(file, data)
	if !s.readable() {
		return none, s.problems
	}
	w, root, ok := s.parseYAML(s.lines.LineStart(1), len(data), most)
	if !ok {
		return none, s.problems
	}
	if root == nil {
		s.errorAt(s.lines.LineStart(1), 1, "empty-file", "the file is empty", "")
		return none, s.problems
	}
	w.name = "the file"
	v, _ := read(w, root)
	return v, s.problems
}
