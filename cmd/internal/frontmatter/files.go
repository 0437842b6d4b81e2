package frontmatter

import (
	"bytes"
	"encoding/json"
)

// File is a kind of file that is YAML as a whole, or whose front matter is.
type File struct {
	Name  string // of its schema: "settings"
	Title string // "The settings of a guide"
	Type
}

// The kinds of files. That of messages has no keys: see [TranslationsOf].
var (
	SettingsFile = File{"settings", "The settings of a guide", mappingOf(settingsSchema).Type}
	HomeFile     = File{"home", "The front matter of the home page", mappingOf(metaSchemas[KindHome]).Type}
	StepFile     = File{"step", "The front matter of a step", mappingOf(metaSchemas[KindStep]).Type}
	TopicFile    = File{"topic", "The front matter of a topic", mappingOf(metaSchemas[KindTopic]).Type}
	PageFile     = File{"page", "The front matter of a free page", mappingOf(metaSchemas[KindPage]).Type}
	GlossaryFile = File{"glossary", "The terms of a guide", listOf(mappingOf(termSchema)).Type}
	ManifestFile = File{"published", "The record of what was published", mappingOf(manifestSchema).Type}
	MessagesFile = File{Name: "messages", Title: "The words of the site in one language"}
)

// KeyNamed returns the key of the file with a name, or the zero Key.
func (f File) KeyNamed(name string) (key Key) {
	for _, k := range f.Keys {
		if k.Name == name {
			key = k
		}
	}
	return key
}

// The dialects of JSON Schema in which a schema can be written. They mean the same.
const (
	Draft2020 = "https://json-schema.org/draft/2020-12/schema"
	Draft7    = "http://json-schema.org/draft-07/schema#"
)

// JSONSchema returns a JSON Schema of the file. It accepts whatever the parser accepts.
func (f File) JSONSchema(dialect string) ([]byte, error) {
	s := *f.schema
	s.Schema, s.Comment, s.Title = dialect, "Written by guide schema "+f.Name+".", f.Title
	data, err := encodeJSON(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, data, "", "  ")
	return append(b.Bytes(), '\n'), err
}
