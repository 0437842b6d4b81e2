package frontmatter

import (
	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// Messages is a file of messages of the interface: by key, the plural forms of a message. One without a number has the
// form "other" only.
type Messages map[string]map[string]string

// ParseMessages parses a file of messages: `key: text`, or `key: {one: text, other: text}`.
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
