package frontmatter

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

// schema declares the keys of a mapping that is decoded into a T.
type schema[T any] struct {
	label  string // for messages, such as "a checklist item"
	plural string // of label, if there is a list of them
	fields []field[T]
	// keyHints maps keys that belong elsewhere, or to other generators, to a hint.
	keyHints map[string]string
}

// field is a key of a mapping that is decoded into a T.
type field[T any] struct {
	Key
	decode func(d *decoder, n *yaml.Node, into *T)
}

// decodeFunc decodes a YAML node. It reports problems itself and returns false if there was one.
type decodeFunc[V any] func(d *decoder, n *yaml.Node) (V, bool)

// optional declares an optional key; dest returns where its value goes. See [Key] for the meaning and the example.
func optional[T, V any](name string, value valueType[V], dest func(*T) *V, meaning, example string) field[T] {
	return field[T]{Key: Key{Name: name, Meaning: meaning, Example: example, Type: value.Type},
		decode: func(d *decoder, n *yaml.Node, into *T) {
			if v, ok := value.decode(d, n); ok {
				*dest(into) = v
			}
		}}
}

// required declares a required key, like optional.
func required[T, V any](name string, value valueType[V], dest func(*T) *V, meaning, example string) field[T] {
	f := optional(name, value, dest, meaning, example)
	f.Required = true
	return f
}

// withDefault returns the declaration of a key that stands for a value if it is missing.
func (f field[T]) withDefault(value string) field[T] {
	f.Default = value
	return f
}

// keys returns the keys without what decodes them.
func (s schema[T]) keys() []Key {
	keys := make([]Key, len(s.fields))
	for i, f := range s.fields {
		keys[i] = f.Key
	}
	return keys
}

// mappingOf is a mapping with the keys of a schema.
func mappingOf[T any](s schema[T]) valueType[T] {
	keys := s.keys()
	return valueType[T]{Type{Name: "keys", Plural: s.plural, Keys: keys, schema: mappingSchema(s.label, keys)},
		func(d *decoder, n *yaml.Node) (T, bool) {
			var v T
			ok := s.decode(d, n, &v)
			return v, ok
		}}
}

// decode decodes a mapping into v. It returns false if n is not a mapping; problems of single keys do not matter for
// it.
func (s schema[T]) decode(d *decoder, n *yaml.Node, v *T) bool {
	if n.Kind != yaml.MappingNode {
		hint := "write it as in " + inBraces(s.keys())
		switch {
		case d.key == wholeFile && !d.isEntry:
			hint = ""
		case !d.isEntry:
			hint = "write it as in " + d.key + ": " + inBraces(s.keys())
		}
		d.typeErrorWithHint(n, "keys such as "+s.fields[0].Name+":", hint)
		return false
	}
	if !d.checkPlain(n) {
		return false
	}
	seen := map[string]bool{}
	d.eachKey(n, seen, func(name, value *yaml.Node) {
		f := s.lookup(name.Value)
		if f == nil {
			meant, message, hint := s.explainKey(name.Value)
			d.reportNode(name, diag.UnknownKey, message, hint)
			d.fixScalar(name, s.isFreeIn(n), s.likelyKey(name.Value))
			seen[meant] = true
			return
		}
		f.decode(d.forKey(name), value, v)
	})
	for _, f := range s.fields {
		if f.Required && !seen[f.Name] {
			d.reportNode(n, diag.MissingKey, fmt.Sprintf("%s needs the key %q", s.label, f.Name), "add "+f.Name+":")
		}
	}
	return true
}

// eachKey calls f for every valid key of a mapping and adds it to seen. It reports invalid and duplicate keys.
func (d *decoder) eachKey(n *yaml.Node, seen map[string]bool, f func(name, value *yaml.Node)) {
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		switch {
		case !d.checkKey(name):
		case seen[name.Value]:
			d.reportNode(name, diag.DuplicateKey, fmt.Sprintf("the key %q is already on line %d",
				diag.Truncate(name.Value), first[name.Value]), "keep one of them")
		default:
			seen[name.Value], first[name.Value] = true, d.fileLine(name.Line)
			f(name, n.Content[i+1])
		}
	}
}

func (s schema[T]) lookup(name string) *field[T] {
	i := slices.IndexFunc(s.fields, func(f field[T]) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &s.fields[i]
}

// unknownKeyHint returns the hint for an unknown key.
func (s schema[T]) unknownKeyHint(name string) string {
	if hint := s.keyHints[name]; hint != "" {
		return hint
	}
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.Name
	}
	if suggestion := suggest.Nearest(name, names); suggestion != "" {
		return fmt.Sprintf("did you mean %q?", suggestion)
	}
	return s.label + " may have " + strings.Join(names, ", ")
}

// listOf is a sequence.
func listOf[V any](entry valueType[V]) valueType[[]V] {
	t := Type{Name: "a list of " + entry.Plural, Plural: "lists of " + entry.Plural, Keys: entry.Keys,
		schema: &jsonSchema{Type: jsonTypes{"array"}, Items: entry.schema}}
	return valueType[[]V]{t, func(d *decoder, n *yaml.Node) ([]V, bool) {
		if n.Kind != yaml.SequenceNode {
			d.typeError(n, listType)
			return nil, false
		}
		if !d.checkPlain(n) {
			return nil, false
		}
		d = d.forEntries()
		out := make([]V, 0, len(n.Content))
		for _, c := range n.Content {
			if v, ok := entry.decode(d, c); ok {
				out = append(out, v)
			}
		}
		return out, true
	}}
}

// MapItem is an entry of a mapping whose keys the editor chooses.
type MapItem[V any] struct {
	Key   Text
	Value V
}

// mapOf is a mapping whose keys the editor chooses; it keeps their order.
func mapOf[V any](key valueType[Text], value valueType[V]) valueType[[]MapItem[V]] {
	t := Type{Name: key.Plural + ", each with " + value.Name, Keys: value.Keys, schema: &jsonSchema{
		Type: jsonTypes{"object"}, PropertyNames: key.schema.ofName(), AdditionalProperties: value.schema}}
	return valueType[[]MapItem[V]]{t, func(d *decoder, n *yaml.Node) ([]MapItem[V], bool) {
		if n.Kind != yaml.MappingNode {
			d.typeError(n, mappingType)
			return nil, false
		}
		if !d.checkPlain(n) {
			return nil, false
		}
		var out []MapItem[V]
		d.eachKey(n, map[string]bool{}, func(k, v *yaml.Node) {
			name, ok := key.decode(d, k)
			value, valueOK := value.decode(d.forKey(k), v)
			if ok && valueOK {
				out = append(out, MapItem[V]{name, value})
			}
		})
		return out, true
	}}
}

// decodeText decodes any scalar as it is written: 5, 1.50 and NO are the texts "5", "1.50" and "NO".
func decodeText(d *decoder, n *yaml.Node) (Text, bool) {
	if !d.checkScalar(n, "text") {
		return Text{}, false
	}
	if d.hasComment && n.Style == 0 {
		d.reportCut(n)
	}
	return d.textOf(n), true
}

// withoutPosition is a text without its position.
func withoutPosition(text valueType[Text]) valueType[string] {
	return valueType[string]{text.Type, func(d *decoder, n *yaml.Node) (string, bool) {
		t, ok := text.decode(d, n)
		return t.Value, ok
	}}
}

func decodeBoolean(d *decoder, n *yaml.Node) (bool, bool) {
	if !d.checkScalar(n, "true or false") {
		return false, false
	}
	isBool := func(s string) bool { return s == "true" || s == "false" }
	if n.Style == 0 && isBool(n.Value) {
		return n.Value == "true", true
	}
	addition, hint := explainValue(n.Value, "", isBool)
	d.reportNode(n, diag.WrongType, fmt.Sprintf("%s must be true or false, without quotes%s", d.subject(), addition),
		hint)
	d.fixBoolean(n)
	return false, false
}

// parsed is a scalar that parse decodes; its error becomes the message. A [valueError] has a hint too.
func parsed[V any](t Type, rule *diag.Rule, parse func(string) (V, error)) valueType[V] {
	return valueType[V]{t, func(d *decoder, n *yaml.Node) (V, bool) {
		var zero V
		if !d.checkScalar(n, t.Name) {
			return zero, false
		}
		v, err := parse(n.Value)
		if err != nil {
			e := &valueError{message: err.Error()}
			errors.As(err, &e)
			isValid := func(s string) bool { _, err := parse(s); return err == nil }
			addition, hint := explainValue(n.Value, e.hint, isValid)
			d.reportNode(n, rule, d.keyPrefix()+e.message+addition, hint)
			d.fixScalar(n, isValid, likelyTexts(rule, n.Value)...)
			return zero, false
		}
		return v, true
	}}
}

// validatedText is a text that check accepts.
func validatedText(t Type, rule *diag.Rule, check func(string) error) valueType[Text] {
	value := parsed(t, rule, func(s string) (string, error) { return s, check(s) })
	return valueType[Text]{t, func(d *decoder, n *yaml.Node) (Text, bool) {
		if _, ok := value.decode(d, n); !ok {
			return Text{}, false
		}
		return d.textOf(n), true
	}}
}
