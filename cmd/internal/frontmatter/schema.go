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

// A schema declares the keys of one mapping. Decoding walks the YAML nodes against it, so that every
// problem of a file is found in one go and has a place, and nothing is ever filled in silently.
type schema[T any] struct {
	label  string // what the mapping is, for messages: "a checklist item"
	fields []field[T]
	// keyHints explains keys that people try here and that do not belong here.
	keyHints map[string]string
}

// field is one key of a mapping that decodes into a T.
type field[T any] struct {
	name     string
	required bool
	decode   func(w *decoder, n *yaml.Node, into *T)
}

// decodeFunc reads one value; it records its own problems.
type decodeFunc[V any] func(w *decoder, n *yaml.Node) (V, bool)

// optional declares an optional key.
func optional[T, V any](name string, decode decodeFunc[V], dest func(*T) *V) field[T] {
	return field[T]{name: name, decode: func(w *decoder, n *yaml.Node, into *T) {
		if v, ok := decode(w, n); ok {
			*dest(into) = v
		}
	}}
}

// required declares a required key.
func required[T, V any](name string, decode decodeFunc[V], dest func(*T) *V) field[T] {
	f := optional(name, decode, dest)
	f.required = true
	return f
}

// mappingOf is the kind of a mapping with declared keys.
func mappingOf[T any](s schema[T]) decodeFunc[T] {
	return func(w *decoder, n *yaml.Node) (T, bool) {
		var v T
		ok := s.decode(w, n, &v)
		return v, ok
	}
}

// decode reads a mapping into v; what is wrong is recorded and what is right is kept.
func (s schema[T]) decode(w *decoder, n *yaml.Node, v *T) bool {
	if n.Kind != yaml.MappingNode {
		w.typeError(n, "keys such as "+s.fields[0].name+":")
		return false
	}
	if !w.checkPlain(n) {
		return false
	}
	seen := map[string]bool{}
	w.eachKey(n, seen, func(name, value *yaml.Node) {
		f := s.lookup(name.Value)
		if f == nil {
			w.nodeError(name, "unknown-key", fmt.Sprintf("unknown key %q", diag.Truncate(name.Value)), s.unknownKeyHint(name.Value))
			return
		}
		f.decode(w.forKey(name), value, v)
	})
	for _, f := range s.fields {
		if f.required && !seen[f.name] {
			w.nodeError(n, "missing-key", fmt.Sprintf("%s needs the key %q", s.label, f.name), "add "+f.name+":")
		}
	}
	return true
}

// eachKey calls f for every key of a mapping that is a word and not a repeat, and enters it in seen.
func (w *decoder) eachKey(n *yaml.Node, seen map[string]bool, f func(name, value *yaml.Node)) {
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		switch {
		case !w.checkKey(name):
		case seen[name.Value]:
			w.nodeError(name, "duplicate-key", fmt.Sprintf("the key %q is already on line %d", diag.Truncate(name.Value), first[name.Value]), "keep one of them")
		default:
			seen[name.Value], first[name.Value] = true, w.fileLine(name.Line)
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

// unknownKeyHint says what an unknown key may have meant.
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

// listOf is the kind of a sequence.
func listOf[V any](decode decodeFunc[V]) decodeFunc[[]V] {
	return func(w *decoder, n *yaml.Node) ([]V, bool) {
		if n.Kind != yaml.SequenceNode {
			w.typeError(n, listType)
			return nil, false
		}
		if !w.checkPlain(n) {
			return nil, false
		}
		w = w.forEntries()
		out := make([]V, 0, len(n.Content))
		for _, c := range n.Content {
			if v, ok := decode(w, c); ok {
				out = append(out, v)
			}
		}
		return out, true
	}
}

// MapItem is one entry of a mapping whose keys the editor chooses.
type MapItem[V any] struct {
	Key   Text
	Value V
}

// mapOf is the kind of a mapping whose keys the editor chooses; their order is kept. A key is read as a
// value of the kind name would be.
func mapOf[V any](decodeKey decodeFunc[Text], decode decodeFunc[V]) decodeFunc[[]MapItem[V]] {
	return func(w *decoder, n *yaml.Node) ([]MapItem[V], bool) {
		if n.Kind != yaml.MappingNode {
			w.typeError(n, "keys with values")
			return nil, false
		}
		if !w.checkPlain(n) {
			return nil, false
		}
		var out []MapItem[V]
		w.eachKey(n, map[string]bool{}, func(k, v *yaml.Node) {
			key, ok := decodeKey(w, k)
			value, valueOK := decode(w.forKey(k), v)
			if ok && valueOK {
				out = append(out, MapItem[V]{key, value})
			}
		})
		return out, true
	}
}

// anyText is any scalar, as it is written: 5, 1.50 and NO are the texts "5", "1.50" and "NO".
func anyText(w *decoder, n *yaml.Node) (Text, bool) {
	if !w.checkScalar(n, "text") {
		return Text{}, false
	}
	return w.textOf(n), true
}

// plainString is a text of which the place does not matter later.
func plainString(w *decoder, n *yaml.Node) (string, bool) {
	t, ok := anyText(w, n)
	return t.Value, ok
}

func boolean(w *decoder, n *yaml.Node) (bool, bool) {
	if !w.checkScalar(n, "true or false") {
		return false, false
	}
	if n.Style == 0 && (n.Value == "true" || n.Value == "false") {
		return n.Value == "true", true
	}
	w.nodeError(n, "wrong-type", fmt.Sprintf("%s must be true or false, without quotes", w.subject()), "")
	return false, false
}

// parsed is a scalar that parse turns into a V; its error is the message.
func parsed[V any](want, code string, parse func(string) (V, error)) decodeFunc[V] {
	return func(w *decoder, n *yaml.Node) (V, bool) {
		var zero V
		if !w.checkScalar(n, want) {
			return zero, false
		}
		v, err := parse(n.Value)
		if err != nil {
			e := &valueError{message: err.Error()}
			errors.As(err, &e)
			w.nodeError(n, code, w.keyPrefix()+e.message, e.hint)
			return zero, false
		}
		return v, true
	}
}

// validatedString is a text that check accepts, of which only the value is kept.
func validatedString(want, code string, check func(string) error) decodeFunc[string] {
	return parsed(want, code, func(s string) (string, error) { return s, check(s) })
}

// validatedText is a text that check accepts.
func validatedText(want, code string, check func(string) error) decodeFunc[Text] {
	decode := validatedString(want, code, check)
	return func(w *decoder, n *yaml.Node) (Text, bool) {
		if _, ok := decode(w, n); !ok {
			return Text{}, false
		}
		return w.textOf(n), true
	}
}

// oneOf is one of a few words.
func oneOf(values ...string) decodeFunc[string] {
	return func(w *decoder, n *yaml.Node) (string, bool) {
		if !w.checkScalar(n, "one of "+strings.Join(values, ", ")) {
			return "", false
		}
		if slices.Contains(values, n.Value) {
			return n.Value, true
		}
		hint := "use one of " + strings.Join(values, ", ")
		if suggestion := suggest.Nearest(n.Value, values); suggestion != "" {
			hint = fmt.Sprintf("did you mean %q?", suggestion)
		}
		w.nodeError(n, "unknown-value", fmt.Sprintf("%scannot be %q", w.keyPrefix(), diag.Truncate(n.Value)), hint)
		return "", false
	}
}
