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
	fields []field[T]
	// keyHints maps keys that belong elsewhere, or to other generators, to a hint.
	keyHints map[string]string
}

// field is a key of a mapping that is decoded into a T.
type field[T any] struct {
	name     string
	required bool
	decode   func(d *decoder, n *yaml.Node, into *T)
}

// decodeFunc decodes a YAML node. It reports problems itself and returns false if there was one.
type decodeFunc[V any] func(d *decoder, n *yaml.Node) (V, bool)

// optional declares an optional key; dest returns where its value goes.
func optional[T, V any](name string, decode decodeFunc[V], dest func(*T) *V) field[T] {
	return field[T]{name: name, decode: func(d *decoder, n *yaml.Node, into *T) {
		if v, ok := decode(d, n); ok {
			*dest(into) = v
		}
	}}
}

// required declares a required key; dest returns where its value goes.
func required[T, V any](name string, decode decodeFunc[V], dest func(*T) *V) field[T] {
	f := optional(name, decode, dest)
	f.required = true
	return f
}

// mappingOf decodes a mapping by a schema.
func mappingOf[T any](s schema[T]) decodeFunc[T] {
	return func(d *decoder, n *yaml.Node) (T, bool) {
		var v T
		ok := s.decode(d, n, &v)
		return v, ok
	}
}

// decode decodes a mapping into v. It returns false if n is not a mapping; problems of single keys do not matter for
// it.
func (s schema[T]) decode(d *decoder, n *yaml.Node, v *T) bool {
	if n.Kind != yaml.MappingNode {
		d.typeError(n, "keys such as "+s.fields[0].name+":")
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
		if f.required && !seen[f.name] {
			d.reportNode(n, diag.MissingKey, fmt.Sprintf("%s needs the key %q", s.label, f.name), "add "+f.name+":")
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
	i := slices.IndexFunc(s.fields, func(f field[T]) bool { return f.name == name })
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
		names[i] = f.name
	}
	if suggestion := suggest.Nearest(name, names); suggestion != "" {
		return fmt.Sprintf("did you mean %q?", suggestion)
	}
	return s.label + " may have " + strings.Join(names, ", ")
}

// listOf decodes a sequence.
func listOf[V any](decode decodeFunc[V]) decodeFunc[[]V] {
	return func(d *decoder, n *yaml.Node) ([]V, bool) {
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
			if v, ok := decode(d, c); ok {
				out = append(out, v)
			}
		}
		return out, true
	}
}

// MapItem is an entry of a mapping whose keys the editor chooses.
type MapItem[V any] struct {
	Key   Text
	Value V
}

// mapOf decodes a mapping whose keys the editor chooses, in their order.
func mapOf[V any](decodeKey decodeFunc[Text], decode decodeFunc[V]) decodeFunc[[]MapItem[V]] {
	return func(d *decoder, n *yaml.Node) ([]MapItem[V], bool) {
		if n.Kind != yaml.MappingNode {
			d.typeError(n, "keys with values")
			return nil, false
		}
		if !d.checkPlain(n) {
			return nil, false
		}
		var out []MapItem[V]
		d.eachKey(n, map[string]bool{}, func(k, v *yaml.Node) {
			key, ok := decodeKey(d, k)
			value, valueOK := decode(d.forKey(k), v)
			if ok && valueOK {
				out = append(out, MapItem[V]{key, value})
			}
		})
		return out, true
	}
}

// anyText decodes any scalar as it is written: 5, 1.50 and NO are the texts "5", "1.50" and "NO".
func anyText(d *decoder, n *yaml.Node) (Text, bool) {
	if !d.checkScalar(n, "text") {
		return Text{}, false
	}
	if d.hasComment && n.Style == 0 {
		d.reportCut(n)
	}
	return d.textOf(n), true
}

// plainString decodes any scalar, without its position.
var plainString = withoutPosition(anyText)

// withoutPosition decodes a text without its position.
func withoutPosition(decode decodeFunc[Text]) decodeFunc[string] {
	return func(d *decoder, n *yaml.Node) (string, bool) {
		t, ok := decode(d, n)
		return t.Value, ok
	}
}

func boolean(d *decoder, n *yaml.Node) (bool, bool) {
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

// parsed decodes a scalar by parse, whose error becomes the message. A [valueError] has a hint too.
func parsed[V any](want string, rule *diag.Rule, parse func(string) (V, error)) decodeFunc[V] {
	return func(d *decoder, n *yaml.Node) (V, bool) {
		var zero V
		if !d.checkScalar(n, want) {
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
	}
}

// validatedString decodes a text that check accepts, without its position.
func validatedString(want string, rule *diag.Rule, check func(string) error) decodeFunc[string] {
	return parsed(want, rule, func(s string) (string, error) { return s, check(s) })
}

// validatedText decodes a text that check accepts.
func validatedText(want string, rule *diag.Rule, check func(string) error) decodeFunc[Text] {
	decode := validatedString(want, rule, check)
	return func(d *decoder, n *yaml.Node) (Text, bool) {
		if _, ok := decode(d, n); !ok {
			return Text{}, false
		}
		return d.textOf(n), true
	}
}

// synonymList decodes at least two different words or phrases.
func synonymList(w *decoder, n *yaml.Node) ([]Text, bool) {
	texts, ok := listOf(synonymText)(w, n)
	if !ok || len(texts) < len(n.Content) {
		return nil, false
	}
	if len(texts) < 2 {
		w.reportNode(n, diag.BadSynonyms, "a list of synonyms needs at least two words or phrases",
			"add what else readers call it, or remove the list")
		return nil, false
	}
	for i, c := range n.Content {
		isSame := func(t Text) bool { return strings.EqualFold(t.Value, c.Value) }
		if slices.ContainsFunc(texts[:i], isSame) {
			w.reportNode(c, diag.BadSynonyms, fmt.Sprintf("%s%q is twice in one list", w.keyPrefix(),
				diag.Truncate(c.Value)), "keep one of them")
			return nil, false
		}
	}
	return texts, true
}

// oneOf decodes one of the values.
func oneOf(values ...string) decodeFunc[string] {
	list := "one of " + strings.Join(values, ", ")
	return func(d *decoder, n *yaml.Node) (string, bool) {
		if !d.checkScalar(n, list) {
			return "", false
		}
		if slices.Contains(values, n.Value) {
			return n.Value, true
		}
		hint := "use " + list
		if suggestion := suggest.Nearest(n.Value, values); suggestion != "" {
			hint = fmt.Sprintf("did you mean %q?", suggestion)
		}
		isValue := func(s string) bool { return slices.Contains(values, s) }
		addition, hint := explainValue(n.Value, hint, isValue)
		d.reportNode(n, diag.UnknownValue, fmt.Sprintf("%scannot be %q%s", d.keyPrefix(), diag.Truncate(n.Value),
			addition), hint)
		d.fixScalar(n, isValue, likelyTexts(diag.UnknownValue, n.Value)...)
		return "", false
	}
}
