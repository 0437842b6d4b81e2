package frontmatter

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

// Messages is a file of messages of the interface: by key, the plural forms of a message. One without a number has the
// form "other" only.
type Messages map[string]map[string]string

// ParseMessages parses a file of messages: `key: text`, or `key: {one: text, other: text}`. It may be empty.
// A mapping must have the plural forms, which the language of the file determines. Other keys than these are problems,
// unless keys is nil.
func ParseMessages(file string, data []byte, forms, keys []string) (Messages, []diag.Problem) {
	pairs, problems := parseYAMLFile(file, data, maxYAMLFile, mapOf(anyText, pluralForms(forms)))
	problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Rule == diag.EmptyFile })
	messages := Messages{}
	for _, p := range pairs {
		messages[p.Key.Value] = p.Value
		if keys == nil || slices.Contains(keys, p.Key.Value) {
			continue
		}
		hint := "guide schema messages lists them"
		if near := suggest.Nearest(p.Key.Value, keys); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		problems = append(problems, diag.UnknownKey.At(p.Key.In(file),
			fmt.Sprintf("there is no message %q", diag.Truncate(p.Key.Value)), hint))
	}
	return messages, problems
}

// pluralNames are the names of all plural forms (CLDR). A language has some of them.
var pluralNames = []string{"zero", "one", "two", "few", "many", "other"}

// pluralForms is a text or a mapping of plural forms to texts.
func pluralForms(forms []string) valueType[map[string]string] {
	plural := schema[map[string]string]{label: "a message with a number"}
	for _, form := range forms {
		plural.fields = append(plural.fields, pluralForm(form))
	}
	text := withoutPosition(anyText)
	return valueType[map[string]string]{text.Type, func(d *decoder, n *yaml.Node) (map[string]string, bool) {
		if n.Kind != yaml.MappingNode {
			s, ok := text.decode(d, n)
			return map[string]string{"other": s}, ok
		}
		out := map[string]string{}
		return out, plural.decode(d, n, &out)
	}}
}

func pluralForm(name string) field[map[string]string] {
	return field[map[string]string]{Key: Key{Name: name, Required: true, Type: anyText.Type},
		decode: func(d *decoder, n *yaml.Node, into *map[string]string) {
			if t, ok := anyText.decode(d, n); ok {
				(*into)[name] = t.Value
			}
		}}
}

// TranslationsOf returns the kind of the files that have the same messages as a file, in another language.
func TranslationsOf(data []byte) File {
	pairs, _ := parseYAMLFile("", data, maxYAMLFile, mapOf(anyText, pluralForms(pluralNames)))
	f := MessagesFile
	message := Type{schema: &jsonSchema{Ref: "#/$defs/message"}}
	for _, p := range pairs {
		f.Keys = append(f.Keys, Key{Name: p.Key.Value, Meaning: p.Value["other"], Type: message})
	}
	f.schema = mappingSchema("", f.Keys)
	f.schema.Definitions = jsonProperties{{Name: "message", Type: messageType()}}
	return f
}

// messageType is that of a text, or a mapping of plural forms.
func messageType() Type {
	s := *anyText.schema
	s.Type = append(slices.Clone(s.Type), "object")
	s.Required = []string{"other"}
	s.AdditionalProperties = false
	for _, form := range pluralNames {
		s.Properties = append(s.Properties, Key{Name: form, Type: anyText.Type})
	}
	return Type{schema: &s}
}
