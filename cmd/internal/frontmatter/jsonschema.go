package frontmatter

// jsonSchema has the keywords of JSON Schema (2020-12) that the schemas of files need. They mean the same in draft 7,
// which many editors know, and come in this order.
type jsonSchema struct {
	Schema      string      `json:"$schema,omitempty"`
	Comment     string      `json:"$comment,omitempty"`
	Ref         string      `json:"$ref,omitempty"`
	Title       string      `json:"title,omitempty"`
	Description string      `json:"description,omitempty"`
	Type        jsonTypes   `json:"type,omitempty"`
	Enum        []string    `json:"enum,omitempty"`
	Pattern     string      `json:"pattern,omitempty"`
	Not         *jsonSchema `json:"not,omitempty"`
	Format      string      `json:"format,omitempty"`
	MaxLength   int         `json:"maxLength,omitempty"`
	Minimum     int         `json:"minimum,omitempty"`
	Maximum     int         `json:"maximum,omitempty"`
	MinItems    int         `json:"minItems,omitempty"`
	UniqueItems bool        `json:"uniqueItems,omitempty"`
	Items       *jsonSchema `json:"items,omitempty"`
	Required    []string    `json:"required,omitempty"`
	// AdditionalProperties is false or a schema.
	AdditionalProperties any            `json:"additionalProperties,omitempty"`
	PropertyNames        *jsonSchema    `json:"propertyNames,omitempty"`
	Properties           jsonProperties `json:"properties,omitempty"`
	Default              yamlValue      `json:"default,omitempty"`
	Examples             []yamlValue    `json:"examples,omitempty"`
	Definitions          jsonProperties `json:"$defs,omitempty"`
}

// jsonTypes are the types of a value.
type jsonTypes []string

// jsonProperties are the properties of an object, in the order of their declaration.
type jsonProperties []Key

// yamlValue is a value as it is written in YAML.
type yamlValue string

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
