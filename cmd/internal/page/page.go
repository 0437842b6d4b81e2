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
	KindHome  Kind = iota // content/index.md
	KindPage              // content/pages/<slug>.md
	KindStep              // content/steps/<n>-<slug>/index.md or content/steps/<n>-<slug>.md
	KindTopic             // any other .md in a step's folder
)

// Page is one source file: its front matter decoded, its body still Markdown.
type Page struct {
	Meta
	Kind       Kind
	File       string // slash-separated, relative to the source folder
	BodyOffset int    // offset of the Markdown in the file; its end if the Markdown cannot be converted
	// Broken says that the file could not be read as text or YAML: problems that only follow from
	// that (a missing key, a link to an item of it) are not worth reporting.
	Broken       bool
	Suppressions []diag.Suppression // of the front matter
}

// Parse reads one Markdown file. The Page is as complete as the problems allow.
func Parse(kind Kind, file string, data []byte) (*Page, []diag.Problem) {
	s := newSource(file, data)
	p := &Page{Kind: kind, File: file}
	if !s.checkEncoding() {
		p.Broken, p.BodyOffset = true, len(data)
		return p, s.problems
	}
	hasFrontMatter := s.splitFrontMatter()
	p.BodyOffset = s.body
	switch {
	case hasFrontMatter && s.reportIndentedEnd():
		p.Broken = true
	case hasFrontMatter:
		p.Broken = !s.decodeMeta(p)
	case len(s.problems) > 0:
		p.Broken = true
	default:
		p.Broken = s.reportNoFrontMatter(kind)
	}
	if s.isBodyTooLarge() {
		p.BodyOffset = len(data)
	}
	return p, s.problems
}

// decodeMeta reports whether the front matter could be read.
func (s *source) decodeMeta(p *Page) bool {
	w, root, ok := s.parseYAML(s.frontStart, s.frontEnd, MaxFrontMatter)
	if !ok {
		return false
	}
	p.Suppressions = s.yamlSuppressions(s.frontStart, s.frontEnd)
	if root == nil {
		if p.Kind != KindHome {
			s.errorAt(s.frontStart, 1, "missing-key", "the front matter is empty", "give it at least title: and summary:")
		}
		return p.Kind == KindHome
	}
	if root.Kind != yaml.MappingNode {
		w.nodeError(root, "wrong-type", "the front matter has no keys", noFrontMatterHint)
		return false
	}
	if !metaSchemas[p.Kind].decode(w, root, &p.Meta) {
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

const noFrontMatterHint = "begin the file with a line of ---, then title: and summary:, then another line of ---"

// reportNoFrontMatter reports a page without front matter, with the likely cause. The home page needs none,
// but a first line that was meant as a delimiter is a mistake there too. It returns whether there was
// a problem.
func (s *source) reportNoFrontMatter(kind Kind) bool {
	hint := noFrontMatterHint
	offset := s.firstNonSpace()
	firstLine := strings.TrimSpace(string(s.restOfLine(offset)))
	switch {
	case strings.HasPrefix(firstLine, "---"), strings.HasPrefix(firstLine, "+++"), strings.HasPrefix(firstLine, ";;;"):
		hint = "the delimiter is a line of exactly three hyphens, ---, and the front matter is YAML"
	case kind == KindHome:
		return false
	case firstLine == "":
		s.errorAt(s.lines.LineStart(1), 1, "no-front-matter", "the file is empty", hint)
		return true
	}
	s.errorAt(offset, len(firstLine), "no-front-matter", "the page has no front matter", hint)
	return true
}

// isBodyTooLarge reports a body that is too large to be converted.
func (s *source) isBodyTooLarge() bool {
	size := len(s.data) - s.body
	if size <= MaxBody {
		return false
	}
	message := "the text has " + formatSize(int64(size)) + "; a page may have at most " + formatSize(MaxBody)
	s.errorAt(s.body, 1, "too-large", message, "split it into several topics")
	return true
}

// ParseSettings reads content/guide.yaml.
func ParseSettings(file string, data []byte) (Settings, []diag.Problem) {
	v, problems := parseYAMLFile(file, data, maxYAMLFile, mappingOf(settingsSchema))
	if v.BaseURL != "" && !strings.HasSuffix(v.BaseURL, "/") {
		v.BaseURL += "/"
	}
	v.Timezone = cmp.Or(v.Timezone, "UTC")
	return v, problems
}

// ParseGlossary reads content/glossary.yaml.
func ParseGlossary(file string, data []byte) ([]Term, []diag.Problem) {
	return parseYAMLFile(file, data, maxYAMLFile, listOf(mappingOf(termSchema)))
}

// Messages is a file of templates/i18n/: for each key its forms. A plain word has the form "other" only;
// one that counts may have "one" too. The forms that some languages have beside these are not known yet.
type Messages map[string]map[string]string

// ParseMessages reads a file of interface words: `key: text`, or `key: {one: text, other: text}`.
func ParseMessages(file string, data []byte) (Messages, []diag.Problem) {
	pairs, problems := parseYAMLFile(file, data, maxYAMLFile, mapOf(anyText, pluralForms))
	messages := Messages{}
	for _, p := range pairs {
		messages[p.Key.Value] = p.Value
	}
	return messages, problems
}

func pluralForms(w *decoder, n *yaml.Node) (map[string]string, bool) {
	if n.Kind != yaml.MappingNode {
		s, ok := plainString(w, n)
		return map[string]string{"other": s}, ok
	}
	out := map[string]string{}
	return out, pluralSchema.decode(w, n, &out)
}

var pluralSchema = schema[map[string]string]{
	label:  "a word",
	fields: []field[map[string]string]{pluralForm("one"), pluralForm("other")},
}

func pluralForm(name string) field[map[string]string] {
	return field[map[string]string]{name: name, decode: func(w *decoder, n *yaml.Node, into *map[string]string) {
		if s, ok := plainString(w, n); ok {
			(*into)[name] = s
		}
	}}
}

// maxYAMLFile bounds the files that are YAML as a whole, which grow with the guide.
const maxYAMLFile = 1 << 20

// parseYAMLFile reads a file that is YAML from end to end, of at most so many bytes.
func parseYAMLFile[V any](file string, data []byte, limit int, decode decodeFunc[V]) (V, []diag.Problem) {
	var zero V
	s := newSource(file, data)
	if !s.checkEncoding() {
		return zero, s.problems
	}
	w, root, ok := s.parseYAML(s.lines.LineStart(1), len(data), limit)
	if !ok {
		return zero, s.problems
	}
	if root == nil {
		s.errorAt(s.lines.LineStart(1), 1, "empty-file", "the file is empty", "")
		return zero, s.problems
	}
	w.key = "the file"
	v, _ := decode(w, root)
	return v, s.problems
}
