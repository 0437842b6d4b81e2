package frontmatter

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v4"
)

// jsonSchema has the keywords of JSON Schema (2020-12) that the schemas of files need. They mean the same in draft 7,
// which many editors know, and come in this order.
type jsonSchema struct {
	Schema      string        `json:"$schema,omitempty"`
	Comment     string        `json:"$comment,omitempty"`
	Ref         string        `json:"$ref,omitempty"`
	Title       string        `json:"title,omitempty"`
	Description string        `json:"description,omitempty"`
	Type        jsonTypes     `json:"type,omitempty"`
	Enum        []string      `json:"enum,omitempty"`
	AnyOf       []*jsonSchema `json:"anyOf,omitempty"`
	Pattern     string        `json:"pattern,omitempty"`
	Not         *jsonSchema   `json:"not,omitempty"`
	Format      string        `json:"format,omitempty"`
	MaxLength   int           `json:"maxLength,omitempty"`
	Minimum     int           `json:"minimum,omitempty"`
	Maximum     int           `json:"maximum,omitempty"`
	MinItems    int           `json:"minItems,omitempty"`
	UniqueItems bool          `json:"uniqueItems,omitempty"`
	Items       *jsonSchema   `json:"items,omitempty"`
	Required    []string      `json:"required,omitempty"`
	// AdditionalProperties is false or a schema.
	AdditionalProperties any            `json:"additionalProperties,omitempty"`
	PropertyNames        *jsonSchema    `json:"propertyNames,omitempty"`
	Properties           jsonProperties `json:"properties,omitempty"`
	Default              yamlValue      `json:"default,omitempty"`
	Examples             []yamlValue    `json:"examples,omitempty"`
	Definitions          jsonProperties `json:"$defs,omitempty"`
}

// jsonTypes are the types of a value. One is written without brackets.
type jsonTypes []string

// MarshalJSON returns a string or an array.
func (t jsonTypes) MarshalJSON() ([]byte, error) {
	if len(t) == 1 {
		return json.Marshal(t[0])
	}
	return json.Marshal([]string(t))
}

// jsonProperties are the properties of an object, in the order of their declaration.
type jsonProperties []Key

// MarshalJSON returns an object.
func (p jsonProperties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, k := range p {
		b.WriteByte("{,"[min(i, 1)])
		name, err := encodeJSON(k.Name)
		if err != nil {
			return nil, err
		}
		value, err := encodeJSON(k.property())
		if err != nil {
			return nil, err
		}
		b.Write(append(append(name, ':'), value...))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// property returns the schema of the value of a key.
func (k Key) property() jsonSchema {
	s := *k.Type.schema
	s.Description, s.Default = k.Meaning, yamlValue(k.Default)
	if k.Example != "" {
		s.Examples = []yamlValue{yamlValue(k.Example)}
	}
	return s
}

// encodeJSON returns a value as JSON in which < is <, not \u003c.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// ofName returns the schema of a name of a property, which is always a string.
func (s jsonSchema) ofName() *jsonSchema {
	s.Type = nil
	return &s
}

// mappingSchema returns the schema of a mapping, which has no other keys than these.
func mappingSchema(label string, keys []Key) *jsonSchema {
	s := &jsonSchema{Title: label, Type: jsonTypes{"object"}, AdditionalProperties: false, Properties: keys}
	for _, k := range keys {
		if k.Required {
			s.Required = append(s.Required, k.Name)
		}
	}
	return s
}

// yamlValue is a value as it is written in YAML.
type yamlValue string

// MarshalJSON returns the value as JSON.
func (v yamlValue) MarshalJSON() ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(v), &doc); err != nil {
		return nil, err
	}
	return nodeJSON(doc.Content[0])
}

// nodeJSON returns a YAML node as JSON. A date is a text.
func nodeJSON(n *yaml.Node) ([]byte, error) {
	if n.Kind == yaml.ScalarNode {
		return scalarJSON(n)
	}
	var b bytes.Buffer
	brackets := map[yaml.Kind]string{yaml.SequenceNode: "[]", yaml.MappingNode: "{}"}[n.Kind]
	b.WriteByte(brackets[0])
	for i, c := range n.Content {
		isKey := n.Kind == yaml.MappingNode && i%2 == 0
		switch {
		case n.Kind == yaml.MappingNode && !isKey:
			b.WriteByte(':')
		case i > 0:
			b.WriteByte(',')
		}
		data, err := nodeJSON(c)
		if isKey {
			data, err = encodeJSON(c.Value)
		}
		if err != nil {
			return nil, err
		}
		b.Write(data)
	}
	b.WriteByte(brackets[1])
	return b.Bytes(), nil
}

func scalarJSON(n *yaml.Node) ([]byte, error) {
	var v any = n.Value
	switch n.ShortTag() {
	case "!!bool", "!!int", "!!float", "!!null":
		if err := n.Decode(&v); err != nil {
			return nil, err
		}
	}
	return encodeJSON(v)
}
