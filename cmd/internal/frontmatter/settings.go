package frontmatter

import (
	"cmp"
	"strings"

	"guide/cmd/internal/diag"
)

// ParseSettings parses content/guide.yaml. The Settings are as complete as the problems allow, with defaults set.
func ParseSettings(file string, data []byte) (Settings, []diag.Problem) {
	v, problems := parseYAMLFile(file, data, maxYAMLFile, mappingOf(settingsSchema))
	if v.BaseURL.Value != "" && !strings.HasSuffix(v.BaseURL.Value, "/") {
		v.BaseURL.Value += "/"
	}
	v.Timezone = cmp.Or(v.Timezone, "UTC")
	v.CheckEvery = cmp.Or(v.CheckEvery, Amount{1, Year})
	v.ReviewEvery = cmp.Or(v.ReviewEvery, Amount{1, Year})
	return v, problems
}

// ParseGlossary parses content/glossary.yaml. The terms are as complete as the problems allow.
func ParseGlossary(file string, data []byte) ([]Term, []diag.Problem) {
	return parseYAMLFile(file, data, maxYAMLFile, listOf(mappingOf(termSchema)))
}

// maxYAMLFile is the size in bytes of the largest file of settings, terms or messages that is read.
// Each Markdown text in it has a limit of its own, see package markdown.
const maxYAMLFile = 1 << 20

// parseYAMLFile decodes a file that is YAML as a whole and has at most limit bytes.
func parseYAMLFile[V any](file string, data []byte, limit int, decode decodeFunc[V]) (V, []diag.Problem) {
	var zero V
	s := newSource(file, data)
	if !s.checkEncoding() {
		return zero, s.problems
	}
	d, root, ok := s.parseYAML(s.lines.LineStart(1), len(data), limit)
	if !ok {
		return zero, s.problems
	}
	if root == nil {
		s.report(s.lines.LineStart(1), 1, diag.EmptyFile, "the file is empty", "")
		return zero, s.problems
	}
	d.key = "the file"
	v, _ := decode(d, root)
	return v, s.problems
}
